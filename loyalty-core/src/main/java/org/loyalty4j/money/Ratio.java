package org.loyalty4j.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;

/**
 * An exact fraction in lowest terms: a multiplier of 1.25 is 5/4, a third is 1/3. Never rounded until {@link #rounded} or
 * {@link #floor} is asked for, and of any size.
 */
public final class Ratio implements Comparable<Ratio> {

    /** The most digits of a decimal before the point, and after it. */
    public static final int DIGITS_MAX = 100;

    /** Nothing. */
    public static final Ratio ZERO = new Ratio(0, 1, null);

    /** One whole. */
    public static final Ratio ONE = new Ratio(1, 1, null);

    /** The parts where both fit 64 bits, as nearly all do; otherwise 0 and the parts are in {@code big}. */
    private final long numerator;

    private final long denominator;

    private final @Nullable Big big;

    private record Big(BigInteger numerator, BigInteger denominator) {}

    private Ratio(long numerator, long denominator, @Nullable Big big) {
        this.numerator = numerator;
        this.denominator = denominator;
        this.big = big;
    }

    /** Makes a whole number. */
    public static Ratio of(long whole) {
        return whole == Long.MIN_VALUE ? of(BigInteger.valueOf(whole), BigInteger.ONE) : new Ratio(whole, 1, null);
    }

    /**
     * Makes a fraction of two whole numbers.
     *
     * @throws InvalidRequestException if the denominator is zero
     */
    public static Ratio of(long numerator, long denominator) {
        if (denominator <= 0 || numerator == Long.MIN_VALUE) {
            return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
        }
        if (denominator == 1) {
            return new Ratio(numerator, 1, null);
        }
        long common = gcd(Math.abs(numerator), denominator);
        return new Ratio(numerator / common, denominator / common, null);
    }

