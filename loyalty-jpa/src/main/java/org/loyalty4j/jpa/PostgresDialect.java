package org.loyalty4j.jpa;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: several statements in one message, and rows as arrays. */
final class PostgresDialect extends StandardDialect {

    /** Each number of rows up to this one is a text of its own, which the driver and the server have to keep. */
    private static final int FEW = 4;

    private static final String BETWEEN = ";\n";

    PostgresDialect(@Nullable String schema) {
        super(LoyaltySchema.Database.POSTGRESQL, schema);
    }

    @Override
    boolean asksAtOnce() {
        return true;
    }

    @Override
    String typeName(ColumnType type) {
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
    String arrayPlace(ColumnType type) {
        return "?::" + typeName(type) + "[]";
    }

    /**
     * Few rows are plain values. The server then has one plan for all of them; how many rows come out of arrays it guesses
     * too high without seeing them, so that it would rather plan each statement anew.
     */
    @Override
    int rowsInText(int rows) {
        return rows > FEW ? 0 : rows;
    }

    @Override
    String text(Relation.Columns columns, int rows, String alias) {
        if (rows == 0) {
            return super.text(columns, rows, alias);
        }
        String row = columns.list().stream()
                .map(column -> "?::" + typeName(column.type()))
                .collect(Collectors.joining(", ", "(", ")"));
        return "(values " + String.join(", ", Collections.nCopies(rows, row)) + ")" + named(columns, alias);
    }

    @Override
    String lockingHeads(Duration longest) {
        // Not "for update", which would hold up the checks of foreign keys by others.
        return " for no key update of a";
    }

    @Override
    String sharing(Duration longest) {
        return " for key share of a";
    }

    @Override
    String insertIfAbsent(RowTable<?> table) {
        return table.insert() + " on conflict do nothing";
    }

    @Override
    String insertOrUpdate(RowTable<?> table) {
        return table.insert() + table.onConflict();
    }

    /** All questions go in one message, each as a statement of its own with a view of its own. */
    @Override
    void ask(Connection connection, List<Ask> asks) throws SQLException {
        if (asks.isEmpty()) {
            return;
        }
        List<String> parts = new ArrayList<>(8 * asks.size());
        for (Ask ask : asks) {
            if (!parts.isEmpty()) {
                parts.add(BETWEEN);
            }
            parts.addAll(ask.parts());
        }
        try (PreparedStatement statement = connection.prepareStatement(text(parts))) {
            int place = 1;
            for (Ask ask : asks) {
                place = bind(connection, statement, place, ask.values());
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
    Array array(Connection connection, ColumnType type, List<?> list) throws SQLException {
        return connection.createArrayOf(typeName(type), values(type, list));
    }

    private static @Nullable Object[] values(ColumnType type, List<?> list) {
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
