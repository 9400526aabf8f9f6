package org.loyalty4j.history;

import java.time.LocalDate;

/** Which days people work on. An implementation is safe for use by many threads. */
@FunctionalInterface
public interface BusinessCalendar {

    /** Every day is one to work on. */
    BusinessCalendar EVERY_DAY = date -> true;

    /** Says whether people work on a day. */
    boolean isOpen(LocalDate date);

    /** Returns a day, or the next one to work on; after a year without any, the day itself. */
    default LocalDate onOrAfter(LocalDate date) {
        LocalDate day = date;
        for (int i = 0; i < 366; i++) {
            if (isOpen(day)) {
                return day;
            }
            day = day.plusDays(1);
        }
        return date;
    }
}
