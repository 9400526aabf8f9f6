package org.loyalty4j.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;

/**
 * An exact amount of money of one currency, zero, positive or negative.
 *
 * <p>The amount always has as many decimals as its currency (EUR 2, JPY 0), so that equal amounts are equal objects.
 * Nothing here rounds.
 *
 * @param amount the amount, with at most {@value #DIGITS_MAX} digits before the point
 * @param currency the currency, of ISO 4217
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    /** The most digits before the decimal point. */
    public static final int DIGITS_MAX = 15;

    /**
     * Makes an amount.
     *
     * @throws InvalidRequestException if it has more decimals than its currency, or too many digits
     */
    public Money {
        int decimals = currency.getDefaultFractionDigits();
        if (decimals < 0) {
            throw unknownCurrency(currency.getCurrencyCode());
        }
        // A tiny text such as 1E+1000000000 has a giant value: its size is looked at before anything is reckoned.
        if ((long) amount.precision() - amount.scale() > DIGITS_MAX || amount.scale() > 1000) {
            throw new InvalidRequestException(
                    "amount",
                    Violation.Code.NUMBER_OUT_OF_RANGE,
                    "at most " + DIGITS_MAX + " digits before the point are accepted");
        }
        if (amount.scale() != decimals) {
            try {
                amount = amount.setScale(decimals, RoundingMode.UNNECESSARY);
            } catch (ArithmeticException tooMany) {
                throw new InvalidRequestException(
                        "amount", Violation.Code.TOO_MANY_DECIMALS, currency + " has " + decimals + " decimals");
            }
        }
    }

    /**
     * Makes an amount of a decimal text and a currency code, such as {@code Money.of("29.99", "EUR")}.
     *
     * @param amount digits with an optional sign and point, no exponent
     * @param currencyCode three capital letters of ISO 4217
     * @throws InvalidRequestException if either is not as said, or the amount does not fit the currency
     */
    public static Money of(String amount, String currencyCode) {
        return new Money(parse(amount), currencyOf(currencyCode));
    }

    /** Makes an amount of whole units and a currency code, such as {@code Money.of(10, "EUR")}. */
    public static Money of(long units, String currencyCode) {
        return new Money(BigDecimal.valueOf(units), currencyOf(currencyCode));
    }

    /** Makes an amount of the smallest units of a currency: cents, kopecks, yen. */
    public static Money ofMinor(long minor, Currency currency) {
        return new Money(BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits())), currency);
    }

    /** Returns nothing, in a currency. */
    public static Money zero(Currency currency) {
        return ofMinor(0, currency);
    }

    /**
     * Returns the currency of a code.
     *
     * @throws InvalidRequestException if the code is not one of a currency that money is kept in
     */
    public static Currency currencyOf(@Nullable String code) {
        try {
            if (code != null) {
                Currency currency = Currency.getInstance(code);
                if (currency.getDefaultFractionDigits() >= 0) {
                    return currency;
                }
            }
        } catch (IllegalArgumentException unknown) {
            // Answered below, as for a code that is no currency to pay with (XXX, XAU).
        }
        throw unknownCurrency(String.valueOf(code));
    }

    /** Returns the amount in the smallest units of its currency. */
    public long minor() {
        return amount.unscaledValue().longValueExact();
    }

    /** Returns the sum. */
    public Money plus(Money other) {
        return new Money(amount.add(same(other).amount), currency);
    }

    /** Returns the difference. */
    public Money minus(Money other) {
        return new Money(amount.subtract(same(other).amount), currency);
    }

    /** Returns -1, 0 or 1 for an amount below, at or above zero. */
    public int signum() {
        return amount.signum();
    }

    /**
     * Compares by amount.
     *
     * @throws CurrencyMismatchException if the currencies differ
     */
    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other).amount);
    }

    /** Returns the amount and its currency, such as {@code 29.99 EUR}. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new CurrencyMismatchException(currency, other.currency);
        }
        return other;
    }

    private static BigDecimal parse(@Nullable String text) {
        if (text == null) {
            throw new InvalidRequestException("amount", Violation.Code.REQUIRED, "amount is required");
        }
        if (text.length() > 40 || !text.matches("[+-]?[0-9]+(\\.[0-9]+)?")) {
            throw new InvalidRequestException(
                    "amount", Violation.Code.NUMBER_OUT_OF_RANGE, "digits 0-9 with an optional point are accepted");
        }
        return new BigDecimal(text);
    }

    private static InvalidRequestException unknownCurrency(String code) {
        return new InvalidRequestException(
                "currency",
                Violation.Code.UNKNOWN_CURRENCY,
                "three capital letters of ISO 4217 are accepted"
                        + (code.matches("[A-Za-z]{1,5}") ? ", not " + code.toUpperCase(Locale.ROOT) : ""));
    }

    /** Returns the amount in smallest units, for reckoning that must not overflow. */
    public BigInteger unscaled() {
        return amount.unscaledValue();
    }
}
