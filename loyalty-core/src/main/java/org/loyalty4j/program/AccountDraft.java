package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;

/**
 * An account while a command is decided: postings are added, lots opened, used and put back. What had fallen due is
 * written first. Used by one thread.
 */
final class AccountDraft {

    /** What the caller says about a command beside what it asks. */
    record Words(
            CommandRecord.Operation operation,
            CommandKey key,
            CustomerId customer,
            @Nullable Actor actor,
            @Nullable String reason,
            @Nullable Source source,
            Fingerprint fingerprint) {

        /** Shows none of them. */
        @Override
        public String toString() {
            return "Words[" + operation + "]";
        }
    }

    /** A step of undoing something, before it is known by which command. */
    private record Undoing(AccountState.Done of, long points) {

        RecordedUndo by(CommandRecord command) {
            RecordedUndo last = of.lastUndo();
            int step = last == null ? 1 : last.step() + 1;
            return new RecordedUndo(
                    command,
                    of.command().operation(),
                    of.command().key(),
                    of.command().result().firstNumber(),
                    step,
                    of.undone() + points);
        }
    }

    private final AccountState state;
    private final ProgramHistory programs;
    private final Decision.Stamp stamp;
    private final Words words;
    private final ChainHash seal;
    private final Instant now;
    private final StandingDraft standing;
    private final LotsDraft lots;
    private final PendingDraft pendings;
    private final CountersDraft counters;
    private final List<Posting> postings = new ArrayList<>(2);
    private final List<RecordedSale.Payment> payments = new ArrayList<>(0);
    private @Nullable Undoing undoing;
    private Settlement.@Nullable Use use;
    private CommandRecord.@Nullable Usable usable;
    private RewardAccount.Status status;
    private long balance;
    private final long held;
    private final long debt;
    private long number;
    private ChainHash hash;
    private final int dueBefore;
    private final long expiredBefore;

    private long earned;
    private long redeemed;
    private long restored;
    private long reversed;
    private long shortfall;
    private long lapsed;
    private long expired;

    AccountDraft(AccountState state, ProgramHistory programs, Decision.Stamp stamp, Words words) {
        this.state = state;
        this.programs = programs;
        this.stamp = stamp;
        this.words = words;
        this.seal = CommandRecord.sealOf(stamp.salt(), words.key(), words.actor(), words.reason(), words.source());
        RewardAccount account = state.account();
        this.now = account.now(stamp.clock());
        this.standing = new StandingDraft(
                programs, state.membership().joined(), state.standing(), state.days(), state.changes());
        this.lots = new LotsDraft(account.id(), state.lots());
        this.pendings = new PendingDraft(account, state.pending(), now);
        this.counters = CountersDraft.of(account.id(), state.counters());
        this.status = account.status();
        this.balance = account.balance();
        this.held = account.held();
        this.debt = account.debt();
        this.number = account.lastNumber();
        this.hash = account.lastHash();
        writeDue(now);
        this.dueBefore = postings.size();
        // Only maintenance answers for what fell due before: no other answer may depend on whether it ran.
        this.expiredBefore = words.operation() == CommandRecord.Operation.MAINTENANCE ? 0 : expired;
    }

    Instant now() {
        return now;
    }

    LoyaltyProgram programNow() {
        return programs.atOrFirst(now);
    }

    StandingDraft standing() {
        return standing;
    }

    CountersDraft counters() {
        return counters;
    }

    /** Returns what the limits of spending leave now, or null where there is none. */
    CommandRecord.@Nullable Room room() {
        return countingOf(now).room(counters);
    }

    private Counting countingOf(Instant at) {
        LoyaltyProgram program = programs.atOrFirst(at);
        return new Counting(program, program.dateOf(at));
    }

    /** Returns how many points can be used. */
    long available() {
        return balance - held - pendings.sum() + debt;
    }

    /** Returns the sum of all postings. */
    long balance() {
        return balance;
    }

    RewardAccount.Status status() {
        return status;
    }

    void setStatus(RewardAccount.Status changed) {
        status = changed;
    }

