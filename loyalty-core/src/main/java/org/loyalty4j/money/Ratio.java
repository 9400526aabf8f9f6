package org.loyalty4j.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;

/**
 * An exact fraction in lowest terms: a multiplier of 1.25 is 5/4, a third is 1/3. Never rounded until
 * {@link #rounded} is asked for.
 *
 * @param numerator any whole number
 * @param denominator a whole number above zero
 */
public record Ratio(BigInteger numerator, BigInteger denominator) implements Comparable<Ratio> {

    /** The most digits of a decimal before the point, and after it. */
    public static final int DIGITS_MAX = 100;

    /** Nothing. */
    public static final Ratio ZERO = new Ratio(BigInteger.ZERO, BigInteger.ONE);

    /** One whole. */
    public static final Ratio ONE = new Ratio(BigInteger.ONE, BigInteger.ONE);

    /**
     * Makes a fraction.
     *
     * @throws InvalidRequestException if the denominator is zero
     */
    public Ratio {
        if (denominator.signum() == 0) {
            throw new InvalidRequestException(
                    "denominator", Violation.Code.NUMBER_OUT_OF_RANGE, "a fraction cannot have the denominator 0");
        }
        if (denominator.signum() < 0) {
            numerator = numerator.negate();
            denominator = denominator.negate();
        }
        if (!denominator.equals(BigInteger.ONE)) {
            BigInteger common = numerator.gcd(denominator);
            if (!common.equals(BigInteger.ONE)) {
                numerator = numerator.divide(common);
                denominator = denominator.divide(common);
            }
        }
    }

    /** Makes a whole number. */
    public static Ratio of(long whole) {
        return new Ratio(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    /** Makes a fraction of two whole numbers. */
    public static Ratio of(long numerator, long denominator) {
        return new Ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
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
                ? new Ratio(decimal.toBigIntegerExact(), BigInteger.ONE)
                : new Ratio(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /** Returns the sum. */
    public Ratio plus(Ratio other) {
        if (other.numerator.signum() == 0) {
            return this;
        }
        if (numerator.signum() == 0) {
            return other;
        }
        return denominator.equals(other.denominator)
                ? new Ratio(numerator.add(other.numerator), denominator)
                : new Ratio(
                        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                        denominator.multiply(other.denominator));
    }

    /** Returns the difference. */
    public Ratio minus(Ratio other) {
        return plus(new Ratio(other.numerator.negate(), other.denominator));
    }

    /** Returns the product. */
    public Ratio times(Ratio other) {
        if (other.equals(ONE)) {
            return this;
        }
        return new Ratio(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /**
     * Returns the quotient.
     *
     * @throws InvalidRequestException if the other is zero
     */
    public Ratio dividedBy(Ratio other) {
        return new Ratio(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** Returns the next whole number toward negative infinity. */
    public BigInteger floor() {
        if (denominator.equals(BigInteger.ONE)) {
            return numerator;
        }
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** Returns a whole number, rounded in the given way. */
    public BigInteger rounded(RoundingMode mode) {
        if (denominator.equals(BigInteger.ONE)) {
            return numerator;
        }
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), 0, mode)
                .toBigIntegerExact();
    }

    /** Returns -1, 0 or 1 for a fraction below, at or above zero. */
    public int signum() {
        return numerator.signum();
    }

    @Override
    public int compareTo(Ratio other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** Returns {@code 5/4}, or {@code 2} for a whole number. */
    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
