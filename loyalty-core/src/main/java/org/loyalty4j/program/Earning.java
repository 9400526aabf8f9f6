package org.loyalty4j.program;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.Points;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.tier.Tier;

/**
 * What a purchase earns: exact shares for every line and rule, one rounding of their sum, and the rounded whole shared
 * out again by largest remainder, first to the lines in their order, then within each line to the rules. What caps cut is
 * shared out in the same way, as whole smallest units.
 *
 * @param points the points of the purchase, in smallest units
 * @param attributions which line and rule gave what, in the order of lines, then rules, then what each cap cut
 */
record Earning(long points, List<Attribution> attributions) {

    /** Reckons with a program's rules for a customer of a tier. */
    static Earning of(
            LoyaltyProgram program,
            Map<String, EarningRule.Formula> formulas,
            Purchase purchase,
            Tier tier,
            Instant countsAt) {
        int scale = program.purse().scale();
        Ratio unit = scale == 0 ? Ratio.ONE : Ratio.of(BigInteger.TEN.pow(scale).longValueExact());
        EarningDraft draft = new EarningDraft(program, new Basket(program, formulas, purchase, countsAt), unit);
        draft.run(tier);
        BigInteger whole =
                Offer.sum(draft.sums()).times(unit).rounded(program.rounding()).max(BigInteger.ZERO);
        BigInteger granted = capped(program.cap(), whole);
        if (granted.compareTo(BigInteger.valueOf(Points.POSTING_MAX)) > 0) {
            throw new InvalidRequestException(
                    "total", Code.AMOUNT_TOO_LARGE, "a purchase earns at most " + Points.POSTING_MAX + " points");
        }
        return new EarningShares(purchase.lines(), draft, unit).earning(whole, granted.longValueExact());
    }

    private static BigInteger capped(EarningRule.@Nullable Cap cap, BigInteger whole) {
        if (cap == null || whole.compareTo(BigInteger.valueOf(cap.most().minor())) <= 0) {
            return whole;
        }
        return cap.overflow() == EarningRule.Cap.Overflow.REDUCE
                ? BigInteger.valueOf(cap.most().minor())
                : BigInteger.ZERO;
    }
}
