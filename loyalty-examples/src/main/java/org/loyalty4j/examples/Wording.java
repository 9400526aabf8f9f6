package org.loyalty4j.examples;

import static java.math.RoundingMode.HALF_UP;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.BreakIterator;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.Locale;

/** Numbers and dates as a shop owner reads them, the same on every machine. */
final class Wording {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final String[] UNITS = {"", "k", "M", "B", "T"};
    private static final MathContext THREE_DIGITS = new MathContext(3, HALF_UP);

    private Wording() {}

    /** As in 264,942. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With thousands apart, as in 244,091.94. */
    static String number(BigDecimal number, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }

    /** Counts with their noun, as in 1 customer, 2 customers. */
    static String counted(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** Three digits and a unit, as in 265k; for places where the whole number has no room. */
    static String compact(BigDecimal number) {
        BigDecimal left = number.round(THREE_DIGITS);
        for (String unit : UNITS) {
            if (left.abs().compareTo(THOUSAND) < 0) {
                return left.stripTrailingZeros().toPlainString() + unit;
            }
            left = left.movePointLeft(3);
        }
        BigDecimal rounded = number.round(THREE_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }

    /** Whole percent; what is more than nothing is never called 0%, and less than all never 100%. */
    static String share(BigDecimal part, BigDecimal whole) {
        if (part.signum() == 0 || whole.signum() == 0) {
            return "0%";
        }
        BigDecimal percent = part.movePointRight(2).divide(whole, 0, HALF_UP);
        if (percent.signum() == 0) {
            return "<1%";
        }
        boolean nearlyAll = part.compareTo(whole) < 0 && percent.compareTo(HUNDRED) == 0;
        return nearlyAll ? ">99%" : percent.toPlainString() + "%";
    }

    static String share(long part, long whole) {
        return share(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    /** As in 30 Jun 1998. */
    static String day(LocalDate day) {
        return day.getDayOfMonth() + " " + month(YearMonth.from(day));
    }

    /** As in Jun 1998. */
    static String month(YearMonth month) {
        return shortName(month.getMonth()) + " " + month.getYear();
    }

    /** As in Jun: the names of a locale may change with the Java version. */
    static String shortName(Month month) {
        return month.name().charAt(0) + month.name().substring(1, 3).toLowerCase(Locale.ROOT);
    }

    /**
     * Cuts a text to a width, at the end of a whole character as a reader sees it.
     *
     * @param tenths the room in tenths of the type size
     */
    static String shortened(String text, int tenths) {
        String oneLine = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(oneLine);
        int room = tenths;
        int from = characters.first();
        for (int to = characters.next(); to != BreakIterator.DONE; to = characters.next()) {
            room -= width(oneLine.codePointAt(from));
            if (room < 0) {
                return oneLine.substring(0, from).stripTrailing() + "…";
            }
            from = to;
        }
        return oneLine;
    }

    private static int width(int point) {
        if (point >= 0x250) {
            return point < 0x1100 ? 8 : 10;
        }
        if ("MW@%m".indexOf(point) >= 0) {
            return 10;
        }
        return Character.isUpperCase(point) || point == 'w' ? 8 : 6;
    }
}
