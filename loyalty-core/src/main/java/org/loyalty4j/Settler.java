package org.loyalty4j;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.event.VetoException;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.Decision;
import org.loyalty4j.program.Decisions;
import org.loyalty4j.program.Differences;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.Move;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.TransferUndo;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreTransaction;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/**
 * Settles commands in the three paragraphs of every desk: gather, decide, write. Used by one thread, for one unit of
 * work.
 */
final class Settler {

    /** The most commands of one unit. */
    static final int UNIT_MAX = 512;

    private final Engine engine;
    private final StoreTransaction tx;
    private ProgramHistory programs;
    private final Instant clock;
    private final Map<CustomerId, Member> members = new LinkedHashMap<>(2);

    /** Who the customers of the unit are by now, of those who were merged into others. */
    private final Map<CustomerId, CustomerId> survivors = new HashMap<>(0);

    private final Map<Opening.Key, Opening.Repeat> repeats = new HashMap<>(2);
    private final Changes changes;

    Settler(Engine engine, StoreTransaction tx) {
        // The clock first: a version that is valid by it is then among those that are read.
        this(engine, tx, engine.now(), Changes.none());
    }

    /** Makes one that adds what it decides to changes that others add to, too. */
    Settler(Engine engine, StoreTransaction tx, Instant clock, Changes changes) {
        this.engine = engine;
        this.tx = tx;
        this.clock = clock;
        this.changes = changes;
        this.programs = engine.programs(tx);
    }

    /**
     * Returns a unit for which commands are gathered that count from one instant: from the latest at which one of their
     * accounts was written to, where that is ahead of the clock.
     */
    static Settler atOneInstant(Engine engine, StoreTransaction tx, List<? extends Command> commands) {
        Settler settler = new Settler(engine, tx);
        settler.gather(commands);
        Instant latest = settler.clock;
        for (Member member : settler.members.values()) {
            latest = member.now == null ? latest : member.now.account().now(latest);
        }
        if (latest.equals(settler.clock)) {
            return settler;
        }
        Settler ahead = new Settler(engine, tx, latest, Changes.none());
        ahead.gather(commands);
        return ahead;
    }

    /** Settles one command and writes what it comes to. */
    static Settlement settle(Engine engine, Command command) {
        return engine.write(tx -> {
            Receipts unit = Receipts.gathered(engine, tx, List.of(command));
            Settlement answer = unit.decide(command);
            unit.write();
            return answer;
        });
    }

    /** Settles one command without writing anything. */
    static Settlement quote(Engine engine, Command asked) {
        Engine untold = engine.untold();
        Command command = untold.asked(asked);
        return untold.write(
                tx -> Receipts.gathered(untold, tx, List.of(command)).decide(command));
    }

    /** Settles commands in their order; one that fails leaves the others alone. */
    static List<Outcome<Settlement>> settleAll(Engine engine, List<? extends Command> asked, boolean allOrNothing) {
        List<? extends Command> commands = engine.factors().asked(engine, asked);
        return engine.write(tx -> {
            Receipts unit = Receipts.gathered(engine, tx, commands);
            List<Outcome<Settlement>> outcomes = each(commands, command -> attempt(unit, command, allOrNothing));
            if (allOrNothing && NotRecordedException.isDue(outcomes)) {
                return NotRecordedException.outcomes(commands, outcomes);
            }
            unit.write();
            return outcomes;
        });
    }

    /**
     * Settles commands of several callers in their order. One that fails is left out, so that its caller can settle it
     * alone; only a failure of the store fails all of them.
     */
    static List<Outcome<Settlement>> settleTogether(Engine engine, List<? extends Command> commands) {
        return engine.write(tx -> {
            Receipts unit = Receipts.gathered(engine, tx, commands);
            List<Outcome<Settlement>> outcomes = each(commands, command -> attempt(unit, command));
            unit.write();
            return outcomes;
        });
    }

    private static List<Outcome<Settlement>> each(
            List<? extends Command> commands, Function<Command, Outcome<Settlement>> decision) {
        List<Outcome<Settlement>> outcomes = new ArrayList<>(commands.size());
        for (Command command : commands) {
            outcomes.add(decision.apply(command));
        }
        return outcomes;
    }

    private static Outcome<Settlement> attempt(Receipts unit, Command command) {
        try {
            return new Outcome.Answered<>(unit.decide(command));
        } catch (StoreException failure) {
            throw failure;
        } catch (RuntimeException failure) {
            return new Outcome.Failed<>(failure);
        }
    }

