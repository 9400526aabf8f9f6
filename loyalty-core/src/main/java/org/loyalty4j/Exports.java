package org.loyalty4j;

import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violations;
import org.loyalty4j.exchange.ExportReport;
import org.loyalty4j.exchange.ImportPlan;

/**
 * Where files of customers, balances and interactions are written. Each begins with what it is and in which version, and {@link
 * Imports} reads it into another store, with {@link ImportPlan#exported}: customers keep our ids there. Every cell is in quotes,
 * and none is a formula for a spreadsheet. Safe for use by many threads.
 */
public final class Exports {

    private final Engine engine;

    Exports(Engine engine) {
        this.engine = engine;
    }

    /**
     * Writes a file of one kind, a page of customers after the other, in the order of their ids; each page is as it was at one
     * moment. Memory does not grow with the number of customers. {@code CUSTOMERS} is who they are now, with what they are
     * found by and their attributes. {@code BALANCES} is the points of this library's purse that can be used now, lot by lot, of
     * customers who have not left; what else there is, is told by the report. {@code INTERACTIONS} is what they say now.
     *
     * @param to is not closed
     * @param goOn is told how far it is after each page, and says whether to go on
     * @return how far it came
     * @throws UncheckedIOException if the writer fails
     */
    public ExportReport write(ImportPlan.Kind kind, Writer to, Predicate<ExportReport> goOn) {
        return run(kind, to, null, goOn);
    }

    /** Writes a file to its end as {@link #write(ImportPlan.Kind, Writer, Predicate)} does. */
    public ExportReport write(ImportPlan.Kind kind, Writer to) {
        return run(kind, to, null, progress -> true);
    }

    /**
     * Goes on with a file that was not written to its end.
     *
     * @param to the same file, to which nothing else was written since
     * @param next what the report said, {@link ExportReport#next()}
     * @throws InvalidRequestException if no report said so
     */
    public ExportReport goOn(ImportPlan.Kind kind, Writer to, String next, Predicate<ExportReport> goOn) {
        new Violations().required("next", next).throwIfAny();
        return run(kind, to, next, goOn);
    }

    private ExportReport run(ImportPlan.Kind kind, Writer to, @Nullable String next, Predicate<ExportReport> goOn) {
        new Violations()
                .required("kind", kind)
                .required("to", to)
                .required("goOn", goOn)
                .throwIfAny();
        return new ExportRun(engine, kind, to).run(next, goOn);
    }
}
