package org.loyalty4j.history;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * By when something has to be renewed or given up. A task is made of it, due so long before.
 *
 * @param on the day
 * @param notice how long before it has to be seen to, 0 days to ten years
 * @param owner who is to see to it, or null
 */
public record Renewal(LocalDate on, Period notice, @Nullable Actor owner) {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Renewal {
        Violations violations = new Violations().required("renewal.on", on).required("renewal.notice", notice);
        violations.throwIfAny();
        violations
                .check(
                        Recurrence.isTime(notice),
                        "renewal.notice",
                        Code.BAD_SCHEDULE,
                        "0 days to ten years are accepted")
                .check(
                        on.getYear() >= 1920 && on.getYear() <= 2190,
                        "renewal.on",
                        Code.TIME_OUT_OF_RANGE,
                        "the years 1920 to 2190 are accepted")
                .throwIfAny();
    }

    /** Returns the last day to see to it. */
    public LocalDate latest() {
        return on.minus(notice);
    }
}
