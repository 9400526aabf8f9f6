package org.loyalty4j.points;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * What a program counts in: points, stars, stamps.
 *
 * @param code the name in keys and rows, 1 to 40 code points
 * @param unit the name shown to people, 1 to 40 code points
 * @param scale the number of decimals, 0 to 6
 */
public record Purse(String code, String unit, int scale) {

    /** Whole points. */
    public static final Purse POINTS = new Purse("points", "points", 0);

    /** Checks the parts. */
    public Purse {
        Violations violations = new Violations();
        code = violations.text("code", code, 40);
        unit = violations.text("unit", unit, 40);
        violations.check(scale >= 0 && scale <= 6, "scale", Code.NUMBER_OUT_OF_RANGE, "0 to 6 decimals are accepted");
        violations.throwIfAny();
    }

    /**
     * Returns points of a decimal number.
     *
     * @throws InvalidRequestException if it has more decimals than this purse
     */
    public Points points(BigDecimal amount) {
        try {
            return Points.of(amount.setScale(scale, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact());
        } catch (ArithmeticException doesNotFit) {
            throw new InvalidRequestException(
                    "points", Code.TOO_MANY_DECIMALS, unit + " have " + scale + " decimals and fit 64 bits");
        }
    }

    /** Returns points as the decimal number that people read. */
    public BigDecimal decimal(Points points) {
        return BigDecimal.valueOf(points.minor(), scale);
    }
}
