package org.loyalty4j.history;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * That a task comes again once it is done.
 *
 * @param every after which time, at least a day and at most ten years
 * @param from whether the time counts from the day it was due on or from the one it was done on
 * @param until the last day that it is due on, or null
 * @param times how often it comes again, 1 to {@value #TIMES_MAX}, or null for no limit
 */
public record Recurrence(
        Period every,
        Basis from,
        @Nullable LocalDate until,
        @Nullable Integer times) {

    /** The most times. */
    public static final int TIMES_MAX = 10_000;

    /** What a time counts from. */
    public enum Basis {
        /** The day it was due on. */
        DUE,
        /** The day it was done on. */
        COMPLETION
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Recurrence {
        Violations violations =
                new Violations().required("recurrence.every", every).required("recurrence.from", from);
        violations.throwIfAny();
        violations
                .check(
                        isTime(every) && !every.isZero(),
                        "recurrence.every",
                        Code.BAD_SCHEDULE,
                        "at least a day and at most ten years are accepted")
                .check(
                        times == null || (times >= 1 && times <= TIMES_MAX),
                        "recurrence.times",
                        Code.BAD_SCHEDULE,
                        "1 to " + TIMES_MAX + " are accepted")
                .throwIfAny();
    }

    /** Says whether a period goes forward, and for ten years at most. */
    static boolean isTime(Period period) {
        return period.getDays() >= 0
                && period.getMonths() >= 0
                && period.getYears() >= 0
                && period.getDays() <= 3_660
                && period.toTotalMonths() <= 120;
    }

    /** A task comes again a time after the day that it was due on. */
    public static Recurrence afterDue(Period every) {
        return new Recurrence(every, Basis.DUE, null, null);
    }

    /** A task comes again a time after it was done. */
    public static Recurrence afterCompletion(Period every) {
        return new Recurrence(every, Basis.COMPLETION, null, null);
    }

    /** Returns this, ending with a day. */
    public Recurrence until(LocalDate last) {
        return new Recurrence(every, from, last, times);
    }

    /** Returns this, ending after some more times. */
    public Recurrence times(int more) {
        return new Recurrence(every, from, until, more);
    }

    /** Returns what is left of this once the task has come again, or null if it does not. */
    @Nullable
    Recurrence next() {
        if (times == null) {
            return this;
        }
        return times == 1 ? null : new Recurrence(every, from, until, times - 1);
    }
}