    private static Outcome<Settlement> attempt(Receipts unit, Command command, boolean allOrNothing) {
        try {
            return new Outcome.Answered<>(unit.decide(command));
        } catch (IllegalArgumentException | UnknownCustomerException | VetoException failure) {
            if (allOrNothing) {
                throw failure;
            }
            return new Outcome.Failed<>(failure);
        }
    }

    /** Locks the accounts and reads what the commands need of them. */
    void gather(List<? extends Command> commands) {
        // Nothing can be settled before a program is published; this says so.
        LoyaltyProgram program = programs.atOrFirst(clock);
        Map<CustomerId, Opening.Opened> opened =
                opened(commands, program.purse().code());
        // Another version may have become known while the locks were waited for.
        programs = engine.programs(tx);
        opened.forEach((customer, found) -> {
            // Who names a key of another customer's is brought none of its postings.
            found.repeats()
                    .forEach((key, repeat) -> repeats.merge(
                            key, repeat, (one, other) -> other.postings().isEmpty() ? one : other));
            Member member = members.get(customer);
            if (member != null) {
                member.found(found, program);
            }
        });
        for (Command command : commands) {
            Member member = member(command.customer());
            AccountState state = member == null ? null : member.now;
            if (member != null && state != null && !isRepeat(command)) {
                member.bound = Math.addExact(member.bound, Decisions.burnBound(programs, state, command));
                member.now = withLots(state, member.bound, Decisions.lotsBefore(programs, state, command, clock));
            }
        }
    }

    /** Opens the accounts; whoever was merged into another one uses that one's. */
    private Map<CustomerId, Opening.Opened> opened(List<? extends Command> commands, String purse) {
        Map<CustomerId, Member> before = members.isEmpty() ? Map.of() : new LinkedHashMap<>(members);
        while (true) {
            members.clear();
            members.putAll(before);
            for (Command command : commands) {
                members.computeIfAbsent(survivor(command.customer()), customer -> new Member())
                        .add(command);
            }
            List<Opening> openings = new ArrayList<>(members.size());
            members.forEach((customer, member) -> openings.add(member.opening(customer, purse)));
            Map<CustomerId, Opening.Opened> opened = tx.open(openings);
            if (survivors.isEmpty() && opened.size() == members.size()) {
                return opened;
            }
            Map<CustomerId, CustomerId> known = Map.copyOf(survivors);
            findSurvivors(commands, opened.keySet());
            // With the accounts locked it is known for sure; nobody is merged any more, or himself again.
            if (survivors.equals(known)) {
                return opened;
            }
        }
    }

    private void findSurvivors(List<? extends Command> commands, Set<CustomerId> found) {
        for (Command command : commands) {
            CustomerId given = command.customer();
            if (survivors.containsKey(given) || !found.contains(given)) {
                CustomerId survivor = Kin.survivor(tx, given).map(Customer::id).orElse(given);
                if (survivor.equals(given)) {
                    survivors.remove(given);
                } else {
                    survivors.put(given, survivor);
                }
            }
        }
    }

    /** Returns who a customer of the unit is by now. */
    CustomerId survivor(CustomerId customer) {
        return survivors.getOrDefault(customer, customer);
    }

    private @Nullable Member member(CustomerId customer) {
        return members.get(survivor(customer));
    }

    /** One account of the unit: what its commands need, what was found, and where the decisions have come to. */
    private final class Member {
        private Set<Opening.Key> keys = Set.of();
        private Set<LocalDate> dates = Set.of();
        private Set<CommandKey> sales = Set.of();
        private Set<CommandKey> redemptions = Set.of();
        private Set<Opening.Key> undone = Set.of();
        private Set<Counter.Key> counters = Set.of();
        private Set<CommandKey> holds = Set.of();
        private @Nullable LocalDate leaving;
        private Instant dueBy = clock;
        private long points;
        private long bound;
        private @Nullable AccountState before;
        private @Nullable AccountState now;

        void found(Opening.Opened found, LoyaltyProgram program) {
            Standing standing = found.standing();
            before = new AccountState(
                    found.account(),
                    found.membership(),
                    standing == null ? Standing.lowest(found.account().id(), program.ladder()) : standing,
                    found.lots(),
                    found.days(),
                    null,
                    found.sales(),
                    found.redemptions(),
                    found.done(),
                    found.pending(),
                    null,
                    found.counters(),
                    found.holds(),
                    found.debts());
            now = before;
        }

