package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.Tier;

/** Decides commands. Every method is a pure function of its arguments. */
public final class Decisions {

    /** Nobody's account: nothing was counted in it. */
    private static final AccountId NOBODY = new AccountId(new CustomerId(new UUID(0, 0)), Purse.POINTS.code());

    private Decisions() {}

    /**
     * Decides what a command comes to.
     *
     * @param programs all versions of the program
     * @param state what is known of the account; it must hold what the command needs
     * @param command what is asked
     * @param stamp the command's id and time
     * @return the decision, which writes nothing if the command is refused
     * @throws InvalidRequestException if the request cannot be meant
     */
    public static Decision decide(ProgramHistory programs, AccountState state, Command command, Decision.Stamp stamp) {
        try {
            return decide(programs, state, command, draft(programs, state, command, stamp));
        } catch (ArithmeticException overflow) {
            InvalidRequestException tooLarge = new InvalidRequestException(
                    "amount", Code.NUMBER_OUT_OF_RANGE, "the sums of the request or the account pass 64 bits");
            tooLarge.initCause(overflow);
            throw tooLarge;
        }
    }

    private static AccountDraft draft(
            ProgramHistory programs, AccountState state, Command command, Decision.Stamp stamp) {
        Words words = new Words(
                command.operation(),
                command.key(),
                command.customer(),
                command.actor(),
                command.reason(),
                command.source(),
                command.grounds(),
                command.fingerprint());
        return new AccountDraft(state, programs, stamp, words);
    }

    private static Decision decide(ProgramHistory programs, AccountState state, Command command, AccountDraft draft) {
        if (command instanceof Command.Sale sale) {
            return sale(programs, state, draft, sale);
        }
        if (command instanceof Command.GiveBack giveBack) {
            return giveBack(programs, state, draft, giveBack.request(), Refusal.MORE_THAN_BOUGHT);
        }
        if (command instanceof Command.Annul annul) {
            return giveBack(programs, state, draft, annul.request().asReturn(), Refusal.ALREADY_RETURNED);
        }
        if (command instanceof Command.TakeUnknown unknown) {
            Settlement.Refused refused = UnknownReturns.apply(state, draft, unknown.request());
            return ended(state, draft, refused);
        }
        if (command instanceof Command.Open open) {
            return open(programs, state, draft, open.request());
        }
        if (command instanceof Move leg) {
            Settlement.Refused refused = new MoveDraft(state, draft, leg).apply();
            return ended(state, draft, refused);
        }
        if (command instanceof Command.TakeBack undo) {
            Settlement.Refused refused = UndoDraft.apply(state, draft, undo.request());
            return ended(state, draft, refused);
        }
        if (command instanceof Command.Happen happen) {
            return ended(state, draft, ActivityDraft.happen(programs, state, draft, happen.request()));
        }
        if (command instanceof Command.UndoActivity undo) {
            return ended(state, draft, ActivityDraft.undo(programs, state, draft, undo));
        }
        if (command instanceof Command.Reinstate asked) {
            Settlement.Refused refused = ReinstateDraft.apply(state, draft, asked.request(), asked.expired());
            return ended(state, draft, refused);
        }
        if (command instanceof Command.Extend asked) {
            Settlement.Refused refused = ExtendDraft.apply(state, draft, asked.request(), asked.roots());
            return ended(state, draft, refused);
        }
        if (command instanceof Command.Redeem redeem) {
            return redeem(state, draft, redeem);
        }
        if (command instanceof Command.Give give) {
            return give(programs, state, draft, give.request());
        }
        if (command instanceof Command.Adjust adjust) {
            return adjust(state, draft, adjust.request());
        }
        if (command instanceof Command.TrueUpOf asked) {
            return ended(state, draft, TrueUpDraft.apply(draft, asked.request(), asked.known()));
        }
        if (command instanceof Command.Change change) {
            return change(state, draft, change.request());
        }
        if (command instanceof Command.Pending pending) {
            return pending(state, draft, pending);
        }
        if (command instanceof Command.GiveTier give) {
            return ByHandTiers.give(state, draft, give.request());
        }
        if (command instanceof Command.TakeTier take) {
            return ByHandTiers.take(state, draft, take.request());
        }
        if (command instanceof Command.SetAside setAside) {
            return Holding.hold(state, draft, setAside.request());
        }
        if (command instanceof Command.UseHeld useHeld) {
            return Holding.capture(state, draft, useHeld.request());
        }
        if (command instanceof Command.LetGo letGo) {
            return Holding.release(state, draft, letGo.request());
        }
        if (command instanceof Command.Reckon) {
            draft.standing().reckonAnew(draft.now(), draft.sequence());
            draft.enter();
            draft.writeDue(draft.now());
            return draft.decide(draft.command(), null, null);
        }
        Command.CatchUp catchUp = (Command.CatchUp) command;
        draft.writeDue(catchUp.until());
        return draft.decide(draft.command(), null, null);
    }

