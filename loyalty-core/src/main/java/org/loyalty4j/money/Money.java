package org.loyalty4j.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;

/**
 * An exact amount of money of one currency, zero, positive or negative.
 *
 * <p>The amount always has as many decimals as its currency (EUR 2, JPY 0), so that equal amounts are equal objects.
 * Nothing here rounds.
 */
public final class Money implements Comparable<Money> {

    /** The most digits before the decimal point. */
    public static final int DIGITS_MAX = 15;

    private static final long WHOLE_LIMIT = 1_000_000_000_000_000L;

    /** Nothing, of every currency: nearly every line has some, and one object serves them all. */
    private static final Map<Currency, Money> ZEROS = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .collect(Collectors.toUnmodifiableMap(currency -> currency, currency -> new Money(0, currency)));

    private final long minor;
    private final Currency currency;

    /**
     * Makes an amount.
     *
     * @param amount the amount, with at most {@value #DIGITS_MAX} digits before the point
     * @param currency the currency, of ISO 4217
     * @throws InvalidRequestException if it has more decimals than its currency, or too many digits
     */
    public Money(BigDecimal amount, Currency currency) {
        int decimals = decimalsOf(currency);
        // A tiny text such as 1E+1000000000 has a giant value: its size is looked at before anything is reckoned.
        if ((long) amount.precision() - amount.scale() > DIGITS_MAX || amount.scale() > 1000) {
            throw tooLarge();
        }
        try {
            this.minor = inRange(
                    amount.setScale(decimals, RoundingMode.UNNECESSARY)
                            .unscaledValue()
                            .longValueExact(),
                    decimals);
        } catch (ArithmeticException tooMany) {
            throw new InvalidRequestException(
                    "amount", Violation.Code.TOO_MANY_DECIMALS, currency + " has " + decimals + " decimals");
        }
        this.currency = currency;
    }

    private Money(long minor, Currency currency) {
        this.minor = minor;
        this.currency = currency;
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

    /**
     * Makes an amount of the smallest units of a currency: cents, kopecks, yen.
     *
     * @throws InvalidRequestException if it has too many digits
     */
    public static Money ofMinor(long minor, Currency currency) {
        return new Money(inRange(minor, decimalsOf(currency)), currency);
    }

    /** Returns nothing, in a currency. */
    public static Money zero(Currency currency) {
        Money zero = ZEROS.get(currency);
        return zero == null ? ofMinor(0, currency) : zero;
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

    /** Returns the amount, with as many decimals as the currency has. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits()));
    }

    /** Returns the currency. */
    public Currency currency() {
        return currency;
    }

    /** Returns the amount in the smallest units of its currency. */
    public long minor() {
        return minor;
    }

    /**
     * Returns the sum.
     *
     * @throws CurrencyMismatchException if the currencies differ
     * @throws InvalidRequestException if it has too many digits
     */
    public Money plus(Money other) {
        if (same(other).minor == 0) {
            return this;
        }
        // Two amounts in range cannot leave 64 bits together.
        return minor == 0 ? other : ofMinor(minor + other.minor, currency);
    }

    /**
     * Returns the difference.
     *
     * @throws CurrencyMismatchException if the currencies differ
     * @throws InvalidRequestException if it has too many digits
     */
    public Money minus(Money other) {
        return same(other).minor == 0 ? this : ofMinor(minor - other.minor, currency);
    }

    /** Returns -1, 0 or 1 for an amount below, at or above zero. */
    public int signum() {
        return Long.signum(minor);
    }

    /**
     * Compares by amount.
     *
     * @throws CurrencyMismatchException if the currencies differ
     */
    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, same(other).minor);
    }

    /** Returns the amount and its currency, such as {@code 29.99 EUR}. */
    @Override
    public String toString() {
        return amount().toPlainString() + " " + currency.getCurrencyCode();
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

    private static int decimalsOf(Currency currency) {
        int decimals = currency.getDefaultFractionDigits();
        if (decimals < 0) {
            throw unknownCurrency(currency.getCurrencyCode());
        }
        return decimals;
    }

    private static long inRange(long minor, int decimals) {
        long limit = limit(decimals);
        if (minor <= -limit || minor >= limit) {
            throw tooLarge();
        }
        return minor;
    }

    /** Returns the first amount with too many digits, or half of 64 bits where that is less. */
    private static long limit(int decimals) {
        return switch (decimals) {
            case 0 -> WHOLE_LIMIT;
            case 1 -> 10 * WHOLE_LIMIT;
            case 2 -> 100 * WHOLE_LIMIT;
            case 3 -> 1000 * WHOLE_LIMIT;
            default -> Long.MAX_VALUE / 2;
        };
    }

    private static InvalidRequestException tooLarge() {
        return new InvalidRequestException(
                "amount",
                Violation.Code.NUMBER_OUT_OF_RANGE,
                "at most " + DIGITS_MAX + " digits before the point are accepted");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Money that && minor == that.minor && currency.equals(that.currency);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(minor) + currency.hashCode();
    }
}
