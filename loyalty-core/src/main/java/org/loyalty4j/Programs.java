package org.loyalty4j;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.Changes;

/** Where the shop publishes what it decided. Safe for use by many threads. */
public final class Programs {

    private final Engine engine;

    Programs(Engine engine) {
        this.engine = engine;
    }

    /**
     * Publishes a version of the program of the purse that it names. The same version published again changes nothing. The
     * first version of another purse opens that purse, whose receipts are then those of all tills.
     *
     * @throws InvalidRequestException if it does not follow the last version of its purse, counts in another zone or
     *     currency than that of the main purse, differs from a published one of its
     *     number, begins in the past, or within {@link Loyalty.Builder#versionLead}, although there is a version before
     *     it, or it or an earlier one names a formula or personal factor that
     *     is not registered with this library
     */
    public void publish(LoyaltyProgram program) {
        engine.write(tx -> {
            // What a store remembers may be of before others published; with an opening it looks.
            tx.open(List.of());
            ProgramHistory whole = engine.whole(tx);
            whole.requireFormulas();
            List<LoyaltyProgram> published = whole.of(program.purse().code())
                    .map(ProgramHistory::versions)
                    .orElse(List.of());
            if (program.version() <= published.size()
                    && published.get(program.version() - 1).equals(program)) {
                return whole;
            }
            ProgramHistory next = whole.and(program);
            next.requireFormulas();
            Instant earliest = engine.now().plus(engine.lead());
            boolean leads = !engine.lead().isZero();
            // Servers that do not see a new purse in time would record receipts without it.
            boolean follows =
                    !published.isEmpty() || (leads && !whole.versions().isEmpty());
            if (follows && program.validFrom().isBefore(earliest)) {
                throw new InvalidRequestException(
                        "validFrom",
                        org.loyalty4j.command.Violation.Code.TIME_TOO_OLD,
                        "a version after the first begins now or later; what was decided stays"
                                + (leads ? ", and other servers have to see it before: from " + earliest + " on" : ""));
            }
            Changes changes = Changes.none();
            changes.programs().add(program);
            tx.append(changes);
            return next;
        });
    }

    /** Returns all published versions of the program of this purse; at the main one, also those of the others. */
    public ProgramHistory history() {
        return engine.read(engine::programs);
    }

    /**
     * Tries a program on all customers there are, and compares what their purchases since an instant earn, and which tiers
     * they have now, with what the published versions come to. Nothing is written.
     *
     * @param program what is tried; its own number and first instant do not matter
     * @param since the instant from which it is tried
     * @throws InvalidRequestException if nothing is published, it counts in another zone, currency or purse than the
     *     published versions, or it names a formula that is not registered with this library
     */
    public ProgramTrial tryOut(LoyaltyProgram program, Instant since) {
        return tryOut(ProgramTrial.of(program, since), customer -> {}, progress -> true);
    }

    /**
     * Tries a program, some customers at a time, in the order of their ids, and holds one customer in memory. It can be
     * stopped, and go on from what it came to.
     *
     * @param begun a trial that was begun, or an earlier answer of this method
     * @param each is told what comes to each customer, in the order of their ids
     * @param goOn is told the sums after some customers, and says whether to go on
     * @throws InvalidRequestException as the other method does
     */
    public ProgramTrial tryOut(
            ProgramTrial begun, Consumer<ProgramTrial.OfCustomer> each, Predicate<ProgramTrial> goOn) {
        return new Trials(engine, begun, each).run(goOn);
    }
}
