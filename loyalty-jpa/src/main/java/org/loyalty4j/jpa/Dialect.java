package org.loyalty4j.jpa;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How one kind of database wants to be spoken to. Safe for use by many threads. */
abstract class Dialect {

    private static final Pattern TABLE = Pattern.compile("(?<![.a-z_0-9])loyalty_[a-z_]+(?![a-z_0-9])");

    /** Longer statements are those of units with many rows, each number of which may be a text of its own: not kept. */
    private static final int KEPT_MAX = 10_000;

    /** How many texts are kept: more than the shapes of everyday commands, which come again and again. */
    private static final int TEXTS_MAX = 500;

    /** How the rows of a relation are given in a statement depends on nothing else. */
    private record Shape(Relation.Columns columns, int rows, String alias) {}

    /** What a statement that writes one row depends on. */
    private record Row(RowTable<?> table, Batch.What what) {}

    private final LoyaltySchema.Database database;

    /** What stands before every table's name: nothing, or a schema and a point. */
    private final String qualifier;

    /** Statements by the parts that they are made of, with their tables' names made whole. */
    private final Map<List<String>, String> texts = new ConcurrentHashMap<>();

    private final Map<Shape, String> relations = new ConcurrentHashMap<>();

    private final Map<Row, String> rows = new ConcurrentHashMap<>();

    Dialect(LoyaltySchema.Database database, @Nullable String schema) {
        this.database = database;
        this.qualifier = schema == null ? "" : database.quoted(schema) + ".";
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
    final LoyaltySchema.Database database() {
        return database;
    }

    /** Binds a value. */
    final void bind(PreparedStatement statement, int place, ColumnType type, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            statement.setNull(place, nullType(type));
            return;
        }
        switch (type) {
            case LONG -> statement.setLong(place, (Long) value);
            case INT -> statement.setInt(place, (Integer) value);
            case TEXT -> statement.setString(place, (String) value);
            case BYTES -> statement.setBytes(place, (byte[]) value);
            case ID -> bindId(statement, place, (UUID) value);
            case INSTANT -> bindInstant(statement, place, (Instant) value);
            case DATE, DECIMAL -> statement.setObject(place, value);
        }
    }

    /** Returns the type of JDBC that an absent value is bound as. */
    abstract int nullType(ColumnType type);

    abstract void bindId(PreparedStatement statement, int place, UUID id) throws SQLException;

    abstract void bindInstant(PreparedStatement statement, int place, Instant instant) throws SQLException;

    /** Reads a value. */
    final @Nullable Object read(ResultSet result, int place, ColumnType type) throws SQLException {
        return switch (type) {
            case LONG -> {
                long value = result.getLong(place);
                yield result.wasNull() ? null : value;
            }
            case INT -> {
                int value = result.getInt(place);
                yield result.wasNull() ? null : value;
            }
            case TEXT -> result.getString(place);
            case BYTES -> result.getBytes(place);
            case ID -> readId(result, place);
            case INSTANT -> readInstant(result, place);
            case DATE -> result.getObject(place, LocalDate.class);
            case DECIMAL -> result.getBigDecimal(place);
        };
    }

    abstract @Nullable UUID readId(ResultSet result, int place) throws SQLException;

    abstract @Nullable Instant readInstant(ResultSet result, int place) throws SQLException;

    /** Adds a relation, with a value for each of its cells or columns, to a statement. */
    final void relation(Ask ask, Relation relation, String alias) {
        int rows = rowsInText(relation.rows());
        ask.sql(kept(
                relations, new Shape(relation.columns(), rows, alias), () -> text(relation.columns(), rows, alias)));
        List<Relation.Column> columns = relation.columns().list();
        if (rows == 0) {
            for (int i = 0; i < columns.size(); i++) {
                ask.list(columns.get(i).type(), relation.column(i));
            }
            return;
        }
        int place = 0;
        for (Object cell : relation.cells()) {
            ask.value(columns.get(place++ % columns.size()).type(), cell);
        }
    }

    /** Returns how many rows the text of a relation has places for, or 0 where each column is given as one list. */
    abstract int rowsInText(int rows);

    /** Returns the text of a relation under an alias, with so many rows, or for 0 with a list for each column. */
    abstract String text(Relation.Columns columns, int rows, String alias);

    /** Returns what makes a select wait for and lock the account heads it returns, and nothing else. */
    abstract String lockingHeads(Duration longest);

    /** Returns what locks rows of the table a as a foreign key does that points to them, and no more where that can be. */
    abstract String sharing(Duration longest);

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

    /** Returns a statement that writes one row of a batch, with a place for each value. */
    final String writing(Batch<?> batch) {
        return kept(rows, new Row(batch.table(), batch.what()), () -> qualify(row(batch.table(), batch.what())));
    }

    private String row(RowTable<?> table, Batch.What what) {
        String given = " where " + RowTable.each(table.key(), name -> name + " = ?", " and ");
        return switch (what) {
            case INSERT -> table.insert();
            case INSERT_IF_ABSENT -> insertIfAbsent(table);
            case INSERT_OR_UPDATE -> insertOrUpdate(table);
            case UPDATE ->
                "update " + table.name() + " set " + RowTable.each(table.rest(), name -> name + " = ?", ", ") + given;
            case DELETE -> "delete from " + table.name() + given;
        };
    }

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
    final String qualify(String sql) {
        return qualifier.isEmpty() ? sql : TABLE.matcher(sql).replaceAll(name -> qualifier + name.group());
    }

    /** Returns a statement of these parts, with the tables' names made whole. The same parts give the same object. */
    final String text(List<String> parts) {
        String known = texts.get(parts);
        return known != null ? known : kept(texts, List.copyOf(parts), () -> qualify(String.join("", parts)));
    }

    private static <K> String kept(Map<K, String> texts, K key, Supplier<String> maker) {
        String known = texts.get(key);
        if (known != null) {
            return known;
        }
        String made = maker.get();
        if (made.length() <= KEPT_MAX) {
            if (texts.size() >= TEXTS_MAX) {
                texts.clear();
            }
            texts.put(key, made);
        }
        return made;
    }

    /** Asks one question after the other. */
    void ask(Connection connection, List<Ask> asks) throws SQLException {
        for (Ask ask : asks) {
            try (PreparedStatement statement = connection.prepareStatement(text(ask.parts()))) {
                bind(connection, statement, 1, ask.values());
                if (statement.execute()) {
                    take(statement, ask.sink());
                }
            }
        }
    }

    /** Binds values one after the other, and returns the place after the last. */
    final int bind(Connection connection, PreparedStatement statement, int first, List<Ask.Value> values)
            throws SQLException {
        int place = first;
        for (Ask.Value value : values) {
            if (value.list() && value.value() instanceof List<?> list) {
                statement.setArray(place++, array(connection, value.type(), list));
            } else {
                bind(statement, place++, value.type(), value.value());
            }
        }
        return place;
    }

    /** Returns a list as an array, where the database has them. */
    Array array(Connection connection, ColumnType type, List<?> list) throws SQLException {
        throw new SQLFeatureNotSupportedException("arrays of " + type);
    }

    static void take(PreparedStatement statement, Ask.Sink sink) throws SQLException {
        try (ResultSet result = statement.getResultSet()) {
            while (result.next()) {
                sink.take(result);
            }
        }
    }
}
