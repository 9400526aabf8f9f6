package org.loyalty4j.tier;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.IsoFields;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;

/**
 * When something that lasts a calendar period ends. The period is added to the starting <em>date</em>
 * ({@link LocalDate#plus(java.time.temporal.TemporalAmount)}: 31 January and one month is the last day of February); the
 * edge says where on the date so found the end lies.
 *
 * @param period how long, zero to 200 years
 * @param edge where the end lies
 */
public record PeriodEnd(Period period, Edge edge) {

    private static final int MONTHS_MAX = 200 * 12;

    private static final int DAYS_MAX = 200 * 366;

    /** Where on or after the date found the end lies. */
    public enum Edge {
        /** With the first instant of the date itself: the day before is the last one. */
        START_OF_DAY,
        /** With the end of the date: it is the last day. */
        END_OF_DAY,
        /** With the end of the month that contains the date, even its first day. */
        END_OF_MONTH,
        /** With the end of the quarter that contains the date. */
        END_OF_QUARTER,
        /** With the end of the year that contains the date. */
        END_OF_YEAR
    }

    /**
     * Checks the period.
     *
     * @throws InvalidRequestException if a part of it is negative, it is longer than 200 years, or it ends as it begins
     */
    public PeriodEnd {
        boolean inRange = period.getYears() >= 0
                && period.getMonths() >= 0
                && period.getDays() >= 0
                && period.toTotalMonths() <= MONTHS_MAX
                && period.getDays() <= DAYS_MAX;
        if (!inRange || (period.isZero() && edge == Edge.START_OF_DAY)) {
            throw new InvalidRequestException(
                    "period",
                    Code.DURATION_OUT_OF_RANGE,
                    "a period from 0 to 200 years is accepted, and 0 only with" + " an edge that lies after its start");
        }
    }

    /** Makes an end with the first instant of a date. */
    public static PeriodEnd startOfDay(Period period) {
        return new PeriodEnd(period, Edge.START_OF_DAY);
    }

    /** Makes an end with the end of a date. */
    public static PeriodEnd endOfDay(Period period) {
        return new PeriodEnd(period, Edge.END_OF_DAY);
    }

    /** Makes an end with the end of a month. */
    public static PeriodEnd endOfMonth(Period period) {
        return new PeriodEnd(period, Edge.END_OF_MONTH);
    }

    /**
     * Returns the first date that is not covered any more.
     *
     * @param start the date the period is counted from
     */
    public LocalDate firstDayAfter(LocalDate start) {
        LocalDate end = start.plus(period);
        return switch (edge) {
            case START_OF_DAY -> end;
            case END_OF_DAY -> end.plusDays(1);
            case END_OF_MONTH -> end.withDayOfMonth(1).plusMonths(1);
            case END_OF_QUARTER -> end.with(IsoFields.DAY_OF_QUARTER, 1).plusMonths(3);
            case END_OF_YEAR -> end.withDayOfYear(1).plusYears(1);
        };
    }
}