    private static Decision sale(ProgramHistory programs, AccountState state, AccountDraft draft, Command.Sale sale) {
        Checkout checkout = sale.here();
        Purchase purchase = checkout.purchase();
        boolean claimed = sale.claim() != null;
        // How old a claimed purchase may be is said by the window of claims, and its customer may have joined since.
        Instant joined = state.membership().joined();
        Instant countsAt = claimed
                ? programs.countsAt(purchase.happened().orElse(draft.now()), draft.now())
                : countsAt(programs, joined, draft.now(), purchase.happenedAt());
        LoyaltyProgram program = programs.atOrFirst(countsAt);
        if (!purchase.currency().equals(program.currency())) {
            throw new InvalidRequestException(
                    "total",
                    Code.CURRENCY_MISMATCH,
                    "the program counts " + program.currency() + ", not " + purchase.currency());
        }
        Refusal no = notGiven(state, draft, claimed ? draft.now() : countsAt);
        if (no == null) {
            no = payments(state, draft, sale);
        }
        if (no != null) {
            return Decision.nothing(state, draft.refused(no, 0));
        }
        ReturnDraft returned = null;
        if (checkout.giveBack() != null) {
            returned = ReturnDraft.of(state, checkout.giveBack());
            if (returned == null) {
                return Decision.nothing(state, draft.refused(Refusal.UNKNOWN_PURCHASE, 0));
            }
            if (!returned.apply(programs, draft)) {
                return Decision.nothing(state, returned.refused(draft, Refusal.MORE_THAN_BOUGHT));
            }
        }
        boolean earnsFirst = programs.earnsFirst(draft.now(), countsAt);
        Settlement.Refused refused = earnsFirst ? null : use(state, draft, checkout);
        if (refused != null) {
            return Decision.nothing(state, refused);
        }
        String tier = program.ladder().tier(draft.standing().tierAt(countsAt)).code();
        Counting counting = new Counting(program, program.dateOf(countsAt));
        Caps caps = new Caps(program, counting, draft.counters(), draft.balance());
        Map<String, Ratio> factors = sale.factorsFor(programs.factorsOf(purchase, countsAt));
        draft.used(factors);
        Paid paid = new Paid(purchase, draft.paidByPoints());
        Earning earning = Earning.of(programs, draft.standing(), factors, paid, countsAt, draft.now(), caps);
        counting.count(draft.counters(), earning.attributions());
        caps.carry(earning);
        draft.left(earning.fractions());
        draft.had(caps.turns().count(Turns.basket(programs, paid, countsAt), earning.tier()));
        if (earning.points() > 0) {
            for (EarningParts part : EarningParts.of(program, earning.attributions(), tier)) {
                part.open(draft, Posting.Kind.EARN, countsAt, program, null);
            }
        }
        draft.active(LotRules.Activity.PURCHASE, countsAt);
        draft.standing()
                .count(
                        program,
                        countsAt,
                        spend(program, purchase),
                        earning.points(),
                        QualifyingMetric.counts(program, purchase),
                        draft.now());
        draft.enter();
        draft.writeDue(draft.now());
        refused = earnsFirst ? use(state, draft, checkout) : null;
        if (refused != null) {
            return Decision.nothing(state, refused);
        }
        CommandRecord command = draft.command();
        return draft.decide(
                command,
                new RecordedSale(command, purchase, countsAt),
                returned == null ? null : returned.row(command));
    }

    /** Uses the points of a receipt, if any are to be used. */
    private static Settlement.@Nullable Refused use(AccountState state, AccountDraft draft, Checkout checkout) {
        Redemption redeem = checkout.redeem();
        return redeem == null
                ? null
                : new RedeemDraft(state, draft, redeem, checkout.purchase(), draft::redeem).apply();
    }

