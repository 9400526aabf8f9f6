package org.loyalty4j.tier;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Optional;
import org.loyalty4j.tier.TierLadder.Window;

/** Where windows begin and end in the calendar. */
final class WindowDates {

    private WindowDates() {}

    /** Returns the last date before the days that count on a day, {@link Standing#NO_DAY} when all days count. */
    static LocalDate firstOf(Window window, LocalDate day, LocalDate joined) {
        return switch (window.kind()) {
            case ROLLING -> day.minus(window.period());
            case CALENDAR_YEAR -> day.withDayOfYear(1).minusDays(1);
            case CALENDAR_MONTH -> day.withDayOfMonth(1).minusDays(1);
            case CALENDAR_QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1).minusDays(1);
            case CALENDAR_HALF -> half(day).minusDays(1);
            case MEMBERSHIP_YEAR -> anniversary(day, joined, 0).minusDays(1);
            case LIFETIME, SINCE_CHANGE -> Standing.NO_DAY;
        };
    }

    /** Returns the last date of a window of the calendar that a day is in. */
    static Optional<LocalDate> lastOf(Window window, LocalDate day, LocalDate joined) {
        return switch (window.kind()) {
            case CALENDAR_YEAR -> Optional.of(day.withDayOfYear(1).plusYears(1).minusDays(1));
            case CALENDAR_MONTH ->
                Optional.of(day.withDayOfMonth(1).plusMonths(1).minusDays(1));
            case CALENDAR_QUARTER ->
                Optional.of(day.with(IsoFields.DAY_OF_QUARTER, 1).plusMonths(3).minusDays(1));
            case CALENDAR_HALF -> Optional.of(half(day).plusMonths(6).minusDays(1));
            case MEMBERSHIP_YEAR -> Optional.of(anniversary(day, joined, 1).minusDays(1));
            case ROLLING, LIFETIME, SINCE_CHANGE -> Optional.empty();
        };
    }

    private static LocalDate half(LocalDate day) {
        return LocalDate.of(day.getYear(), day.getMonthValue() <= 6 ? 1 : 7, 1);
    }

    /**
     * Returns the last anniversary of joining up to a day, or one that many years later. Years are added to the date of
     * joining itself, so that 29 February comes back every four years.
     */
    private static LocalDate anniversary(LocalDate day, LocalDate joined, int later) {
        int years = day.getYear() - joined.getYear();
        return joined.plusYears(joined.plusYears(years).isAfter(day) ? years - 1L + later : (long) years + later);
    }
}
