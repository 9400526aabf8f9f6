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
     * @throws InvalidRequestException if it has more decimals than this purse, or is more than an account may hold
     */
    public Points points(BigDecimal amount) {
        // The size is looked at before anything is reckoned: 1E+1000000000 is short as a text and giant as a number.
        boolean tooLarge = amount.signum() != 0 && (long) amount.precision() - amount.scale() > 19L - scale;
        new Violations()
                .check(
                        !tooLarge,
                        "points",
                        Code.AMOUNT_TOO_LARGE,
                        "points must be from -" + Points.BALANCE_MAX + " to " + Points.BALANCE_MAX)
                .check(
                        amount.signum() == 0 || amount.scale() <= 1000,
                        "points",
                        Code.TOO_MANY_DECIMALS,
                        unit + " have " + scale + " decimals")
                .throwIfAny();
        if (amount.signum() == 0) {
            return Points.NONE;
        }
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
