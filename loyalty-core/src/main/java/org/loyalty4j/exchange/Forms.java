package org.loyalty4j.exchange;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * How a file writes its cells. Nothing is guessed: a cell of another form is a mistake.
 *
 * @param separator what stands between two cells
 * @param date the pattern of dates as {@link DateTimeFormatter} has them, such as {@code dd.MM.yyyy}, or null for ISO 8601
 * @param time the pattern of times, with or without an offset, or null for ISO 8601
 * @param decimal what stands before the decimals of a number
 * @param grouping what stands between each three digits of a number where it is written, or 0 for nothing
 * @param zone in which zone times without an offset are, and where a day begins that stands for a time; or null where there are
 *     none. A time that a clock left out counts as much later as the clock was put forward, one that it showed twice as the first
 * @param list what stands between two texts of one cell
 * @param yes how a flag says yes, in small or capital letters
 * @param no how a flag says no
 */
public record Forms(
        char separator,
        @Nullable String date,
        @Nullable String time,
        char decimal,
        char grouping,
        @Nullable ZoneId zone,
        char list,
        String yes,
        String no) {

    /** Commas, ISO 8601, points before decimals, bars between texts of a cell, {@code true} and {@code false}. */
    public static final Forms ISO = new Forms(',', null, null, '.', (char) 0, null, '|', "true", "false");

    /** The most characters of a date, a time or a number. */
    private static final int SHORT_MAX = 100;

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(?:\\.[0-9]{1,30})?");
    private static final Pattern GROUPED = Pattern.compile("[+-]?[0-9]{1,3}(?:g[0-9]{3})+(?:\\.[0-9]{1,30})?");

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Forms {
        Violations violations = new Violations().required("yes", yes).required("no", no);
        violations
                .check(
                        separator != '"' && separator != '\n' && separator != '\r',
                        "separator",
                        Code.BAD_CHARACTER,
                        "neither a quote nor the end of a line parts cells")
                .check(
                        decimal != grouping && !Character.isDigit(decimal) && !Character.isDigit(grouping),
                        "decimal",
                        Code.BAD_CHARACTER,
                        "decimals and groups need signs of their own")
                .throwIfAny();
        check(violations, "date", date);
        check(violations, "time", time);
        violations.throwIfAny();
    }

    private static void check(Violations violations, String path, @Nullable String pattern) {
        if (pattern != null) {
            try {
                formatter(pattern);
            } catch (IllegalArgumentException unknown) {
                violations.add(path, Code.BAD_TYPE, "not a pattern of dates and times");
            }
        }
    }

    /** Returns these forms with another separator, such as a semicolon or a tabulator. */
    public Forms separatedBy(char sign) {
        return new Forms(sign, date, time, decimal, grouping, zone, list, yes, no);
    }

    /** Returns these forms with another pattern of dates. */
    public Forms dates(String pattern) {
        return new Forms(separator, pattern, time, decimal, grouping, zone, list, yes, no);
    }

    /** Returns these forms with another pattern of times. */
    public Forms times(String pattern) {
        return new Forms(separator, date, pattern, decimal, grouping, zone, list, yes, no);
    }

    /** Returns these forms with other signs in numbers. */
    public Forms numbers(char beforeDecimals, char betweenThree) {
        return new Forms(separator, date, time, beforeDecimals, betweenThree, zone, list, yes, no);
    }

    /** Returns these forms with a zone of times without an offset. */
    public Forms in(ZoneId place) {
        return new Forms(separator, date, time, decimal, grouping, place, list, yes, no);
    }

    /** Returns these forms with another sign between texts of a cell. */
    public Forms lists(char sign) {
        return new Forms(separator, date, time, decimal, grouping, zone, sign, yes, no);
    }

    /** Returns these forms with other words of flags. */
    public Forms flags(String forYes, String forNo) {
        return new Forms(separator, date, time, decimal, grouping, zone, list, forYes, forNo);
    }

    /** A year is written with y by most, which would ask for an era. */
    private static DateTimeFormatter formatter(String pattern) {
        StringBuilder years = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            quoted ^= letter == '\'';
            years.append(letter == 'y' && !quoted ? 'u' : letter);
        }
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(years.toString())
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    LocalDate dateOf(String path, String cell) {
        checkShort(path, cell);
        LocalDate found = parsedDate(cell.strip());
        if (found == null) {
            throw new InvalidRequestException(
                    path, Code.BAD_DATE, "not a date of the form " + (date == null ? "2026-03-01" : date));
        }
        return found;
    }

    private @Nullable LocalDate parsedDate(String cell) {
        try {
            return LocalDate.parse(cell, date == null ? DateTimeFormatter.ISO_LOCAL_DATE : formatter(date));
        } catch (DateTimeException other) {
            return null;
        }
    }

    /** Returns an instant: of a time, or of a date its first. */
    Instant instantOf(String path, String cell) {
        checkShort(path, cell);
        String text = cell.strip();
        TemporalAccessor found = parsedTime(text);
        if (found instanceof ZonedDateTime fixed) {
            return fixed.toInstant();
        }
        LocalDate day = found == null ? parsedDate(text) : null;
        if (found == null && day == null) {
            throw new InvalidRequestException(
                    path,
                    Code.BAD_DATE,
                    "neither a time of the form " + (time == null ? "2026-03-01T10:15:00+01:00" : time)
                            + " nor a date of the form " + (date == null ? "2026-03-01" : date));
        }
        if (zone == null) {
            throw new InvalidRequestException(
                    path, Code.UNKNOWN_ZONE, "a time without an offset needs a zone; say which, with Forms.in");
        }
        return found instanceof LocalDateTime local
                ? local.atZone(zone).toInstant()
                : startOf(day == null ? LocalDate.EPOCH : day, zone);
    }

    /** Returns the instant after a day. */
    Instant endOf(String path, String cell) {
        LocalDate day = dateOf(path, cell);
        if (zone == null) {
            throw new InvalidRequestException(
                    path, Code.UNKNOWN_ZONE, "the end of a day needs a zone; say which, with Forms.in");
        }
        return startOf(day.plusDays(1), zone);
    }

    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private @Nullable TemporalAccessor parsedTime(String text) {
        try {
            DateTimeFormatter form = time == null ? DateTimeFormatter.ISO_DATE_TIME : formatter(time);
            return form.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
        } catch (DateTimeException other) {
            return null;
        }
    }

    BigDecimal numberOf(String path, String cell) {
        checkShort(path, cell);
        String text = cell.strip();
        boolean foreign = (decimal != '.' && text.indexOf('.') >= 0 && grouping != '.') || text.indexOf('g') >= 0;
        String plain = grouping == 0 ? text : text.replace(grouping, 'g');
        plain = decimal == '.' ? plain : plain.replace(decimal, '.');
        if (foreign
                || !(NUMBER.matcher(plain).matches() || GROUPED.matcher(plain).matches())) {
            throw new InvalidRequestException(
                    path, Code.BAD_TYPE, "not a number with digits 0-9 and " + decimal + " before its decimals");
        }
        return new BigDecimal(plain.replace("g", ""));
    }

    boolean flagOf(String path, String cell) {
        String text = cell.strip();
        if (text.equalsIgnoreCase(yes) || text.equalsIgnoreCase(no)) {
            return text.equalsIgnoreCase(yes);
        }
        throw new InvalidRequestException(path, Code.BAD_TYPE, "neither " + yes + " nor " + no);
    }

    List<String> textsOf(String cell) {
        return List.of(cell.split(Pattern.quote(String.valueOf(list)), -1)).stream()
                .filter(text -> !text.isBlank())
                .toList();
    }

    private static void checkShort(String path, String cell) {
        new Violations()
                .check(
                        cell.length() <= SHORT_MAX,
                        path,
                        Code.TOO_LONG,
                        "at most " + SHORT_MAX + " characters are accepted")
                .throwIfAny();
    }
}
