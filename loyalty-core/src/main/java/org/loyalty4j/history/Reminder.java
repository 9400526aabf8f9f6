package org.loyalty4j.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * When somebody is to be reminded: at an instant, a while before the deadline, or every day.
 *
 * @param at the instant, or null
 * @param before how long before the deadline, or null; for something due on a day that is before the end of the day
 * @param daily the time of day, or null
 * @param from the first day for {@code daily}, otherwise null
 * @param zone the time zone for {@code daily}, otherwise null
 */
public record Reminder(
        @Nullable Instant at,
        @Nullable Duration before,
        @Nullable LocalTime daily,
        @Nullable LocalDate from,
        @Nullable ZoneId zone) {

    private static final Duration LONGEST = Duration.ofDays(3_660);

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Reminder {
        Violations violations = new Violations();
        at = violations.instant("reminder.at", at);
        int given = (at == null ? 0 : 1) + (before == null ? 0 : 1) + (daily == null ? 0 : 1);
        violations
                .check(given == 1, "reminder", Code.BAD_SCHEDULE, "an instant, a while before, or a time of day")
                .check(
                        daily == null ? from == null && zone == null : from != null && zone != null,
                        "reminder.daily",
                        Code.BAD_SCHEDULE,
                        "a time of day goes with its first day and a zone")
                .check(
                        before == null || (!before.isNegative() && before.compareTo(LONGEST) <= 0),
                        "reminder.before",
                        Code.DURATION_OUT_OF_RANGE,
                        "0 to " + LONGEST.toDays() + " days are accepted")
                .throwIfAny();
        violations
                .check(
                        from == null || (from.getYear() >= 1900 && from.getYear() <= 2200),
                        "reminder.from",
                        Code.TIME_OUT_OF_RANGE,
                        "the years 1900 to 2200 are accepted")
                .throwIfAny();
        before = before == null ? null : before.truncatedTo(ChronoUnit.MICROS);
        daily = daily == null ? null : daily.truncatedTo(ChronoUnit.MINUTES);
    }

    /** Reminds once, at an instant. */
    public static Reminder at(Instant instant) {
        return new Reminder(instant, null, null, null, null);
    }

    /** Reminds once, a while before the deadline. */
    public static Reminder before(Duration ahead) {
        return new Reminder(null, ahead, null, null, null);
    }

    /** Reminds on every day from one on, at a time of day to the minute, until it is done. */
    public static Reminder daily(LocalTime time, LocalDate first, ZoneId where) {
        return new Reminder(null, null, time, first, where);
    }

    /** Returns this for a task that is due on another day; an instant comes only once. */
    @Nullable
    Reminder moved(LocalDate before, LocalDate after) {
        if (at != null) {
            return null;
        }
        return from == null
                ? this
                : new Reminder(null, null, daily, from.plusDays(ChronoUnit.DAYS.between(before, after)), zone);
    }

    /**
     * Returns the next instant to remind at after another one, or null if there is none. On a day whose clocks pass over the
     * time it comes that much later; on a day that has the time twice, the first time.
     *
     * @param due until when it is to be done, or null
     */
    @Nullable
    Instant after(Instant last, @Nullable Due due) {
        if (daily != null && from != null && zone != null) {
            LocalDate day = LocalDate.ofInstant(last, zone).minusDays(1);
            day = day.isBefore(from) ? from : day;
            Instant next = day.atTime(daily).atZone(zone).toInstant();
            while (!next.isAfter(last)) {
                day = day.plusDays(1);
                next = day.atTime(daily).atZone(zone).toInstant();
            }
            return next;
        }
        Instant once = at;
        if (before != null && due != null) {
            once = due.deadline().minus(before);
        }
        return once != null && once.isAfter(last) ? once : null;
    }
}
