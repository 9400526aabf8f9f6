package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final List<Posting> postings = new ArrayList<>(2);
    private final List<RecordedSale.Payment> payments = new ArrayList<>(0);
    private @Nullable Undoing undoing;
    private Settlement.@Nullable Use use;
    private RewardAccount.Status status;
    private long balance;
    private final long held;
    private final long pending;
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
        this.standing = new StandingDraft(programs, state.standing(), state.days(), state.changes());
        this.lots = new LotsDraft(account.id(), state.lots());
        this.status = account.status();
        this.balance = account.balance();
        this.held = account.held();
        this.pending = account.pending();
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

    /** Returns how many points can be used. */
    long available() {
        return balance - held - pending + debt;
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
    void explain(Settlement.Use came) {
        use = came;
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

    /** Writes what is due by an instant, in the order of the instants: points that are gone, then a tier that is lost. */
    void writeDue(Instant until) {
        while (true) {
            Instant gone = lots.firstGone();
            Instant lost = standing.endsAt().orElse(null);
            if (gone != null && !gone.isAfter(until) && (lost == null || !lost.isBefore(gone))) {
                expire(lots.takeGone(gone), gone);
            } else if (lost != null && !lost.isAfter(until)) {
                standing.end(lost);
            } else {
                return;
            }
        }
    }

    /** Writes off points that are past their time. */
    void expire(List<LotAllocation> taken, Instant countsAt) {
        if (taken.isEmpty()) {
            return;
        }
        // Two redemptions may have put back into one lot; a posting names each lot once.
        Map<Long, LotAllocation> byLot = new LinkedHashMap<>();
        for (LotAllocation part : taken) {
            byLot.merge(
                    part.lot(),
                    part,
                    (one, other) ->
                            new LotAllocation(one.lot(), one.earnedAt(), one.goneAt(), one.amount() + other.amount()));
        }
        expired -= LotsDraft.sum(taken);
        post(Posting.Kind.EXPIRE, List.copyOf(byLot.values()), List.of(), countsAt, programs.atOrFirst(countsAt));
    }

    /** Opens a lot with the points of a posting of its own. */
    void open(
            Posting.Kind kind,
            long amount,
            List<Attribution> attributions,
            Instant countsAt,
            @Nullable Instant goneAt,
            LoyaltyProgram program) {
        if (balance + amount > Points.BALANCE_MAX) {
            throw new InvalidRequestException(
                    "points", Code.BALANCE_LIMIT, "an account holds at most " + Points.BALANCE_MAX);
        }
        post(kind, List.of(lots.open(number + 1, amount, countsAt, goneAt)), attributions, countsAt, program);
        earned += amount;
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
     * Takes points of an earning back: from the lots it opened first, then in burn order. What is left over is recorded
     * as shortfall.
     *
     * @return how many were taken
     */
    long reverse(List<Posting> earnings, long amount, List<Attribution> due) {
        List<LotAllocation> taken = lots.takeFrom(earnings, amount);
        long left = amount + LotsDraft.sum(taken);
        List<LotAllocation> more = lots.take(Math.min(left, available() + LotsDraft.sum(taken)));
        taken.addAll(more);
        left += LotsDraft.sum(more);
        long got = -LotsDraft.sum(taken);
        if (got > 0) {
            post(Posting.Kind.REVERSE, taken, cut(due, got), now, programNow());
        }
        reversed += got;
        shortfall += left;
        return got;
    }

    /** Returns how many points of the lots that some earnings opened have expired within this command. */
    long expiredOf(List<Posting> earnings) {
        long sum = 0;
        for (Posting posting : postings) {
            if (posting.kind() == Posting.Kind.EXPIRE) {
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
                        standing.movedFrom()),
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
                pending,
                debt,
                number,
                command.sequence(),
                now,
                lastHash(),
                dueAt());
        List<Posting> own = postings.subList(dueBefore, postings.size());
        RecordedUndo undo = undoing == null ? null : undoing.by(command);
        Aftermath after = Aftermath.of(
                state, new Aftermath.Step(command, own, payments, sale, giveBack, undo, expired > 0, this::expiredOf));
        AccountState next = new AccountState(
                head,
                state.membership(),
                standing.standing(),
                lots.known(),
                standing.days(),
                standing.history(),
                after.sales(),
                after.redemptions(),
                after.done());
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
                undo);
    }

    private ChainHash lastHash() {
        return postings.isEmpty() ? hash.after(seal) : hash;
    }

    Settlement.Refused refused(Refusal why, long asked) {
        return new Settlement.Refused(why, Points.of(available()), Points.of(asked));
    }

    /** Returns an instant before which nothing falls due. It may be too early where not every lot is known. */
    private @Nullable Instant dueAt() {
        Instant gone = lots.dueAt();
        Optional<Instant> lost = standing.endsAt();
        if (gone == null) {
            return lost.orElse(null);
        }
        return lost.isPresent() && lost.get().isBefore(gone) ? lost.get() : gone;
    }
}
