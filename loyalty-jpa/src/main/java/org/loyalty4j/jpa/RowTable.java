package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as its entity class maps it, for the statements that are written by hand: one mapping serves both. Immutable.
 *
 * @param <R> the entity class
 */
final class RowTable<R> {

    /** One column of a table. */
    record RowColumn(String name, ColumnType type, boolean isKey, boolean changes, boolean generated, Field field) {}

    private final String name;
    private final List<RowColumn> columns;
    private final List<RowColumn> inserted;
    private final List<RowColumn> key;
    private final List<RowColumn> rest;
    private final Constructor<R> maker;
    private final Map<Batch.What, Form> forms = new EnumMap<>(Batch.What.class);

    /**
     * How a statement writes rows of the table that are given as a relation u.
     *
     * @param given what each row is given
     * @param columns the same as the columns of the relation
     * @param before the text before the relation
     * @param after the text after it
     */
    record Form(List<RowColumn> given, Relation.Columns columns, String before, String after) {}

    private RowTable(String name, List<RowColumn> columns, Constructor<R> maker) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.inserted = columns.stream().filter(column -> !column.generated()).toList();
        this.key = columns.stream().filter(RowColumn::isKey).toList();
        this.rest = columns.stream().filter(RowColumn::changes).toList();
        this.maker = maker;
        for (Batch.What what : Batch.What.values()) {
            forms.put(what, form(what));
        }
    }

    private Form form(Batch.What what) {
        List<RowColumn> given = switch (what) {
            case INSERT, INSERT_IF_ABSENT, INSERT_OR_UPDATE -> inserted;
            case UPDATE ->
                columns.stream()
                        .filter(column -> column.isKey() || column.changes())
                        .toList();
            case DELETE -> key;
        };
        String same = " where " + each(key, column -> "t." + column + " = u." + column, " and ");
        String insert = "insert into " + name + " (" + names(inserted) + ") select * from ";
        Relation.Columns relation = Relation.Columns.of(given);
        return switch (what) {
            case INSERT -> new Form(given, relation, insert, "");
            case INSERT_IF_ABSENT -> new Form(given, relation, insert, " on conflict do nothing");
            case INSERT_OR_UPDATE -> new Form(given, relation, insert, onConflict());
            case UPDATE ->
                new Form(
                        given,
                        relation,
                        "update " + name + " as t set " + each(rest, column -> column + " = u." + column, ", ")
                                + " from ",
                        same);
            case DELETE -> new Form(given, relation, "delete from " + name + " as t using ", same);
        };
    }

    /** Returns how PostgreSQL makes a row that is there already equal to the one that is inserted. */
    String onConflict() {
        return " on conflict (" + names(key) + ") do update set "
                + each(rest, column -> column + " = excluded." + column, ", ");
    }

    /** Returns how a statement writes rows that are given as a relation. */
    Form form(Batch<R> batch) {
        return Objects.requireNonNull(forms.get(batch.what()));
    }

    /** Reads the mapping of an entity class. */
    static <R> RowTable<R> of(Class<R> entity) {
        List<RowColumn> columns = new ArrayList<>();
        for (Field field : entity.getDeclaredFields()) {
            Column column = field.getAnnotation(Column.class);
            if (column != null) {
                // The fields are open to this package anyway; without this each access is checked.
                field.setAccessible(true);
                columns.add(new RowColumn(
                        column.name(),
                        ColumnType.of(field.getType()),
                        field.isAnnotationPresent(Id.class),
                        !field.isAnnotationPresent(Id.class) && column.updatable(),
                        field.isAnnotationPresent(GeneratedValue.class),
                        field));
            }
        }
        try {
            return new RowTable<>(entity.getAnnotation(Table.class).name(), columns, entity.getDeclaredConstructor());
        } catch (NoSuchMethodException mistake) {
            throw new IllegalStateException(entity + " has no constructor without parameters", mistake);
        }
    }

    String name() {
        return name;
    }

    List<RowColumn> columns() {
        return columns;
    }

    /** The columns that are given when a row is inserted. */
    List<RowColumn> inserted() {
        return inserted;
    }

    List<RowColumn> key() {
        return key;
    }

    /** The columns that can change. */
    List<RowColumn> rest() {
        return rest;
    }

    /** Returns the columns as a select list, each with the table's alias before it. */
    String list(String alias) {
        return each(columns, name -> alias + "." + name, ", ");
    }

    /** Returns a statement that inserts a row, with a place for each value that is given. */
    String insert() {
        return "insert into " + name + " (" + names(inserted) + ") values (" + each(inserted, name -> "?", ", ") + ")";
    }

    /** Returns the names of some columns in a list. */
    static String names(List<RowColumn> columns) {
        return each(columns, name -> name, ", ");
    }

    /** Returns what is made of the name of each column, with something between them. */
    static String each(List<RowColumn> columns, UnaryOperator<String> part, String between) {
        return columns.stream().map(column -> part.apply(column.name())).collect(Collectors.joining(between));
    }

    @Nullable
    Object value(R row, RowColumn column) {
        try {
            return column.field().get(row);
        } catch (IllegalAccessException impossible) {
            throw new LinkageError("A row's fields are open to this package", impossible);
        }
    }

    /**
     * Reads a row of a result that has all columns in their order.
     *
     * @param from the place of the first one, counted from 1
     */
    R read(ResultSet result, int from, Dialect dialect) throws SQLException {
        try {
            R row = maker.newInstance();
            for (int i = 0; i < columns.size(); i++) {
                RowColumn column = columns.get(i);
                Object value = dialect.read(result, from + i, column.type());
                if (value != null) {
                    column.field().set(row, value);
                }
            }
            return row;
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("A row's fields are open to this package", impossible);
        }
    }
}
