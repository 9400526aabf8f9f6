package org.loyalty4j;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreException;

/** Where the shop publishes what it decided. Safe for use by many threads. */
public final class Programs {

    /** Those of one transaction hold up the tills of their customers. */
    private static final int CUSTOMERS = 100;

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
                        Code.TIME_TOO_OLD,
                        "a version after the first begins now or later; what was decided stays"
                                + (leads ? ", and other servers have to see it before: from " + earliest + " on" : ""));
            }
            Changes changes = Changes.none();
            changes.programs().add(program);
            engine.append(tx, changes);
            return next;
        });
    }

    /** Returns all published versions of the program of this purse; at the main one, also those of the others. */
    public ProgramHistory history() {
        return engine.read(engine::programs);
    }

    /**
     * What reckoning tiers anew did so far.
     *
     * @param version the version of the program that tiers are reckoned by
     * @param after the last customer that was looked at, or null before the first
     * @param finished whether every customer was looked at
     * @param customers how many were looked at
     * @param moved how many of them had another tier at some time, or have one until another date, than was recorded
     */
    public record Reckoned(int version, @Nullable CustomerId after, boolean finished, long customers, long moved) {}

    /**
     * Reckons the tiers of all customers of this purse anew by the version of the program that is valid now, as though it had
     * always been, once for each version. Without it nobody's tier is moved by a version: who would have another one moves
     * with a purchase, or when the time of a tier is over. {@link #tryOut} tells before who would move.
     *
     * <p>What a customer's days count now decides, whatever was kept after returns; a revision of the history says what has
     * become different, tiers given by hand stay, and postings too. Who comes to a tier by it gets what it gives on entry, from
     * now. Purchases and returns that come later are reckoned on with that version, however late they are.
     *
     * <p>Some hundred customers are written at a time, each time in a transaction of its own unless the host has one; it can be
     * stopped, and run again from the start or from what it came to: who was reckoned by the version stays as he is.
     *
     * @param goOn is told the sums after each transaction, and says whether to go on
     * @throws InvalidRequestException if nothing is published
     */
    public Reckoned reckonTiers(Predicate<Reckoned> goOn) {
        int version = engine.read(engine::programs).atOrFirst(engine.now()).version();
        return reckonTiers(new Reckoned(version, null, false, 0, 0), goOn);
    }

    /**
     * Goes on with reckoning tiers anew, see {@link #reckonTiers(Predicate)}.
     *
     * @param begun an earlier answer of one of both
     * @param goOn is told the sums after each transaction, and says whether to go on
     * @throws InvalidRequestException if another version of the program is valid by now
     */
    public Reckoned reckonTiers(Reckoned begun, Predicate<Reckoned> goOn) {
        new Violations().required("begun", begun).required("goOn", goOn).throwIfAny();
        Reckoned sum = begun;
        while (!sum.finished()) {
            Reckoned before = sum;
            List<Customer> page = engine.read(reader -> reader.customers().page(before.after(), CUSTOMERS));
            sum = reckoned(before, page);
            if (!goOn.test(sum)) {
                break;
            }
        }
        return sum;
    }

    private Reckoned reckoned(Reckoned sum, List<Customer> page) {
        ProgramHistory programs = engine.read(engine::programs);
        int version = programs.atOrFirst(engine.now()).version();
        new Violations()
                .check(
                        version == sum.version(),
                        "begun.version",
                        Code.IMMUTABLE,
                        "version " + version + " is valid now, begin anew")
                .throwIfAny();
        if (page.isEmpty()) {
            return new Reckoned(version, sum.after(), true, sum.customers(), sum.moved());
        }
        CustomerId after = sum.after();
        if (after != null && page.get(0).id().compareTo(after) <= 0) {
            throw new StoreException("The store brings customers again that it was to go on after");
        }
        String purse = programs.versions().get(0).purse().code();
        List<Command.Reckon> commands = engine.read(reader -> page.stream()
                .filter(customer -> reader.standings()
                        .find(new AccountId(customer.id(), purse))
                        .isPresent())
                .map(customer -> new Command.Reckon(customer.id(), version))
                .toList());
        long moved = Settler.settleAll(engine, commands, false).stream()
                .map(Outcome::orThrow)
                .filter(came -> came instanceof Settlement.Settled settled
                        && !settled.replayed()
                        && (settled.movedRevision() > 0 || settled.movedFrom().isPresent()))
                .count();
        CustomerId last = page.get(page.size() - 1).id();
        boolean finished = page.size() < CUSTOMERS;
        return new Reckoned(version, last, finished, sum.customers() + page.size(), sum.moved() + moved);
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
