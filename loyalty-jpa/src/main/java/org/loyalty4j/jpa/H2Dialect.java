package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** H2, embedded: a question costs no journey. */
final class H2Dialect extends StandardDialect {

    H2Dialect(@Nullable String schema) {
        super(schema);
    }

    @Override
    LoyaltySchema.Database database() {
        return LoyaltySchema.Database.H2;
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

    private static String typeName(ColumnType type) {
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
    void relation(Ask ask, Relation relation, String alias) {
        ask.sql("unnest(");
        for (int i = 0; i < relation.parts().size(); i++) {
            Relation.Part part = relation.parts().get(i);
            ask.sql(i == 0 ? "cast(? as " : ", cast(? as ")
                    .sql(typeName(part.type()))
                    .sql(" array)");
            ask.list(part.type(), part.values());
        }
        ask.sql(") as " + alias + "(")
                .sql(relation.parts().stream().map(Relation.Part::name).collect(Collectors.joining(", ")))
                .sql(")");
    }

    @Override
    void bind(Connection connection, PreparedStatement statement, int place, Ask.Value value) throws SQLException {
        if (value.list() && value.value() instanceof List<?> list) {
            statement.setArray(place, connection.createArrayOf(typeName(value.type()), list.toArray()));
        } else {
            bind(statement, place, value.type(), value.value());
        }
    }

    @Override
    String lockingHeads(Duration longest) {
        return " for update wait " + longest.toMillis() / 1000 + "." + String.format("%03d", longest.toMillis() % 1000);
    }

    @Override
    String insertIfAbsent(RowTable<?> table) {
        return merge(table, false);
    }

    @Override
    String insertOrUpdate(RowTable<?> table) {
        return merge(table, true);
    }

    private static String merge(RowTable<?> table, boolean update) {
        List<RowTable.RowColumn> columns = table.inserted();
        // A generated key is no way to find a row that is there: those of an account are its customer and purse.
        List<RowTable.RowColumn> key =
                table.key().stream().anyMatch(RowTable.RowColumn::generated) ? columns.subList(0, 2) : table.key();
        String given = columns.stream()
                .map(column -> "cast(? as " + typeName(column.type()) + ") as " + column.name())
                .collect(Collectors.joining(", "));
        String same = key.stream()
                .map(column -> "t." + column.name() + " = n." + column.name())
                .collect(Collectors.joining(" and "));
        String set = table.rest().stream()
                .map(column -> "t." + column.name() + " = n." + column.name())
                .collect(Collectors.joining(", "));
        return "merge into " + table.name() + " t using (select " + given + ") n on " + same
                + (update ? " when matched then update set " + set : "")
                + " when not matched then insert (" + RowTable.names(columns) + ") values ("
                + columns.stream().map(column -> "n." + column.name()).collect(Collectors.joining(", ")) + ")";
    }
}
