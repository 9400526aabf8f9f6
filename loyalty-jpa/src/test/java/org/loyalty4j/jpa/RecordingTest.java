package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a recording tells what was asked of a connection, and changes none of it. */
class RecordingTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @ParameterizedTest
    @EnumSource
    void statements_and_rows_are_counted_by_their_text(TestDatabase kind) throws SQLException {
        RecordingDataSource source =
                new RecordingDataSource(databases.fresh(kind).pool());
        String insert = "insert into card values (?)";
        String select = "select number from card where number > ?";

        try (Connection connection = source.getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table card (number int primary key)");
            }
            try (PreparedStatement batch = connection.prepareStatement(insert)) {
                for (int number = 1; number <= 3; number++) {
                    batch.setInt(1, number);
                    batch.addBatch();
                }
                assertThat(batch.executeBatch()).hasSize(3);
            }
            try (PreparedStatement query = connection.prepareStatement(select)) {
                query.setInt(1, 1);
                readAll(query.executeQuery());
                readAll(query.executeQuery());
            }
        }

        Recording recording = source.recording();
        assertThat(recording.statements())
                .containsExactly("create table card (number int primary key)", insert, select, select);
        assertThat(recording.rowsByStatement()).isEqualTo(Map.of(select, 4L));
        assertThat(recording.rows()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void what_a_hosts_transaction_feels_is_told_in_order(TestDatabase kind) throws SQLException {
        RecordingDataSource source =
                new RecordingDataSource(databases.fresh(kind).pool());

        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            Savepoint savepoint = connection.setSavepoint();
            connection.rollback(savepoint);
            connection.rollback();
            connection.commit();
        }

        assertThat(source.recording().calls())
                .containsExactly("setAutoCommit", "setSavepoint", "rollbackToSavepoint", "rollback", "commit", "close");
        assertThat(source.recording().ownersCalls()).containsExactly("setAutoCommit", "rollback", "commit", "close");
    }

    @Test
    void a_statement_and_a_result_lead_back_to_the_recorded_connection() throws SQLException {
        Recording recording = new Recording();
        try (Connection plain = databases.fresh(TestDatabase.H2).connect()) {
            Connection connection = recording.over(plain);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select 1")) {
                assertThat(statement.getConnection()).isSameAs(connection).isEqualTo(connection);
                assertThat(rows.getStatement()).isSameAs(statement);
            }
            recording.clear();
        }

        assertThat(recording.statements()).isEmpty();
        assertThat(recording.calls()).isEmpty();
    }

    @Test
    void an_error_of_the_database_comes_through_as_it_was() throws SQLException {
        Recording recording = new Recording();
        try (Connection plain = databases.fresh(TestDatabase.H2).connect();
                Statement statement = recording.over(plain).createStatement()) {
            assertThatThrownBy(() -> statement.execute("select * from nowhere"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("NOWHERE");
        }
        assertThat(recording.statements()).containsExactly("select * from nowhere");
    }

    private static void readAll(ResultSet rows) throws SQLException {
        try (rows) {
            while (rows.next()) {
                assertThat(rows.getInt(1)).isPositive();
            }
        }
    }
}
