package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Schedule;

/** A purchase as rules look at it: whether one applies, and what it asks for each line. Used by one thread. */
final class Basket {

    private final LoyaltyProgram program;
    private final Map<String, EarningRule.Formula> formulas;
    private final Map<String, Ratio> factors;
    private final Paid paid;
    private final Instant countsAt;
    private @Nullable LocalDateTime shown;

    Basket(LoyaltyProgram program, Map<String, EarningRule.Formula> formulas, Paid paid, Instant countsAt) {
        this(program, formulas, Map.of(), paid, countsAt);
    }

    /**
     * Starts.
     *
     * @param factors what is known of the customer; a personal factor that is not there is 1
     */
    Basket(
            LoyaltyProgram program,
            Map<String, EarningRule.Formula> formulas,
            Map<String, Ratio> factors,
            Paid paid,
            Instant countsAt) {
        this.program = program;
        this.formulas = formulas;
        this.factors = factors;
        this.paid = paid;
        this.countsAt = countsAt;
    }

    List<PurchaseLine> lines() {
        return paid.purchase().lines();
    }

    /** Says whether a rule holds when the purchase counts, any part of it does, and the rule's minimum is reached. */
    boolean applies(EarningRule rule) {
        Schedule schedule = rule.schedule();
        if (schedule != null && !schedule.holds(shown())) {
            return false;
        }
        Ratio part = paid.part(rule);
        if (part.signum() == 0 && !rule.excluded().isEmpty()) {
            return false;
        }
        if (rule.minimum() == null) {
            return true;
        }
        long least = rule.minimum().minor();
        long total = qualifying(rule);
        return part.equals(Ratio.ONE)
                ? total >= least
                : Ratio.of(total).times(part).compareTo(Ratio.of(least)) >= 0;
    }

    /** Returns what a multiplier multiplies by. */
    Ratio factor(EarningRule rule) {
        String name = rule.factor().orElse(null);
        if (name == null) {
            return rule.points();
        }
        Ratio factor = rule.points().times(factors.getOrDefault(name, Ratio.ONE));
        boolean adds = rule.stacking() != null && rule.stacking().mode() == EarningRule.Stacking.Mode.SUM;
        if (adds && factor.compareTo(Ratio.ONE) < 0) {
            throw new IllegalStateException("The personal factor " + name + " makes rule " + rule.code()
                    + " multiply by " + factor + "; in a group that adds up 1 or more is expected");
        }
        return factor;
    }

    /** Returns what a rule that applies, and is no multiplier, asks for each line. */
    Ratio[] points(EarningRule rule) {
        Ratio[] shares = nothing();
        long total = qualifying(rule);
        switch (rule.kind()) {
            case PER_STEP -> {
                long steps = paid.part(rule).equals(Ratio.ONE)
                        ? total / stepOf(rule)
                        : units(rule, total).floorExact();
                spread(rule.points().times(Ratio.of(steps)), total, rule, shares);
            }
            case PER_AMOUNT -> spread(rule.points().times(units(rule, total)), total, rule, shares);
            case PER_PURCHASE -> spread(rule.points(), total, rule, shares);
            case PER_ITEM -> {
                Ratio each = rule.points().times(ofPieces(rule));
                for (int i = 0; i < shares.length; i++) {
                    PurchaseLine line = lines().get(i);
                    if (rule.filter().passes(line)) {
                        shares[i] = each.times(Ratio.of(pieces(line)));
                    }
                }
            }
            case CUSTOM -> custom(rule, shares);
            default -> throw new AssertionError(rule.kind());
        }
        return shares;
    }

    /** Returns what a factor adds to what lines have; all lines where there is no filter. */
    Ratio[] extras(Ratio factor, @Nullable LineFilter filter, Ratio[] sums) {
        Ratio more = factor.minus(Ratio.ONE);
        Ratio[] extras = nothing();
        for (int i = 0; i < sums.length; i++) {
            if (sums[i].signum() != 0 && (filter == null || filter.passes(lines().get(i)))) {
                extras[i] = sums[i].times(more);
            }
        }
        return extras;
    }

    private Ratio[] nothing() {
        Ratio[] shares = new Ratio[lines().size()];
        Arrays.fill(shares, Ratio.ZERO);
        return shares;
    }

    private LocalDateTime shown() {
        if (shown == null) {
            shown = paid.purchase().shownAt(countsAt, program.zone());
        }
        return shown;
    }

    private long qualifying(EarningRule rule) {
        long total = 0;
        for (PurchaseLine line : lines()) {
            if (rule.filter().passes(line)) {
                total = Math.addExact(total, rule.basis().of(line));
            }
        }
        return total;
    }

    private Ratio units(EarningRule rule, long total) {
        Ratio units = Ratio.of(total, stepOf(rule));
        Ratio part = paid.part(rule);
        return part.equals(Ratio.ONE) ? units : units.times(part);
    }

    /** Returns which part of pieces counts, and of what a formula gives: tenders that a rule asks for are about amounts. */
    private Ratio ofPieces(EarningRule rule) {
        return rule.tenders().isEmpty() ? paid.part(rule) : Ratio.ONE;
    }

    private static long stepOf(EarningRule rule) {
        if (rule.per() == null) {
            throw new AssertionError("a rule about money has a step");
        }
        return rule.per().minor();
    }

    private static long pieces(PurchaseLine line) {
        return line.weighed() ? 1 : line.quantity().longValueExact();
    }

    /** Gives each line its part of a whole by what it counts; where nothing was paid, the first line has it all. */
    private void spread(Ratio whole, long total, EarningRule rule, Ratio[] shares) {
        for (int i = 0; i < shares.length; i++) {
            PurchaseLine line = lines().get(i);
            if (rule.filter().passes(line)) {
                if (total == 0) {
                    shares[i] = whole;
                    return;
                }
                shares[i] = whole.times(Ratio.of(rule.basis().of(line), total));
            }
        }
    }

    private void custom(EarningRule rule, Ratio[] shares) {
        EarningRule.Formula formula = formulas.get(rule.formula());
        if (formula == null) {
            throw new InvalidRequestException(
                    "rule.formula",
                    Code.NOT_FOUND,
                    "rule " + rule.code() + " asks for the formula " + rule.formula()
                            + ", and none is registered under that name");
        }
        Ratio times = rule.points().times(ofPieces(rule));
        for (int i = 0; i < shares.length; i++) {
            PurchaseLine line = lines().get(i);
            if (rule.filter().passes(line)) {
                Ratio given = formula.pointsFor(paid.purchase(), line, shown());
                if (given.signum() < 0) {
                    throw new IllegalStateException("The formula " + rule.formula() + " gave " + given
                            + " points for a line; 0 or more are expected");
                }
                shares[i] = times.times(given);
            }
        }
    }
}
