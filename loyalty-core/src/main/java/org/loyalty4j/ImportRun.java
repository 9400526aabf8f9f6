package org.loyalty4j;

import java.io.Reader;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.exchange.ImportPlan;
import org.loyalty4j.exchange.ImportPlan.Mode;
import org.loyalty4j.exchange.ImportReader;
import org.loyalty4j.exchange.ImportReport;
import org.loyalty4j.exchange.ImportReport.End;
import org.loyalty4j.exchange.ImportReport.Problem;
import org.loyalty4j.exchange.ImportedRow;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.LoyaltyProgram;

/** Reads one file, a unit of rows at a time. Used by one thread, once. */
final class ImportRun {

    private static final int ROWS_MAX = 512;

    /** The most characters of a unit beyond its first row. */
    private static final int SIZE_MAX = 1_000_000;

    /** Undoes what a unit has written that was only to be checked. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Undone() {
            super("checked only", null, false, false);
        }
    }

    private final Engine engine;
    private final ImportPlan plan;
    private final ImportReader rows;
    private final boolean checks;
    private final boolean stops;
    private final Prints seen = new Prints();
    private final Prints identifiers = new Prints();
    private final List<Problem> problems = new ArrayList<>();
    private ImportReport.Position position;
    private long read;
    private long written;
    private long there;
    private long repeated;
    private long changed;
    private long refused;
    private long bad;

    ImportRun(Engine engine, ImportPlan plan, Reader from) {
        this.engine = engine;
        this.plan = plan;
        this.rows = opened(engine, plan, from);
        this.checks = plan.mode() == Mode.CHECK;
        this.stops = plan.mode() == Mode.STOP;
        this.position = rows.position();
    }

    private static ImportReader opened(Engine engine, ImportPlan plan, Reader from) {
        if (plan.kind() != ImportPlan.Kind.BALANCES) {
            // Customers and their histories need no program.
            return ImportReader.open(plan, from, Purse.POINTS, Currency.getInstance("XXX"));
        }
        LoyaltyProgram program = engine.read(reader -> engine.programs(reader).atOrFirst(engine.now()));
        return ImportReader.open(plan, from, program.purse(), program.currency());
    }

    ImportReport run(Predicate<ImportReport> goOn) {
        End end = End.NOT_YET;
        while (end == End.NOT_YET) {
            end = unit();
            boolean more = goOn.test(report(end));
            end = end == End.NOT_YET && !more ? End.STOPPED : end;
        }
        return report(end);
    }

    private ImportReport report(End end) {
        return new ImportReport(read, written, there, repeated, changed, refused, bad, problems, position, end);
    }

    private End unit() {
        List<ImportedRow> unit = new ArrayList<>();
        int size = 0;
        ImportedRow row = null;
        boolean open = true;
        while (open && unit.size() < ROWS_MAX && size < SIZE_MAX) {
            row = rows.next();
            open = row != null && !row.lost() && !(stops && row.content() == null);
            if (row != null) {
                unit.add(row);
                size += row.size();
            }
        }
        if (!settle(unit)) {
            return End.BAD_ROW;
        }
        return row == null ? End.ALL_READ : row.lost() ? End.UNREADABLE : End.NOT_YET;
    }

    /** Writes rows and counts them; says whether to go on. */
    private boolean settle(List<ImportedRow> unit) {
        List<ImportedRow> good =
                unit.stream().filter(row -> row.content() != null).toList();
        List<RowOutcome> outcomes = good.isEmpty() ? List.of() : written(good);
        int next = 0;
        for (ImportedRow row : unit) {
            boolean taken = true;
            if (row.content() == null) {
                read++;
                bad++;
                row.problems().forEach(this::tell);
                taken = false;
            } else if (next < outcomes.size()) {
                read++;
                taken = count(row, outcomes.get(next++));
            }
            if (stops && !taken) {
                return false;
            }
            position = row.lost() ? position : row.position();
        }
        return true;
    }

    private List<RowOutcome> written(List<ImportedRow> good) {
        List<RowOutcome> outcomes = new ArrayList<>();
        try {
            engine.write(tx -> {
                // A lost race has the work run again.
                outcomes.clear();
                outcomes.addAll(new RowDesk(engine.joining(tx), tx, plan).write(good));
                if (checks) {
                    throw new Undone();
                }
                return outcomes;
            });
        } catch (Undone checked) {
            return outcomes;
        }
        return outcomes;
    }

    /** Counts a row; says whether it was taken in, now or before. */
    private boolean count(ImportedRow row, RowOutcome outcome) {
        boolean sameKey = seen.seen(row.keyPrint());
        boolean same = seen.seen(row.print()) && sameKey;
        RowOutcome real = checks && outcome.what() == RowOutcome.What.WRITTEN ? checked(row, sameKey, same) : outcome;
        if (real == null || (real.what() == RowOutcome.What.THERE && same)) {
            repeated++;
            tell(
                    row,
                    ImportReport.Kind.REPEATED,
                    "",
                    Code.ROW_REPEATED.name(),
                    "the same row stands in the file before");
            return true;
        }
        switch (real.what()) {
            case WRITTEN -> written++;
            case THERE -> there++;
            case CHANGED -> changed++;
            case REFUSED -> refused++;
            case BAD -> bad++;
        }
        ImportReport.Kind kind = switch (real.what()) {
            case CHANGED -> ImportReport.Kind.CHANGED;
            case REFUSED -> ImportReport.Kind.REFUSED;
            default -> ImportReport.Kind.BAD;
        };
        for (RowOutcome.Told told : real.problems()) {
            tell(row, kind, rows.column(told.path()), told.code(), told.message());
        }
        return real.isGood();
    }

    /** Rows of units before were undone, so what they would have changed for this one is remembered; null for a repeat. */
    private @Nullable RowOutcome checked(ImportedRow row, boolean sameKey, boolean same) {
        if (sameKey) {
            return same ? null : RowOutcome.changed("what it says");
        }
        if (row.content() instanceof ImportedRow.Person person) {
            RowOutcome taken = null;
            for (Identifier identifier : person.request().identifiers()) {
                long print = Fingerprint.of()
                        .text(identifier.kind().name())
                        .text(identifier.value())
                        .end()
                        .make()
                        .hashes()
                        .get(0);
                taken = identifiers.seen(print) ? RowDesk.taken(identifier.kind()) : taken;
            }
            return taken == null ? RowOutcome.WRITTEN : taken;
        }
        return RowOutcome.WRITTEN;
    }

    private void tell(ImportedRow row, ImportReport.Kind kind, String column, String code, String message) {
        tell(new Problem(row.line(), column, kind, code, message));
    }

    private void tell(Problem problem) {
        if (problems.size() < plan.problems()) {
            problems.add(problem);
        }
    }
}
