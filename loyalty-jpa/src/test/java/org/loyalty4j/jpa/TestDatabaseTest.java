package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The servers that the store's tests run against: that they are what they say, and that tests do not meet in them. */
class TestDatabaseTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @ParameterizedTest
    @EnumSource
    void each_server_is_the_real_one(TestDatabase kind) throws SQLException {
        try (Connection connection = databases.fresh(kind).pool().getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName()
                    + " "
                    + connection.getMetaData().getDatabaseProductVersion();

            assertThat(product)
                    .startsWith(
                            switch (kind) {
                                case H2 -> "H2 2.";
                                case POSTGRESQL -> "PostgreSQL 18.";
                                case MARIADB -> "MariaDB 11.4.";
                            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void two_databases_share_nothing(TestDatabase kind) throws SQLException {
        FreshDatabase one = databases.fresh(kind);
        FreshDatabase other = databases.fresh(kind);

        run(one.pool(), "create table card (code varchar(20) primary key)", "insert into card values ('anna')");
        run(other.pool(), "create table card (code varchar(20) primary key)");

        assertThat(answer(one.pool(), "select count(*) from card")).isEqualTo("1");
        assertThat(answer(other.pool(), "select count(*) from card")).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource
    void a_second_schema_is_reached_by_its_name(TestDatabase kind) throws SQLException {
        FreshDatabase database = databases.fresh(kind);
        String second = database.anotherSchema();

        run(database.pool(), "create table " + second + ".card (code varchar(20) primary key)");

        assertThat(answer(database.pool(), "select count(*) from " + second + ".card"))
                .isEqualTo("0");
        assertThatThrownBy(() -> answer(database.pool(), "select count(*) from card"))
                .isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_closed_database_leaves_nothing(TestDatabase kind) throws SQLException {
        FreshDatabase database = kind.fresh();
        run(database.pool(), "create table card (code varchar(20) primary key)");
        String schema = database.schema();
        database.close();

        kind.server().create(schema); // refused if it were still there
        try (FreshDatabase again = new FreshDatabase(kind, schema)) {
            assertThatThrownBy(() -> answer(again.pool(), "select count(*) from card"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_pool_is_set_up_as_asked(TestDatabase kind) throws SQLException {
        PoolSettings settings = PoolSettings.USUAL
                .size(1)
                .withoutAutoCommit()
                .isolation(Connection.TRANSACTION_SERIALIZABLE)
                .patience(Duration.ofMillis(250));
        DataSource pool = databases.fresh(kind).pool(settings);

        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void postgresql_commits_to_the_disk() throws SQLException {
        DataSource pool = databases.fresh(TestDatabase.POSTGRESQL).pool();

        assertThat(answer(pool, "show fsync")).isEqualTo(System.getProperty("loyalty.test.fsync", "on"));
        assertThat(answer(pool, "show synchronous_commit")).isEqualTo(System.getProperty("loyalty.test.fsync", "on"));
    }

    @Test
    void mariadb_commits_to_the_disk_and_knows_all_characters() throws SQLException {
        DataSource pool = databases.fresh(TestDatabase.MARIADB).pool();

        assertThat(answer(pool, "select @@innodb_flush_log_at_trx_commit"))
                .isEqualTo(System.getProperty("loyalty.test.fsync", "on").equals("on") ? "1" : "0");
        assertThat(answer(pool, "select @@character_set_database")).isEqualTo("utf8mb4");
        assertThat(answer(pool, "select @@collation_database")).isEqualTo("utf8mb4_bin");
        assertThat(answer(pool, "select '\uD83D\uDE42'")).isEqualTo("\uD83D\uDE42");
    }

    @Test
    void mariadb_has_snapshot_isolation_where_a_pool_asks_for_it() throws SQLException {
        FreshDatabase database = databases.fresh(TestDatabase.MARIADB);

        assertThat(answer(database.pool(), "select @@innodb_snapshot_isolation"))
                .isEqualTo("0");
        assertThat(answer(database.pool(PoolSettings.USUAL.snapshotIsolation()), "select @@innodb_snapshot_isolation"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void a_user_may_only_what_was_granted(TestDatabase kind) throws SQLException {
        FreshDatabase database = databases.fresh(kind);
        String user = "till_of_" + database.schema();
        database.administer(
                "create table posting (number int primary key)",
                kind == TestDatabase.POSTGRESQL
                        ? "create role " + user + " login"
                        : "create user " + user + password(kind),
                "grant select, insert on posting to " + user);
        if (kind == TestDatabase.POSTGRESQL) {
            database.administer("grant usage on schema " + database.schema() + " to " + user);
        }
        DataSource pool = database.pool(PoolSettings.USUAL.user(user));
        try {
            run(pool, "insert into posting values (1)");

            assertThat(answer(pool, "select count(*) from posting")).isEqualTo("1");
            assertThatThrownBy(() -> run(pool, "delete from posting")).isInstanceOf(SQLException.class);
        } finally {
            database.administer(
                    "drop table posting",
                    kind == TestDatabase.POSTGRESQL ? "drop owned by " + user : "select 1",
                    "drop user " + user);
        }
    }

    private static String password(TestDatabase kind) {
        return kind == TestDatabase.H2 ? " password ''" : " identified by ''";
    }

    private static void run(DataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String answer(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
