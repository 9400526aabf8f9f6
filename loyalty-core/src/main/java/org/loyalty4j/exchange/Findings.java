package org.loyalty4j.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.command.Violation.Code;

/** What is wrong with one row. Used by one thread. */
final class Findings {

    private final long line;
    private final List<ImportReport.Problem> found = new ArrayList<>();

    Findings(long line) {
        this.line = line;
    }

    List<ImportReport.Problem> found() {
        return found;
    }

    boolean none() {
        return found.isEmpty();
    }

    void add(String column, Code code, String message) {
        found.add(new ImportReport.Problem(line, column, ImportReport.Kind.BAD, code.name(), message));
    }

    /** Returns what a cell says, or notes why it cannot. */
    <T> @Nullable T tried(String column, Supplier<T> meaning) {
        return tried(path -> column, meaning);
    }

    /** Returns what several cells say together, or notes why they cannot. */
    <T> @Nullable T tried(Function<String, String> columns, Supplier<T> meaning) {
        try {
            return meaning.get();
        } catch (InvalidRequestException invalid) {
            for (Violation violation : invalid.violations()) {
                add(columns.apply(violation.path()), violation.code(), violation.message());
            }
            return null;
        }
    }
}
