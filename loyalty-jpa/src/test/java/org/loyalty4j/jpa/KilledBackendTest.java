package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.OutcomeUnknownException;
import org.loyalty4j.store.StoreBusyException;

/** F-04, F-05: the server ends the session of a till. */
class KilledBackendTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    /** Kills the session once, where the test says: before a journey, counted from its own arming on. */
    private static final class Killer implements Hooked.Hook {

        private final FreshDatabase database;
        private boolean atStatement;
        private boolean atCommit;

        Killer(FreshDatabase database) {
            this.database = database;
        }

        @Override
        public void before(Connection plain, boolean commit) throws SQLException {
            if (commit ? atCommit : atStatement) {
                atCommit = false;
                atStatement = false;
                kill(plain);
            }
        }

        private void kill(Connection plain) throws SQLException {
            boolean postgres = database.kind() == TestDatabase.POSTGRESQL;
            long id = number(plain, postgres ? "select pg_backend_pid()" : "select connection_id()");
            // Waits until the session is gone.
            database.administer(postgres ? "select pg_terminate_backend(" + id + ", 10000)" : "kill " + id);
        }

        private static long number(Connection connection, String question) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(question)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_04_a_session_that_is_killed_in_the_middle_has_changed_nothing(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Killer killer = new Killer(scene.database);
        Loyalty till = scene.over(Hooked.over(scene.database.pool(PoolSettings.USUAL.size(1)), killer));
        Purchase purchase = scene.aPurchase(scene.aCustomer());

        assertThatThrownBy(() -> till.inTransaction(shop -> {
                    shop.till().record(purchase).orThrow();
                    killer.atStatement = true;
                    return shop.till().record(purchase).orThrow();
                }))
                .isInstanceOf(StoreBusyException.class);

        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
        // The pool has thrown the dead connection away.
        assertThat(till.till().record(purchase).orThrow().replayed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_05_a_session_that_is_killed_just_before_the_commit_leaves_the_outcome_unknown(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Killer killer = new Killer(scene.database);
        Loyalty till = scene.over(Hooked.over(scene.database.pool(PoolSettings.USUAL.size(1)), killer));
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        killer.atCommit = true;

        assertThatThrownBy(() -> till.till().record(purchase)).isInstanceOf(OutcomeUnknownException.class);

        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
        assertThat(till.till().record(purchase).orThrow().replayed()).isTrue();
    }
}
