package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.tier.OpenedDay;

/**
 * An account while a command is decided: postings are added, lots opened, used and put back. What had fallen due is
 * written first. Used by one thread.
 */
final class AccountDraft {

    private final AccountState state;
    private final ProgramHistory programs;
    private final Decision.Stamp stamp;
    private final Words words;
    private final Instant now;
    private final StandingDraft standing;
    private final IdleDraft idle;
    private final LotsDraft lots;
    private final PendingDraft pendings;
    private final NoticeDraft notices;
    private final CountersDraft counters;
    private final HoldsDraft holds;
    private final PostingsDraft postings;
    private final List<RecordedSale.Payment> payments = new ArrayList<>(0);
    private final List<Reinstated> reinstated = new ArrayList<>(0);
    private final List<Extended> extended = new ArrayList<>(0);
    private final List<OpenedDay> opened = new ArrayList<>(0);
    private @Nullable Undoing undoing;
    private @Nullable CustomerId counterpart;
    private long counterpartSequence;
    private Settlement.@Nullable Use use;
    private CommandRecord.@Nullable Usable usable;
    private @Nullable Instant heldUntil;
    private Settlement.@Nullable Reward reward;
    private RewardAccount.Status status;
    private long held;
    private final DebtDraft debts;
    private final int dueBefore;
    private final boolean expiresDue;
    private final Tally tally = new Tally();

    AccountDraft(AccountState state, ProgramHistory programs, Decision.Stamp stamp, Words words) {
        this.state = state;
        this.programs = programs;
        this.stamp = stamp;
        this.words = words;
        RewardAccount account = state.account();
        this.now = account.now(stamp.clock());
        this.standing = new StandingDraft(
                programs, state.membership().joined(), state.standing(), state.days(), state.changes());
        ChainHash seal = CommandRecord.sealOf(
                stamp.salt(), words.key(), words.actor(), words.reason(), words.source(), words.grounds());
        this.postings = new PostingsDraft(account, stamp.id(), seal, stamp.key(), now);
        this.debts = new DebtDraft(account, state.debts(), now);
        this.idle = new IdleDraft(programs, account, now);
        this.lots = new LotsDraft(account.id(), state.lots(), debts, postings::number, idle);
        this.pendings = new PendingDraft(account, state.pending(), now);
        this.notices = new NoticeDraft(programs, account, lots, idle, this::available);
        this.counters = CountersDraft.of(account.id(), state.counters());
        this.holds = new HoldsDraft(state.holds());
        this.status = account.status();
        this.held = account.held();
        writeDue(now);
        notices.pass(now);
        this.dueBefore = postings.added().size();
        this.expiresDue = tally.expired > 0;
        tally.earned = 0;
        if (words.operation() != CommandRecord.Operation.MAINTENANCE) {
            // Only maintenance answers for what fell due before: no other answer may depend on whether it ran.
            tally.expired = 0;
        }
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
        return countingOf(now).room(counters, held);
    }

    /** Returns how many points more corrections may give now without a second approver. */
    long correctable() {
        return countingOf(now).correctable(counters);
    }

    /** Counts points that a correction gives. */
    void corrected(long points) {
        countingOf(now).correct(counters, points);
    }

    /** Returns how many points more the limits of transfers let be sent now. */
    long sendable() {
        return countingOf(now).sendable(counters);
    }

    /** Counts points that are sent at an instant, or come back when negative. */
    void sent(Instant at, long points) {
        countingOf(at).send(counters, points);
    }

    private Counting countingOf(Instant at) {
        LoyaltyProgram program = programs.atOrFirst(at);
        return new Counting(program, program.dateOf(at));
    }

    HoldsDraft holds() {
        return holds;
    }

    long held() {
        return held;
    }

    /** Returns how many points can be used. */
    long available() {
        return balance() - held - pendings.sum() + debts.sum();
    }

    /** Returns how many points are owed. */
    long debt() {
        return debts.sum();
    }

    /** Returns the sum of all postings. */
    long balance() {
        return postings.balance();
    }

    RewardAccount.Status status() {
        return status;
    }

    void setStatus(RewardAccount.Status changed) {
        status = changed;
    }

