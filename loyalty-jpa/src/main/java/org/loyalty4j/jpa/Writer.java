package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes batches: on PostgreSQL as one statement, elsewhere as one JDBC batch for each table. Used by one thread. */
final class Writer {

    /** What stands before each batch; there are at most two for a table. */
    private static final List<String> PARTS = IntStream.range(0, 64)
            .mapToObj(i -> (i == 0 ? "with w" : ", w") + i + " as (")
            .toList();

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
            ask.sql(PARTS.get(i));
            part(ask, batches.get(i));
            ask.sql(")");
        }
        return ask.sql(" select 1");
    }

    private <R> void part(Ask ask, Batch<R> batch) {
        RowTable<R> table = batch.table();
        RowTable.Form form = table.form(batch);
        Relation rows = new Relation(form.columns());
        for (R row : batch.rows()) {
            @Nullable Object[] values = new Object[form.given().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = table.value(row, form.given().get(i));
            }
            rows.add(values);
        }
        ask.sql(form.before()).relation(dialect, rows, "u").sql(form.after());
    }

    private <R> void one(Batch<R> batch) throws SQLException {
        RowTable<R> table = batch.table();
        List<RowTable.RowColumn> columns = new ArrayList<>();
        switch (batch.what()) {
            case INSERT, INSERT_IF_ABSENT, INSERT_OR_UPDATE -> columns.addAll(table.inserted());
            case UPDATE -> {
                columns.addAll(table.rest());
                columns.addAll(table.key());
            }
            case DELETE -> columns.addAll(table.key());
        }
        try (PreparedStatement statement = connection.prepareStatement(dialect.writing(batch))) {
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