    /** Ends a command that has nothing but its postings and rows of its own. */
    private static Decision ended(AccountState state, AccountDraft draft, Settlement.@Nullable Refused refused) {
        return refused != null ? Decision.nothing(state, refused) : draft.decide(draft.command(), null, null);
    }

    /** Returns why an account takes no points that count from an instant, or null. */
    static @Nullable Refusal notGiven(AccountState state, AccountDraft draft, Instant countsAt) {
        if (draft.status() == Status.CLOSED) {
            return Refusal.ACCOUNT_CLOSED;
        }
        return state.membership()
                        .left()
                        .filter(left -> !countsAt.isBefore(left))
                        .isPresent()
                ? Refusal.MEMBERSHIP_ENDED
                : null;
    }

    /** Ties the redemptions that tenders name to the purchase. */
    private static @Nullable Refusal payments(AccountState state, AccountDraft draft, Command.Sale sale) {
        Checkout checkout = sale.checkout();
        Purchase purchase = checkout.purchase();
        for (int i = 0; i < purchase.tenders().size(); i++) {
            Tender tender = purchase.tenders().get(i);
            CommandKey named = tender.redemptionKey();
            if (tender.kind() == Tender.Kind.POINTS && named == null && checkout.redeem() == null) {
                throw new InvalidRequestException(
                        "tenders[" + i + "].redemptionKey",
                        Code.REQUIRED,
                        "a tender of points names its redemption, or the checkout has one");
            }
            if (named != null && !sale.elsewhere().redemptions().contains(named)) {
                AccountState.NamedRedemption redemption = state.redemptions().get(named);
                if (redemption == null) {
                    return Refusal.UNKNOWN_REDEMPTION;
                }
                if (redemption.pays() == null) {
                    draft.pay(new RecordedSale.Payment(state.account().id(), purchase.key(), named));
                } else if (!redemption.pays().equals(purchase.key())) {
                    return Refusal.REDEMPTION_ALREADY_USED;
                }
            }
        }
        return null;
    }

    private static Decision giveBack(
            ProgramHistory programs, AccountState state, AccountDraft draft, Return request, Refusal tooMuch) {
        if (draft.status() == Status.CLOSED) {
            return Decision.nothing(state, draft.refused(Refusal.ACCOUNT_CLOSED, 0));
        }
        ReturnDraft returned = ReturnDraft.of(state, request);
        if (returned == null) {
            return Decision.nothing(state, draft.refused(Refusal.UNKNOWN_PURCHASE, 0));
        }
        if (!returned.apply(programs, draft)) {
            return Decision.nothing(state, returned.refused(draft, tooMuch));
        }
        draft.enter();
        draft.writeDue(draft.now());
        CommandRecord command = draft.command();
        return draft.decide(command, null, returned.row(command));
    }

    private static Decision redeem(AccountState state, AccountDraft draft, Command.Redeem command) {
        Redemption request = command.request();
        Settlement.Refused refused = new RedeemDraft(state, draft, request, null, draft::redeem)
                .paying(command.towards() != null)
                .apply();
        if (refused != null) {
            return Decision.nothing(state, refused);
        }
        request.pays()
                .ifPresent(purchase ->
                        draft.pay(new RecordedSale.Payment(state.account().id(), purchase, request.key())));
        return draft.decide(draft.command(), null, null);
    }

    private static Decision give(ProgramHistory programs, AccountState state, AccountDraft draft, Bonus request) {
        Instant countsAt = countsAt(programs, state.membership().joined(), draft.now(), request.happenedAt());
        Refusal no = notGiven(state, draft, countsAt);
        no = no == null ? ByHand.notGiven(draft.programNow(), request) : no;
        if (no != null) {
            return Decision.nothing(state, draft.refused(no, 0));
        }
        LoyaltyProgram program = programs.atOrFirst(countsAt);
        Instant gone = request.goneAt();
        new Violations()
                .check(
                        gone == null || countsAt.isBefore(gone),
                        "goneAt",
                        Code.EMPTY_RANGE,
                        "points cannot be gone before they count")
                .throwIfAny();
        long points = request.points().minor();
        List<Attribution> given = List.of(new Attribution(null, request.rule(), points, points));
        LotTerms.Source expiry = gone != null
                ? LotTerms.Source.LOT
                : program.lots().sourceOf(null, draft.standing().tierAt(draft.now()));
        new EarningParts(given, request.pending(), expiry).open(draft, Posting.Kind.BONUS, countsAt, program, gone);
        draft.active(LotRules.Activity.BONUS, countsAt);
        draft.writeDue(draft.now());
        return draft.decide(draft.command(), null, null);
    }

