package org.loyalty4j.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement with its values, and what is done with each row it gives. Used by one thread. */
final class Ask {

    /** What is done with a row. */
    interface Sink {
        /** Takes the row that the result stands on. */
        void take(ResultSet row) throws SQLException;
    }

    /**
     * A value of a statement.
     *
     * @param type what it is, or what each part of a list is
     * @param value the value, for a list the list
     * @param list whether it is a list that is bound as an array
     */
    record Value(ColumnType type, @Nullable Object value, boolean list) {}

    private final List<String> parts = new ArrayList<>(8);
    private final List<Value> values = new ArrayList<>();
    private final Sink sink;

    /** Starts a statement. */
    Ask(Sink sink) {
        this.sink = sink;
    }

    /** A statement whose rows nobody looks at. */
    static Ask quiet() {
        return new Ask(row -> {});
    }

    /** Adds to the text; a text that is the same object each time is found faster, see {@link Dialect#text}. */
    Ask sql(String text) {
        parts.add(text);
        return this;
    }

    Ask value(ColumnType type, @Nullable Object value) {
        values.add(new Value(type, value, false));
        return this;
    }

    Ask list(ColumnType type, List<? extends @Nullable Object> list) {
        values.add(new Value(type, list, true));
        return this;
    }

    /** Adds the rows of a relation, as the database best takes them, under an alias. */
    Ask relation(Dialect dialect, Relation relation, String alias) {
        dialect.relation(this, relation, alias);
        return this;
    }

    /** Returns the text, in the parts that it was made of. */
    List<String> parts() {
        return parts;
    }

    List<Value> values() {
        return values;
    }

    Sink sink() {
        return sink;
    }
}