    /**
     * Makes a fraction of two whole numbers of any size.
     *
     * @throws InvalidRequestException if the denominator is zero
     */
    public static Ratio of(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new InvalidRequestException(
                    "denominator", Violation.Code.NUMBER_OUT_OF_RANGE, "a fraction cannot have the denominator 0");
        }
        BigInteger common = numerator.gcd(denominator);
        BigInteger sign = denominator.signum() < 0 ? common.negate() : common;
        BigInteger over = numerator.divide(sign);
        BigInteger under = denominator.divide(sign);
        return inLong(over) && inLong(under)
                ? new Ratio(over.longValueExact(), under.longValueExact(), null)
                : new Ratio(0, 0, new Big(over, under));
    }

    /** Makes the exact fraction of a decimal text, such as {@code 1.25}. */
    public static Ratio of(String decimal) {
        if (decimal.length() > 20 || !decimal.matches("[+-]?[0-9]+(\\.[0-9]+)?")) {
            throw new InvalidRequestException(
                    "ratio", Violation.Code.NUMBER_OUT_OF_RANGE, "digits 0-9 with an optional point are accepted");
        }
        return of(new BigDecimal(decimal));
    }

    /**
     * Makes the exact fraction of a decimal.
     *
     * @throws InvalidRequestException if it has more than {@value #DIGITS_MAX} digits before or after the point
     */
    public static Ratio of(BigDecimal decimal) {
        // A short text such as 1E+1000000000 has a giant value: its size is looked at before anything is reckoned.
        if ((long) decimal.precision() - decimal.scale() > DIGITS_MAX || decimal.scale() > DIGITS_MAX) {
            throw new InvalidRequestException(
                    "ratio",
                    Violation.Code.NUMBER_OUT_OF_RANGE,
                    "at most " + DIGITS_MAX + " digits before and after the point are accepted");
        }
        return decimal.scale() <= 0
                ? of(decimal.toBigIntegerExact(), BigInteger.ONE)
                : of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /** Returns what stands above the line; negative for a negative fraction. */
    public BigInteger numerator() {
        return big == null ? BigInteger.valueOf(numerator) : big.numerator();
    }

    /** Returns what stands below the line, more than zero. */
    public BigInteger denominator() {
        return big == null ? BigInteger.valueOf(denominator) : big.denominator();
    }

    /** Returns the sum. */
    public Ratio plus(Ratio other) {
        if (other.signum() == 0) {
            return this;
        }
        if (signum() == 0) {
            return other;
        }
        if (big == null && other.big == null) {
            if (denominator == other.denominator && fits(numerator, other.numerator)) {
                return of(numerator + other.numerator, denominator);
            }
            if (small(numerator) && small(other.numerator) && small(denominator) && small(other.denominator)) {
                return of(
                        numerator * other.denominator + other.numerator * denominator, denominator * other.denominator);
            }
        }
        return of(
                numerator().multiply(other.denominator()).add(other.numerator().multiply(denominator())),
                denominator().multiply(other.denominator()));
    }

    /** Returns the difference. */
    public Ratio minus(Ratio other) {
        return plus(
                other.big == null
                        ? new Ratio(-other.numerator, other.denominator, null)
                        : of(other.numerator().negate(), other.denominator()));
    }

    /** Returns the product. */
    public Ratio times(Ratio other) {
        if (other.isOne()) {
            return this;
        }
        if (big == null && other.big == null) {
            // Shortened crosswise first, the product of two fractions in lowest terms is in lowest terms.
            long one = gcd(Math.abs(numerator), other.denominator);
            long two = gcd(Math.abs(other.numerator), denominator);
            long above = numerator / one;
            long aboveOther = other.numerator / two;
            long under = denominator / two;
            long underOther = other.denominator / one;
            if (productFits(above, aboveOther) && productFits(under, underOther)) {
                return new Ratio(above * aboveOther, under * underOther, null);
            }
        }
        return of(numerator().multiply(other.numerator()), denominator().multiply(other.denominator()));
    }

    /**
     * Returns the quotient.
     *
     * @throws InvalidRequestException if the other is zero
     */
    public Ratio dividedBy(Ratio other) {
        return times(other.inverse());
    }

    @SuppressWarnings("ArgumentSelectionDefectChecker") // Turning it upside down is what is meant.
    private Ratio inverse() {
        return big == null && numerator > 0 ? new Ratio(denominator, numerator, null) : of(denominator(), numerator());
    }

    /** Returns the next whole number toward negative infinity. */
    public BigInteger floor() {
        if (big == null) {
            return BigInteger.valueOf(Math.floorDiv(numerator, denominator));
        }
        BigInteger[] parts = big.numerator().divideAndRemainder(big.denominator());
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** Returns what {@link #floor} leaves: zero or more, less than one. */
    public Ratio fraction() {
        if (big == null) {
            long rest = Math.floorMod(numerator, denominator);
            return rest == 0 ? ZERO : new Ratio(rest, denominator, null);
        }
        return minus(of(floor(), BigInteger.ONE));
    }

    /**
     * Returns the next whole number toward negative infinity, as 64 bits.
     *
     * @throws ArithmeticException if it does not fit
     */
    public long floorExact() {
        return big == null ? Math.floorDiv(numerator, denominator) : floor().longValueExact();
    }

    /** Returns a whole number, rounded in the given way. */
    public BigInteger rounded(RoundingMode mode) {
        if (big == null && (denominator == 1 || mode == RoundingMode.DOWN)) {
            return BigInteger.valueOf(numerator / denominator);
        }
        return new BigDecimal(numerator())
                .divide(new BigDecimal(denominator()), 0, mode)
                .toBigIntegerExact();
    }

    /** Returns -1, 0 or 1 for a fraction below, at or above zero. */
    public int signum() {
        return big == null ? Long.signum(numerator) : big.numerator().signum();
    }

    @Override
    public int compareTo(Ratio other) {
        if (big == null
                && other.big == null
                && productFits(numerator, other.denominator)
                && productFits(other.numerator, denominator)) {
            return Long.compare(numerator * other.denominator, other.numerator * denominator);
        }
        return numerator()
                .multiply(other.denominator())
                .compareTo(other.numerator().multiply(denominator()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ratio that
                && numerator == that.numerator
                && denominator == that.denominator
                && Objects.equals(big, that.big);
    }

    @Override
    public int hashCode() {
        return Objects.hash(numerator, denominator, big);
    }

    /** Returns {@code 5/4}, or {@code 2} for a whole number. */
    @Override
    public String toString() {
        return denominator().equals(BigInteger.ONE) ? numerator().toString() : numerator() + "/" + denominator();
    }

    private boolean isOne() {
        return numerator == 1 && denominator == 1;
    }

    private static long gcd(long one, long other) {
        long a = one;
        long b = other;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a == 0 ? 1 : a;
    }

    /** Says whether a part is kept as 64 bits: each is that can be negated, so that equal fractions are equal objects. */
    private static boolean inLong(BigInteger part) {
        return part.bitLength() < 64 && !part.equals(BigInteger.valueOf(Long.MIN_VALUE));
    }

    /** Two of such numbers multiplied, and two of such products added, stay inside 64 bits. */
    private static boolean small(long value) {
        return value > -(1L << 30) && value < (1L << 30);
    }

    private static boolean fits(long one, long other) {
        long sum = one + other;
        return ((one ^ sum) & (other ^ sum)) >= 0 && sum != Long.MIN_VALUE;
    }

    private static boolean productFits(long one, long other) {
        long product = one * other;
        return Math.multiplyHigh(one, other) == product >> 63 && product != Long.MIN_VALUE;
    }
}