    private static Decision open(
            ProgramHistory programs, AccountState state, AccountDraft draft, OpeningBalance request) {
        Refusal no = notGiven(state, draft, draft.now());
        if (no != null) {
            return Decision.nothing(state, draft.refused(no, 0));
        }
        Settlement.Refused unknown = OpeningDays.apply(draft, request);
        if (unknown != null) {
            return Decision.nothing(state, unknown);
        }
        for (int i = 0; i < request.lots().size(); i++) {
            OpeningBalance.OpeningLot lot = request.lots().get(i);
            new Violations()
                    .check(
                            !lot.earnedAt().isAfter(draft.now()),
                            "lots[" + i + "].earnedAt",
                            Code.TIME_IN_FUTURE,
                            "points that are there already were earned before now")
                    .throwIfAny();
            draft.open(
                    Posting.Kind.OPENING,
                    lot.points().minor(),
                    List.of(),
                    lot.earnedAt(),
                    lot.goneAt(),
                    programs.atOrFirst(lot.earnedAt()));
        }
        draft.writeDue(draft.now());
        return draft.decide(draft.command(), null, null);
    }

    private static Decision adjust(AccountState state, AccountDraft draft, Adjustment request) {
        if (draft.status() == Status.CLOSED) {
            return Decision.nothing(state, draft.refused(Refusal.ACCOUNT_CLOSED, 0));
        }
        long points = request.points().minor();
        LoyaltyProgram program = draft.programNow();
        Refusal no = ByHand.notCorrected(program, draft, request);
        if (no != null) {
            return Decision.nothing(state, draft.refused(no, Math.abs(points)));
        }
        if (points > 0) {
            draft.corrected(points);
        }
        if (!TrueUpDraft.correct(draft, points, Posting.Kind.ADJUST_UP, Posting.Kind.ADJUST_DOWN)) {
            return Decision.nothing(state, draft.refused(Refusal.TOO_FEW_POINTS, -points));
        }
        return draft.decide(draft.command(), null, null);
    }

    private static Decision pending(AccountState state, AccountDraft draft, Command.Pending command) {
        if (draft.status() == Status.CLOSED) {
            return Decision.nothing(state, draft.refused(Refusal.ACCOUNT_CLOSED, 0));
        }
        PendingChange request = command.request();
        CommandRecord origin = state.origin();
        if (origin == null || !origin.account().equals(state.account().id())) {
            Refusal unknown = switch (request.origin()) {
                case PURCHASE -> Refusal.UNKNOWN_PURCHASE;
                case BONUS -> Refusal.UNKNOWN_BONUS;
                case EVENT -> Refusal.UNKNOWN_ACTIVITY;
            };
            return Decision.nothing(state, draft.refused(unknown, 0));
        }
        long first = origin.result().firstNumber();
        long last = origin.result().lastNumber();
        long there = draft.pendingOf(first, last);
        long asked = request.amount().map(Points::minor).orElse(there);
        if (there == 0 || asked > there) {
            return Decision.nothing(state, draft.refused(Refusal.NOT_PENDING, asked));
        }
        if (request.kind() == PendingChange.Kind.CONFIRM) {
            draft.confirm(first, last, asked);
        } else {
            draft.cancel(first, last, asked);
        }
        return draft.decide(draft.command(), null, null);
    }

    private static Decision change(AccountState state, AccountDraft draft, StatusChange request) {
        if (draft.status() == Status.CLOSED && request.status() != Status.CLOSED) {
            return Decision.nothing(state, draft.refused(Refusal.ACCOUNT_CLOSED, 0));
        }
        Refusal no = request.status() == Status.CLOSED ? Holding.cannotClose(draft) : null;
        if (no != null) {
            return Decision.nothing(state, draft.refused(no, 0));
        }
        draft.setStatus(request.status());
        return draft.decide(draft.command(), null, null);
    }

