package org.loyalty4j.program;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;

/**
 * What points of a program are worth in money: rounded once for all points of one use, so that more points are never
 * worth less. Immutable.
 *
 * @param perUnit the exact money of the smallest unit of points, in the smallest unit of money
 * @param rounding how the worth of a number of points is rounded
 */
record Worth(Ratio perUnit, RoundingMode rounding) {

    /** Returns what points of a program are worth, or null if it gives them no value. */
    static @Nullable Worth of(LoyaltyProgram program) {
        SpendingRules.Value value = program.spending().value();
        if (value == null) {
            return null;
        }
        int decimals = Math.max(0, program.currency().getDefaultFractionDigits());
        Ratio units = Ratio.of(
                BigInteger.TEN.pow(decimals), BigInteger.TEN.pow(program.purse().scale()));
        return new Worth(value.rate().times(units), value.rounding());
    }

    /**
     * Returns the worth of points in a program's money.
     *
     * @throws ArithmeticException if it passes 64 bits
     */
    Money of(long points, LoyaltyProgram program) {
        return Money.ofMinor(minor(points).longValueExact(), program.currency());
    }

    private BigInteger minor(long points) {
        return perUnit.times(Ratio.of(points)).rounded(rounding);
    }

    /**
     * Returns the fewest points that pay as much of an amount as points can pay without paying more: where a point is
     * worth less than the smallest unit of money, none are used up for nothing.
     *
     * @param amount in smallest units of money, zero or more
     */
    long paying(long amount) {
        // However it is rounded, what is exactly one less than the amount is not above it, and what is one more is.
        long within = units(BigInteger.valueOf(Math.max(0, amount - 1)));
        long beyond = units(BigInteger.valueOf(amount + 1)) + 1;
        BigInteger limit = BigInteger.valueOf(amount);
        long most = last(within, beyond, points -> minor(points).compareTo(limit) <= 0);
        BigInteger paid = minor(most);
        if (paid.signum() == 0) {
            return 0;
        }
        return last(
                        units(paid.subtract(BigInteger.ONE)),
                        most,
                        points -> minor(points).compareTo(paid) < 0)
                + 1;
    }

    /** Returns the whole units of points that are exactly worth an amount or less, as many as one posting may move. */
    private long units(BigInteger amount) {
        return Ratio.of(amount, BigInteger.ONE)
                .dividedBy(perUnit)
                .floor()
                .min(BigInteger.valueOf(Points.POSTING_MAX))
                .longValueExact();
    }

    /** Returns the last number before an end that passes; the first one does, and none after one that does not. */
    private static long last(long first, long end, LongPredicate passes) {
        long low = first;
        long high = end;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (passes.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