    /** Says in the answer how the number of points used came about. */
    void explain(Settlement.Use came, CommandRecord.Usable from) {
        use = came;
        usable = from;
    }

    void pay(RecordedSale.Payment payment) {
        // Two tenders of one receipt may name one redemption.
        if (!payments.contains(payment)) {
            payments.add(payment);
        }
    }

    /** Says of what this is the undoing, and how many of its points. */
    void undo(AccountState.Done of, long points) {
        undoing = new Undoing(of, points);
    }

    /**
     * Writes what is due by an instant, in the order of the instants, and at one instant: points that become active, or are
     * lost because nobody confirmed them; points that are gone; a tier that is lost.
     */
    void writeDue(Instant until) {
        while (true) {
            Instant gone = PendingDraft.earlier(lots.firstGone(), pendings.firstGone());
            Instant lost = standing.endsAt().orElse(null);
            Instant wait = pendings.firstDue();
            if (isNext(wait, until, gone, lost)) {
                endWait(Objects.requireNonNull(wait));
            } else if (gone != null && !gone.isAfter(until) && (lost == null || !lost.isBefore(gone))) {
                List<LotAllocation> taken = pendings.takeGone(gone);
                taken.addAll(lots.takeGone(gone));
                expire(taken, gone);
            } else if (lost != null && !lost.isAfter(until)) {
                standing.end(lost);
            } else {
                return;
            }
        }
    }

    private static boolean isNext(
            @Nullable Instant wait, Instant until, @Nullable Instant gone, @Nullable Instant lost) {
        return wait != null
                && !wait.isAfter(until)
                && (gone == null || !gone.isBefore(wait))
                && (lost == null || !lost.isBefore(wait));
    }

    private void endWait(Instant at) {
        lots.activate(pendings.activate(at, number));
        List<LotAllocation> lost = pendings.forfeit(at);
        if (!lost.isEmpty()) {
            expired -= LotsDraft.sum(lost);
            post(Posting.Kind.FORFEIT, lost, List.of(), at, programs.atOrFirst(at));
        }
    }

    /** Writes off points that are past their time. */
    void expire(List<LotAllocation> taken, Instant countsAt) {
        if (taken.isEmpty()) {
            return;
        }
        expired -= LotsDraft.sum(taken);
        // Two redemptions may have put back into one lot, and some of it may have been pending.
        post(Posting.Kind.EXPIRE, LotsDraft.eachOnce(taken), List.of(), countsAt, programs.atOrFirst(countsAt));
    }

    private void checkRoom(long amount) {
        if (balance + amount > Points.BALANCE_MAX) {
            throw new InvalidRequestException(
                    "points", Code.BALANCE_LIMIT, "an account holds at most " + Points.BALANCE_MAX);
        }
    }

    /** Opens a lot with the points of a posting of its own. */
    void open(
            Posting.Kind kind,
            long amount,
            List<Attribution> attributions,
            Instant countsAt,
            @Nullable Instant goneAt,
            LoyaltyProgram program) {
        checkRoom(amount);
        post(kind, List.of(lots.open(number + 1, amount, countsAt, goneAt)), attributions, countsAt, program);
        earned += amount;
    }

    /** Opens a lot whose points wait for something before they can be used. */
    void openPending(
            Posting.Kind kind,
            List<Attribution> attributions,
            Instant countsAt,
            @Nullable Instant goneAt,
            LoyaltyProgram program,
            LotTerms.Waiting waiting) {
        long amount = attributions.stream().mapToLong(Attribution::granted).sum();
        checkRoom(amount);
        LotTerms terms = new LotTerms(state.account().id(), number + 1, program.version(), waiting);
        post(kind, List.of(pendings.open(terms, countsAt, goneAt, amount)), attributions, countsAt, program);
        earned += amount;
    }

    /** Makes pending points of some postings active. */
    void confirm(long first, long last, long amount) {
        lots.activate(pendings.confirm(programs, first, last, amount, number));
    }

    /** Takes pending points of some postings back. */
    void cancel(long first, long last, long amount) {
        post(Posting.Kind.CANCEL, pendings.takeFrom(first, last, amount), List.of(), now, programNow());
        reversed += amount;
    }

