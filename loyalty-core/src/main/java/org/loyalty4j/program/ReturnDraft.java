package org.loyalty4j.program;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;

/**
 * One step of returning a purchase: points that paid it go back first, what is past its time goes, then what the
 * returned lines earned is taken back. Sums run from step to step, so any number of steps adds up exactly. Used by one
 * thread.
 */
final class ReturnDraft {

    /** The rule that reversals are attributed to. */
    static final String RULE = "return";

    private final AccountState.Sale sale;
    private final Return request;
    private final @Nullable RecordedReturn last;
    private final Map<String, BigDecimal> before = new LinkedHashMap<>();
    private final Map<String, BigDecimal> after = new LinkedHashMap<>();
    private final List<RecordedReturn.LineSum> lines = new ArrayList<>();
    private final List<RecordedReturn.PaymentSum> payments = new ArrayList<>();
    private long reversed;
    private long shortfall;
    private long shortfallOfStep;
    private long shortOfEntries;
    private boolean tooFew;
    private long asked;
    private long available;

    private ReturnDraft(AccountState.Sale sale, Return request) {
        this.sale = sale;
        this.request = request;
        this.last = sale.lastReturn();
    }

    /** Returns the draft, or null when the purchase is not one of this account. */
    static @Nullable ReturnDraft of(AccountState state, Return request) {
        AccountState.Sale sale = state.sales().get(request.purchase());
        return sale == null ? null : new ReturnDraft(sale, request);
    }

    /**
     * Writes the step into an account.
     *
     * @return false, and nothing may be written, when more comes back than was bought, or {@link #refused} says why
     */
    boolean apply(ProgramHistory programs, AccountDraft draft) {
        checkTime(programs, request, sale.sale().countsAt(), draft.now());
        if (!addUp()) {
            return false;
        }
        available = draft.available();
        Ratio share = shareReturned();
        List<LotAllocation> gone = new ArrayList<>(0);
        for (Posting payment : sale.payments()) {
            long already = sale.returned(payment);
            // What was undone pays no more; of the rest, what comes back goes with the lines.
            long undone = sale.undone(payment);
            long due = floor(share, -payment.amount() - undone) - already;
            if (due > 0) {
                gone.addAll(draft.restore(payment, already + undone, due));
            }
            payments.add(new RecordedReturn.PaymentSum(payment.number(), already + Math.max(0, due)));
        }
        draft.expireBack(gone);
        takeBack(draft);
        uncount(programs, draft);
        draft.standing().takeLost().forEach(entry -> takeBack(draft, entry));
        tooFew = shortfallOfStep + shortOfEntries > 0 && draft.reversing().mode() == ShortageRules.Mode.FORBID;
        return !tooFew;
    }

