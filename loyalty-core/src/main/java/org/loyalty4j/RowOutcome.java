package org.loyalty4j;

import java.util.List;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.UnknownCustomerException;

/**
 * What came of a row.
 *
 * @param problems what is wrong, or none
 */
record RowOutcome(What what, List<Told> problems) {

    static final RowOutcome WRITTEN = new RowOutcome(What.WRITTEN, List.of());
    static final RowOutcome THERE = new RowOutcome(What.THERE, List.of());

    /** What came of a row. */
    enum What {
        WRITTEN,
        THERE,
        CHANGED,
        REFUSED,
        BAD
    }

    /**
     * A problem.
     *
     * @param path what it is about, or empty
     */
    record Told(String path, String code, String message) {}

    static RowOutcome refused(Refusal why, String path, String message) {
        return new RowOutcome(What.REFUSED, List.of(new Told(path, why.name(), message)));
    }

    static RowOutcome bad(String path, Code code, String message) {
        return new RowOutcome(What.BAD, List.of(new Told(path, code.name(), message)));
    }

    static RowOutcome changed(String field) {
        return new RowOutcome(
                What.CHANGED,
                List.of(new Told(
                        "",
                        Code.ROW_CHANGED.name(),
                        "another row was written under this key before; it differs in " + field)));
    }

    /** Returns what a failure of a single request comes to; one of the store is thrown. */
    static RowOutcome of(RuntimeException failure) {
        if (failure instanceof InvalidRequestException invalid) {
            return new RowOutcome(
                    What.BAD,
                    invalid.violations().stream().map(RowOutcome::told).toList());
        }
        if (failure instanceof KeyReusedException reused) {
            return changed(reused.field());
        }
        if (failure instanceof UnknownCustomerException) {
            return bad("customer", Code.NOT_FOUND, "no such customer is enrolled");
        }
        throw failure;
    }

    private static Told told(Violation violation) {
        return new Told(violation.path(), violation.code().name(), violation.message());
    }

    boolean isGood() {
        return what == What.WRITTEN || what == What.THERE;
    }
}
