package org.loyalty4j.examples;

import static java.math.RoundingMode.HALF_UP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.loyalty4j.examples.Wording.count;
import static org.loyalty4j.examples.Wording.share;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a replay as one page that a browser opens from a file: it loads nothing, runs no script, and follows the
 * reader's choice of light or dark.
 */
public final class ReplayReport {

    private static final String TITLE = "How your loyalty program is doing";

    private final ReplayFigures figures;
    private final @Nullable Comparison comparison;
    private final Measure money;
    private final Markup page = new Markup();

    private ReplayReport(ReplayFigures figures, @Nullable Comparison comparison) {
        this.figures = figures;
        this.comparison = comparison;
        this.money = Measure.of(figures.currency());
    }

    /**
     * Returns the whole page, to be written as UTF-8.
     *
     * <p>The same figures always give the same text. It is HTML and well-formed XML at once.
     */
    public static String html(ReplayFigures figures) {
        return html(figures, null);
    }

    /** Returns the whole page, with another program beside it if there is one. */
    static String html(ReplayFigures figures, @Nullable Comparison comparison) {
        return new ReplayReport(figures, comparison).write();
    }

    private String write() {
        page.raw("<!DOCTYPE html>").open("html", "lang", "en");
        writeHead();
        page.open("body").open("main");
        writeTop();
        writeTiles();
        if (comparison != null) {
            new ComparisonSections(comparison).all().forEach(section -> section.write(page));
        }
        new ReportSections(figures).all().forEach(section -> section.write(page));
        page.open("footer");
        page.open("p").text("Read from ").leaf("bdi", figures.source());
        page.text(
                ". Every number comes from the points ledger, which was audited when the purchases had been replayed.");
        page.close().close();
        return page.close().close().close() + "\n";
    }

    private void writeHead() {
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
        page.leaf("title", TITLE);
        page.open("style").raw("\n" + style()).close();
        page.close();
    }

    private void writeTop() {
        page.open("header").leaf("p", "Loyalty report", "class", "kicker");
        page.leaf("h1", TITLE);
        page.leaf(
                "p",
                figures.asOf() == null ? "No purchases yet" : "As of " + Wording.day(figures.asOf()),
                "class",
                "day");
        page.close();
    }

    private void writeTiles() {
        page.open("section", "class", "tiles", "aria-label", "Key figures");
        writeTile("people", "Customers", count(figures.customers()), perCustomer());
        writeTile("money", "Purchases", count(figures.purchases()), perPurchase());
        writeTile("money", "Spend", money.full(figures.spend()), period());
        writeTile(
                "points",
                "Points outstanding",
                count(figures.outstanding()),
                share(figures.outstanding(), figures.earned()) + " of all points earned");
        writeTile(
                "gone",
                "Lapsed customers",
                count(figures.lapsed90()),
                share(figures.lapsed90(), figures.customers()) + " bought nothing for over 90 days");
        page.close();
    }

    private void writeTile(String paint, String name, String number, String note) {
        page.open("div", "class", "tile " + paint).leaf("p", name, "class", "name");
        page.leaf("p", number, "class", "number" + size(number));
        page.leaf("p", note, "class", "note").close();
    }

    /** Large numbers are set smaller, so that they stay whole. */
    private static String size(String number) {
        return number.length() > 16 ? " longest" : number.length() > 9 ? " long" : "";
    }

    private String perCustomer() {
        if (figures.customers() == 0) {
            return "none yet";
        }
        return average(BigDecimal.valueOf(figures.purchases()), figures.customers(), 1) + " purchases each";
    }

    private String perPurchase() {
        if (figures.purchases() == 0) {
            return "none yet";
        }
        return money.sign() + average(figures.spend(), figures.purchases(), 2) + " each on average";
    }

    private String period() {
        List<YearMonth> months = figures.months().entrySet().stream()
                .filter(month -> month.getValue().purchases() > 0)
                .map(Map.Entry::getKey)
                .toList();
        if (months.isEmpty()) {
            return "none yet";
        }
        String from = Wording.month(months.get(0));
        String to = Wording.month(months.get(months.size() - 1));
        return from.equals(to) ? "in " + from : from + " to " + to;
    }

    private static String average(BigDecimal sum, long number, int decimals) {
        return Wording.number(sum.divide(BigDecimal.valueOf(number), decimals, HALF_UP), decimals);
    }

    private static String style() {
        try (InputStream file = ReplayReport.class.getResourceAsStream("report.css")) {
            if (file == null) {
                throw new IllegalStateException("report.css is missing beside " + ReplayReport.class);
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