        void add(Command command) {
            keys = and(keys, new Opening.Key(command.operation(), command.key()));
            points += Decisions.pointsAsked(programs, command);
            for (Counter.Key counter : Decisions.countersNeeded(programs, command, clock)) {
                counters = and(counters, counter);
            }
            if (command instanceof Command.Sale sale) {
                add(sale.checkout());
            } else if (command instanceof Command.GiveBack giveBack) {
                sales = and(sales, giveBack.request().purchase());
            } else if (command instanceof Command.Annul annul) {
                sales = and(sales, annul.request().purchase());
            } else if (command instanceof Command.TakeBack undo) {
                CommandKey redemption = undo.request().redemption();
                undone = and(undone, new Opening.Key(Operation.REDEEM, redemption));
                undone = and(undone, new Opening.Key(Operation.UNDO, redemption));
            } else if (command instanceof Command.UseHeld useHeld) {
                holds = and(holds, useHeld.request().hold());
            } else if (command instanceof Command.LetGo letGo) {
                holds = and(holds, letGo.request().hold());
            } else if (command instanceof Move leg && leg.request() instanceof TransferUndo undo) {
                Operation undoing =
                        leg.operation() == Operation.TRANSFER_UNDO_OUT ? Operation.TRANSFER_IN : Operation.TRANSFER_OUT;
                undone = and(undone, new Opening.Key(undoing, undo.transfer()));
            } else if (command instanceof Command.CatchUp catchUp) {
                dueBy = catchUp.until().isAfter(dueBy) ? catchUp.until() : dueBy;
            }
            Opening.Key origin = originKey(command);
            keys = origin == null ? keys : and(keys, origin);
        }

        private void add(Checkout checkout) {
            Instant happened = checkout.purchase().happened().orElse(clock);
            Instant countsAt = happened.isAfter(clock) ? clock : happened;
            LoyaltyProgram program = programs.atOrFirst(countsAt);
            LocalDate date = program.dateOf(countsAt);
            dates = and(dates, date);
            Optional<LocalDate> start = program.ladder().window().leavingBy(date);
            if (start.isPresent() && (leaving == null || start.get().isAfter(leaving))) {
                leaving = start.get();
            }
            for (Tender tender : checkout.purchase().tenders()) {
                tender.redemption().ifPresent(key -> redemptions = and(redemptions, key));
            }
            checkout.returned().ifPresent(returned -> sales = and(sales, returned.purchase()));
        }

        Opening opening(CustomerId customer, String purse) {
            return new Opening(
                    customer, purse, keys, dueBy, points, leaving, dates, sales, redemptions, undone, counters, holds);
        }
    }

    /** Most sets of a unit have one member. */
    private static <T> Set<T> and(Set<T> some, T more) {
        if (some.isEmpty()) {
            return Set.of(more);
        }
        Set<T> all = some instanceof HashSet ? some : new HashSet<>(some);
        all.add(more);
        return all;
    }

    /** A burn beyond the lots that were brought reads on, in pages that double. */
    private AccountState withLots(AccountState state, long points, @Nullable Instant before) {
        AccountState known = state;
        int page = Opening.LOTS_MAX;
        Instant now = state.account().now(clock);
        Lot frontier = known.lots().frontier();
        while (frontier != null && (known.lots().inOrder(now) < points || isBefore(frontier, before))) {
            List<Lot> more = tx.ledger().lots(state.account().id(), frontier, page + 1);
            boolean further = more.size() > page;
            known = known.with(known.lots().and(further ? more.subList(0, page) : more, further, emptied(known)));
            page *= 2;
            frontier = known.lots().frontier();
        }
        return known;
    }

    /** The store still has the lots that this unit has emptied. */
    private Set<Long> emptied(AccountState state) {
        Set<Long> emptied = new HashSet<>(0);
        for (Lot lot : changes.lots()) {
            if (lot.remaining() == 0 && lot.account().equals(state.account().id())) {
                emptied.add(lot.number());
            }
        }
        return emptied;
    }

    private static boolean isBefore(Lot lot, @Nullable Instant before) {
        Instant gone = lot.goneAt();
        return before != null && (gone == null ? before.equals(Instant.MAX) : gone.isBefore(before));
    }

    private boolean isRepeat(Command command) {
        return before(command).isPresent();
    }

