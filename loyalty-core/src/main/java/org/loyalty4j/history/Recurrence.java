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
 * @param anchor the day that the first one was due on, or null where this is the first: the 31st of January is followed by the
 *     28th of February and the 31st of March
 * @param done how often it has come again, from 0
 */
public record Recurrence(
        Period every,
        Basis from,
        @Nullable LocalDate until,
        @Nullable Integer times,
        @Nullable LocalDate anchor,
        int done) {

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
                .check(done >= 0 && done <= 1_000_000, "recurrence.done", Code.BAD_SCHEDULE, "it is counted from 0")
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
        return new Recurrence(every, Basis.DUE, null, null, null, 0);
    }

    /** A task comes again a time after it was done. */
    public static Recurrence afterCompletion(Period every) {
        return new Recurrence(every, Basis.COMPLETION, null, null, null, 0);
    }

    /** Returns this, ending with a day. */
    public Recurrence until(LocalDate last) {
        return new Recurrence(every, from, last, times, anchor, done);
    }

    /** Returns this, ending after some more times. */
    public Recurrence times(int more) {
        return new Recurrence(every, from, until, more, anchor, done);
    }

    /** Returns the day after one that it was due on and one that it was done on. */
    LocalDate following(LocalDate due, LocalDate completed) {
        if (from == Basis.COMPLETION) {
            return completed.plus(every);
        }
        return (anchor == null ? due : anchor).plus(every.multipliedBy(done + 1));
    }

    /** Returns what is left of this once the task has come again, or null if it does not. */
    @Nullable
    Recurrence next(LocalDate due) {
        if (times != null && times == 1) {
            return null;
        }
        return new Recurrence(
                every, from, until, times == null ? null : times - 1, anchor == null ? due : anchor, done + 1);
    }
}
