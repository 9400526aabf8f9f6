package org.loyalty4j.exchange;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;

/** The cells of one row by what they mean; empty ones are not among them. */
final class Cells {

    /**
     * A cell.
     *
     * @param column the header
     * @param path where a violation says that it is wrong
     */
    record Cell(String column, String path, String text) {}

    /** A cell with an attribute. */
    record Said(Cell cell, String name, ImportPlan.Type type) {}

    private final ImportPlan plan;
    private final Findings findings;
    private final Map<Field, List<Cell>> fields = new EnumMap<>(Field.class);
    private final List<Said> attributes = new ArrayList<>();

    Cells(ImportPlan plan, Findings findings) {
        this.plan = plan;
        this.findings = findings;
    }

    void add(String column, ImportPlan.Target target, String text) {
        if (text.isBlank()) {
            return;
        }
        Field field = target.field();
        if (field == null) {
            ImportPlan.Type type = target.type() == null ? ImportPlan.Type.TEXT : target.type();
            attributes.add(new Said(new Cell(column, target.path(), text), target.attribute(), type));
        } else {
            fields.computeIfAbsent(field, first -> new ArrayList<>())
                    .add(new Cell(column, field.path(), meant(field, text)));
        }
    }

    void addConstants() {
        plan.constants().forEach((field, value) -> {
            if (!fields.containsKey(field)) {
                add(plan.shown() + " " + field.shown(), new ImportPlan.Target(field, "", null), value);
            }
        });
    }

    private String meant(Field field, String text) {
        Map<String, String> words = plan.words().getOrDefault(field, Map.of());
        return words.getOrDefault(text.strip(), text);
    }

    Findings findings() {
        return findings;
    }

    List<Cell> all(Field field) {
        return fields.getOrDefault(field, List.of());
    }

    List<Said> attributes() {
        return attributes;
    }

    boolean has(Field field) {
        return fields.containsKey(field);
    }

    @Nullable
    String text(Field field) {
        List<Cell> cells = all(field);
        return cells.isEmpty() ? null : cells.get(0).text().strip();
    }

    /** Returns what the cell of a field says, or null if there is none, or it is wrong. */
    <T> @Nullable T value(Field field, BiFunction<String, String, T> form) {
        List<Cell> cells = all(field);
        return cells.isEmpty() ? null : value(cells.get(0), form);
    }

    <T> @Nullable T value(Cell cell, BiFunction<String, String, T> form) {
        return findings.tried(cell.column(), () -> form.apply(cell.path(), cell.text()));
    }

    /** Returns what the cell of a field says, or notes that it is missing. */
    <T> @Nullable T required(Field field, BiFunction<String, String, T> form) {
        if (!has(field)) {
            findings.add(column(field.path()), Code.REQUIRED, "the " + field.shown() + " is required");
        }
        return value(field, form);
    }

    /** Returns the constant of an enumeration that a cell names. */
    static <E extends Enum<E>> E named(Class<E> type, String path, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new InvalidRequestException(
                path, Code.BAD_TYPE, "one of " + List.of(type.getEnumConstants()) + " is accepted");
    }

    /** Returns the header of what a violation is about, or nothing. */
    String column(String path) {
        return column(plan, path);
    }

    static String column(ImportPlan plan, String path) {
        for (Map.Entry<String, ImportPlan.Target> entry : plan.columns().entrySet()) {
            String known = entry.getValue().path();
            if (path.equals(known) || path.startsWith(known + "[") || path.startsWith(known + ".")) {
                return entry.getKey();
            }
        }
        return "";
    }
}
