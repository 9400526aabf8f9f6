package org.loyalty4j.examples;

import java.util.List;
import org.loyalty4j.CustomerCard;
import org.loyalty4j.Loyalty;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Obligation;
import org.loyalty4j.history.Reliability;
import org.loyalty4j.history.TimelineEntry;
import org.loyalty4j.history.TimelineQuery;

/**
 * A customer as one page that a browser opens from a file: the card, and the timeline page by page. It loads nothing and
 * runs no script.
 */
final class SupplierReport {

    /** How many stand on a page of the timeline. */
    static final int PAGE = 25;

    private final Loyalty loyalty;
    private final SupplierFigures figures;
    private final CustomerCard card;
    private final TimelineWords words = new TimelineWords(SupplierShop.ZONE);
    private final Markup page = new Markup();

    private SupplierReport(Loyalty loyalty, SupplierFigures figures) {
        this.loyalty = loyalty;
        this.figures = figures;
        this.card = figures.card();
    }

    /** Returns the whole page, to be written as UTF-8. */
    static String html(Loyalty loyalty, SupplierFigures figures) {
        return new SupplierReport(loyalty, figures).write();
    }

    private String write() {
        String name = name(figures.people().bakery());
        page.raw("<!DOCTYPE html>").open("html", "lang", "en");
        ReportFrame.head(page, name);
        page.open("body").open("main");
        page.open("header").leaf("p", "Customer", "class", "kicker");
        page.open("h1").leaf("bdi", name).close();
        page.leaf("p", "As of " + Wording.day(SupplierShop.date(12, 31)), "class", "day")
                .close();
        tiles();
        new CardSections(card, words).all().forEach(section -> section.write(page));
        people().write(page);
        timeline();
        page.open("footer");
        page.leaf("p", "Every line was written through the ordinary desks; the ledger was audited at the end.");
        page.close();
        return page.close().close().close() + "\n";
    }

    private void tiles() {
        CustomerCard.OfPurse points = card.points().get(0);
        CustomerId bakery = figures.people().bakery();
        Reliability ours = loyalty.history().reliability(bakery, Obligation.Side.OURS);
        Reliability theirs = loyalty.history().reliability(bakery, Obligation.Side.THEIRS);
        page.open("section", "class", "tiles", "aria-label", "Key figures");
        ReportFrame.tile(
                page,
                "people",
                "Owner",
                card.owners().values().stream()
                        .filter(entry -> entry.item().role().equals("owner"))
                        .map(entry -> SupplierShop.name(entry.item().employee()))
                        .findFirst()
                        .orElse("nobody"),
                "answers for it all");
        ReportFrame.tile(
                page,
                "money",
                "Tier",
                points.tier().tier(),
                "since " + words.day(points.tier().since()));
        ReportFrame.tile(
                page,
                "points",
                "Points",
                Wording.count(points.balance().available().minor()),
                points.expiresAt() == null
                        ? "none of them go"
                        : Wording.count(points.expiring().minor()) + " go on " + words.day(points.expiresAt()));
        ReportFrame.tile(page, "spent", "Our promises", kept(ours), "kept in time");
        ReportFrame.tile(page, "gone", "Their promises", kept(theirs), "kept in time");
        page.close();
    }

    private static String kept(Reliability of) {
        return of.kept() + " of " + (of.kept() + of.late() + of.broken() + of.overdue());
    }

    private WordSection people() {
        ReportTable table = ReportTable.ofWords("Name", "As", "From", "Until");
        for (ContactPerson time : loyalty.customers().people(figures.people().bakery())) {
            table.row(
                    name(time.person()),
                    String.join(", ", time.roles()) + (time.main() ? "; asked first" : ""),
                    words.day(time.from()),
                    time.end().map(words::day).orElse(""));
        }
        return new WordSection("people", "Who acts for it", "", "", table);
    }

    private void timeline() {
        TimelineQuery query = TimelineQuery.of(figures.people().bakery()).seenBy(SupplierShop.IDA);
        int number = 0;
        for (List<TimelineEntry> entries : new CustomerHistory(loyalty, query, PAGE).pages()) {
            number++;
            ReportTable table = ReportTable.ofWords("When", "Kind", "What", "Whose", "Written by", "With");
            entries.forEach(entry -> table.row(
                    words.moment(entry.at()),
                    TimelineWords.kind(entry),
                    words.what(entry),
                    name(entry.customer()),
                    TimelineWords.author(entry),
                    TimelineWords.owner(entry)));
            new WordSection("timeline-" + number, "Timeline, page " + number, "", "", table).write(page);
        }
    }

    private String name(CustomerId customer) {
        return loyalty.customers().get(customer).name().orElse("");
    }
}
