package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which isolation a transaction of the store's own really has, whatever the pool's is, and that the pool gets its own back. */
class OwnIsolationTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    private static String answer(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    @Test
    void mariadb_decides_at_read_committed_though_its_sessions_are_at_repeatable_read() throws SQLException {
        FaultScene scene = new FaultScene(databases, TestDatabase.MARIADB);
        List<String> seen = new ArrayList<>();
        HikariDataSource pool = scene.database.pool(PoolSettings.USUAL.size(1));
        scene.over(Hooked.over(pool, new Hooked.Hook() {
                    @Override
                    public void before(Connection plain, boolean commit) throws SQLException {
                        if (commit) {
                            String session = answer(plain, "select connection_id()");
                            try (Connection administrator = scene.database.connect()) {
                                seen.add(answer(
                                        administrator,
                                        "select trx_isolation_level from information_schema.innodb_trx"
                                                + " where trx_mysql_thread_id = " + session));
                            }
                        }
                    }
                }))
                .till()
                .record(scene.aPurchase(scene.aCustomer()))
                .orThrow();

        assertThat(seen).containsExactly("READ COMMITTED");
        try (Connection connection = pool.getConnection()) {
            assertThat(answer(connection, "select @@tx_isolation")).isEqualTo("REPEATABLE-READ");
        }
    }

    @Test
    void h2_decides_at_read_committed_and_the_pool_gets_its_own_isolation_back() throws SQLException {
        FaultScene scene = new FaultScene(databases, TestDatabase.H2);
        List<Integer> seen = new ArrayList<>();
        HikariDataSource pool =
                scene.database.pool(PoolSettings.USUAL.size(1).isolation(Connection.TRANSACTION_SERIALIZABLE));
        scene.over(Hooked.over(pool, new Hooked.Hook() {
                    @Override
                    public void before(Connection plain, boolean commit) throws SQLException {
                        if (commit) {
                            seen.add(plain.getTransactionIsolation());
                        }
                    }
                }))
                .till()
                .record(scene.aPurchase(scene.aCustomer()))
                .orThrow();

        assertThat(seen).containsExactly(Connection.TRANSACTION_READ_COMMITTED);
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        }
    }
}
