package org.loyalty4j.program;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.TierLadder.Metric;

/**
 * Something that a program counts for its tiers beside spend, points, purchases and days. It is fed by what the lines cost
 * that pass its filter, by the basis that the program counts spend by, whether its spend filter passes them or not. Nobody
 * can use it up. A purchase counts at most {@link Points#POSTING_MAX}.
 *
 * <p>A day keeps what it counted by the version that was valid then: another meaning of a code begins with the version that
 * says so, and days of versions without it, or taken over from a former system, count nothing.
 *
 * @param code as {@link Metric#own} accepts it
 * @param lines which lines feed it
 * @param points how much each full {@code per} counts in proportion, more than 0 and at most 1000000; null where money
 *     itself is counted, in its smallest units
 * @param per the money that counts {@code points}, more than 0; null where money itself is counted
 */
public record QualifyingMetric(
        String code,
        LineFilter lines,
        @Nullable Ratio points,
        @Nullable Money per) {

    /** The most metrics of a program's own. */
    public static final int METRICS_MAX = 20;

    private static final Ratio POINTS_MAX = Ratio.of(1_000_000);

    /**
     * Checks the parts.
     *
     * @throws org.loyalty4j.command.InvalidRequestException with everything that is wrong
     */
    public QualifyingMetric {
        code = Metric.own(code).name();
        new Violations()
                .required("metric.lines", lines)
                .check(
                        (points == null) == (per == null),
                        "metric.per",
                        Code.REQUIRED,
                        "points and the money they are counted for stand together")
                .check(
                        points == null || (points.signum() > 0 && points.compareTo(POINTS_MAX) <= 0),
                        "metric.points",
                        Code.NUMBER_OUT_OF_RANGE,
                        "more than 0 and at most " + POINTS_MAX + " are accepted")
                .check(
                        per == null || per.signum() > 0,
                        "metric.per",
                        Code.AMOUNT_NOT_POSITIVE,
                        "the money must be more than 0")
                .throwIfAny();
    }

    /** Makes a metric that counts money, in its smallest units. */
    public static QualifyingMetric spend(String code, LineFilter lines) {
        return new QualifyingMetric(code, lines, null, null);
    }

    /**
     * Makes a metric of points that count for tiers only: so many for each amount, in proportion, rounded down once for a
     * purchase; what comes back of it is rounded so that what is left counts as though no more had been bought.
     */
    public static QualifyingMetric perAmount(String code, Ratio points, Money per, LineFilter lines) {
        return new QualifyingMetric(code, lines, points, per);
    }

    /** Returns what tiers ask for this by. */
    public Metric metric() {
        return Metric.own(code);
    }

    /** Returns what a purchase counts while so much of each of its lines has come back. */
    private long of(LoyaltyProgram program, Purchase purchase, Function<PurchaseLine, BigDecimal> back) {
        long cost = 0;
        for (PurchaseLine line : purchase.lines()) {
            if (lines.passes(line)) {
                long whole = program.spendBasis().of(line);
                BigDecimal quantity = back.apply(line);
                long gone = quantity.signum() == 0 ? 0 : StandingFold.part(quantity, line, whole);
                cost = Math.addExact(cost, whole - gone);
            }
        }
        BigInteger counted = points == null || per == null
                ? BigInteger.valueOf(cost)
                : Ratio.of(cost).times(points).dividedBy(Ratio.of(per.minor())).floor();
        return counted.min(BigInteger.valueOf(Points.POSTING_MAX)).longValueExact();
    }

    /** Returns what the metrics of a program count for a purchase, by their codes; one that counts nothing is not there. */
    static Map<String, Long> counts(LoyaltyProgram program, Purchase purchase) {
        return program.metrics().isEmpty() ? Map.of() : counts(program, purchase, line -> BigDecimal.ZERO);
    }

    private static Map<String, Long> counts(
            LoyaltyProgram program, Purchase purchase, Function<PurchaseLine, BigDecimal> back) {
        Map<String, Long> counts = new HashMap<>();
        for (QualifyingMetric metric : program.metrics()) {
            long counted = metric.of(program, purchase, back);
            if (counted != 0) {
                counts.put(metric.code, counted);
            }
        }
        return counts;
    }

    /** Returns what they count more, mostly less, once more of a purchase has come back. */
    static Map<String, Long> change(
            LoyaltyProgram program,
            Purchase purchase,
            Function<PurchaseLine, BigDecimal> before,
            Function<PurchaseLine, BigDecimal> after) {
        if (program.metrics().isEmpty()) {
            return Map.of();
        }
        Map<String, Long> change = new HashMap<>(counts(program, purchase, after));
        counts(program, purchase, before).forEach((code, counted) -> change.merge(code, -counted, Long::sum));
        return change;
    }
}
