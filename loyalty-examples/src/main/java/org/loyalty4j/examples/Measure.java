package org.loyalty4j.examples;

import java.math.BigDecimal;

/** What a chart counts. */
enum Measure {
    POINTS("", 0),
    DOLLARS("$", 2);

    private final String sign;
    private final int decimals;

    Measure(String sign, int decimals) {
        this.sign = sign;
        this.decimals = decimals;
    }

    /** Every digit, as in 264,942 or $244,091.94. */
    String full(BigDecimal value) {
        return sign + Wording.number(value, decimals);
    }

    /** Three digits and a unit, as in 265k or $244k, for places without room. */
    String compact(BigDecimal value) {
        return sign + Wording.compact(value);
    }
}
