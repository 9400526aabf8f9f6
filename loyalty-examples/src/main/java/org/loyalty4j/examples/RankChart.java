package org.loyalty4j.examples;

import static org.loyalty4j.examples.Drawing.percent;

import java.math.BigDecimal;
import java.util.List;

/** Level bars, one below the other, each with its name and number above it. */
final class RankChart {

    /** From one bar to the next, in pixels. */
    private static final long PITCH = 46;

    /** The room of a name beside its number, in tenths of the type size: on a desk, and on a phone. */
    private static final int WIDE_ROOM = 300;

    private static final int SLIM_ROOM = 110;

    /** Longer numbers are written short. */
    private static final int DIGITS_MAX = 9;

    /** A small value stays visible beside a large one: hundredths of a percent. */
    private static final long SHORTEST = 60;

    private RankChart() {}

    /**
     * One bar.
     *
     * @param value zero or more
     * @param measure how the value is written
     * @param note what follows the number, or empty
     */
    record Bar(String name, BigDecimal value, Measure measure, String note) {

        /** Makes a bar of a whole number. */
        Bar(String name, long value, String note) {
            this(name, BigDecimal.valueOf(value), Measure.POINTS, note);
        }
    }

    static void draw(Markup page, String id, Drawing.Caption caption, String paint, List<Bar> bars) {
        Drawing.open(page, "ranks", id, caption, PITCH * (bars.isEmpty() ? 3 : bars.size()));
        if (bars.isEmpty()) {
            Drawing.nothing(page, PITCH * 3 / 2);
        }
        BigDecimal most = bars.stream().map(Bar::value).reduce(BigDecimal.ZERO, BigDecimal::max);
        for (int i = 0; i < bars.size(); i++) {
            drawBar(page, paint, bars.get(i), PITCH * i, most);
        }
        page.close();
    }

    private static void drawBar(Markup page, String paint, Bar bar, long top, BigDecimal most) {
        String number = bar.measure().full(bar.value());
        String shown = number.length() > DIGITS_MAX ? bar.measure().compact(bar.value()) : number;
        String y = "" + (top + 15);
        page.open("g", "class", "rank");
        page.leaf("title", bar.name() + ": " + number + (bar.note().isEmpty() ? "" : ", " + bar.note()));
        page.leaf("text", Wording.shortened(bar.name(), WIDE_ROOM), "class", "name wide", "x", "0", "y", y);
        page.leaf("text", Wording.shortened(bar.name(), SLIM_ROOM), "class", "name slim", "x", "0", "y", y);
        page.open("text", "class", "number", "x", "100%", "y", y).text(shown);
        if (!bar.note().isEmpty()) {
            page.leaf("tspan", " " + bar.note(), "class", "note");
        }
        page.close();
        drawLevel(page, "track", top + 24, Drawing.WIDTH);
        if (bar.value().signum() > 0) {
            drawLevel(page, "bar " + paint, top + 24, Math.max(SHORTEST, length(bar.value(), most)));
        }
        page.close();
    }

    private static void drawLevel(Markup page, String look, long y, long length) {
        page.empty("rect", "class", look, "x", "0", "y", "" + y, "width", percent(length), "height", "10", "rx", "5");
    }

    private static long length(BigDecimal value, BigDecimal most) {
        return value.multiply(BigDecimal.valueOf(Drawing.WIDTH))
                .divideToIntegralValue(most)
                .longValueExact();
    }
}