    /** Returns how many points of some postings are pending. */
    long pendingOf(long first, long last) {
        return pendings.sumOf(first, last);
    }

    /** Uses points in burn order, for a redemption or a correction. There must be enough. */
    void burn(Posting.Kind kind, long amount) {
        List<LotAllocation> taken = lots.take(amount);
        if (LotsDraft.sum(taken) != -amount) {
            throw new IllegalStateException("Lots for " + amount + " points were not brought");
        }
        post(kind, taken, List.of(), now, programNow());
        redeemed += amount;
    }

    /** Puts points of a redemption back into the lots they came from; what of it is past its time is returned. */
    List<LotAllocation> restore(Posting debit, long already, long amount) {
        List<LotAllocation> back = lastConsumedFirst(debit, already, amount);
        List<LotAllocation> gone = lots.putBack(back, now);
        post(Posting.Kind.RESTORE, back, List.of(), now, programNow());
        countingOf(debit.countsAt()).use(counters, -amount);
        restored += amount;
        return gone;
    }

    private static List<LotAllocation> lastConsumedFirst(Posting debit, long already, long amount) {
        List<LotAllocation> back = new ArrayList<>();
        long skip = already;
        long left = amount;
        for (int i = debit.lots().size() - 1; i >= 0 && left > 0; i--) {
            LotAllocation used = debit.lots().get(i);
            long free = -used.amount() - Math.min(skip, -used.amount());
            skip -= Math.min(skip, -used.amount());
            long part = Math.min(free, left);
            if (part > 0) {
                back.add(new LotAllocation(used.lot(), used.earnedAt(), used.goneAt(), part));
                left -= part;
            }
        }
        if (left > 0) {
            throw new IllegalStateException("Posting " + debit.number() + " has not used that many points");
        }
        return back;
    }

    /**
     * Takes points of an earning back: what is pending of it first, then from the lots it opened, then in burn order. What is left over is recorded
     * as shortfall.
     *
     * @return how many were taken
     */
    long reverse(List<Posting> earnings, long amount, List<Attribution> due) {
        List<LotAllocation> waiting = pendings.takeFrom(earnings, amount);
        long recalled = -LotsDraft.sum(waiting);
        List<Attribution> rest = due;
        if (recalled > 0) {
            rest = new ArrayList<>();
            post(Posting.Kind.RECALL, waiting, cut(due, recalled, rest), now, programNow());
        }
        List<LotAllocation> taken = lots.takeFrom(earnings, amount - recalled);
        long left = amount - recalled + LotsDraft.sum(taken);
        List<LotAllocation> more = lots.take(Math.min(left, available() + LotsDraft.sum(taken)));
        taken.addAll(more);
        left += LotsDraft.sum(more);
        long got = -LotsDraft.sum(taken);
        if (got > 0) {
            post(Posting.Kind.REVERSE, taken, cut(rest, got), now, programNow());
        }
        reversed += recalled + got;
        shortfall += left;
        return recalled + got;
    }

    /** Returns how many points of the lots that some earnings opened have expired within this command. */
    long expiredOf(List<Posting> earnings) {
        long sum = 0;
        for (Posting posting : postings) {
            if (posting.kind().wastes()) {
                for (LotAllocation part : posting.lots()) {
                    boolean own = earnings.stream().anyMatch(earning -> earning.number() == part.lot());
                    sum -= own ? part.amount() : 0;
                }
            }
        }
        return sum;
    }

    void lapse(long amount) {
        lapsed += amount;
    }

    /** Attributes what was taken to the lines in their order. */
    private static List<Attribution> cut(List<Attribution> due, long got) {
        List<Attribution> parts = new ArrayList<>();
        long left = got;
        for (Attribution line : due) {
            long part = Math.min(left, line.desired());
            parts.add(new Attribution(line.line(), line.rule(), -line.desired(), -part));
            left -= part;
        }
        return parts;
    }

