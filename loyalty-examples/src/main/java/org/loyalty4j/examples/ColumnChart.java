package org.loyalty4j.examples;

import static org.loyalty4j.examples.Drawing.decimal;
import static org.loyalty4j.examples.Drawing.percent;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Upright bars over months; a series may hang below the zero line. */
final class ColumnChart {

    /** Above, along and below the bars, in pixels. */
    private static final long HEAD = 18;

    private static final long PLOT = 230;
    private static final long FOOT = 40;

    /** Beyond this many columns they touch. */
    private static final int LOOSE_MAX = 60;

    /** Beyond this many columns there is no room for their values. */
    private static final int WRITTEN_MAX = 13;

    private static final int WRITTEN_SLIM_MAX = 6;

    /** A few columns do not become wide blocks: hundredths of a percent. */
    private static final long WIDEST = 9_00;

    /** A small value stays visible beside a large one: hundredths of a pixel. */
    private static final long SHORTEST = 2_00;

    private final MonthAxis axis;
    private final Measure measure;
    private final List<Series> series;
    private final List<List<BigDecimal>> columns = new ArrayList<>();

    /**
     * One colour of the chart.
     *
     * @param paint a colour of the style sheet
     * @param below whether it hangs below zero
     */
    record Series(String name, String paint, boolean below) {}

    ColumnChart(MonthAxis axis, Measure measure, List<Series> series) {
        this.axis = axis;
        this.measure = measure;
        this.series = series;
        for (int column = 0; column < axis.columns(); column++) {
            columns.add(new ArrayList<>(Collections.nCopies(series.size(), BigDecimal.ZERO)));
        }
    }

    /** Adds to what the month's column shows, one value for each series; none is negative. */
    void add(YearMonth month, List<BigDecimal> values) {
        List<BigDecimal> column = columns.get(axis.columnOf(month));
        for (int i = 0; i < values.size(); i++) {
            column.set(i, column.get(i).add(values.get(i)));
        }
    }

    void draw(Markup page, String id, Drawing.Caption caption) {
        Drawing.open(page, "columns", id, caption, HEAD + PLOT + FOOT);
        Scale scale = Scale.reaching(largest(false), largest(true), PLOT * 100);
        if (largest(false).signum() == 0 && largest(true).signum() == 0) {
            Drawing.nothing(page, HEAD + PLOT / 2);
        } else {
            drawLines(page, scale);
            for (int column = 0; column < columns.size(); column++) {
                drawColumn(page, scale, column);
            }
        }
        drawZero(page, scale);
        drawLabels(page, "wide", 16);
        drawLabels(page, "slim", 6);
        page.close();
    }

    private BigDecimal largest(boolean below) {
        return columns.stream().map(column -> sum(column, below)).reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    private BigDecimal sum(List<BigDecimal> column, boolean below) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < series.size(); i++) {
            if (series.get(i).below() == below) {
                sum = sum.add(column.get(i));
            }
        }
        return sum;
    }

    private void drawLines(Markup page, Scale scale) {
        for (int line = -scale.down(); line <= scale.up(); line++) {
            BigDecimal value = scale.valueAt(line);
            String y = decimal(HEAD * 100 + scale.fall(value));
            page.empty("line", "class", "grid", "x1", "0", "x2", "100%", "y1", y, "y2", y);
            page.leaf("text", measure.compact(value.abs()), "class", "tick", "x", "-8", "y", y, "dy", "0.32em");
        }
    }

    private void drawZero(Markup page, Scale scale) {
        String y = decimal(HEAD * 100 + scale.fall(BigDecimal.ZERO));
        page.empty("line", "class", "zero", "x1", "0", "x2", "100%", "y1", y, "y2", y);
    }

    private void drawColumn(Markup page, Scale scale, int column) {
        long from = left(column);
        long width = left(column + 1) - from;
        page.open("g", "class", columns.size() > LOOSE_MAX ? "column dense" : "column");
        page.leaf("title", spoken(column));
        page.empty(
                "rect",
                "class",
                "reach",
                "x",
                percent(from),
                "width",
                percent(width),
                "y",
                "" + HEAD,
                "height",
                "" + PLOT);
        long bar = columns.size() > LOOSE_MAX ? width : Math.min(WIDEST, width * 74 / 100);
        long zero = HEAD * 100 + scale.fall(BigDecimal.ZERO);
        long top = zero;
        long bottom = zero;
        for (int i = 0; i < series.size(); i++) {
            BigDecimal value = columns.get(column).get(i);
            if (value.signum() > 0) {
                long length = Math.max(SHORTEST, scale.length(value));
                boolean below = series.get(i).below();
                top -= below ? 0 : length;
                drawBar(page, series.get(i).paint(), from + (width - bar) / 2, bar, below ? bottom : top, length);
                bottom += below ? length : 0;
            }
        }
        if (series.size() == 1 && columns.size() <= WRITTEN_MAX && top < zero) {
            String seen = columns.size() <= WRITTEN_SLIM_MAX ? "value" : "value wide";
            String value = measure.compact(columns.get(column).get(0));
            page.leaf("text", value, "class", seen, "x", percent(from + width / 2), "y", decimal(top - 6_00));
        }
        page.close();
    }

    private static void drawBar(Markup page, String paint, long x, long width, long y, long height) {
        page.empty(
                "rect",
                "class",
                "bar " + paint,
                "x",
                percent(x),
                "width",
                percent(width),
                "y",
                decimal(y),
                "height",
                decimal(height));
    }

    private String spoken(int column) {
        StringBuilder spoken = new StringBuilder(axis.name(column));
        for (int i = 0; i < series.size(); i++) {
            spoken.append(i == 0 ? ": " : ", ");
            spoken.append(measure.full(columns.get(column).get(i)))
                    .append(' ')
                    .append(series.get(i).name());
        }
        return spoken.toString();
    }

    private void drawLabels(Markup page, String seen, int most) {
        page.open("g", "class", "months " + seen);
        for (MonthAxis.Label label : axis.labels(most)) {
            String x = percent((left(label.column()) + left(label.column() + 1)) / 2);
            page.leaf("text", label.upper(), "x", x, "y", "" + (HEAD + PLOT + 17));
            if (!label.lower().isEmpty()) {
                page.leaf("text", label.lower(), "class", "year", "x", x, "y", "" + (HEAD + PLOT + 33));
            }
        }
        page.close();
    }

    private long left(int column) {
        return Drawing.WIDTH * column / columns.size();
    }
}
