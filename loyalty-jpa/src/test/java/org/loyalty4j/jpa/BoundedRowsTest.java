package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.Outcome;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.store.Changes;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** What a call reads and rewrites does not grow with what an account has behind it. */
class BoundedRowsTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    private static void buysOften(Shop shop, CustomerId customer, int times) {
        for (int done = 0; done < times; done += 500) {
            List<Purchase> purchases = new ArrayList<>();
            for (int i = done; i < Math.min(times, done + 500); i++) {
                purchases.add(shop.aPurchase(customer)
                        .line(PurchaseLine.goods("1", euro("10.00")))
                        .build());
            }
            shop.loyalty().till().recordAll(purchases).forEach(Outcome::orThrow);
        }
    }

    private long rowsOfASale(Recording recording, Shop shop, CustomerId customer) {
        recording.clear();
        assertThat(shop.loyalty().till().record(shop.buys(customer, "10.00")).settled())
                .isTrue();
        return recording.rows();
    }

    private long rowsOfARedemption(Recording recording, Shop shop, CustomerId customer) {
        recording.clear();
        shop.redeems(customer, 15);
        return recording.rows();
    }

    @ParameterizedTest
    @EnumSource
    void as_many_rows_are_read_with_few_lots_and_postings_as_with_many(TestDatabase kind) {
        FreshDatabase database = databases.fresh(kind);
        RecordingDataSource recorded = new RecordingDataSource(database.pool());
        Recording recording = recorded.recording();
        Shop shop = Shop.over(StoreOver.owning(databases, recorded), program -> program);
        CustomerId few = shop.aCustomer("Few");
        CustomerId many = shop.aCustomer("Many");
        buysOften(shop, few, 300);
        buysOften(shop, many, 3000);

        assertThat(rowsOfASale(recording, shop, many)).isEqualTo(rowsOfASale(recording, shop, few));
        assertThat(rowsOfARedemption(recording, shop, many)).isEqualTo(rowsOfARedemption(recording, shop, few));
    }

    @Test
    void f_44_a_server_looks_at_no_more_rows_when_an_account_has_a_long_history() throws SQLException {
        FreshDatabase database = databases.fresh(TestDatabase.POSTGRESQL);
        Shop shop = Shop.over(StoreOver.owning(databases, database.pool()), program -> program);
        CustomerId few = shop.aCustomer("Few");
        CustomerId many = shop.aCustomer("Many");
        buysOften(shop, few, 1_000);
        buysOften(shop, many, "long".equals(System.getProperty("loyalty.faults")) ? 100_000 : 5_000);
        database.administer("vacuum analyze"); // as its own service does, sooner or later

        long rowsOfFew = rowsLookedAt(database, shop, few);
        assertThat(rowsOfFew).isBetween(257L, 400L); // a burn brings 257 lots
        // The server may join the same few rows in another order.
        assertThat(rowsLookedAt(database, shop, many)).isLessThan(rowsOfFew + 50);
    }

    /** As at the end of a month. */
    @Test
    void a_server_looks_at_no_more_accounts_than_a_page_takes_of_those_that_are_due_at_the_same_instant()
            throws SQLException {
        FreshDatabase database = databases.fresh(TestDatabase.POSTGRESQL);
        Shop shop = Shop.over(
                StoreOver.owning(databases, database.pool()),
                program -> program.expiring(PeriodEnd.endOfMonth(Period.ofMonths(1))));
        List<Purchase> purchases = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            purchases.add(Purchase.of("sale " + i, shop.aCustomer("customer " + i), euro("10.00")));
        }
        shop.loyalty().till().recordAll(purchases).forEach(Outcome::orThrow);
        database.administer("vacuum analyze");

        try (Connection host = database.connect();
                JpaStore store = JpaStore.overConnection(ConnectionSource.of(host))) {
            StoreOver.started(store);
            host.setAutoCommit(false);
            List<Changes.Due> page =
                    store.reading(reader -> reader.ledger().due(Instant.parse("2100-01-01T00:00:00Z"), 10));

            assertThat(page)
                    .hasSize(10)
                    .extracting(Changes.Due::at)
                    .containsOnly(page.get(0).at());
            assertThat(rowsLookedAt(host)).isBetween(10L, 60L);
            host.rollback();
        }
    }

    private static long rowsLookedAt(Connection host) throws SQLException {
        try (Statement statement = host.createStatement();
                ResultSet row = statement.executeQuery("select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch,"
                        + " 0)) from pg_stat_xact_user_tables where schemaname = current_schema()"
                        + " and relname <> 'loyalty_program_version'")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Counted by the server: every row that a sale and a redemption looked at, not only those that were sent. */
    private long rowsLookedAt(FreshDatabase database, Shop shop, CustomerId customer) throws SQLException {
        try (Connection host = database.connect();
                JpaStore store = JpaStore.overConnection(ConnectionSource.of(host))) {
            StoreOver.started(store);
            host.setAutoCommit(false);
            Loyalty joined = Loyalty.over(store).clock(shop.clock()).build();
            joined.till()
                    .record(Purchase.of("one more", customer, euro("10.00")))
                    .orThrow();
            joined.rewards()
                    .redeem(Redemption.of(CommandKey.of("some of it"), customer, Points.of(15)))
                    .orThrow();
            try {
                return rowsLookedAt(host);
            } finally {
                host.rollback();
            }
        }
    }

    /** An update that finds room on its page and changes no indexed column leaves all indexes alone. */
    @Test
    void heads_and_lots_are_updated_in_place_on_postgresql() throws SQLException {
        FreshDatabase database = databases.fresh(TestDatabase.POSTGRESQL);
        Shop shop = Shop.over(StoreOver.owning(databases, database.pool()), program -> program);
        List<CustomerId> customers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            customers.add(shop.aCustomer("customer " + i));
        }
        for (int round = 0; round < 20; round++) {
            List<Purchase> purchases = new ArrayList<>();
            customers.forEach(customer -> purchases.add(shop.aPurchase(customer)
                    .line(PurchaseLine.goods("1", euro("100.00")))
                    .build()));
            for (Outcome<Settlement> outcome : shop.loyalty().till().recordAll(purchases)) {
                outcome.orThrow();
            }
            customers.forEach(customer -> shop.redeems(customer, 3));
        }

        assertThat(inPlacePercent(database, "loyalty_account")).isGreaterThanOrEqualTo(95);
        assertThat(inPlacePercent(database, "loyalty_lot")).isGreaterThanOrEqualTo(95);
    }

    private static long inPlacePercent(FreshDatabase database, String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            // The connections of the pool report what they did when they are closed, or are asked to.
            database.pool().getHikariPoolMXBean().softEvictConnections();
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (true) {
                statement.execute("select pg_stat_clear_snapshot()");
                try (ResultSet row = statement.executeQuery("select n_tup_upd, n_tup_hot_upd from pg_stat_user_tables"
                        + " where relname = '" + table + "' and schemaname = current_schema()")) {
                    assertThat(row.next()).isTrue();
                    if (row.getLong(1) >= 380) {
                        return 100 * row.getLong(2) / row.getLong(1);
                    }
                }
                assertThat(System.nanoTime())
                        .as("the statistics of " + table + " are there in time")
                        .isLessThan(deadline);
            }
        }
    }
}
