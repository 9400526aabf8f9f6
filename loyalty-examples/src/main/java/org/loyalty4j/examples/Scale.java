package org.loyalty4j.examples;

import static java.math.RoundingMode.CEILING;
import static java.math.RoundingMode.HALF_UP;

import java.math.BigDecimal;

/**
 * An upright axis with round steps.
 *
 * @param step what lies between two lines: 1, 2 or 5 with any number of zeros
 * @param up lines above zero
 * @param down lines below zero
 * @param height its length, in hundredths of a pixel
 */
record Scale(BigDecimal step, int up, int down, long height) {

    private static final int LINES_MAX = 6;
    private static final BigDecimal[] FACTORS = {BigDecimal.valueOf(2), new BigDecimal("2.5"), BigDecimal.valueOf(2)};

    /** Makes room for the largest values on both sides of zero; neither is negative. */
    static Scale reaching(BigDecimal above, BigDecimal below, long height) {
        BigDecimal step = BigDecimal.ONE;
        for (int i = 0; lines(above, step).add(lines(below, step)).intValueExact() > LINES_MAX; i++) {
            step = step.multiply(FACTORS[i % FACTORS.length]);
        }
        int up = lines(above, step).intValueExact();
        return new Scale(step, Math.max(1, up), lines(below, step).intValueExact(), height);
    }

    /** The line's value: negative below zero. */
    BigDecimal valueAt(int line) {
        return step.multiply(BigDecimal.valueOf(line));
    }

    /** How far below the top a value stands, in hundredths of a pixel. */
    long fall(BigDecimal value) {
        return length(valueAt(up).subtract(value));
    }

    /** How long a value is drawn, in hundredths of a pixel. */
    long length(BigDecimal value) {
        return value.multiply(BigDecimal.valueOf(height))
                .divide(valueAt(up + down), 0, HALF_UP)
                .longValueExact();
    }

    private static BigDecimal lines(BigDecimal reach, BigDecimal step) {
        BigDecimal lines = reach.divide(step, 0, CEILING);
        // Far too many is all that counts; it need not fit a number type.
        return lines.min(BigDecimal.valueOf(LINES_MAX + 1));
    }
}
