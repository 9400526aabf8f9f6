package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * What a chart counts.
 *
 * @param sign what stands before its numbers
 * @param decimals how many decimals they have
 */
record Measure(String sign, int decimals) {

    static final Measure POINTS = new Measure("", 0);

    /** Returns how amounts of a currency are written, with all decimals of the currency. */
    static Measure of(Currency currency) {
        boolean dollars = currency.equals(ReplayProgram.DOLLAR);
        return new Measure(
                dollars ? "$" : currency.getCurrencyCode() + " ", Math.max(0, currency.getDefaultFractionDigits()));
    }

    /** Every digit, as in 264,942 or $244,091.94. */
    String full(BigDecimal value) {
        return sign + Wording.number(value, decimals);
    }

    /** Three digits and a unit, as in 265k or $244k, for places without room. */
    String compact(BigDecimal value) {
        return sign + Wording.compact(value);
    }

    /** What was added or taken away, as in +264,942 or -$3.10. */
    String change(BigDecimal value) {
        String way = value.signum() > 0 ? "+" : value.signum() < 0 ? "-" : "";
        return way + full(value.abs());
    }
}
