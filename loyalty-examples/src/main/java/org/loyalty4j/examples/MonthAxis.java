package org.loyalty4j.examples;

import static java.time.temporal.ChronoField.PROLEPTIC_MONTH;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * A level axis of months in equal columns; a span too long for that is cut into years, decades or more.
 *
 * @param start the first month of the first column, counted from the year 0
 * @param months the months of one column
 * @param columns how many columns, 0 or more
 */
record MonthAxis(long start, int months, int columns) {

    /** 35 years of single months; more could not be told apart. */
    private static final int COLUMNS_MAX = 420;

    private static final int[] STRIDES = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000};

    /**
     * What stands below a column.
     *
     * @param upper the month, or the year where months are left out
     * @param lower the year below its first month, else empty
     */
    record Label(int column, String upper, String lower) {}

    /** From the first of these to the last; they are in order, and may be none. */
    static MonthAxis of(List<YearMonth> months) {
        return months.isEmpty() ? new MonthAxis(0, 1, 0) : spanning(months.get(0), months.get(months.size() - 1));
    }

    static MonthAxis spanning(YearMonth first, YearMonth last) {
        long from = first.getLong(PROLEPTIC_MONTH);
        long to = last.getLong(PROLEPTIC_MONTH);
        int months = 1;
        while (columns(from, to, months) > COLUMNS_MAX) {
            months *= months == 1 ? 12 : 10;
        }
        return new MonthAxis(Math.floorDiv(from, months) * months, months, (int) columns(from, to, months));
    }

    int columnOf(YearMonth month) {
        return (int) Math.floorDiv(month.getLong(PROLEPTIC_MONTH) - start, months);
    }

    /** What the column covers, as in Mar 1997, 1997, or 1990 to 1999. */
    String name(int column) {
        YearMonth first = monthAt(column);
        if (months == 1) {
            return Wording.month(first);
        }
        YearMonth last = monthAt(column + 1).minusMonths(1);
        return first.getYear() == last.getYear() ? "" + first.getYear() : first.getYear() + " to " + last.getYear();
    }

    /** At most this many labels, on round dates. */
    List<Label> labels(int most) {
        int stride = strideFor(most);
        List<Label> labels = new ArrayList<>();
        int yearBefore = Integer.MIN_VALUE;
        for (int column = 0; column < columns; column++) {
            if (Math.floorMod(start + (long) column * months, stride) == 0) {
                YearMonth month = monthAt(column);
                boolean sameYear = month.getYear() == yearBefore;
                yearBefore = month.getYear();
                labels.add(
                        stride >= 12
                                ? new Label(column, "" + yearBefore, "")
                                : new Label(
                                        column, Wording.shortName(month.getMonth()), sameYear ? "" : "" + yearBefore));
            }
        }
        return labels;
    }

    private int strideFor(int most) {
        for (int stride : STRIDES) {
            if (stride >= months && columns(start, start + (long) columns * months - 1, stride) <= most) {
                return stride;
            }
        }
        return STRIDES[STRIDES.length - 1];
    }

    private YearMonth monthAt(int column) {
        return YearMonth.of(0, 1).plusMonths(start + (long) column * months);
    }

    private static long columns(long from, long to, int months) {
        return Math.floorDiv(to, months) - Math.floorDiv(from, months) + 1;
    }
}
