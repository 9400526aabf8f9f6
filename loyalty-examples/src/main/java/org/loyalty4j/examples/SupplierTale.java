package org.loyalty4j.examples;

import java.time.Month;
import java.util.List;
import java.util.Locale;
import org.loyalty4j.AuditReport;
import org.loyalty4j.CustomerCard;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Obligation;
import org.loyalty4j.history.Reliability;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineEntry;

/** Writes the year for the terminal. */
final class SupplierTale {

    private static final List<String> MONTHS = List.of(
            "Tom rings a bakery; the offer that he promises is there a day early",
            "nobody opens at the first visit; Bruno bakes at the second; a plan comes later",
            "the ovens are sold, an agreement is signed, the bill is paid",
            "a task brings the next; one that nobody does goes to Clara",
            "Anna leaves the bakery, Carla comes; no newsletter any more",
            "a delivery breaks a promise, a bent tray goes back, a lost card is replaced",
            "the agreement gets a second version, and the renewal of the first is off",
            "Tom leaves; what is his is looked at and the handover begins",
            "the handover goes on, and Ida rings whom Tom was to ring",
            "points pay a part of a kneader; a promise is kept two days late",
            "Tom is back for the café; the hotel buys elsewhere",
            "what is open goes into the next year");

    private final StringBuilder text = new StringBuilder();
    private final SupplierFigures figures;

    private SupplierTale(SupplierFigures figures) {
        this.figures = figures;
    }

    static String text(SupplierFigures figures) {
        SupplierTale tale = new SupplierTale(figures);
        tale.months();
        tale.figures();
        tale.audit(figures.audit());
        return tale.text.toString();
    }

    private void months() {
        put("A year at a small supplier of bakeries, %d", SupplierShop.YEAR);
        put("  %-4s %8s %8s", "", "contacts", "points");
        for (Month month : Month.values()) {
            put(
                    "  %-4s %8d %+8d  %s",
                    Wording.shortName(month),
                    figures.contacts(month),
                    figures.points(month),
                    MONTHS.get(month.getValue() - 1));
        }
    }

    private void figures() {
        put("");
        put("What it came to");
        put(
                "  Contacts       %d held (%d mails of another system), %d not held, %d called off, %d planned",
                figures.contacts(Interaction.Status.HELD),
                figures.mails(),
                figures.contacts(Interaction.Status.NOT_HELD),
                figures.contacts(Interaction.Status.CANCELLED),
                figures.contacts(Interaction.Status.PLANNED));
        promises("Our promises", Obligation.Side.OURS);
        promises("Theirs", Obligation.Side.THEIRS);
        put(
                "  Tasks          %d of %d done in time, %d went to another one, %d called off, %d open",
                figures.inTime(),
                figures.tasks(Task.Status.DONE),
                figures.escalated(),
                figures.tasks(Task.Status.CANCELLED),
                figures.tasks(Task.Status.OPEN));
        put(
                "  Papers         %d versions of agreements, %d documents",
                figures.number(TimelineEntry.Kind.AGREEMENT), figures.number(TimelineEntry.Kind.DOCUMENT));
        put(
                "  Handed over    %d things of %d customers and people, %d handed back",
                figures.handedOver(), figures.customersHandedOver(), figures.handedBack());
        figures.newsletter()
                .forEach((month, answer) -> put(
                        "  Newsletter     %s on 1 %s: %s",
                        answer.allowed() ? "yes" : "no",
                        Wording.shortName(month),
                        answer.why().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        put(
                "  Points         %s given, %s used, %s taken back, %s left",
                Wording.count(figures.audit().issued().longValueExact()),
                Wording.count(figures.audit().spent().longValueExact()),
                Wording.count(figures.audit().reversed().longValueExact()),
                Wording.count(figures.left().minor()));
        card(figures.card());
    }

    private void card(CustomerCard card) {
        CustomerCard.OfPurse points = card.points().get(0);
        put(
                "  The bakery     %s, %s points, %d things open; the customer's page has it all (--report)",
                points.tier().tier(),
                Wording.count(points.balance().available().minor()),
                card.open().size());
    }

    private void promises(String whose, Obligation.Side side) {
        int kept = figures.promises(side, Reliability::kept);
        int all = kept
                + figures.promises(side, Reliability::late)
                + figures.promises(side, Reliability::broken)
                + figures.promises(side, Reliability::overdue);
        put(
                "  %-14s %d of %d kept in time (%s), %d late, %d broken, %d agreed anew, %d open",
                whose,
                kept,
                all,
                Wording.share(kept, all),
                figures.promises(side, Reliability::late),
                figures.promises(side, Reliability::broken),
                figures.promises(side, Reliability::givenUp),
                figures.promises(side, Reliability::open));
    }

    private void audit(AuditReport audit) {
        put("");
        put(
                "Audit: %s (%d accounts, %d postings, %d findings)",
                audit.clean() ? "clean" : "BROKEN", audit.accounts(), audit.postings(), audit.found());
    }

    private void put(String form, Object... parts) {
        text.append(String.format(Locale.ROOT, form, parts)).append(System.lineSeparator());
    }
}
