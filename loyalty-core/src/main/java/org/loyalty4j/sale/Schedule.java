package org.loyalty4j.sale;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * When something is valid: between two dates, and within hours of the week. All that is asked is which date and time the
 * clock on the shop's wall shows, so that there is an answer for every instant and zone, over changes of the clock, too:
 *
 * <ul>
 *   <li>Hours begin with the time they name and end before the other: from 14:00 until 18:00, 14:00 is inside and 18:00
 *       is not.
 *   <li>Hours whose end is not after their beginning end on the next date, and belong to the weekday and the date on
 *       which they begin: 22:00 until 02:00 on Fridays holds on Saturday at 01:00, and on the date after the last one,
 *       too; it does not hold on the first date at 01:00.
 *   <li>Times that are left out when the clock is put forward are never shown: where 02:00 is followed by 03:00, hours
 *       from 02:30 until 05:00 begin at 03:00, and hours from 02:10 until 02:50 are not at all on that date. A date that
 *       a zone left out never is.
 *   <li>Times that come twice when the clock is put back count both times: hours from 02:00 until 03:00 last two hours.
 * </ul>
 *
 * @param first the first date, from 1900 to 2200, or null for any
 * @param last the last date, from 1900 to 2200, itself inside, or null for any
 * @param hours at most {@value #HOURS_MAX}, of which one has to hold; none for all day long
 */
public record Schedule(@Nullable LocalDate first, @Nullable LocalDate last, List<Hours> hours) {

    /** The most hours of a schedule. */
    public static final int HOURS_MAX = 100;

    private static final Schedule ALWAYS = new Schedule(null, null, List.of());

    /**
     * Hours on some days of the week.
     *
     * @param days the days on which they begin, at least one
     * @param from the first time that is inside
     * @param until the first time that is not inside any more, on the next date if it is not after {@code from}; midnight
     *     for the end of the day
     */
    public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime until) {

        /**
         * Copies and checks the parts.
         *
         * @throws InvalidRequestException if there is no day, or it ends as it begins at another time than midnight
         */
        public Hours {
            new Violations()
                    .required("hours.days", days)
                    .required("hours.from", from)
                    .required("hours.until", until)
                    .throwIfAny();
            days = Set.copyOf(days);
            new Violations()
                    .check(!days.isEmpty(), "hours.days", Code.REQUIRED, "at least one day is required")
                    .check(
                            !from.equals(until) || from.equals(LocalTime.MIDNIGHT),
                            "hours.until",
                            Code.EMPTY_RANGE,
                            "hours end at another time than they begin; a whole day is 00:00 until 00:00")
                    .throwIfAny();
        }

        private boolean endsNextDate() {
            return !until.isAfter(from);
        }

        private boolean holdsOnItsDate(DayOfWeek day, LocalTime time) {
            return days.contains(day) && !time.isBefore(from) && (endsNextDate() || time.isBefore(until));
        }

        private boolean holdsOnNextDate(DayOfWeek dayBefore, LocalTime time) {
            return days.contains(dayBefore) && endsNextDate() && time.isBefore(until);
        }
    }

    /**
     * Copies and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Schedule {
        new Violations().required("schedule.hours", hours).throwIfAny();
        new Violations().eachRequired("schedule.hours", hours).throwIfAny();
        hours = List.copyOf(hours);
        new Violations()
                .atMost("schedule.hours", hours, HOURS_MAX)
                .check(isKnown(first), "schedule.first", Code.TIME_OUT_OF_RANGE, "the years 1900 to 2200 are accepted")
                .check(isKnown(last), "schedule.last", Code.TIME_OUT_OF_RANGE, "the years 1900 to 2200 are accepted")
                .check(
                        first == null || last == null || !last.isBefore(first),
                        "schedule.last",
                        Code.EMPTY_RANGE,
                        "the last date cannot be before the first")
                .throwIfAny();
    }

    private static boolean isKnown(@Nullable LocalDate date) {
        return date == null || (date.getYear() >= 1900 && date.getYear() <= 2200);
    }

    /** Returns a schedule that always holds, to be narrowed. */
    public static Schedule always() {
        return ALWAYS;
    }

    /** Returns a schedule of all dates from one on. */
    public static Schedule from(LocalDate first) {
        return ALWAYS.within(first, null);
    }

    /** Returns a schedule of all dates up to one, which is inside. */
    public static Schedule through(LocalDate last) {
        return ALWAYS.within(null, last);
    }

    /** Returns a schedule of the dates from one to another, both inside. */
    public static Schedule between(LocalDate first, LocalDate last) {
        return ALWAYS.within(first, last);
    }

    /** Returns a schedule of hours on some days of the week. */
    public static Schedule weekly(LocalTime from, LocalTime until, DayOfWeek day, DayOfWeek... more) {
        return ALWAYS.and(from, until, day, more);
    }

    /** Returns this schedule between other dates. */
    public Schedule within(@Nullable LocalDate firstDate, @Nullable LocalDate lastDate) {
        return new Schedule(firstDate, lastDate, hours);
    }

    /** Returns this schedule with more hours in which it holds. */
    public Schedule and(LocalTime from, LocalTime until, DayOfWeek day, DayOfWeek... more) {
        List<Hours> all = new ArrayList<>(hours);
        all.add(new Hours(EnumSet.of(day, more), from, until));
        return new Schedule(first, last, all);
    }

    /**
     * Says whether it holds.
     *
     * @param shown the date and time that the clock on the shop's wall shows
     */
    public boolean holds(LocalDateTime shown) {
        LocalDate date = shown.toLocalDate();
        if (hours.isEmpty()) {
            return isInside(date);
        }
        LocalDate dateBefore = date.minusDays(1);
        boolean today = isInside(date);
        boolean fromBefore = isInside(dateBefore);
        LocalTime time = shown.toLocalTime();
        for (Hours part : hours) {
            if ((today && part.holdsOnItsDate(date.getDayOfWeek(), time))
                    || (fromBefore && part.holdsOnNextDate(dateBefore.getDayOfWeek(), time))) {
                return true;
            }
        }
        return false;
    }

    private boolean isInside(LocalDate date) {
        return (first == null || !date.isBefore(first)) && (last == null || !date.isAfter(last));
    }
}
