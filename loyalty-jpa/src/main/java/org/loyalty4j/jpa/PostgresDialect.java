package org.loyalty4j.jpa;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: several statements in one message, and rows as arrays. */
final class PostgresDialect extends StandardDialect {

    /** Each number of rows up to this one is a text of its own, which the driver and the server have to keep. */
    private static final int FEW = 4;

    PostgresDialect(@Nullable String schema) {
        super(schema);
    }

    @Override
    LoyaltySchema.Database database() {
        return LoyaltySchema.Database.POSTGRESQL;
    }

    @Override
    boolean asksAtOnce() {
        return true;
    }

    /** The name of a type in PostgreSQL. */
    static String typeName(ColumnType type) {
        return switch (type) {
            case LONG -> "bigint";
            case INT -> "integer";
            case TEXT -> "text";
            case ID -> "uuid";
            case INSTANT -> "timestamptz";
            case DATE -> "date";
            case BYTES -> "bytea";
            case DECIMAL -> "numeric";
        };
    }

    @Override
    void relation(Ask ask, Relation relation, String alias) {
        if (relation.rows() <= FEW) {
            few(ask, relation);
        } else {
            many(ask, relation);
        }
        ask.sql(" as ").sql(alias).sql("(").sql(relation.names()).sql(")");
    }

    /**
     * Few rows are plain values. The server then has one plan for all of them; how many rows come out of arrays it guesses
     * too high without seeing them, so that it would rather plan each statement anew.
     */
    private static void few(Ask ask, Relation relation) {
        ask.sql("(values ");
        for (int row = 0; row < relation.rows(); row++) {
            ask.sql(row == 0 ? "(" : ", (");
            for (int i = 0; i < relation.parts().size(); i++) {
                Relation.Part part = relation.parts().get(i);
                ask.sql(i == 0 ? "?::" : ", ?::").sql(typeName(part.type()));
                ask.value(part.type(), part.values().get(row));
            }
            ask.sql(")");
        }
        ask.sql(")");
    }

    private static void many(Ask ask, Relation relation) {
        ask.sql("unnest(");
        for (int i = 0; i < relation.parts().size(); i++) {
            Relation.Part part = relation.parts().get(i);
            ask.sql(i == 0 ? "?::" : ", ?::").sql(typeName(part.type())).sql("[]");
            ask.list(part.type(), part.values());
        }
        ask.sql(")");
    }

    @Override
    String lockingHeads(Duration longest) {
        // Not "for update", which would hold up the checks of foreign keys by others.
        return " for no key update of a";
    }

    @Override
    String insertIfAbsent(RowTable<?> table) {
        return insert(table) + " on conflict do nothing";
    }

    @Override
    String insertOrUpdate(RowTable<?> table) {
        return insert(table) + onConflict(table);
    }

    /** Returns how a row that is there already is made equal to the one that is inserted. */
    static String onConflict(RowTable<?> table) {
        return " on conflict (" + RowTable.names(table.key()) + ") do update set "
                + table.rest().stream()
                        .map(column -> column.name() + " = excluded." + column.name())
                        .collect(Collectors.joining(", "));
    }

    private static String insert(RowTable<?> table) {
        List<RowTable.RowColumn> columns = table.inserted();
        return "insert into " + table.name() + " (" + RowTable.names(columns) + ") values ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }

    /** All questions go in one message, each as a statement of its own with a view of its own. */
    @Override
    void ask(Connection connection, List<Ask> asks) throws SQLException {
        if (asks.isEmpty()) {
            return;
        }
        String text = asks.stream().map(Ask::text).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = connection.prepareStatement(qualify(text))) {
            int place = 1;
            for (Ask ask : asks) {
                for (Ask.Value value : ask.values()) {
                    bind(connection, statement, place++, value);
                }
            }
            boolean rows = statement.execute();
            for (Ask ask : asks) {
                if (rows) {
                    take(statement, ask.sink());
                }
                rows = statement.getMoreResults();
            }
        }
    }

    @Override
    void bind(Connection connection, PreparedStatement statement, int place, Ask.Value value) throws SQLException {
        if (value.list() && value.value() instanceof List<?> list) {
            statement.setArray(place, connection.createArrayOf(typeName(value.type()), array(value.type(), list)));
        } else {
            bind(statement, place, value.type(), value.value());
        }
    }

    private static @Nullable Object[] array(ColumnType type, List<?> list) {
        return switch (type) {
            case LONG -> list.toArray(new Long[0]);
            case INT -> list.toArray(new Integer[0]);
            case TEXT -> list.toArray(new String[0]);
            case BYTES -> list.toArray(new byte[0][]);
            case DECIMAL ->
                list.stream()
                        .map(value -> value instanceof BigDecimal decimal ? decimal.toPlainString() : null)
                        .toArray(String[]::new);
            case ID, INSTANT, DATE ->
                list.stream()
                        .map(value -> value == null ? null : value.toString())
                        .toArray(String[]::new);
        };
    }
}