    /**
     * Decides one command, on from what was decided before it.
     *
     * @throws KeyReusedException if its key stands for something else
     * @throws UnknownCustomerException if its customer is not enrolled
     */
    Settlement decide(Command command) {
        Member member = member(command.customer());
        AccountState state = member == null ? null : member.now;
        if (member == null || state == null) {
            throw new UnknownCustomerException(command.customer());
        }
        Opening.Key key = new Opening.Key(command.operation(), command.key());
        Opening.Repeat repeat = repeats.get(key);
        if (repeat != null) {
            return repeated(command, repeat);
        }
        Decision decision = decision(state, command);
        hear(command, List.of(decision));
        accept(command, decision);
        return decision.settlement();
    }

    /** Decides one command from a state, and leaves it at that. */
    Decision decision(AccountState known, Command command) {
        requireBuyer(command);
        // A refused claim looks at an account of which nothing was brought, because its key was used before.
        AccountState state = withLots(known, 0, Decisions.lotsBefore(programs, known, command, clock));
        for (Decisions.DaysNeeded days : Decisions.daysNeeded(programs, state, command, clock)) {
            state = withDays(state, days);
        }
        state = withCounters(state, Decisions.countersNeeded(programs, state, command, clock));
        if (command instanceof Command.TakeUnknown unknown) {
            state = withLots(state, Decisions.averageOf(programs, state, unknown.request(), clock), null);
        }
        Set<Long> late = Decisions.mayGetGrace(programs, state, command, clock);
        if (!late.isEmpty()) {
            state = state.with(state.lots()
                    .moved(ExpiredPoints.moved(tx, changes, state.account().id(), late)));
        }
        state = withEntries(state, command);
        Decision.Stamp stamp = new Decision.Stamp(
                new CommandId(engine.ids().newId(clock)), engine.ids().newSalt(), clock, engine.chainKey());
        Opening.Key origin = originKey(command);
        Opening.Repeat gave = origin == null ? null : repeats.get(origin);
        AccountState given = origin == null ? state : state.withOrigin(gave == null ? null : gave.command());
        Command complete =
                engine.factors().complete(programs, command, state.account().now(clock));
        if (command instanceof Command.Extend asked) {
            state = withLots(state, 0, asked.request().horizon());
            given = state;
            complete =
                    ExpiredPoints.rooted(tx.ledger(), changes, state.account().id(), asked);
        }
        if (command instanceof Command.Reinstate asked) {
            complete = ExpiredPoints.known(tx, changes, state.account().id(), asked);
        }
        CommandRecord event = gave == null ? null : gave.command();
        // What another account was given is none of this one's.
        if (command instanceof Command.UndoActivity asked
                && event != null
                && event.account().equals(state.account().id())) {
            Command.UndoActivity undo = EventLots.known(tx, changes, asked, event);
            complete = undo;
            state = withCounters(given, missing(given, Decisions.countersNeeded(programs, event)));
            state = withLots(state, event.result().earned(), null);
            given = undo.known() == null ? state : withOwn(state, List.of(undo.known()));
        }
        if (command instanceof Command.TrueUpOf asked) {
            Differences found = ArrivalOrder.before(
                    tx, programs, state.account().id(), asked.request().from(), Long.MAX_VALUE);
            complete = new Command.TrueUpOf(asked.request(), found);
            given = withLots(state, Math.max(0, -found.sum().minor()), null);
        }
        return Decisions.decide(programs, given, complete, stamp);
    }

    /** Brings what tiers gave that a return may take back. */
    private AccountState withEntries(AccountState state, Command command) {
        CommandKey purchase = Decisions.purchaseReturned(command).orElse(null);
        if (purchase == null) {
            return state;
        }
        Map<String, Standing.Entered> entries = Decisions.entriesInDoubt(programs, state, command, clock);
        if (entries.isEmpty()) {
            return state;
        }
        AccountId account = state.account().id();
        Standing standing = state.standing();
        List<AccountState.Given> gave = new ArrayList<>(1);
        for (Map.Entry<String, Standing.Entered> entry : entries.entrySet()) {
            Optional<Posting> posting = EventLots.entry(tx.ledger(), changes, programs, account, entry);
            if (posting.isPresent()) {
                standing = standing.gave(entry.getKey(), posting.get().number());
                gave.add(EventLots.known(tx.ledger(), changes, account, List.of(posting.get())));
            }
        }
        long points = gave.stream().mapToLong(AccountState.Given::points).sum();
        long bound = Math.addExact(Decisions.burnBound(programs, state, command), points);
        return withOwn(withLots(state, bound, null), gave).with(purchase, gave, standing);
    }

