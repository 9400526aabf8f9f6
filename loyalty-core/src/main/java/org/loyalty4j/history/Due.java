package org.loyalty4j.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * Until when something is to be done: a day in a time zone, or a moment.
 *
 * @param date the last day on which it is in time, or null
 * @param moment the instant until which it is in time, or null; one of both is given
 * @param zone the time zone of the day, and of the day that the moment falls on
 */
public record Due(@Nullable LocalDate date, @Nullable Instant moment, ZoneId zone) {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Due {
        Violations violations = new Violations()
                .required("due.zone", zone)
                .check(
                        (date == null) != (moment == null),
                        "due",
                        Code.REQUIRED,
                        "either a day or a moment is required");
        moment = violations.instant("due.moment", moment);
        violations
                .check(
                        date == null || (date.getYear() >= 1900 && date.getYear() <= 2200),
                        "due.date",
                        Code.TIME_OUT_OF_RANGE,
                        "the years 1900 to 2200 are accepted")
                .throwIfAny();
    }

    /** Something is to be done on a day at the latest. */
    public static Due on(LocalDate date, ZoneId zone) {
        return new Due(date, null, zone);
    }

    /** Something is to be done by a moment. */
    public static Due at(Instant moment, ZoneId zone) {
        return new Due(null, moment, zone);
    }

    /** Returns the first instant at which it is too late: for a day the start of the next one. */
    public Instant deadline() {
        if (moment != null) {
            return moment;
        }
        return day().plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Returns the day, for a moment the one that it falls on. */
    public LocalDate day() {
        return date != null ? date : LocalDate.ofInstant(moment == null ? Instant.EPOCH : moment, zone);
    }

    /** Says whether it is too late at an instant. */
    public boolean isOver(Instant at) {
        return !at.isBefore(deadline());
    }

    /** Returns the same on another day; a moment keeps its time of day. */
    public Due on(LocalDate other) {
        return moment == null
                ? on(other, zone)
                : at(
                        other.atTime(moment.atZone(zone).toLocalTime())
                                .atZone(zone)
                                .toInstant(),
                        zone);
    }

    /** Returns the same a while later, by the calendar. */
    public Due plus(Period period) {
        return on(day().plus(period));
    }
}