    /** Says in the answer which personal factors a purchase was reckoned with. */
    void used(Map<String, Ratio> factors) {
        tally.factors = factors;
    }

    /** Says in the answer what lines of a purchase left over of whole points. */
    void left(Map<String, Ratio> fractions) {
        tally.fractions = fractions;
    }

    /** Says in the answer for which rules a purchase was the n-th one. */
    void had(Map<String, Long> turns) {
        tally.turns = turns;
    }

    /** Says in the answer how the number of points came about that are to be used now. */
    void explain(Settlement.Use came, CommandRecord.Usable from) {
        use = came;
        usable = from;
    }

    /** Returns what the points are worth that were explained, in the smallest unit of money. */
    long paidByPoints() {
        return use == null || use.value() == null ? 0 : use.value().minor();
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
     * lost because nobody confirmed them; holds that are over; points that are gone; a tier that is lost; one that was given
     * by hand and whose time is over; what goes soon.
     */
    void writeDue(Instant until) {
        for (Instant at = nextDue(); at != null && !at.isAfter(until); at = nextDue()) {
            endWait(at);
            List<LotAllocation> gone = new ArrayList<>(0);
            for (Hold hold = holds.over(at); hold != null; hold = holds.over(at)) {
                gone.addAll(putBack(hold, 0, Hold.How.LAPSED, hold.until()));
            }
            gone.addAll(pendings.takeGone(at));
            gone.addAll(lots.takeGone(at));
            gone.addAll(idle.isOver(at) && lots.any() ? lots.takeAll() : List.of());
            expire(gone, at);
            if (idle.isOver(at) && available() > 0) {
                throw new IllegalStateException("The lots of an account whose points all go were not brought");
            }
            standing.writeDue(at);
            enter();
            notices.tell(at);
        }
    }

    AccountId account() {
        return state.account().id();
    }

    /** Returns the place of the command among those of the account. */
    long sequence() {
        return state.account().commands() + 1;
    }

    /** Counts days of a former system, in the order of their dates. */
    void open(List<OpenedDay> days) {
        standing.open(days, now);
        opened.addAll(days);
    }

    /** Gives what tiers give that were reached just now. */
    void enter() {
        standing.takeEntries().forEach(entry -> entry.write(state, this));
    }

    /** Notes that the posting written last gave what a tier gives that was reached. */
    void entered(String tier) {
        standing.gave(tier, postings.number());
    }

    /** Returns one of the postings written so far. */
    Optional<Posting> written(long number) {
        return postings.added().stream()
                .filter(posting -> posting.number() == number)
                .findFirst();
    }

    private @Nullable Instant nextDue() {
        Instant gone = Due.first(lots.firstGone(), pendings.firstGone());
        Instant over = Due.first(Due.first(holds.firstOver(), pendings.firstDue()), notices.next());
        return Due.first(Due.first(Due.first(gone, idleEnd()), over), standing.dueAt());
    }

    /** Returns when all points go because nothing happens, or null when there are none or they do not. */
    private @Nullable Instant idleEnd() {
        return available() > 0 ? idle.end() : null;
    }

    private void endWait(Instant at) {
        long before = available();
        lots.activate(pendings.activate(at, postings.number()));
        credited(before, at, at);
        List<LotAllocation> lost = pendings.forfeit(at);
        if (!lost.isEmpty()) {
            tally.expired -= LotsDraft.sum(lost);
            postings.post(Posting.Kind.FORFEIT, lost, List.of(), at, programs.atOrFirst(at));
        }
    }

    /** Ends a hold, and returns what of the points that go back into their lots is past its time. */
    private List<LotAllocation> putBack(Hold hold, long captured, Hold.How how, Instant at) {
        held -= hold.amount();
        CommandKey by = how == Hold.How.LAPSED ? null : words.key();
        holds.end(hold, new Hold.End(how, captured, at, state.account().commands() + 1, by));
        return lots.putBack(hold.allBut(captured), at);
    }

    /** Writes off points that are past their time. */
    void expire(List<LotAllocation> taken, Instant countsAt) {
        if (taken.isEmpty()) {
            return;
        }
        tally.expired -= LotsDraft.sum(taken);
        postings.post(
                Posting.Kind.EXPIRE, LotsDraft.eachOnce(taken), List.of(), countsAt, programs.atOrFirst(countsAt));
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
        long before = available();
        postings.post(
                kind,
                List.of(lots.open(postings.number() + 1, amount, countsAt, goneAt)),
                attributions,
                countsAt,
                program);
        // Points that were there before this ledger began are new to it.
        credited(before, kind == Posting.Kind.OPENING ? now : countsAt, now);
        tally.earned += amount;
    }

    /** Where points came that can be used and there were none, the time starts anew after which they go unused. */
    private void credited(long before, Instant at, Instant written) {
        if (before == 0 && available() > 0) {
            idle.credited(at, written);
        }
    }

    /** Notes what starts the time anew after which points go when nothing happens. */
    void active(LotRules.Activity activity, Instant at) {
        idle.active(activity, at);
    }

    /** Opens a lot with points that count from now, and with what decided when they go. */
    void open(Posting.Kind kind, long amount, LotTerms.Source expiry) {
        noteExpiry(expiry);
        open(kind, amount, List.of(), now, programNow().goneAt(now, expiry), programNow());
    }

    private void noteExpiry(LotTerms.Source expiry) {
        if (!expiry.equals(LotTerms.Source.PROGRAM)) {
            pendings.note(new LotTerms(
                    state.account().id(), nextNumber(), programNow().version(), null, expiry));
        }
    }

    private void checkRoom(long amount) {
        if (balance() + amount > Points.BALANCE_MAX) {
            throw new InvalidRequestException(
                    "points", Code.BALANCE_LIMIT, "an account holds at most " + Points.BALANCE_MAX);
        }
    }

    /** Opens a lot, with what its points wait for and what decided when they go. */
    void open(
            Posting.Kind kind,
            List<Attribution> attributions,
            Instant countsAt,
            @Nullable Instant goneAt,
            LoyaltyProgram program,
            LotTerms.@Nullable Waiting waiting,
            LotTerms.Source expiry) {
        long amount = attributions.stream().mapToLong(Attribution::granted).sum();
        LotTerms terms = new LotTerms(state.account().id(), postings.number() + 1, program.version(), waiting, expiry);
        if (waiting == null) {
            if (!expiry.equals(LotTerms.Source.PROGRAM)) {
                pendings.note(terms);
            }
            open(kind, amount, attributions, countsAt, goneAt, program);
            return;
        }
        checkRoom(amount);
        postings.post(kind, List.of(pendings.open(terms, countsAt, goneAt, amount)), attributions, countsAt, program);
        tally.earned += amount;
    }

    /** Returns the number that the next posting gets. */
    long nextNumber() {
        return postings.number() + 1;
    }

    /** Returns the posting of a number that this command has added, or null when it has added none of it. */
    @Nullable
    Posting added(long number) {
        long place = number - state.account().lastNumber() - 1;
        return place < 0 || place >= postings.added().size()
                ? null
                : postings.added().get((int) place);
    }

    /** Gives points back that had expired, in a lot of their own. */
    void reinstate(List<Reinstated> parts, @Nullable Instant goneAt, LotTerms.Source expiry) {
        long amount = parts.stream().mapToLong(Reinstated::points).sum();
        checkRoom(amount);
        noteExpiry(expiry);
        long before = available();
        List<LotAllocation> opened = List.of(lots.open(nextNumber(), amount, now, goneAt));
        postings.post(Posting.Kind.REINSTATE, opened, List.of(), now, programNow());
        credited(before, now, now);
        reinstated.addAll(parts);
        tally.restored += amount;
    }

    /** Returns the lots that go before an instant. */
    List<Lot> goneBefore(Instant end) {
        return lots.goneWithin(Instant.MIN, end);
    }

    /** Gives the points of a lot more time, in a lot of their own. */
    void extend(Lot lot, long root, Instant until) {
        extend(lots.takeAll(lot), root, until);
    }

    private void extend(LotAllocation taken, long root, Instant until) {
        postings.post(Posting.Kind.EXTEND_OUT, List.of(taken), List.of(), now, programNow());
        long number = nextNumber();
        pendings.note(new LotTerms(state.account().id(), number, programNow().version(), null, LotTerms.Source.LOT));
        List<LotAllocation> opened = List.of(lots.open(number, -taken.amount(), taken.earnedAt(), until));
        postings.post(Posting.Kind.EXTEND_IN, opened, List.of(), now, programNow());
        Instant before = Objects.requireNonNull(taken.goneAt());
        extended.add(new Extended(state.account().id(), number, taken.lot(), root, before, until));
    }

    /**
     * Writes off points that were used and are put back past their time, or gives them the program's grace. Those that stood
     * in another lot or account before get none, or using points and undoing that would keep them for ever; nor does
     * anything for who has done nothing for so long that all points have gone.
     */
    void expireBack(List<LotAllocation> taken) {
        Instant until = idle.isOver(now) ? null : programNow().graceFrom(now);
        List<LotAllocation> gone = new ArrayList<>(0);
        for (LotAllocation part : LotsDraft.eachOnce(taken)) {
            if (until == null || state.lots().moved().contains(part.lot())) {
                gone.add(part);
            } else {
                extend(part, part.lot(), until);
            }
        }
        expire(gone, now);
    }

    /** Makes pending points of some postings active. */
    void confirm(long first, long last, long amount) {
        long before = available();
        lots.activate(pendings.confirm(programs, first, last, amount, postings.number()));
        credited(before, now, now);
    }

    /** Takes pending points of some postings back. */
    void cancel(long first, long last, long amount) {
        postings.post(Posting.Kind.CANCEL, pendings.takeFrom(first, last, amount), List.of(), now, programNow());
        tally.reversed += amount;
    }

    /** Returns how many points of some postings are pending. */
    long pendingOf(long first, long last) {
        return pendings.sumOf(first, last);
    }

    /** Uses points in burn order, for a redemption or a correction. What is missing is owed. */
    void burn(Posting.Kind kind, long amount) {
        take(kind, take(Math.min(amount, available())), amount, List.of());
        if (kind == Posting.Kind.REDEEM) {
            countingOf(now).use(counters, amount);
            active(LotRules.Activity.REDEMPTION, now);
        }
        tally.redeemed += amount;
    }

    /** Uses points in burn order for a redemption. What is missing is owed. */
    void redeem(long amount) {
        burn(Posting.Kind.REDEEM, amount);
    }

    /** Reserves points in burn order. There must be enough. */
    void hold(long amount, HoldRequest request) {
        List<LotAllocation> pins =
                take(amount).stream().map(LotAllocation::negated).toList();
        Redemption reserved = request.redemption();
        heldUntil = now.plus(request.limit());
        holds.make(new Hold(
                state.account().id(),
                state.account().commands() + 1,
                words.key(),
                now,
                heldUntil,
                pins,
                reserved.reward(),
                reserved.purchase(),
                null));
        held += amount;
        tally.held += amount;
    }

    /** Uses the first points of a hold in burn order, even those past their time; the others go back. */
    void capture(Hold hold, long amount) {
        List<LotAllocation> gone = putBack(hold, amount, Hold.How.CAPTURED, now);
        postings.post(
                Posting.Kind.REDEEM,
                hold.first(amount).stream().map(LotAllocation::negated).toList(),
                List.of(),
                now,
                programNow());
        countingOf(now).use(counters, amount);
        expire(gone, now);
        tally.redeemed += amount;
        tally.freed += hold.amount() - amount;
    }

    /** Gives the points of a hold back; those past their time are gone at once. */
    void release(Hold hold) {
        expire(putBack(hold, 0, Hold.How.RELEASED, now), now);
        tally.freed += hold.amount();
    }

    /**
     * Puts points of a redemption back: what is owed of it is owed no more, then what repaid it goes back, then what it
     * used. What of it is past its time is returned.
     */
    List<LotAllocation> restore(Posting debit, long already, long amount) {
        long before = debts.cancelled(debit.number());
        long owed = debts.cancel(debit.number(), amount, postings.number() + 1);
        List<LotAllocation> back = LotsDraft.lastConsumedFirst(debts.used(debit), already - before, amount - owed);
        postings.post(Posting.Kind.RESTORE, amount, back, List.of(), now, programNow());
        List<LotAllocation> gone = lots.putBack(back, now);
        countingOf(debit.countsAt()).use(counters, -amount);
        tally.restored += amount;
        return gone;
    }

    /**
     * Takes points of an earning back: what is pending of it first, then from the lots it opened, then in burn order. What
     * is left over is owed, as far as the program allows; the rest is recorded as shortfall.
     *
     * @return how many were taken
     */
    long reverse(List<Posting> earnings, long amount, List<Attribution> due) {
        return reverse(pendings.takeFrom(earnings, amount), earnings, amount, due);
    }

    /** Takes points back of which nobody knows what earned them, as {@link #reverse} does with those of an earning. */
    long reverseAny(long amount, List<Attribution> due) {
        return reverse(pendings.takeFrom(0, Long.MAX_VALUE, amount), List.of(), amount, due);
    }

    private long reverse(List<LotAllocation> waiting, List<Posting> earnings, long amount, List<Attribution> due) {
        ShortageRules.Rule rule = reversing();
        long recalled = -LotsDraft.sum(waiting);
        List<Attribution> rest = due;
        if (recalled > 0) {
            rest = new ArrayList<>();
            List<Attribution> first = ReturnDraft.cut(due, recalled, rest);
            postings.post(Posting.Kind.RECALL, waiting, first, now, programNow());
        }
        List<LotAllocation> taken = lots.takeFrom(earnings, amount - recalled);
        long left = amount - recalled + LotsDraft.sum(taken);
        List<LotAllocation> more = lots.take(Math.min(left, available() + LotsDraft.sum(taken)));
        taken.addAll(more);
        left += LotsDraft.sum(more);
        long got = -LotsDraft.sum(taken);
        long owed = Math.min(left, rule.room(debts.sum()));
        if (got + owed > 0) {
            take(Posting.Kind.REVERSE, taken, got + owed, ReturnDraft.cut(rest, got + owed));
        }
        tally.reversed += recalled + got + owed;
        tally.shortfall += left - owed;
        return recalled + got + owed;
    }

    /** Writes that points were taken; those that came from no lot are owed. */
    private void take(Posting.Kind kind, List<LotAllocation> taken, long amount, List<Attribution> attributions) {
        postings.post(kind, -amount, taken, attributions, now, programNow());
        long owed = amount + LotsDraft.sum(taken);
        debts.owe(postings.number(), owed);
        tally.owed += owed;
    }

    /** Notes what the points are used for or reserved for. */
    void rewards(Settlement.Reward what) {
        reward = what;
    }

    /** Notes what the points of a hold are used for: what was asked for when they were reserved. */
    void rewards(Hold hold) {
        reward = programs.rewardOf(hold);
    }

    /** Takes points in burn order, without writing it yet. There must be enough. */
    List<LotAllocation> take(long amount) {
        List<LotAllocation> taken = lots.take(amount);
        if (LotsDraft.sum(taken) != -amount) {
            throw new IllegalStateException("Lots for " + amount + " points were not brought");
        }
        return taken;
    }

    /** Takes points out of the lots that some postings opened, as many as are left, without writing it yet. */
    List<LotAllocation> takeFrom(List<Posting> opened, long amount) {
        return lots.takeFrom(opened, amount);
    }

    /** Writes that points that were taken go to another account, a posting for each lot. */
    void moveOut(List<LotAllocation> taken) {
        for (LotAllocation part : taken) {
            postings.post(Posting.Kind.MOVE_OUT, List.of(part), List.of(), now, programNow());
        }
    }

    /** Opens a lot for each of those that points came from at another account, with the dates that they had there. */
    void moveIn(List<LotAllocation> came) {
        for (LotAllocation part : came) {
            checkRoom(part.amount());
            long before = available();
            LotAllocation opened = lots.open(postings.number() + 1, part.amount(), part.earnedAt(), part.goneAt());
            postings.post(Posting.Kind.MOVE_IN, List.of(opened), List.of(), now, programNow());
            credited(before, now, now);
        }
    }

    /** Puts points that went to another account back into their own lots. */
    void moveBack(List<LotAllocation> back) {
        checkRoom(LotsDraft.sum(back));
        postings.post(Posting.Kind.MOVE_BACK, back, List.of(), now, programNow());
        List<LotAllocation> gone = lots.putBack(back, now);
        expire(gone, now);
    }

    /** Says how many points should have been taken and were not there. */
    void missing(long amount) {
        tally.shortfall += amount;
    }

    /** Says which account is at the other end of a transfer. */
    void transfer(CustomerId other, long otherSequence) {
        counterpart = other;
        counterpartSequence = otherSequence;
    }

    /** Returns what happens when a return finds too few points. */
    ShortageRules.Rule reversing() {
        ShortageRules rules = programNow().shortage();
        return words.operation() == CommandRecord.Operation.VOID ? rules.voids() : rules.returns();
    }

    /** Returns how many points of the lots that some earnings opened have expired within this command, less those given back. */
    long expiredOf(List<Posting> earnings) {
        long sum = 0;
        for (Posting posting : postings.added()) {
            if (posting.kind().wastes()) {
                for (LotAllocation part : posting.lots()) {
                    boolean own = earnings.stream().anyMatch(earning -> earning.number() == part.lot());
                    sum -= own ? part.amount() : 0;
                }
            }
        }
        for (Reinstated part : reinstated) {
            boolean own = earnings.stream().anyMatch(earning -> earning.number() == part.lot());
            sum -= own ? part.points() : 0;
        }
        return sum;
    }

    void lapse(long amount) {
        tally.lapsed += amount;
    }

    /** Returns the answer's record: what was asked and what it came to. */
    CommandRecord command() {
        List<Posting> own = own();
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
                tally.result(
                        balance(),
                        own.isEmpty() ? 0 : own.get(0).number(),
                        own.isEmpty() ? 0 : postings.number(),
                        standing.movedRevision(),
                        standing.movedFrom(),
                        usable,
                        debts.sum()),
                now,
                stamp.salt(),
                null,
                words.grounds());
    }