    /** Attributes what was taken first to the lines in their order, and says what is left due of them. */
    private static List<Attribution> cut(List<Attribution> due, long got, List<Attribution> rest) {
        List<Attribution> parts = new ArrayList<>();
        long left = got;
        for (Attribution line : due) {
            long part = Math.min(left, line.desired());
            long more = line.desired() - part;
            left -= part;
            if (part > 0) {
                parts.add(new Attribution(line.line(), line.rule(), -part, -part));
            }
            if (more > 0) {
                rest.add(new Attribution(line.line(), line.rule(), more, more));
            }
        }
        return parts;
    }

    private void post(
            Posting.Kind kind,
            List<LotAllocation> allocations,
            List<Attribution> attributions,
            Instant countsAt,
            LoyaltyProgram program) {
        long amount = LotsDraft.sum(allocations);
        balance = Math.addExact(balance, amount);
        number++;
        Posting posting = new Posting(
                        state.account().id(),
                        number,
                        kind,
                        amount,
                        balance,
                        allocations,
                        attributions,
                        stamp.id(),
                        program.version(),
                        countsAt,
                        now,
                        ChainHash.START)
                .chained(hash, seal);
        hash = posting.hash();
        postings.add(posting);
        if (kind == Posting.Kind.REDEEM) {
            countingOf(countsAt).use(counters, -amount);
        }
    }

    /** Returns the answer's record: what was asked and what it came to. */
    CommandRecord command() {
        int own = postings.size() - dueBefore;
        return new CommandRecord(
                stamp.id(),
                state.account().id(),
                state.account().commands() + 1,
                words.operation(),
                words.key(),
                words.customer(),
                words.actor(),
                words.reason(),
                words.source(),
                words.fingerprint(),
                new CommandRecord.Result(
                        earned,
                        redeemed,
                        restored,
                        reversed,
                        shortfall,
                        lapsed,
                        expired - expiredBefore,
                        balance,
                        own == 0 ? 0 : postings.get(dueBefore).number(),
                        own == 0 ? 0 : number,
                        standing.movedRevision(),
                        standing.movedFrom(),
                        usable),
                now,
                stamp.salt(),
                null);
    }

    /** Returns the decision with everything that was drafted. */
    Decision decide(CommandRecord command, @Nullable RecordedSale sale, @Nullable RecordedReturn giveBack) {
        RewardAccount head = new RewardAccount(
                state.account().id(),
                status,
                balance,
                held,
                pendings.sum(),
                debt,
                number,
                command.sequence(),
                now,
                lastHash(),
                dueAt());
        List<Posting> own = postings.subList(dueBefore, postings.size());
        RecordedUndo undo = undoing == null ? null : undoing.by(command);
        Aftermath after = Aftermath.of(
                state, new Aftermath.Step(command, own, payments, sale, giveBack, undo, wastes(), this::expiredOf));
        AccountState next = new AccountState(
                head,
                state.membership(),
                standing.standing(),
                lots.known(),
                standing.days(),
                standing.history(),
                after.sales(),
                after.redemptions(),
                after.done(),
                pendings.known(),
                null,
                counters.known());
        Settlement settlement = new Settlement.Settled(command.id(), head.id(), command.result(), own, false, use);
        return new Decision(
                next,
                settlement,
                command,
                postings,
                lots.changed(),
                standing.changedDays(),
                standing.added(),
                sale,
                giveBack,
                payments,
                undo,
                pendings.terms(),
                pendings.changed(),
                pendings.activations(),
                counters.changed());
    }

    private boolean wastes() {
        return expired > 0 || words.operation() == CommandRecord.Operation.CANCEL;
    }

    private ChainHash lastHash() {
        return postings.isEmpty() ? hash.after(seal) : hash;
    }

    Settlement.Refused refused(Refusal why, long asked) {
        return new Settlement.Refused(why, Points.of(available()), Points.of(asked));
    }

    /** Returns an instant before which nothing falls due. It may be too early where not every lot is known. */
    private @Nullable Instant dueAt() {
        Instant wait = PendingDraft.earlier(pendings.firstDue(), pendings.firstGone());
        return PendingDraft.earlier(
                PendingDraft.earlier(lots.dueAt(), wait), standing.endsAt().orElse(null));
    }
}
