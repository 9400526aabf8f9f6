package org.loyalty4j.jpa;

import java.math.BigDecimal;
import java.sql.Array;
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
    void relation(Ask ask, Relation relation, String alias) {
        if (relation.rows() > FEW) {
            super.relation(ask, relation, alias);
            return;
        }
        ask.sql("(values ");
        for (int row = 0; row < relation.rows(); row++) {
            ask.sql(row == 0 ? "(" : ", (");
            String comma = "";
            for (Relation.Part part : relation.parts()) {
                ask.sql(comma).sql("?::").sql(typeName(part.type()));
                ask.value(part.type(), part.values().get(row));
                comma = ", ";
            }
            ask.sql(")");
        }
        ask.sql(")").sql(named(relation, alias));
    }

    @Override
    String lockingHeads(Duration longest) {
        // Not "for update", which would hold up the checks of foreign keys by others.
        return " for no key update of a";
    }

    @Override
    String insertIfAbsent(RowTable<?> table) {
        return table.insert() + " on conflict do nothing";
    }

    @Override
    String insertOrUpdate(RowTable<?> table) {
        return table.insert() + onConflict(table);
    }

    /** Returns how a row that is there already is made equal to the one that is inserted. */
    static String onConflict(RowTable<?> table) {
        return " on conflict (" + RowTable.names(table.key()) + ") do update set "
                + RowTable.each(table.rest(), name -> name + " = excluded." + name, ", ");
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
