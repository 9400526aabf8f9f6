package org.loyalty4j.jpa;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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
            case DECIMAL -> "numeric(21, 6)";
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

    /** Foreign keys lock nothing here. */
    @Override
    String sharing(Duration longest) {
        return lockingHeads(longest);
    }

    /**
     * Not "merge", which locks the row that it finds: a till that lost the race for one head and found the next one there
     * would hold that before the first, which others lock first.
     */
    @Override
    String insertIfAbsent(RowTable<?> table) {
        List<RowTable.RowColumn> columns = table.inserted();
        return "insert into " + table.name() + " (" + RowTable.names(columns) + ") select n.* from (" + given(columns)
                + ") n where not exists (select 1 from " + table.name() + " t where " + same(key(table)) + ")";
    }

    @Override
    String insertOrUpdate(RowTable<?> table) {
        List<RowTable.RowColumn> columns = table.inserted();
        return "merge into " + table.name() + " t using (" + given(columns) + ") n on " + same(key(table))
                + " when matched then update set " + RowTable.each(table.rest(), H2Dialect::same, ", ")
                + " when not matched then insert (" + RowTable.names(columns) + ") values ("
                + RowTable.each(columns, name -> "n." + name, ", ") + ")";
    }

    /** A generated key is no way to find a row that is there: those of an account are its customer and purse. */
    private static List<RowTable.RowColumn> key(RowTable<?> table) {
        return table.key().stream().anyMatch(RowTable.RowColumn::generated)
                ? table.inserted().subList(0, 2)
                : table.key();
    }

    private String given(List<RowTable.RowColumn> columns) {
        return "select "
                + columns.stream()
                        .map(column -> "cast(? as " + typeName(column.type()) + ") as " + column.name())
                        .collect(Collectors.joining(", "));
    }

    private static String same(List<RowTable.RowColumn> columns) {
        return RowTable.each(columns, H2Dialect::same, " and ");
    }

    private static String same(String name) {
        return "t." + name + " = n." + name;
    }
}
