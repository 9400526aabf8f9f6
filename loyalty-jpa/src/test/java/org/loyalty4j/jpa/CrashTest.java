package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.OutcomeUnknownException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.testkit.Shop;

/** F-06, F-07: PostgreSQL itself dies under a busy till, and comes back on the same data. Loss of power is not tried. */
class CrashTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @TempDir
    Path folder;

    private static HikariDataSource pool(PostgresServer server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url(server.port(), "public"));
        config.setUsername(server.administrator());
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(1000);
        return new HikariDataSource(config);
    }

    /** Sells on and on, repeating each sale with its key until it is answered; stops at the first failure if told so. */
    private static final class Seller extends Thread {

        private final Loyalty till;
        private final CustomerId customer;
        private final boolean goesOn;
        final List<String> answered = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch some = new CountDownLatch(20);
        final CountDownLatch failed = new CountDownLatch(1);
        final CountDownLatch someMore = new CountDownLatch(20);
        volatile boolean stop;
        volatile @Nullable Throwable strange;
        int next;

        Seller(Loyalty till, CustomerId customer, boolean goesOn) {
            this.till = till;
            this.customer = customer;
            this.goesOn = goesOn;
            setDaemon(true);
        }

        @Override
        public void run() {
            for (next = 0; !stop; next++) {
                if (!sold("receipt " + next)) {
                    return;
                }
                some.countDown();
                if (failed.getCount() == 0) {
                    someMore.countDown();
                }
            }
        }

        private boolean sold(String key) {
            while (true) {
                try {
                    till.till()
                            .record(Purchase.of(key, customer, Shop.euro("10.00")))
                            .orThrow();
                    answered.add(key);
                    return true;
                } catch (StoreBusyException | OutcomeUnknownException expected) {
                    failed.countDown();
                    if (!goesOn) {
                        return false;
                    }
                } catch (RuntimeException other) {
                    strange = other;
                    failed.countDown();
                    return false;
                }
            }
        }
    }

    private Loyalty shop(HikariDataSource pool) {
        return Loyalty.over(databases.closing(JpaStore.owning(pool).schema(LoyaltySchema.Mode.CREATE)))
                .program(Shop.onePointPerEuro())
                .cached(java.time.Duration.ZERO)
                .build();
    }

    private static CustomerId anna(Loyalty shop) {
        return shop.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll")).reference("anna"))
                .orThrow()
                .id();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private static void assertAllThere(Loyalty shop, CustomerId anna, Seller seller) {
        assertThat(seller.strange).isNull();
        assertThat(seller.answered)
                .allSatisfy(
                        key -> assertThat(shop.till().find(CommandKey.of(key))).isPresent());
        // The one that was on its way may be there, too.
        boolean underway = shop.till()
                .find(CommandKey.of("receipt " + seller.answered.size()))
                .isPresent();
        shop.till()
                .record(Purchase.of("receipt " + seller.answered.size(), anna, Shop.euro("10.00")))
                .orThrow();
        assertThat(shop.accounts().balance(anna).available().minor()).isEqualTo(10L * (seller.answered.size() + 1));
        assertThat(underway).isIn(true, false);
        assertThat(shop.audit().findings()).isEmpty();
    }

    @Test
    void f_06_when_one_session_dies_the_server_drops_all_and_the_till_goes_on_by_itself() throws Exception {
        PostgresServer server = databases.closing(PostgresServer.startDurable());
        HikariDataSource pool = databases.closing(pool(server));
        Loyalty shop = shop(pool);
        CustomerId anna = anna(shop);
        Seller seller = new Seller(shop, anna, true);
        seller.start();
        await(seller.some);
        long victim;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            victim = row.getLong(1);
        }

        ChildJvm.send(victim, "KILL");

        await(seller.failed);
        await(seller.someMore);
        seller.stop = true;
        seller.join(30_000);
        assertAllThere(shop, anna, seller);
    }

    @Test
    void f_07_what_was_answered_before_the_whole_server_died_is_there_when_it_is_back() throws Exception {
        Path data = folder.resolve("data");
        PostgresServer first = databases.closing(PostgresServer.startOn(data));
        Seller seller;
        CustomerId anna;
        try (HikariDataSource pool = pool(first)) {
            Loyalty shop = shop(pool);
            anna = anna(shop);
            seller = new Seller(shop, anna, false);
            seller.start();
            await(seller.some);
            killAll(data);
            await(seller.failed);
            seller.join(30_000);
        }

        PostgresServer second = databases.closing(PostgresServer.startOn(data));
        assertAllThere(shop(databases.closing(pool(second))), anna, seller);
    }

    /** Kills the server and all its sessions at once. */
    private static void killAll(Path data) throws IOException, SQLException {
        Path file = data.resolve("postmaster.pid");
        long server = Long.parseLong(Files.readAllLines(file).get(0).trim());
        List<ProcessHandle> all = new ArrayList<>(
                ProcessHandle.of(server).orElseThrow().descendants().toList());
        ChildJvm.send(server, "KILL");
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            one.onExit().join();
        }
        Files.deleteIfExists(file);
        Files.deleteIfExists(data.resolve("epg-lock")); // the test library thinks that its server still runs
    }
}