    /** Brings the lots that are left of points. */
    private AccountState withOwn(AccountState state, List<AccountState.Given> points) {
        AccountState known = state;
        for (AccountState.Given some : points) {
            known = known.with(known.lots().and(EventLots.own(tx.ledger(), some, emptied(known))));
        }
        return known;
    }

    /** Who bought for another one has to be known, so that it can be told later. */
    private void requireBuyer(Command command) {
        CustomerId buyer = command instanceof Command.Sale sale
                ? sale.checkout().purchase().buyer()
                : null;
        if (buyer != null && tx.customers().find(buyer).isEmpty()) {
            throw new UnknownCustomerException(buyer);
        }
    }

    /**
     * Has listeners told of what a request comes to, before anything goes on from it. Nobody refuses what has fallen due, or
     * what a version of the program makes of everybody.
     *
     * @throws org.loyalty4j.event.VetoException if one refuses it
     */
    void hear(Command command, List<Decision> decisions) {
        if (!(command instanceof Command.CatchUp || command instanceof Command.Reckon)) {
            engine.listeners()
                    .deciding(decisions.stream()
                            .map(Decision::command)
                            .filter(Objects::nonNull)
                            .toList());
        }
    }

    /** Goes on from a decision, and has it written with all others. */
    void accept(Command command, Decision decision) {
        CommandRecord record = decision.command();
        Member member = Objects.requireNonNull(member(command.customer()));
        member.now = decision.next();
        if (record != null) {
            add(decision, record);
            Settlement settlement = decision.settlement();
            List<Posting> own = settlement instanceof Settlement.Settled settled ? settled.postings() : List.of();
            repeats.put(new Opening.Key(command.operation(), command.key()), new Opening.Repeat(record, own));
        }
    }

    /**
     * Returns what is known of an account after what was decided so far.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    AccountState known(CustomerId customer) {
        return state(customer).orElseThrow(() -> new UnknownCustomerException(customer));
    }

    /** Returns the command that was written before under a command's key, if there is one. */
    Optional<CommandRecord> before(Command command) {
        // The key of a purchase that is claimed is taken by the guest's own.
        boolean claims = command instanceof Command.Sale sale && sale.claim() != null;
        return Optional.ofNullable(repeats.get(new Opening.Key(command.operation(), command.key())))
                .map(Opening.Repeat::command)
                .filter(earlier -> !claims || !earlier.customer().equals(CustomerId.NOBODY));
    }

    /** Has it written that something was done with a guest purchase. */
    void add(RecordedGuest.Step step) {
        changes.guestSteps().add(step);
    }

    ProgramHistory programs() {
        return programs;
    }

    Instant clock() {
        return clock;
    }

    /** Says whether a purchase of a customer's is recorded in this purse. */
    boolean knowsSale(CustomerId customer, CommandKey purchase) {
        // One of this unit that a redemption from the store pays is in no state, and is recorded all the same.
        Opening.Repeat sold = repeats.get(new Opening.Key(Operation.SALE, purchase));
        if (sold != null && Kin.same(tx, sold.command().customer(), customer)) {
            return true;
        }
        return state(customer)
                .filter(state -> state.sales().containsKey(purchase))
                .isPresent();
    }

    /** Says whether a redemption of a customer's is recorded in this purse. */
    boolean knowsRedemption(CustomerId customer, CommandKey redemption) {
        return state(customer)
                .filter(state -> state.redemptions().containsKey(redemption))
                .isPresent();
    }

    /** Returns the answer to a command whose key was used before, empty where it was not. */
    Optional<Settlement> repeated(Command command) {
        return Optional.ofNullable(repeats.get(new Opening.Key(command.operation(), command.key())))
                .map(repeat -> repeated(command, repeat));
    }

    /** Returns the key of the command that gave what a command is about, or null where it is not about such. */
    private static Opening.@Nullable Key originKey(Command command) {
        if (command instanceof Command.TakeTier take) {
            return new Opening.Key(Operation.OVERRIDE, take.request().override());
        }
        if (command instanceof Command.UndoActivity undo) {
            return new Opening.Key(Operation.EVENT, undo.request().activity());
        }
        return command instanceof Command.Pending pending
                ? new Opening.Key(pending.origin(), pending.request().given())
                : null;
    }

    private static Set<Counter.Key> missing(AccountState state, Set<Counter.Key> needed) {
        Set<Counter.Key> missing = new HashSet<>(needed);
        missing.removeAll(state.counters().keySet());
        return missing;
    }