    /** Returns why the step is refused that was not applied. */
    Settlement.Refused refused(AccountDraft draft, Refusal tooMuch) {
        return tooFew
                ? new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.of(available), Points.of(asked))
                : draft.refused(tooMuch, 0);
    }

    /** Checks that goods come back after they were bought, and not in the future. */
    static void checkTime(ProgramHistory programs, Return request, Instant boughtAt, Instant now) {
        Instant happened = request.happenedAt();
        if (happened == null) {
            return;
        }
        if (happened.isBefore(boughtAt)) {
            throw new InvalidRequestException(
                    "happenedAt", Code.TIME_BEFORE_ORIGIN, "a return cannot be earlier than its purchase");
        }
        if (happened.isAfter(now.plus(programs.atOrFirst(now).drift()))) {
            throw new InvalidRequestException(
                    "happenedAt", Code.TIME_IN_FUTURE, "a till may be ahead by a few minutes at most");
        }
    }

    /** Adds the step's quantities to those of the steps before it. */
    private boolean addUp() {
        Purchase purchase = sale.sale().purchase();
        for (PurchaseLine line : purchase.lines()) {
            BigDecimal earlier = last == null
                    ? BigDecimal.ZERO
                    : last.line(line.id()).map(RecordedReturn.LineSum::quantity).orElse(BigDecimal.ZERO);
            before.put(line.id(), earlier);
            after.put(line.id(), request.items().isEmpty() ? line.quantity() : earlier);
        }
        boolean anything = request.items().isEmpty() && !isAllReturned(before);
        for (int i = 0; i < request.items().size(); i++) {
            Return.Item item = request.items().get(i);
            BigDecimal earlier = before.get(item.line());
            if (earlier == null) {
                throw new InvalidRequestException(
                        "items[" + i + "].line", Code.NOT_FOUND, "the purchase has no line " + item.line());
            }
            BigDecimal sum = earlier.add(item.quantity());
            BigDecimal bought =
                    purchase.line(item.line()).map(PurchaseLine::quantity).orElseThrow();
            if (sum.compareTo(bought) > 0) {
                return false;
            }
            after.put(item.line(), sum);
            anything = true;
        }
        return anything;
    }

    /** Returns which part of what was paid for the purchase has come back so far; a gift has come back when all has. */
    private Ratio shareReturned() {
        Purchase purchase = sale.sale().purchase();
        long weight = purchase.weight().minor();
        if (isAllReturned(after)) {
            return Ratio.ONE;
        }
        if (weight == 0) {
            return Ratio.ZERO;
        }
        Ratio returned = Ratio.ZERO;
        for (PurchaseLine line : purchase.lines()) {
            returned =
                    returned.plus(part(after, line).times(Ratio.of(line.weight().minor())));
        }
        return returned.dividedBy(Ratio.of(weight));
    }

    private boolean isAllReturned(Map<String, BigDecimal> sums) {
        return sale.sale().purchase().lines().stream()
                .allMatch(line -> line.quantity().compareTo(quantity(sums, line)) == 0);
    }

    private static BigDecimal quantity(Map<String, BigDecimal> sums, PurchaseLine line) {
        return sums.getOrDefault(line.id(), BigDecimal.ZERO);
    }

    private static Ratio part(Map<String, BigDecimal> sums, PurchaseLine line) {
        return Ratio.of(quantity(sums, line)).dividedBy(Ratio.of(line.quantity()));
    }

    private static long floor(Ratio share, long of) {
        return share.times(Ratio.of(of)).floorExact();
    }

    private void takeBack(AccountDraft draft) {
        List<Attribution> due = new ArrayList<>();
        long sum = 0;
        for (PurchaseLine line : sale.sale().purchase().lines()) {
            long share = 0;
            for (Posting earning : sale.earnings()) {
                for (Attribution part : earning.attributions()) {
                    share += line.id().equals(part.line()) ? part.granted() : 0;
                }
            }
            long so = floor(part(after, line), share);
            long step = so
                    - (last == null
                            ? 0
                            : last.line(line.id())
                                    .map(RecordedReturn.LineSum::points)
                                    .orElse(0L));
            lines.add(new RecordedReturn.LineSum(line.id(), quantity(after, line), so));
            if (step != 0) {
                due.add(new Attribution(line.id(), RULE, step, step));
                sum += step;
            }
        }
        long granted = sale.earnings().stream().mapToLong(Posting::amount).sum();
        long earlier = last == null ? 0 : last.reversed() + last.shortfall();
        // Points of this purchase that have expired unused are gone already: taking them back again would punish twice.
        long expired = sale.expired() + draft.expiredOf(sale.lots());
        long open = Math.max(0, granted - expired - earlier);
        asked = Math.min(sum, open);
        draft.lapse(sum - asked);
        long got = asked > 0 ? draft.reverse(sale.lots(), asked, due) : 0;
        reversed = (last == null ? 0 : last.reversed()) + got;
        shortfallOfStep = asked - got;
        shortfall = (last == null ? 0 : last.shortfall()) + shortfallOfStep;
    }

    /** Takes back what a tier gave that was never reached without what comes back now. */
    private void takeBack(AccountDraft draft, TierEntry.Lost entry) {
        AccountState.Given gave = sale.entries().stream()
                .filter(some -> some.given().get(0).number() == entry.number())
                .findFirst()
                .orElseGet(() -> new AccountState.Given(
                        draft.written(entry.number()).stream().toList(), List.of(), 0));
        long granted = gave.points();
        if (granted == 0) {
            throw new IllegalStateException("The points that " + entry.tier() + " gave were not brought");
        }
        long due = Math.max(0, granted - gave.expired() - draft.expiredOf(gave.lots()));
        draft.lapse(granted - due);
        Attribution part = new Attribution(null, TierEntry.rule(entry.tier()), due, due);
        long missing = due - (due > 0 ? draft.reverse(gave.lots(), due, List.of(part)) : 0);
        asked += due;
        shortOfEntries += missing;
    }

    /** Attributes what was taken to the lines in their order. */
    static List<Attribution> cut(List<Attribution> due, long got) {
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
    static List<Attribution> cut(List<Attribution> due, long got, List<Attribution> rest) {
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

    private void uncount(ProgramHistory programs, AccountDraft draft) {
        Instant countsAt = sale.sale().countsAt();
        LoyaltyProgram program = programs.atOrFirst(countsAt);
        long spend = 0;
        long points = 0;
        for (PurchaseLine line : sale.sale().purchase().lines()) {
            long qualifying = Decisions.spend(program, line);
            spend += floor(part(after, line), qualifying) - floor(part(before, line), qualifying);
        }
        for (RecordedReturn.LineSum line : lines) {
            points += line.points()
                    - (last == null
                            ? 0
                            : last.line(line.line())
                                    .map(RecordedReturn.LineSum::points)
                                    .orElse(0L));
        }
        new Counting(program, program.dateOf(countsAt))
                .uncount(
                        draft.counters(),
                        sale.sale(),
                        Counting.attributions(sale.earnings()),
                        line -> quantity(before, line),
                        line -> quantity(after, line),
                        shortfallOfStep);
        if (program.carries()) {
            new Carry(draft.counters())
                    .giveBack(
                            sale.sale().purchase().lines(),
                            sale.sale().command().result().fractions(),
                            Counting.attributions(sale.earnings()),
                            line -> quantity(before, line),
                            line -> quantity(after, line));
        }
        boolean completes = isAllReturned(after) && !isAllReturned(before);
        if (completes) {
            new Turns(program, new Counting(program, program.dateOf(countsAt)), draft.counters())
                    .uncount(
                            Turns.basket(programs, Paid.of(programs, sale.sale()), countsAt),
                            sale.sale().command().result().turns().keySet(),
                            shortfall > 0);
        }
        Map<String, Long> own = QualifyingMetric.change(
                program, sale.sale().purchase(), line -> quantity(before, line), line -> quantity(after, line));
        draft.standing().uncount(program, countsAt, spend, points, completes ? 1 : 0, own, draft.now());
    }

    RecordedReturn row(CommandRecord command) {
        int step = last == null ? 1 : last.step() + 1;
        return new RecordedReturn(command, request.purchase(), step, lines, payments, reversed, shortfall);
    }
}