    /**
     * Returns the instant that something counts from, see {@link ProgramHistory#countsAt}. The drift forgives a till
     * whose clock is wrong, not a request that came before the program began.
     *
     * @throws InvalidRequestException if it lies outside what the program accepts
     */
    static Instant countsAt(ProgramHistory programs, Instant joined, Instant now, @Nullable Instant happenedAt) {
        return countsAt(programs, joined, now, happenedAt, "happenedAt");
    }

    /** Returns the same, and calls the instant by the name of a field. */
    static Instant countsAt(
            ProgramHistory programs, Instant joined, Instant now, @Nullable Instant happenedAt, String field) {
        LoyaltyProgram program = programs.atOrFirst(now);
        Instant happened = happenedAt == null ? now : happenedAt;
        if (happened.isAfter(now.plus(program.drift()))) {
            throw new InvalidRequestException(
                    field, Code.TIME_IN_FUTURE, "a till may be ahead by " + program.drift() + " at most");
        }
        Instant begin = programs.versions().get(0).validFrom();
        if (now.isBefore(begin)) {
            throw new InvalidRequestException(field, Code.TIME_TOO_OLD, "the program begins at " + begin);
        }
        Instant earliest = (begin.isAfter(joined) ? begin : joined).minus(program.drift());
        if (program.ageMax() != null && now.minus(program.ageMax()).isAfter(earliest)) {
            earliest = now.minus(program.ageMax());
        }
        if (happened.isBefore(earliest)) {
            throw new InvalidRequestException(field, Code.TIME_TOO_OLD, "the earliest that is accepted is " + earliest);
        }
        return programs.countsAt(happened, now);
    }

    /** Returns what a purchase counts for a ladder of money, in smallest units. */
    static long spend(LoyaltyProgram program, Purchase purchase) {
        long spend = 0;
        for (PurchaseLine line : purchase.lines()) {
            spend = Math.addExact(spend, spend(program, line));
        }
        return spend;
    }

    static long spend(LoyaltyProgram program, PurchaseLine line) {
        return program.spendFilter().passes(line) ? program.spendBasis().of(line) : 0;
    }

    /**
     * Returns the instant such that every lot has to be known that goes before it, so that it can be told, or null where
     * nothing is to be told; {@link Instant#MAX} where all lots have to be known, because all points go.
     */
    public static @Nullable Instant lotsBefore(
            ProgramHistory programs, AccountState state, Command command, Instant clock) {
        return Needs.lotsBefore(
                programs, state.account(), command, state.account().now(clock));
    }

    /**
     * Returns what each lot of a purchase is opened with, in the order of the lots; their numbers are left at 0.
     *
     * @param earned what the purchase earned, by lines and rules, as its postings say in their order
     * @param tier the tier that the customer had when it counted
     */
    public static List<LotTerms> terms(
            AccountId account, ProgramHistory programs, List<Attribution> earned, String tier, Instant countsAt) {
        return EarningParts.opened(account, programs.atOrFirst(countsAt), earned, tier, countsAt);
    }

    /**
     * Returns the numbers of the lots that a command may put points back into past their time, where the program has a grace
     * for them.
     */
    public static Set<Long> mayGetGrace(ProgramHistory programs, AccountState state, Command command, Instant clock) {
        return Needs.grace(programs, state, command, state.account().now(clock));
    }

    /**
     * Returns how many points a command may take from lots in burn order at most, so that enough of them are brought.
     */
    public static long burnBound(ProgramHistory programs, AccountState state, Command command) {
        return Needs.burnBound(programs, state, command);
    }

    /**
     * Returns how many points a return of unknown goods takes at most, once the days that {@link #daysNeeded} names are
     * known.
     */
    public static long averageOf(ProgramHistory programs, AccountState state, UnknownReturn request, Instant clock) {
        Instant now = state.account().now(clock);
        LoyaltyProgram program = programs.atOrFirst(now);
        return UnknownReturns.bound(program, state, program.dateOf(now), request);
    }

    /**
     * Returns how many points a command asks to use at most, as far as that can be told before the account is known;
     * for a reward, none.
     */
    public static long pointsAsked(ProgramHistory programs, Command command) {
        return Needs.pointsAsked(programs, command);
    }