    private AccountState withCounters(AccountState state, Set<Counter.Key> needed) {
        if (needed.isEmpty()) {
            return state;
        }
        Map<Counter.Key, Long> found = new HashMap<>();
        needed.forEach(key -> found.put(key, 0L));
        tx.counters().counters(state.account().id(), needed).forEach(row -> found.put(row.key(), row.amount()));
        return state.with(found);
    }

    private AccountState withDays(AccountState state, Decisions.DaysNeeded needed) {
        AccountState known = state.with(state.days()
                .and(
                        needed.first(),
                        needed.last(),
                        tx.standings().days(state.account().id(), needed.first(), needed.last())));
        if (!needed.history() || known.changes() != null) {
            return known;
        }
        return known.with(tierChanges(state.account().id()));
    }

    /** Returns all changes of an account's tier, those included that this unit has decided and that are not written yet. */
    List<StandingChange> tierChanges(AccountId account) {
        List<StandingChange> recorded = new ArrayList<>(tx.standings().changes(account));
        changes.changes().stream()
                .filter(change -> change.account().equals(account))
                .forEach(recorded::add);
        return recorded;
    }

    private Settlement repeated(Command command, Opening.Repeat repeat) {
        CommandRecord first = repeat.command();
        Optional<String> difference = Kin.same(tx, first.customer(), command.customer())
                ? first.fingerprint()
                        .firstDifference(
                                command.fingerprint(), command.operation().fields())
                : Optional.of("customer");
        if (difference.isPresent()) {
            throw new KeyReusedException(command.key(), difference.get());
        }
        return Decisions.repeated(
                programs,
                command,
                first,
                repeat.postings(),
                state(command.customer()).orElse(null));
    }

    private void add(Decision decision, CommandRecord record) {
        changes.commands().add(record);
        changes.postings().addAll(decision.postings());
        changes.lots().addAll(decision.lots());
        changes.days().addAll(decision.days());
        changes.changes().addAll(decision.changes());
        changes.payments().addAll(decision.payments());
        changes.terms().addAll(decision.terms());
        changes.pending().addAll(decision.pending());
        changes.activations().addAll(decision.activations());
        changes.counters().addAll(decision.counters());
        changes.holds().addAll(decision.holds());
        changes.ended().addAll(decision.ended());
        changes.debts().addAll(decision.debts());
        changes.repayments().addAll(decision.repayments());
        if (decision.sale() != null) {
            changes.sales().add(decision.sale());
        }
        if (decision.giveBack() != null) {
            changes.returns().add(decision.giveBack());
        }
        if (decision.undo() != null) {
            changes.undos().add(decision.undo());
        }
        changes.notices().addAll(decision.notices());
        changes.reinstated().addAll(decision.reinstated());
        changes.extended().addAll(decision.extended());
        changes.opened().addAll(decision.opened());
        if (decision.transfer() != null) {
            changes.transfers().add(decision.transfer());
        }
    }

    /** Marks instants at which accounts were to be looked at as over. */
    void done(List<Changes.Due> due) {
        changes.dueDone().addAll(due);
    }

    /** Returns what is known of an account after what was decided so far. */
    Optional<AccountState> state(CustomerId customer) {
        Member member = member(customer);
        return member == null ? Optional.empty() : Optional.ofNullable(member.now);
    }

    /** Has an account looked at when something of it falls due next. */
    void schedule(AccountState state) {
        state.account()
                .due()
                .ifPresent(at ->
                        changes.due().add(new Changes.Due(at, state.account().id())));
    }

    /** Writes everything that was decided: every row, and each head once. */
    void write() {
        writeAll(tx, List.of(this), changes);
    }

    /** Writes everything that was decided by some that add to the same changes. */
    static void writeAll(StoreTransaction tx, Collection<Settler> settlers, Changes changes) {
        settlers.forEach(Settler::collect);
        if (!changes.isEmpty()) {
            tx.append(changes);
        }
    }

    /** Adds the heads to what is written. */
    void collect() {
        for (Member member : members.values()) {
            AccountState old = member.before;
            AccountState now = member.now;
            if (old == null
                    || now == null
                    || now.account().commands() == old.account().commands()) {
                continue;
            }
            changes.accounts().add(now.account());
            if (!now.standing().equals(old.standing()) || old.account().commands() == 0) {
                changes.standings().add(now.standing());
            }
            Instant due = now.account().dueAt();
            Instant earlier = old.account().dueAt();
            // The agenda already holds an instant that is early enough unless this one is earlier.
            if (due != null && (earlier == null || due.isBefore(earlier))) {
                schedule(now);
            }
        }
    }
}
