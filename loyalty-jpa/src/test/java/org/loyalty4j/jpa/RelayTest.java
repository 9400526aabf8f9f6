package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.jpa.TestDatabase.POSTGRESQL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.jpa.Relay.Fault;

/** That the relay counts what it says, and that each of its faults is the fault that it is named for. */
class RelayTest {

    private static final String INSERT = "insert into card values (?)";

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void a_select_is_one_round_trip(TestDatabase kind) throws SQLException {
        Relay relay = relayTo(kind);
        try (Connection connection = through(relay, kind).getConnection();
                PreparedStatement select = connection.prepareStatement("select 1")) {
            for (int i = 0; i < 10; i++) { // the driver changes over to a named statement in between
                long before = relay.roundTrips();
                select.executeQuery().close();
                assertThat(relay.roundTrips() - before).isEqualTo(1);
            }
        }
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void a_transaction_is_a_round_trip_for_each_statement_and_one_for_its_commit() throws SQLException {
        Relay relay = relayTo(POSTGRESQL);
        try (Connection connection = cards(relay, POSTGRESQL);
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            long before = relay.roundTrips();
            insert(insert, 1);
            insert(insert, 2);
            connection.commit();
            assertThat(relay.roundTrips() - before).isEqualTo(3);
        }
    }

    @Test
    void a_large_message_and_a_large_answer_are_one_round_trip() throws SQLException {
        Relay relay = relayTo(POSTGRESQL);
        try (Connection connection = through(relay, POSTGRESQL).getConnection();
                PreparedStatement select = connection.prepareStatement("select length(?), repeat('x', 1000000)")) {
            select.setString(1, "y".repeat(1_000_000));
            long before = relay.roundTrips();
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1_000_000);
            }
            assertThat(relay.roundTrips() - before).isEqualTo(1);
        }
    }

    @Test
    void a_begin_that_is_answered_before_a_long_statement_has_arrived_is_no_round_trip_of_its_own()
            throws SQLException {
        Relay relay = relayTo(POSTGRESQL);
        try (Connection connection = through(relay, POSTGRESQL).getConnection();
                PreparedStatement select = connection.prepareStatement("select length(?)")) {
            connection.setAutoCommit(false);
            select.setString(1, "y".repeat(100_000));
            for (int i = 0; i < 20; i++) {
                long before = relay.roundTrips();
                select.executeQuery().close();
                assertThat(relay.roundTrips() - before).isEqualTo(1);
                connection.commit();
            }
        }
    }

    @Test
    void each_round_trip_takes_the_time_that_was_set() throws SQLException {
        Relay relay = relayTo(POSTGRESQL);
        try (Connection connection = through(relay, POSTGRESQL).getConnection();
                Statement statement = connection.createStatement()) {
            relay.delay(Duration.ofMillis(20));
            long start = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                statement.execute("select 1");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void a_commit_whose_answer_is_lost_has_happened(TestDatabase kind) throws SQLException {
        assertThat(rowsAfterCommitWith(Fault.LOSE_ANSWER, kind)).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void a_commit_that_is_lost_has_not_happened(TestDatabase kind) throws SQLException {
        assertThat(rowsAfterCommitWith(Fault.LOSE_MESSAGE, kind)).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void a_commit_that_meets_silence_has_happened(TestDatabase kind) throws SQLException {
        assertThat(rowsAfterCommitWith(Fault.SILENCE_ANSWER, kind)).isEqualTo(10);
    }

    @Test
    void nothing_arrives_during_a_silence_and_everything_after_it() throws Exception {
        Relay relay = relayTo(POSTGRESQL);
        DataSource pool = through(relay, POSTGRESQL);
        CountDownLatch answered = new CountDownLatch(1);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            relay.fallSilent();
            Thread till = new Thread(() -> {
                try {
                    statement.execute("select 1");
                    answered.countDown();
                } catch (SQLException cut) {
                    // Seen as an answer that never comes.
                }
            });
            till.start();
            assertThat(answered.await(200, TimeUnit.MILLISECONDS)).isFalse();
            relay.speak();
            assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void cut_connections_are_gone_and_new_ones_are_let_in() throws SQLException {
        Relay relay = relayTo(POSTGRESQL);
        FreshDatabase database = databases.fresh(POSTGRESQL);
        try (Connection connection = database.connect(relay.port());
                Statement statement = connection.createStatement()) {
            relay.cut();
            assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
        }
        try (Connection connection = database.connect(relay.port())) {
            assertThat(connection.isValid(10)).isTrue();
        }
    }

    /** Commits nine rows one by one, then a tenth with a fault; the driver has prepared its commit by then. */
    private int rowsAfterCommitWith(Fault fault, TestDatabase kind) throws SQLException {
        Relay relay = relayTo(kind);
        FreshDatabase database = databases.fresh(kind);
        database.administer("create table card (number int primary key)");
        PoolSettings settings = PoolSettings.USUAL
                .withoutAutoCommit()
                .driver("socketTimeout", kind == POSTGRESQL ? "1" : "1000"); // in seconds there, in milliseconds here
        try (Connection connection = database.pool(settings, relay.port()).getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int number = 1; number < 10; number++) {
                insert(insert, number);
                connection.commit();
            }
            insert(insert, 10);
            relay.once(fault, "commit");
            assertThat(relay.hasPlan()).isTrue();
            assertThatThrownBy(connection::commit)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            lost -> assertThat(lost.getSQLState()).startsWith("08"));
            assertThat(relay.hasPlan()).isFalse();
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from card")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private Relay relayTo(TestDatabase kind) {
        return databases.closing(Relay.to(kind.server().port()));
    }

    private DataSource through(Relay relay, TestDatabase kind) {
        return databases.fresh(kind).pool(PoolSettings.USUAL, relay.port());
    }

    private Connection cards(Relay relay, TestDatabase kind) throws SQLException {
        FreshDatabase database = databases.fresh(kind);
        database.administer("create table card (number int primary key)");
        return database.pool(PoolSettings.USUAL.withoutAutoCommit(), relay.port())
                .getConnection();
    }

    private static void insert(PreparedStatement insert, int number) throws SQLException {
        insert.setInt(1, number);
        insert.executeUpdate();
    }
}
