package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes batches: on PostgreSQL as one statement, elsewhere as one JDBC batch for each table. Used by one thread. */
final class Writer {

    private final Dialect dialect;
    private final Connection connection;
    private @Nullable String writing;

    Writer(Dialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /** Returns the table that is being written to, where the database does not name it. */
    @Nullable
    String writing() {
        return writing;
    }

    /**
     * Writes what is not empty.
     *
     * @param before statements that go first, in the same message where that can be
     * @param after statements that go last
     */
    void write(List<Ask> before, List<Batch<?>> batches, List<Ask> after) throws SQLException {
        List<Batch<?>> full =
                batches.stream().filter(batch -> !batch.rows().isEmpty()).toList();
        if (dialect.asksAtOnce()) {
            List<Ask> asks = new ArrayList<>(before);
            if (!full.isEmpty()) {
                asks.add(atOnce(full));
            }
            asks.addAll(after);
            dialect.ask(connection, asks);
            return;
        }
        dialect.ask(connection, before);
        for (Batch<?> batch : full) {
            writing = batch.table().name();
            one(batch);
        }
        writing = null;
        dialect.ask(connection, after);
    }

    /** Every part sees what was there before the statement; foreign keys are checked when all of it is done. */
    private Ask atOnce(List<Batch<?>> batches) {
        Ask ask = Ask.quiet();
        for (int i = 0; i < batches.size(); i++) {
            ask.sql(i == 0 ? "with w0 as (" : ", w" + i + " as (");
            part(ask, batches.get(i));
            ask.sql(")");
        }
        return ask.sql(" select 1");
    }

    private <R> void part(Ask ask, Batch<R> batch) {
        RowTable<R> table = batch.table();
        List<RowTable.RowColumn> columns = switch (batch.what()) {
            case INSERT, INSERT_IF_ABSENT, INSERT_OR_UPDATE -> table.inserted();
            case UPDATE -> table.columns();
            case DELETE -> table.key();
        };
        Relation rows = new Relation();
        columns.forEach(column -> rows.with(column.name(), column.type()));
        for (R row : batch.rows()) {
            @Nullable Object[] values = new Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = table.value(row, columns.get(i));
            }
            rows.add(values);
        }
        String same = " where " + RowTable.each(table.key(), name -> "t." + name + " = u." + name, " and ");
        switch (batch.what()) {
            case INSERT, INSERT_IF_ABSENT, INSERT_OR_UPDATE -> {
                ask.sql("insert into " + table.name() + " (" + RowTable.names(columns) + ") select * from ")
                        .relation(dialect, rows, "u");
                if (batch.what() == Batch.What.INSERT_IF_ABSENT) {
                    ask.sql(" on conflict do nothing");
                } else if (batch.what() == Batch.What.INSERT_OR_UPDATE) {
                    ask.sql(PostgresDialect.onConflict(table));
                }
            }
            case UPDATE ->
                ask.sql("update " + table.name() + " as t set "
                                + RowTable.each(table.rest(), name -> name + " = u." + name, ", ") + " from ")
                        .relation(dialect, rows, "u")
                        .sql(same);
            case DELETE ->
                ask.sql("delete from " + table.name() + " as t using ")
                        .relation(dialect, rows, "u")
                        .sql(same);
        }
    }

    private <R> void one(Batch<R> batch) throws SQLException {
        RowTable<R> table = batch.table();
        String given = " where " + RowTable.each(table.key(), name -> name + " = ?", " and ");
        String sql = switch (batch.what()) {
            case INSERT -> table.insert();
            case INSERT_IF_ABSENT -> dialect.insertIfAbsent(table);
            case INSERT_OR_UPDATE -> dialect.insertOrUpdate(table);
            case UPDATE ->
                "update " + table.name() + " set " + RowTable.each(table.rest(), name -> name + " = ?", ", ") + given;
            case DELETE -> "delete from " + table.name() + given;
        };
        List<RowTable.RowColumn> columns = new ArrayList<>();
        switch (batch.what()) {
            case INSERT, INSERT_IF_ABSENT, INSERT_OR_UPDATE -> columns.addAll(table.inserted());
            case UPDATE -> {
                columns.addAll(table.rest());
                columns.addAll(table.key());
            }
            case DELETE -> columns.addAll(table.key());
        }
        try (PreparedStatement statement = connection.prepareStatement(dialect.qualify(sql))) {
            for (R row : batch.rows()) {
                for (int i = 0; i < columns.size(); i++) {
                    RowTable.RowColumn column = columns.get(i);
                    dialect.bind(statement, i + 1, column.type(), table.value(row, column));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
