package org.loyalty4j.jpa;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** H2, embedded: a question costs no journey. */
final class H2Dialect extends StandardDialect {

    H2Dialect(@Nullable String schema) {
        super(LoyaltySchema.Database.H2, schema);
    }

    /** Above read committed, a row is locked as it is now while all others are seen as they were before the wait. */
    @Override
    int isolate(Connection connection) throws SQLException {
        int before = connection.getTransactionIsolation();
        if (before <= Connection.TRANSACTION_READ_COMMITTED) {
            return Connection.TRANSACTION_NONE;
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return before;
    }

    @Override
    String typeName(ColumnType type) {
        return switch (type) {
            case LONG -> "bigint";
            case INT -> "integer";
            case TEXT -> "varchar";
            case ID -> "uuid";
            case INSTANT -> "timestamp(6) with time zone";
            case DATE -> "date";
            case BYTES -> "varbinary";
            case DECIMAL -> "numeric(15, 6)";
        };
    }

    @Override
    String arrayPlace(ColumnType type) {
        return "cast(? as " + typeName(type) + " array)";
    }

    @Override
    Array array(Connection connection, ColumnType type, List<?> list) throws SQLException {
        return connection.createArrayOf(typeName(type), list.toArray());
    }

    @Override
    String lockingHeads(Duration longest) {
        return " for update wait " + BigDecimal.valueOf(longest.toMillis(), 3);
    }

    @Override
    String insertIfAbsent(RowTable<?> table) {
        return merge(table, false);
    }

    @Override
    String insertOrUpdate(RowTable<?> table) {
        return merge(table, true);
    }

    private String merge(RowTable<?> table, boolean update) {
        List<RowTable.RowColumn> columns = table.inserted();
        // A generated key is no way to find a row that is there: those of an account are its customer and purse.
        List<RowTable.RowColumn> key =
                table.key().stream().anyMatch(RowTable.RowColumn::generated) ? columns.subList(0, 2) : table.key();
        String given = columns.stream()
                .map(column -> "cast(? as " + typeName(column.type()) + ") as " + column.name())
                .collect(Collectors.joining(", "));
        UnaryOperator<String> same = name -> "t." + name + " = n." + name;
        return "merge into " + table.name() + " t using (select " + given + ") n on "
                + RowTable.each(key, same, " and ")
                + (update ? " when matched then update set " + RowTable.each(table.rest(), same, ", ") : "")
                + " when not matched then insert (" + RowTable.names(columns) + ") values ("
                + RowTable.each(columns, name -> "n." + name, ", ") + ")";
    }
}
