package org.loyalty4j.examples;

import static java.math.RoundingMode.HALF_UP;
import static org.loyalty4j.examples.Wording.count;
import static org.loyalty4j.examples.Wording.share;

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
    private final @Nullable ReplayTimeline timeline;
    private final Measure money;
    private final Markup page = new Markup();

    private ReplayReport(ReplayFigures figures, @Nullable Comparison comparison, @Nullable ReplayTimeline timeline) {
        this.figures = figures;
        this.comparison = comparison;
        this.timeline = timeline;
        this.money = Measure.of(figures.currency());
    }

    /**
     * Returns the whole page, to be written as UTF-8.
     *
     * <p>The same figures always give the same text. It is HTML and well-formed XML at once.
     */
    public static String html(ReplayFigures figures) {
        return html(figures, null, null);
    }

    /** Returns the whole page, with another program and the timeline of a customer where they are there. */
    static String html(ReplayFigures figures, @Nullable Comparison comparison, @Nullable ReplayTimeline timeline) {
        return new ReplayReport(figures, comparison, timeline).write();
    }

    private String write() {
        page.raw("<!DOCTYPE html>").open("html", "lang", "en");
        ReportFrame.head(page, TITLE);
        page.open("body").open("main");
        writeTop();
        writeTiles();
        if (comparison != null) {
            new ComparisonSections(comparison).all().forEach(section -> section.write(page));
        }
        new ReportSections(figures).all().forEach(section -> section.write(page));
        if (timeline != null) {
            timeline.section().write(page);
        }
        page.open("footer");
        page.open("p").text("Read from ").leaf("bdi", figures.source());
        page.text(
                ". Every number comes from the points ledger, which was audited when the purchases had been replayed.");
        page.close().close();
        return page.close().close().close() + "\n";
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
        ReportFrame.tile(page, "people", "Customers", count(figures.customers()), perCustomer());
        ReportFrame.tile(page, "money", "Purchases", count(figures.purchases()), perPurchase());
        ReportFrame.tile(page, "money", "Spend", money.full(figures.spend()), period());
        ReportFrame.tile(
                page,
                "points",
                "Points outstanding",
                count(figures.outstanding()),
                share(figures.outstanding(), figures.earned()) + " of all points earned");
        ReportFrame.tile(
                page,
                "gone",
                "Lapsed customers",
                count(figures.lapsed90()),
                share(figures.lapsed90(), figures.customers()) + " bought nothing for over 90 days");
        page.close();
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
}
