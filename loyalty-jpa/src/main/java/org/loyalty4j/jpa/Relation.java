package org.loyalty4j.jpa;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of values that a statement is given, column by column. Used by one thread. */
final class Relation {

    /** One column: its name, its type, and a value for each row. */
    record Part(String name, ColumnType type, List<@Nullable Object> values) {}

    private final List<Part> parts = new ArrayList<>();
    private int rows;

    Relation with(String name, ColumnType type) {
        parts.add(new Part(name, type, new ArrayList<>()));
        return this;
    }

    void add(@Nullable Object... row) {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).values().add(row[i]);
        }
        rows++;
    }

    List<Part> parts() {
        return parts;
    }

    /** Returns the names of the columns in a list. */
    String names() {
        StringBuilder names = new StringBuilder(128);
        for (Part part : parts) {
            names.append(names.isEmpty() ? "" : ", ").append(part.name());
        }
        return names.toString();
    }

    int rows() {
        return rows;
    }

    boolean isEmpty() {
        return rows == 0;
    }
}
