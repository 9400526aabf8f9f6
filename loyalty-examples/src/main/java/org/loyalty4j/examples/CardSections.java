package org.loyalty4j.examples;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.CustomerCard;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.history.Due;
import org.loyalty4j.history.Entry;

/** The parts of a customer's card. */
final class CardSections {

    private final CustomerCard card;
    private final TimelineWords words;

    CardSections(CustomerCard card, TimelineWords words) {
        this.card = card;
        this.words = words;
    }

    List<WordSection> all() {
        return List.of(customer(), open(), contacts(), deals(), consents(), points());
    }

    private WordSection customer() {
        ReportTable table = ReportTable.ofWords("What", "Is");
        card.profile()
                .attributes()
                .values()
                .forEach(said -> card.profile().text(said.name()).ifPresent(text -> table.row(said.name(), text)));
        for (Identifier identifier : card.profile().customer().identifiers()) {
            table.row(TimelineWords.lower(identifier.kind().name()), identifier.value());
        }
        new TreeMap<>(card.owners())
                .forEach((role, entry) -> table.row(
                        role, TimelineWords.actor(entry.item().employee()) + ", since " + words.day(entry.at())));
        return new WordSection("customer", "The customer", "", "", table);
    }

    private WordSection open() {
        ReportTable table = ReportTable.ofWords("Until", "Kind", "What", "With");
        card.open()
                .forEach(entry -> table.row(
                        deadline(entry),
                        TimelineWords.lower(entry.item().kind().name()),
                        words.what(entry.item()),
                        TimelineWords.actor(entry.item().owner())));
        return new WordSection("open", "What is to be done", "What is due first stands first.", "", table);
    }

    private static String deadline(Entry<?> entry) {
        @Nullable Due due = entry.item().due();
        return due == null ? "" : Wording.day(due.day());
    }

    private WordSection contacts() {
        ReportTable table = ReportTable.ofWords("When", "What", "Written by");
        card.lastContacts()
                .forEach(entry ->
                        table.row(words.moment(entry.at()), words.what(entry.item()), TimelineWords.author(entry)));
        return new WordSection("contacts", "Last contacts", "Those of its people stand in the timeline.", "", table);
    }

    private WordSection deals() {
        ReportTable table = ReportTable.ofWords("Kind", "What", "With");
        card.stages()
                .forEach(entry -> table.row(
                        "deal",
                        words.what(entry.item()),
                        TimelineWords.actor(entry.item().owner())));
        card.agreements()
                .forEach(entry -> table.row(
                        "agreement",
                        words.what(entry.item()),
                        TimelineWords.actor(entry.item().owner())));
        return new WordSection("deals", "Deals and agreements", "", "", table);
    }

    private WordSection consents() {
        ReportTable table = ReportTable.ofWords("When", "What", "Written by");
        card.consents()
                .forEach(entry ->
                        table.row(words.day(entry.at()), words.what(entry.item()), TimelineWords.author(entry)));
        return new WordSection("consents", "What was said about being contacted", "", "", table);
    }

    private WordSection points() {
        ReportTable table = ReportTable.ofWords("Purse", "Tier", "Points", "Next to go");
        for (CustomerCard.OfPurse purse : card.points()) {
            table.row(
                    purse.purse(),
                    purse.tier().tier() + ", since " + words.day(purse.tier().since()),
                    Wording.count(purse.balance().available().minor()),
                    purse.expiresAt() == null
                            ? "none"
                            : Wording.count(purse.expiring().minor()) + " on " + words.day(purse.expiresAt()));
        }
        return new WordSection("points", "Points", "", "", table);
    }
}