    /**
     * Returns the answer to the repeat of a command that was settled: the numbers are those of the first time, and how
     * a number of points used came about is reckoned again from what it was reckoned from then.
     *
     * @param first what came of it
     * @param postings its own postings, in the order of their numbers
     * @param state what is known of the account, of its holds at least one that the command names; or null
     */
    public static Settlement repeated(
            ProgramHistory programs,
            Command command,
            CommandRecord first,
            List<Posting> postings,
            @Nullable AccountState state) {
        Hold hold = state != null && command instanceof Command.UseHeld used
                ? state.holds().named().get(used.request().hold())
                : null;
        return Repeats.of(programs, command, first, postings, hold);
    }

    /**
     * Which qualifying days a command needs beside those that a store brings by itself.
     *
     * @param first the first date
     * @param last the last date
     * @param history whether the changes of the tier are needed, too
     */
    public record DaysNeeded(LocalDate first, LocalDate last, boolean history) {}

    /**
     * Returns which counters a command needs, as far as that can be told before the account is known.
     *
     * @param clock the engine's time
     */
    public static Set<Counter.Key> countersNeeded(ProgramHistory programs, Command command, Instant clock) {
        return Needs.counters(programs, command, clock);
    }

    /** Returns which counters an event needs that is undone. */
    public static Set<Counter.Key> countersNeeded(ProgramHistory programs, CommandRecord event) {
        Set<Counter.Key> keys = new HashSet<>(Set.of(ActivityRun.undone(event.sequence())));
        Map.Entry<String, Instant> happened = event.result().event();
        if (happened != null) {
            keys.addAll(ActivityDraft.run(programs, happened).keys());
        }
        return keys;
    }

    /** Returns which counters a command needs that the state does not hold. */
    public static Set<Counter.Key> countersNeeded(
            ProgramHistory programs, AccountState state, Command command, Instant clock) {
        return Needs.counters(programs, state, command, clock);
    }

    /** Returns the purchase that a command returns of. */
    public static Optional<CommandKey> purchaseReturned(Command command) {
        return Optional.ofNullable(Needs.returned(command)).map(Return::purchase);
    }

    /** Returns how tiers gave points that a command may take back, by their codes. */
    public static Map<String, Standing.Entered> entriesInDoubt(
            ProgramHistory programs, AccountState state, Command command, Instant clock) {
        return Needs.entriesInDoubt(programs, state, command, state.account().now(clock));
    }

    /** Returns which qualifying days a command needs that the state does not hold, in the order of dates. */
    public static List<DaysNeeded> daysNeeded(
            ProgramHistory programs, AccountState state, Command command, Instant clock) {
        return Needs.days(programs, state, command, clock);
    }

    /**
     * Returns what a purchase would earn a customer of a tier, and by which lines and rules, where it counts from the
     * till's time; without one from the program's first instant.
     */
    public static List<Attribution> earnings(LoyaltyProgram program, Purchase purchase, String tier) {
        Instant countsAt = purchase.happened().orElse(program.validFrom());
        return earnings(new ProgramHistory(List.of(program)), purchase, tier, countsAt);
    }

    /**
     * Returns what a purchase earns a customer of a tier, and by which lines and rules, with the version of the program
     * that is valid when it counts, where it is the first one of its account. What caps cut is told even where they leave
     * nothing to give, and there is no posting. Personal factors are 1.
     *
     * @param programs all versions, and the formulas they name
     * @param countsAt the instant from which the purchase counts
     */
    public static List<Attribution> earnings(
            ProgramHistory programs, Purchase purchase, String tier, Instant countsAt) {
        LoyaltyProgram program = programs.atOrFirst(countsAt);
        Counting counting = new Counting(program, program.dateOf(countsAt));
        Caps caps = new Caps(program, counting, CountersDraft.empty(NOBODY), 0);
        Tier rank = program.ladder().tier(tier);
        List<Attribution> attributions = new ArrayList<>();
        List<Attribution> earned = Earning.of(
                        program, programs.formulas(), Map.of(), Paid.of(purchase), rank, countsAt, caps)
                .attributions();
        // In the order of the lots that the points stand in.
        EarningParts.of(program, earned, tier).forEach(part -> attributions.addAll(part.attributions()));
        return attributions;
    }
}
