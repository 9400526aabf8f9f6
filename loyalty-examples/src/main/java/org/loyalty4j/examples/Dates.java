package org.loyalty4j.examples;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates as files and options write them. */
final class Dates {

    private static final Pattern FORM = Pattern.compile("([0-9]{4})(-?)([0-9]{2})\\2([0-9]{2})");
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    private Dates() {}

    /** Returns the date of a text such as {@code 1997-01-18} or {@code 19970118}, if it is one of the years 1900 to 2200. */
    static Optional<LocalDate> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(parts.group(1));
        int month = Integer.parseInt(parts.group(3));
        int day = Integer.parseInt(parts.group(4));
        boolean isDate = year >= FIRST_YEAR
                && year <= LAST_YEAR
                && month >= 1
                && month <= 12
                && YearMonth.of(year, month).isValidDay(day);
        return isDate ? Optional.of(LocalDate.of(year, month, day)) : Optional.empty();
    }
}
