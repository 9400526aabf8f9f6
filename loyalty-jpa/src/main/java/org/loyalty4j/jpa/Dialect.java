package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How one kind of database wants to be spoken to. Safe for use by many threads. */
abstract class Dialect {

    private static final Pattern TABLE = Pattern.compile("(?<![.a-z_0-9])loyalty_[a-z_]+(?![a-z_0-9])");

    /** What stands before every table's name: nothing, or a schema and a point. */
    private final String qualifier;

    /** Statements with their tables' names made whole; the statements of this library are few. */
    private final Map<String, String> qualified = new ConcurrentHashMap<>();

    Dialect(@Nullable String schema) {
        this.qualifier = schema == null ? "" : schema + ".";
    }

    /** Makes the dialect of a database. */
    static Dialect of(LoyaltySchema.Database database, @Nullable String schema) {
        return switch (database) {
            case POSTGRESQL -> new PostgresDialect(schema);
            case MARIADB -> new MariaDialect(schema);
            case H2 -> new H2Dialect(schema);
        };
    }

    /** Returns which database this is. */
    abstract LoyaltySchema.Database database();

    /** Binds a value. */
    abstract void bind(PreparedStatement statement, int place, ColumnType type, @Nullable Object value)
            throws SQLException;

    /** Reads a value. */
    abstract @Nullable Object read(ResultSet result, int place, ColumnType type) throws SQLException;

    /** Adds a relation, with a value for each of its cells or columns, to a statement. */
    abstract void relation(Ask ask, Relation relation, String alias);

    /** Returns what makes a select wait for and lock the account heads it returns, and nothing else. */
    abstract String lockingHeads(Duration longest);

    /**
     * Returns what makes a select of ids see rows that were committed after the transaction took its view of the data, or
     * nothing where that cannot be.
     */
    String seeingNewRows() {
        return "";
    }

    /** Returns a statement that inserts a row unless one with the same key is there: without a value for generated ones. */
    abstract String insertIfAbsent(RowTable<?> table);

    /** Returns a statement that inserts a row, or makes the one with the same key equal to it. */
    abstract String insertOrUpdate(RowTable<?> table);

    /** Returns what begins a transaction of our own. */
    List<Ask> beforeTransaction() {
        return List.of();
    }

    /**
     * Gives a connection the isolation that a transaction of our own needs, where it costs no journey.
     *
     * @return what it was before, for {@link #giveBack}
     */
    int isolate(Connection connection) throws SQLException {
        return Connection.TRANSACTION_NONE;
    }

    /** Gives a connection its isolation back. */
    void giveBack(Connection connection, int isolation) throws SQLException {
        if (isolation != Connection.TRANSACTION_NONE) {
            connection.setTransactionIsolation(isolation);
        }
    }

    /** Says whether accounts can be opened with one message; otherwise each question is a message. */
    boolean asksAtOnce() {
        return false;
    }

    /** Returns a statement with the tables' names made whole. */
    String qualify(String sql) {
        return qualifier.isEmpty()
                ? sql
                : qualified.computeIfAbsent(
                        sql, text -> TABLE.matcher(text).replaceAll(name -> qualifier + name.group()));
    }

    /** Asks one question after the other. */
    void ask(Connection connection, List<Ask> asks) throws SQLException {
        for (Ask ask : asks) {
            try (PreparedStatement statement = connection.prepareStatement(qualify(ask.text()))) {
                int place = 1;
                for (Ask.Value value : ask.values()) {
                    bind(connection, statement, place++, value);
                }
                if (statement.execute()) {
                    take(statement, ask.sink());
                }
            }
        }
    }

    void bind(Connection connection, PreparedStatement statement, int place, Ask.Value value) throws SQLException {
        bind(statement, place, value.type(), value.value());
    }

    static void take(PreparedStatement statement, Ask.Sink sink) throws SQLException {
        try (ResultSet result = statement.getResultSet()) {
            while (result.next()) {
                sink.take(result);
            }
        }
    }
}
