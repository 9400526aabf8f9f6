package org.loyalty4j.examples;

import java.util.Locale;

/** What every chart shares: a picture that is named for those who cannot see it, and widths in percent. */
final class Drawing {

    /** The whole width, in hundredths of a percent. */
    static final long WIDTH = 100_00;

    private Drawing() {}

    /** Opens a picture of full width; its type stays as large on a phone as on a desk. */
    static Markup open(Markup page, String kind, String id, Caption caption, long pixels) {
        page.open(
                "svg",
                "class",
                "chart " + kind,
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc",
                "width",
                "100%",
                "height",
                "" + pixels);
        page.leaf("title", caption.title(), "id", id + "-title");
        return page.leaf("desc", caption.sentence(), "id", id + "-desc");
    }

    /** Says so in the middle of an empty picture. */
    static void nothing(Markup page, long middle) {
        page.leaf("text", "Nothing to draw yet", "class", "nothing", "x", "50%", "y", "" + middle);
    }

    /** Hundredths of a percent, written for an attribute. */
    static String percent(long hundredths) {
        return decimal(hundredths) + "%";
    }

    /** Hundredths of a pixel, written for an attribute. */
    static String decimal(long hundredths) {
        return String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100);
    }

    /**
     * What a chart is called and what it means.
     *
     * @param sentence one sentence in plain words
     */
    record Caption(String title, String sentence) {}
}