    /** Returns the decision with everything that was drafted. */
    Decision decide(CommandRecord command, @Nullable RecordedSale sale, @Nullable RecordedReturn giveBack) {
        idle.end(words.operation());
        notices.end();
        RewardAccount head = new RewardAccount(
                state.account().id(),
                status,
                balance(),
                held,
                pendings.sum(),
                debts.sum(),
                postings.number(),
                command.sequence(),
                now,
                postings.lastHash(),
                dueAt(),
                idle.activeAt());
        List<Posting> own = own();
        RecordedUndo undo = undoing == null ? null : undoing.by(command);
        boolean wastes = expiresDue
                || tally.expired > 0
                || words.operation() == CommandRecord.Operation.CANCEL
                || !reinstated.isEmpty()
                || !extended.isEmpty();
        Aftermath after = Aftermath.of(
                state,
                new Aftermath.Step(command, own, payments, sale, giveBack, undo, wastes, this::expiredOf, extended));
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
                counters.known(),
                holds.known(held),
                debts.next());
        Settlement settlement = new Settlement.Settled(
                        command.id(), head.id(), command.result(), own, false, use, heldUntil)
                .of(reward);
        return new Decision(
                next,
                settlement,
                command,
                postings.added(),
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
                counters.changed(),
                holds.made(),
                holds.ended(),
                counterpart == null ? null : new RecordedTransfer(command, counterpart, counterpartSequence),
                notices.told(),
                reinstated,
                debts.changed(),
                debts.made(),
                extended,
                opened);
    }

    /** Returns the command's own postings, without what had fallen due. */
    private List<Posting> own() {
        return postings.added().subList(dueBefore, postings.added().size());
    }

    Settlement.Refused refused(Refusal why, long asked) {
        return new Settlement.Refused(why, Points.of(available()), Points.of(asked));
    }

    /** Returns an instant before which nothing falls due. It may be too early where not every lot is known. */
    private @Nullable Instant dueAt() {
        Instant wait = Due.first(pendings.firstDue(), pendings.firstGone());
        Instant gone = Due.first(lots.dueAt(), idleEnd());
        Instant over = Due.first(Due.first(holds.dueAt(held), gone), notices.dueAt());
        return Due.first(Due.first(over, wait), standing.dueAt());
    }
}
