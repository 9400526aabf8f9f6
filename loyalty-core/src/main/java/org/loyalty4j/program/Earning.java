package org.loyalty4j.program;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.Points;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;

/**
 * What a purchase earns: exact shares for every line and rule, one rounding of their sum, and the rounded whole shared
 * out again by largest remainder, first to the lines in their order, then within each line to the rules. What caps cut is
 * shared out in the same way, as whole smallest units.
 *
 * @param tier the tier that counted for it
 * @param points the points of the purchase, in smallest units
 * @param attributions which line and rule gave what, in the order of lines, then rules, then what each cap cut
 * @param fractions what lines are worth more than their part of the whole before the cap, or less where below zero, in
 *     smallest units; only where the program carries it on
 */
record Earning(Tier tier, long points, List<Attribution> attributions, Map<String, Ratio> fractions) {

    /** Makes an earning that leaves nothing over. */
    Earning(Tier tier, long points, List<Attribution> attributions) {
        this(tier, points, attributions, Map.of());
    }

    /**
     * Reckons with a program's rules for a customer of a tier.
     *
     * @param factors the personal factors of the customer; one that is not there is 1
     * @param caps what limits it
     */
    static Earning of(
            LoyaltyProgram program,
            Map<String, EarningRule.Formula> formulas,
            Map<String, Ratio> factors,
            Paid paid,
            Tier tier,
            Instant countsAt,
            Caps caps) {
        int scale = program.purse().scale();
        Ratio unit = scale == 0 ? Ratio.ONE : Ratio.of(BigInteger.TEN.pow(scale).longValueExact());
        EarningDraft draft =
                new EarningDraft(program, new Basket(program, formulas, factors, paid, countsAt), tier, unit, caps);
        draft.run();
        Ratio[] exact = draft.sums().clone();
        if (program.carries()) {
            draft.carryOn(caps.carried().dividedBy(unit));
        }
        BigInteger whole =
                Offer.sum(draft.sums()).times(unit).rounded(program.rounding()).max(BigInteger.ZERO);
        Caps.Verdict verdict = caps.ofPurchase(whole);
        BigInteger granted = verdict.granted().floor();
        if (granted.compareTo(BigInteger.valueOf(Points.POSTING_MAX)) > 0) {
            throw new InvalidRequestException(
                    "total", Code.AMOUNT_TOO_LARGE, "a purchase earns at most " + Points.POSTING_MAX + " points");
        }
        String cap = verdict.name() == null ? "cap" : verdict.name();
        EarningShares shares = new EarningShares(paid.purchase().lines(), draft, unit);
        Earning earning = shares.earning(tier, whole, granted.longValueExact(), cap);
        return program.carries()
                ? new Earning(
                        tier, earning.points, earning.attributions, shares.fractions(exact, whole.longValueExact()))
                : earning;
    }

    /** Returns what a purchase earns by the tier that it finds, or by the one that it leaves. */
    static Earning of(
            ProgramHistory programs,
            StandingDraft standing,
            Map<String, Ratio> factors,
            Paid paid,
            Instant countsAt,
            Instant now,
            Caps caps) {
        LoyaltyProgram program = programs.atOrFirst(countsAt);
        TierLadder ladder = program.ladder();
        Tier found = ladder.tier(standing.tierAt(countsAt));
        Earning earning = of(program, programs.formulas(), factors, paid, found, countsAt, caps);
        if (ladder.policy().rates() == TierPolicy.RateTiming.BEFORE) {
            return earning;
        }
        Tier left = ladder.tier(standing.tierAfter(
                program,
                countsAt,
                Decisions.spend(program, paid.purchase()),
                earning.points(),
                QualifyingMetric.counts(program, paid.purchase()),
                now));
        return ladder.rank(left.code()) <= ladder.rank(found.code())
                ? earning
                : of(program, programs.formulas(), factors, paid, left, countsAt, caps);
    }
}
