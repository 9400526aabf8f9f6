package org.loyalty4j.jpa;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of values that a statement is given. Used by one thread. */
final class Relation {

    /**
     * One column.
     *
     * @param name its name
     * @param type what its values are
     */
    record Column(String name, ColumnType type) {}

    /**
     * The columns of relations, in their order. Made once for each question and compared by identity, so that the texts of
     * statements can be found by them. Immutable.
     */
    static final class Columns {
        private final List<Column> columns;
        private final String names;

        private Columns(List<Column> columns) {
            this.columns = List.copyOf(columns);
            this.names = String.join(", ", columns.stream().map(Column::name).toList());
        }

        /** Starts with the first column. */
        static Columns of(String name, ColumnType type) {
            return new Columns(List.of(new Column(name, type)));
        }

        /** Takes the columns of a table. */
        static Columns of(List<RowTable.RowColumn> columns) {
            return new Columns(columns.stream()
                    .map(column -> new Column(column.name(), column.type()))
                    .toList());
        }

        /** Returns these with one more. */
        Columns and(String name, ColumnType type) {
            List<Column> more = new ArrayList<>(columns);
            more.add(new Column(name, type));
            return new Columns(more);
        }

        List<Column> list() {
            return columns;
        }

        /** Returns the names of the columns in a list. */
        String names() {
            return names;
        }
    }

    private final Columns columns;
    private final List<@Nullable Object> cells = new ArrayList<>();

    /** Starts without rows. */
    Relation(Columns columns) {
        this.columns = columns;
    }

    /** Adds a row with a value for each column. */
    void add(@Nullable Object... row) {
        if (row.length != columns.list().size()) {
            throw new IllegalArgumentException(row.length + " values for the columns " + columns.names());
        }
        for (Object cell : row) {
            cells.add(cell);
        }
    }

    Columns columns() {
        return columns;
    }

    /** Returns all values, row after row. */
    List<@Nullable Object> cells() {
        return cells;
    }

    /** Returns the values of a column, counted from 0. */
    List<@Nullable Object> column(int place) {
        List<@Nullable Object> column = new ArrayList<>(rows());
        for (int i = place; i < cells.size(); i += columns.list().size()) {
            column.add(cells.get(i));
        }
        return column;
    }

    int rows() {
        return cells.size() / columns.list().size();
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }
}
