package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.jpa.TestDatabase.MARIADB;
import static org.loyalty4j.jpa.TestDatabase.POSTGRESQL;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.Outcome;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Task;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.OutcomeUnknownException;
import org.loyalty4j.store.StoreBusyException;

/** F-11 to F-14, F-19, F-21, F-33: what ends each wait, and that nothing has happened then. */
class WaitingTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    /** Locks accounts by the host's own statement, in the order given, one statement each. */
    private static void lock(Connection host, long account) throws SQLException {
        try (Statement statement = host.createStatement()) {
            statement
                    .executeQuery("select id from loyalty_account where id = " + account + " for update")
                    .close();
        }
    }

    private static long accountOf(FaultScene scene, CustomerId customer) throws SQLException {
        String id = customer.value().toString();
        String literal = scene.kind() == MARIADB ? "unhex('" + id.replace("-", "") + "')" : "'" + id + "'";
        try (Connection host = scene.database.connect();
                Statement statement = host.createStatement();
                ResultSet row =
                        statement.executeQuery("select id from loyalty_account where customer_id = " + literal)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection holding(FaultScene scene, CustomerId customer) throws SQLException {
        Connection host = databases.closing(scene.database.connect());
        host.setAutoCommit(false);
        lock(host, accountOf(scene, customer));
        return host;
    }

    private static void assertBusy(Loyalty till, Purchase purchase, String code) {
        assertThatThrownBy(() -> till.till().record(purchase))
                .isInstanceOf(StoreBusyException.class)
                .hasMessageContaining(code);
    }

    @ParameterizedTest
    @EnumSource
    void f_11_a_lock_that_is_not_had_in_time_is_given_up(TestDatabase kind) throws SQLException {
        FaultScene scene = new FaultScene(databases, kind);
        JpaStore store =
                databases.closing(JpaStore.owning(scene.database.pool()).lockWait(Duration.ofMillis(200)));
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        Connection host = holding(scene, purchase.customer());

        assertBusy(
                scene.loyalty(store),
                purchase,
                switch (kind) {
                    case POSTGRESQL -> "55P03";
                    case MARIADB -> "1205";
                    case H2 -> "HYT00";
                });

        host.rollback();
        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
    }

    /** Nothing is locked before an entry is written, so its number is the first that is waited for. */
    @Test
    void f_11_the_number_of_an_entry_that_another_one_is_writing_is_waited_for_no_longer_than_a_lock() {
        FaultScene scene = new FaultScene(databases, POSTGRESQL);
        Loyalty quick = scene.loyalty(
                databases.closing(JpaStore.owning(scene.database.pool()).lockWait(Duration.ofMillis(200))));
        NewEntry<Task> call = NewEntry.from(
                new Source("crm"), "call-1", scene.aPurchase(scene.aCustomer()).customer(), Task.of("Call back"));

        scene.over(scene.database.pool()).inTransaction(slow -> {
            slow.history().add(call);
            assertThatThrownBy(() -> quick.history().add(call))
                    .isInstanceOf(StoreBusyException.class)
                    .hasMessageContaining("55P03");
            return true;
        });

        assertThat(quick.history().add(call).revision()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_12_a_statement_that_takes_too_long_is_given_up(TestDatabase kind) throws SQLException {
        FaultScene scene = new FaultScene(databases, kind);
        Loyalty till = scene.over(scene.database.pool(PoolSettings.USUAL.firstSql(
                kind == POSTGRESQL ? "set statement_timeout = 300" : "set max_statement_time = 0.3")));
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        Connection host = holding(scene, purchase.customer());

        assertBusy(till, purchase, kind == POSTGRESQL ? "57014" : "1969");

        host.rollback();
        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
    }

    @Test
    void f_13_a_session_that_idles_in_a_transaction_is_ended_and_has_changed_nothing() throws SQLException {
        FaultScene scene = new FaultScene(databases, POSTGRESQL);
        Loyalty till = scene.over(
                scene.database.pool(PoolSettings.USUAL.firstSql("set idle_in_transaction_session_timeout = 300")));
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        Purchase second = scene.aPurchase(scene.aCustomer());

        assertThatThrownBy(() -> till.inTransaction(shop -> {
                    shop.till().record(purchase).orThrow();
                    awaitLockable(scene, purchase.customer());
                    return shop.till().record(second).orThrow();
                }))
                .isInstanceOf(StoreBusyException.class)
                .hasMessageContaining("25P03");

        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
        assertThat(scene.sentAgain(second).replayed()).isFalse();
    }

    /** Waits until nobody holds an account's lock. */
    private static void awaitLockable(FaultScene scene, CustomerId customer) {
        try (Connection host = scene.database.connect();
                Statement statement = host.createStatement()) {
            statement.execute("set lock_timeout = '20s'");
            lock(host, accountOf(scene, customer));
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void f_14_a_deadlock_with_the_hosts_own_locks_ends_and_the_sale_is_recorded_once(TestDatabase kind)
            throws Exception {
        FaultScene scene = new FaultScene(databases, kind);
        Purchase anna = scene.aPurchase(scene.aCustomer());
        Purchase berta = scene.aPurchase(scene.aCustomer());
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        ExecutorService host = databases
                .closing(new Closing(Executors.newSingleThreadExecutor()))
                .pool();
        long first = accountOf(scene, anna.customer());
        long second = accountOf(scene, berta.customer());
        Future<String> end = host.submit(() -> {
            try (Connection connection = scene.database.connect()) {
                connection.setAutoCommit(false);
                lock(connection, second);
                locked.countDown();
                waiting.await(20, TimeUnit.SECONDS);
                lock(connection, first);
                connection.rollback();
                return "had both";
            } catch (SQLException undone) {
                return undone.getSQLState();
            }
        });
        locked.await(20, TimeUnit.SECONDS);

        Loyalty till = scene.over(Hooked.over(scene.database.pool(), new Hooked.Hook() {
            @Override
            public void before(Connection plain, boolean commit) {
                // The till is about to wait for the second account, with the first in its hand.
                waiting.countDown();
            }
        }));
        List<Outcome<Settlement>> answers = untilNotBusy(() -> till.till().recordAll(List.of(anna, berta)));

        assertThat(answers).allSatisfy(answer -> answer.orThrow().orThrow());
        assertThat(end.get(20, TimeUnit.SECONDS)).isIn("had both", "40P01", "40001", "HYT00", "HY000");
        assertThat(scene.sentAgain(anna).replayed()).isTrue();
        assertThat(scene.sentAgain(berta).replayed()).isTrue();
    }

    private static <T> T untilNotBusy(java.util.function.Supplier<T> work) {
        for (int i = 0; ; i++) {
            try {
                return work.get();
            } catch (StoreBusyException busy) {
                assertThat(i).isLessThan(10);
            }
        }
    }

    private record Closing(ExecutorService pool) implements AutoCloseable {
        @Override
        public void close() {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void f_19_a_pool_that_has_nothing_left_says_so_in_its_own_time(TestDatabase kind) throws SQLException {
        FaultScene scene = new FaultScene(databases, kind);
        var pool = scene.database.pool(PoolSettings.USUAL.size(2).patience(Duration.ofMillis(300)));
        Loyalty till = scene.over(pool);
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        try (Connection first = pool.getConnection();
                Connection second = pool.getConnection()) {
            assertThat(first).isNotSameAs(second);
            assertBusy(till, purchase, "No connection was had (SQLSTATE null");
        }
        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
        assertThat(till.till().record(purchase).orThrow().replayed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_21_a_server_that_has_no_room_for_one_more_is_busy(TestDatabase kind) throws SQLException {
        FaultScene scene = new FaultScene(databases, kind);
        String role = Role.granted(scene.database);
        try {
            scene.database.administer(
                    kind == POSTGRESQL
                            ? "alter role " + role + " connection limit 1"
                            : "alter user " + role + " with max_user_connections 1");
            var pool = scene.database.pool(PoolSettings.USUAL.user(role).size(2).patience(Duration.ofMillis(1500)));
            Loyalty till = scene.over(pool);
            Purchase purchase = scene.aPurchase(scene.aCustomer());
            try (Connection only = pool.getConnection()) {
                assertThat(only.isValid(1)).isTrue();
                assertBusy(till, purchase, kind == POSTGRESQL ? "53300" : "42000");
            }
            assertThat(scene.sentAgain(purchase).replayed()).isFalse();
        } finally {
            scene.database.close();
            Role.forget(scene.database);
        }
    }

    /** Interrupts the thread just before one of its journeys. */
    private static final class Interrupter implements Hooked.Hook {

        private int left;

        @Override
        public void before(Connection plain, boolean commit) {
            left--;
            if (left == 0) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void f_33_an_interrupted_till_keeps_its_flag_and_the_key_tells_what_happened(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Interrupter interrupter = new Interrupter();
        Loyalty till = scene.over(Hooked.over(scene.database.pool(PoolSettings.USUAL.size(1)), interrupter));
        for (int journey = 0; journey < 4; journey++) {
            Purchase purchase = scene.aPurchase(scene.aCustomer());
            interrupter.left = journey;
            if (journey == 0) {
                Thread.currentThread().interrupt(); // before there is a connection
            }
            try {
                till.till().record(purchase).orThrow();
            } catch (StoreBusyException | OutcomeUnknownException told) {
                assertThat(told).hasMessageContaining("repeat");
            }
            // Only PostgreSQL has done before the last of these journeys.
            assertThat(Thread.interrupted()).isEqualTo(journey == 0 || interrupter.left <= 0);
            scene.sentAgain(purchase);
        }
    }
}
