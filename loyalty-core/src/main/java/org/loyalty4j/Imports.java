package org.loyalty4j;

import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violations;
import org.loyalty4j.exchange.ImportPlan;
import org.loyalty4j.exchange.ImportReport;
import org.loyalty4j.store.StoreException;

/** Where files of customers, opening balances and interactions are read. Safe for use by many threads. */
public final class Imports {

    private final Engine engine;

    Imports(Engine engine) {
        this.engine = engine;
    }

    /**
     * Reads a file and writes what its rows say, some hundred rows at a time, each time in a transaction of its own unless the
     * host has one. A row is written once, however often the file is read; so reading can be stopped, and goes on after a failure.
     * Memory does not grow with the file.
     *
     * <p>Points are those of this library's purse. A row about a card, a phone or an address that is somebody else's is refused,
     * and nobody is merged.
     *
     * @param plan what the file holds, and what becomes of bad rows
     * @param from the file from its beginning, with the right encoding; it is not closed. Within {@link Loyalty#inTransaction} it
     *     is opened by the work, which may be run again
     * @param goOn is told how far it is after each transaction, and says whether to go on
     * @return what became of the rows
     * @throws InvalidRequestException if the file cannot be meant by the plan; nothing was written
     * @throws IllegalStateException if {@link ImportPlan.Mode#CHECK} is asked for within a host's transaction, which it could
     *     not undo
     * @throws UncheckedIOException if the file cannot be read on; what was written before stays
     * @throws StoreException if the store fails; what was written before stays
     */
    public ImportReport run(ImportPlan plan, Reader from, Predicate<ImportReport> goOn) {
        new Violations()
                .required("plan", plan)
                .required("from", from)
                .required("goOn", goOn)
                .throwIfAny();
        if (engine.isJoined() && plan.mode() == ImportPlan.Mode.CHECK) {
            throw new IllegalStateException(
                    "A file is checked by undoing what it would write; check it outside of the transaction");
        }
        return new ImportRun(engine, plan, from).run(goOn);
    }

    /** Reads a file to its end as {@link #run(ImportPlan, Reader, Predicate)} does. */
    public ImportReport run(ImportPlan plan, Reader from) {
        return run(plan, from, progress -> true);
    }
}
