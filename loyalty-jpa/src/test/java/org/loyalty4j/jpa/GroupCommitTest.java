package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.OutcomeUnknownException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.testkit.Together;

/** Commands of callers who come at once share transactions of a database. */
class GroupCommitTest {

    private static final int TILLS = 16;
    private static final int SALES = 12;

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    private final FailingCommits commits = new FailingCommits();

    private Shop shop(TestDatabase kind) {
        JpaStore store =
                StoreOver.owning(databases, commits.over(databases.fresh(kind).pool()));
        return Shop.over(databases.closing(store.groupCommit(JpaStore.GROUP_MAX)), program -> program);
    }

    /** Sends a sale again, as a till does, until it is known to be recorded. */
    private static boolean record(Shop shop, Purchase purchase) {
        while (true) {
            try {
                Settlement.Settled settled =
                        shop.loyalty().till().record(purchase).orThrow();
                assertThat(settled.earned()).isEqualTo(Points.of(10));
                return settled.replayed();
            } catch (StoreBusyException | OutcomeUnknownException again) {
                Thread.onSpinWait();
            }
        }
    }

    private static void sell(Shop shop, List<CustomerId> customers) {
        Together.run(TILLS, till -> () -> {
            for (int i = 0; i < SALES; i++) {
                CustomerId customer = customers.get((till + i) % customers.size());
                record(shop, Purchase.of("till " + till + " receipt " + i, customer, Shop.euro("10.00")));
            }
            return true;
        });
    }

    private static List<CustomerId> customers(Shop shop) {
        List<CustomerId> customers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            customers.add(shop.aCustomer("Customer " + i));
        }
        return customers;
    }

    private static void assertEachSaleIsThereOnce(Shop shop, List<CustomerId> customers) {
        long sum = customers.stream().mapToLong(shop::available).sum();
        assertThat(sum).isEqualTo(TILLS * SALES * 10L);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void tills_that_sell_at_once_share_commits(TestDatabase kind) {
        Shop shop = shop(kind);
        List<CustomerId> customers = customers(shop);
        commits.fail(FailingCommits.When.BEFORE, Integer.MAX_VALUE);

        sell(shop, customers);

        assertThat(commits.commits()).isLessThan(TILLS * SALES);
        assertEachSaleIsThereOnce(shop, customers);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void commits_that_the_database_undoes_are_repeated_and_nobody_hears_of_it(TestDatabase kind) {
        Shop shop = shop(kind);
        List<CustomerId> customers = customers(shop);
        commits.fail(FailingCommits.When.UNDONE, 3);

        Together.run(
                TILLS,
                till -> () -> shop.loyalty()
                        .till()
                        .record(Purchase.of("till " + till, customers.get(0), Shop.euro("10.00")))
                        .orThrow());

        commits.stop();
        assertThat(shop.available(customers.get(0))).isEqualTo(TILLS * 10L);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_line_that_is_cut_before_or_after_a_commit_loses_no_sale_and_doubles_none(TestDatabase kind) {
        Shop shop = shop(kind);
        List<CustomerId> customers = customers(shop);
        commits.fail(FailingCommits.When.BEFORE, 4);
        sell(shop, customers.subList(0, 3));
        commits.fail(FailingCommits.When.AFTER, 4);
        Shop same = shop;

        Together.run(
                TILLS,
                till -> () -> record(same, Purchase.of("late till " + till, customers.get(5), Shop.euro("10.00"))));

        commits.stop();
        assertThat(shop.available(customers.get(5))).isEqualTo(TILLS * 10L);
        assertEachSaleIsThereOnce(shop, customers.subList(0, 3));
    }

    @Test
    void a_store_in_the_hosts_transactions_cannot_share_them() {
        JpaStore joined = JpaStore.overConnection(new ConnectionSource() {
            @Override
            public java.sql.Connection acquire() {
                throw new AssertionError("Nobody asked for a connection");
            }

            @Override
            public void release(java.sql.Connection connection) {
                throw new AssertionError("Nobody had a connection");
            }

            @Override
            public boolean inTransaction() {
                return false;
            }
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> joined.groupCommit(8))
                .withMessageContaining("JpaStore.owning");
    }

    @Test
    void a_unit_has_from_one_to_512_commands() {
        JpaStore store = StoreOver.fresh(databases, TestDatabase.H2);

        assertThat(store.commandsAtOnce()).isEqualTo(1);
        assertThat(store.groupCommit(512).commandsAtOnce()).isEqualTo(512);
        assertThat(store.groupCommit(512).unitsAtOnce()).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> store.groupCommit(0));
        assertThatIllegalArgumentException().isThrownBy(() -> store.groupCommit(513));
    }
}
