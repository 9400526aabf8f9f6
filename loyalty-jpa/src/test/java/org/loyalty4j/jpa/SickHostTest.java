package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.hibernate.Session;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.NoTransactionException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreException;

/** F-31: the host's own transaction is read-only, has failed already, or is closed. */
class SickHostTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    /** How the host hands over its transaction. */
    enum By {
        CONNECTION,
        MANAGER
    }

    /** A host in the middle of a transaction, with a library that joins it and is started. */
    private record Host(Loyalty loyalty, Connection connection, Recording recording, AutoCloseable end) {

        void run(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** Says that nothing was done to the host's transaction, and no other one was begun. */
        void assertLeftAlone() {
            assertThat(recording.ownersCalls()).isEmpty();
        }
    }

    /** The pool has no second connection that a hidden transaction could be on. */
    private Host host(FaultScene scene, By by, PoolSettings settings) throws SQLException {
        HikariDataSource pool = scene.database.pool(settings.size(1).patience(Duration.ofSeconds(1)));
        RecordingDataSource recorded = new RecordingDataSource(pool);
        return by == By.CONNECTION ? byConnection(scene, recorded) : byManager(scene, recorded);
    }

    private Host byConnection(FaultScene scene, RecordingDataSource pool) throws SQLException {
        Connection connection = databases.closing(pool.getConnection());
        connection.setAutoCommit(false);
        JpaStore store = databases.closing(
                JpaStore.overConnection(ConnectionSource.of(() -> connection, same -> {}, () -> true)));
        Loyalty loyalty = scene.loyalty(StoreOver.started(store));
        connection.rollback();
        pool.recording().clear();
        return new Host(loyalty, connection, pool.recording(), connection);
    }

    private Host byManager(FaultScene scene, RecordingDataSource pool) {
        EntityManager manager = databases
                .closing(new HibernatePersistenceConfiguration("host")
                        .property("jakarta.persistence.nonJtaDataSource", pool)
                        .createEntityManagerFactory())
                .createEntityManager();
        JpaStore store = databases.closing(JpaStore.joining(manager));
        Loyalty loyalty = scene.loyalty(StoreOver.started(store));
        manager.getTransaction().begin();
        Connection connection = manager.unwrap(Session.class).doReturningWork(same -> same);
        pool.recording().clear();
        return new Host(loyalty, connection, pool.recording(), manager);
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL,CONNECTION", "POSTGRESQL,MANAGER", "MARIADB,CONNECTION", "MARIADB,MANAGER"})
    void f_31_a_transaction_that_may_not_write_is_told_as_the_hosts(TestDatabase kind, By by) throws SQLException {
        FaultScene scene = new FaultScene(databases, kind);
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        Host host = host(
                scene,
                by,
                PoolSettings.USUAL.firstSql(
                        kind == TestDatabase.POSTGRESQL
                                ? "set default_transaction_read_only = on"
                                : "set session transaction read only"));

        assertThatThrownBy(() -> host.loyalty().till().record(purchase))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("The host's transaction, or its database, is read-only")
                .hasMessageContaining("25006");

        // It goes on as what it is: it reads.
        assertThat(host.loyalty()
                        .accounts()
                        .balance(purchase.customer())
                        .available()
                        .minor())
                .isEqualTo(100);
        host.assertLeftAlone();
        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void f_31_a_transaction_that_has_failed_already_is_told_as_the_hosts(By by) throws SQLException {
        FaultScene scene = new FaultScene(databases, TestDatabase.POSTGRESQL);
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        Host host = host(scene, by, PoolSettings.USUAL);
        assertThatThrownBy(() -> host.run("select 1 / 0")).isInstanceOf(SQLException.class);

        assertThatThrownBy(() -> host.loyalty().till().record(purchase))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("An earlier statement of the host's transaction failed")
                .hasMessageContaining("25P02");
        assertThatThrownBy(() -> host.loyalty().accounts().balance(purchase.customer()))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("An earlier statement of the host's transaction failed");

        host.assertLeftAlone();
        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void f_31_a_connection_that_the_host_has_closed_is_told_as_such(TestDatabase kind) throws Exception {
        FaultScene scene = new FaultScene(databases, kind);
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        Host host = host(scene, By.CONNECTION, PoolSettings.USUAL);
        host.end().close();
        host.recording().clear();

        assertThatThrownBy(() -> host.loyalty().till().record(purchase))
                .isInstanceOfSatisfying(
                        StoreBusyException.class,
                        lost -> assertThat(lost.hostMayGoOn()).isFalse())
                .hasMessageContaining("is closed or lost")
                .hasMessageContaining("begin a new one");

        host.assertLeftAlone();
        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void f_31_an_entity_manager_that_the_host_has_closed_is_told_as_such(TestDatabase kind) throws Exception {
        FaultScene scene = new FaultScene(databases, kind);
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        Host host = host(scene, By.MANAGER, PoolSettings.USUAL);
        host.connection().rollback();
        host.end().close();
        host.recording().clear();

        assertThatThrownBy(() -> host.loyalty().till().record(purchase))
                .isInstanceOf(NoTransactionException.class)
                .hasMessageContaining("entity manager is closed");
        assertThatThrownBy(() -> host.loyalty().accounts().balance(purchase.customer()))
                .isInstanceOf(NoTransactionException.class)
                .hasMessageContaining("entity manager is closed");

        host.assertLeftAlone();
        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
    }
}
