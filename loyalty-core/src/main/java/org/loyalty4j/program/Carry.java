package org.loyalty4j.program;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.Counter;
import org.loyalty4j.sale.PurchaseLine;

/**
 * The exact fraction of points that an account carries on: what its purchases, less what came back of them, are worth more
 * than the whole points they were given, in smallest units of the purse. It is below zero where more whole points were
 * given than what was kept is worth, and then the next purchases make up for it. It is kept as three counters: what stands
 * above the line, or that of a fraction below zero, and what stands below the line. Used by one thread.
 */
final class Carry {

    /** Fractions whose denominator is higher are cut down to a multiple of one such part, so that none grows without end. */
    static final long PARTS_MAX = 1_000_000_000_000L;

    private static final Counter.Key ABOVE = key("carry");
    private static final Counter.Key OWED = key("carry/owed");
    private static final Counter.Key BELOW = key("carry/of");

    private final CountersDraft counters;

    Carry(CountersDraft counters) {
        this.counters = counters;
    }

    private static Counter.Key key(String code) {
        return new Counter.Key(code, Counter.Period.LIFETIME, Counter.ALWAYS);
    }

    /** Returns the counters that it is kept in. */
    static Set<Counter.Key> keys() {
        return Set.of(ABOVE, OWED, BELOW);
    }

    /** Returns a fraction that can be kept: the same one, or the next lower one. */
    static Ratio kept(Ratio fraction) {
        return fraction.denominator().compareTo(BigInteger.valueOf(PARTS_MAX)) <= 0
                ? fraction
                : Ratio.of(fraction.times(Ratio.of(PARTS_MAX)).floor(), BigInteger.valueOf(PARTS_MAX));
    }

    /** Returns what is carried. */
    Ratio amount() {
        long below = Math.max(1, counters.amount(BELOW));
        return Ratio.of(counters.amount(ABOVE) - counters.amount(OWED), below);
    }

    /** Carries on what a purchase left over, or used of what was carried before. */
    void add(Map<String, Ratio> fractions) {
        Ratio sum = amount();
        for (Ratio fraction : fractions.values()) {
            sum = sum.plus(fraction);
        }
        set(sum);
    }

    /**
     * Takes back what returned lines had left over, or gives back what they had used. What is taken back of the points of a
     * line is rounded down, and what that leaves with the account too much is less to carry on, until more of it comes back.
     *
     * @param lines all lines of the purchase
     * @param fractions what its lines had left over
     * @param earned what it was given
     * @param before how much of a line had come back before
     * @param after how much with this step
     */
    void giveBack(
            Iterable<PurchaseLine> lines,
            Map<String, Ratio> fractions,
            List<Attribution> earned,
            Function<PurchaseLine, BigDecimal> before,
            Function<PurchaseLine, BigDecimal> after) {
        Ratio sum = amount();
        for (PurchaseLine line : lines) {
            Ratio fraction = fractions.getOrDefault(line.id(), Ratio.ZERO);
            long granted = 0;
            for (Attribution part : earned) {
                granted += line.id().equals(part.line()) ? part.granted() : 0;
            }
            Ratio earlier = part(before, line);
            Ratio now = part(after, line);
            Ratio points = Ratio.of(granted);
            sum = sum.minus(fraction.times(now.minus(earlier)))
                    .minus(now.times(points).fraction())
                    .plus(earlier.times(points).fraction());
        }
        set(sum);
    }

    private static Ratio part(Function<PurchaseLine, BigDecimal> quantities, PurchaseLine line) {
        return Ratio.of(quantities.apply(line)).dividedBy(Ratio.of(line.quantity()));
    }

    private void set(Ratio sum) {
        Ratio kept = kept(sum);
        long above = kept.numerator().longValueExact();
        set(ABOVE, Math.max(0, above));
        set(OWED, Math.max(0, -above));
        set(BELOW, above == 0 ? 0 : kept.denominator().longValueExact());
    }

    private void set(Counter.Key key, long amount) {
        counters.add(key, amount - counters.amount(key));
    }
}
