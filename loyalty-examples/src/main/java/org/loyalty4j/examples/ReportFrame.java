package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What every page has that a browser opens from a file: its head, its style, and the tiles at its top. */
final class ReportFrame {

    private static final int LONG = 9;
    private static final int LONGEST = 16;

    private ReportFrame() {}

    /** Writes the head of a page, which may load nothing and runs no script. */
    static void head(Markup page, String title) {
        page.open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        // A page that names customers has the browser itself refuse every request and script.
        page.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
        page.empty("link", "rel", "icon", "href", "data:,");
        page.leaf("title", title);
        page.open("style").raw("\n" + style()).close();
        page.close();
    }

    /** Writes one of the key figures. */
    static void tile(Markup page, String paint, String name, String number, String note) {
        page.open("div", "class", "tile " + paint).leaf("p", name, "class", "name");
        page.leaf("p", number, "class", "number" + size(number));
        page.leaf("p", note, "class", "note").close();
    }

    /** Large numbers are set smaller, so that they stay whole. */
    private static String size(String number) {
        return number.length() > LONGEST ? " longest" : number.length() > LONG ? " long" : "";
    }

    private static String style() {
        try (InputStream file = ReportFrame.class.getResourceAsStream("report.css")) {
            if (file == null) {
                throw new IllegalStateException("report.css is missing beside " + ReportFrame.class);
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
