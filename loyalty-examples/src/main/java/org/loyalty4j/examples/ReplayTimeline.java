package org.loyalty4j.examples;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.loyalty4j.CustomerCard;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Page;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.TimelineEntry;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.points.Posting;

/**
 * The timeline of one customer of a replay: purchases, the points of them, tiers. Of a long one the newest and the oldest
 * are kept only. What expired is left out: a line of the ledger stands where it was booked, and points that nobody used are
 * booked as gone when somebody looks, which may be on any later day. Used by one thread.
 */
final class ReplayTimeline {

    /** How many of the newest are shown, and how many of the oldest. */
    static final int SHOWN = 25;

    private final String customer;
    private final CustomerCard card;
    private final TimelineWords words;
    private final List<TimelineEntry> newest = new ArrayList<>();
    private final Deque<TimelineEntry> oldest = new ArrayDeque<>();
    private long between;

    private ReplayTimeline(String customer, TimelineWords words, CustomerCard card) {
        this.customer = customer;
        this.card = card;
        this.words = words;
    }

    /**
     * Reads a timeline up to the day of a request.
     *
     * @param customer one who bought something by that day, as the file spells it
     */
    static ReplayTimeline of(Replay replay, Replay.Request request, String customer) {
        Loyalty loyalty = replay.loyalty();
        ShopProgram program = replay.program();
        CustomerId id = loyalty.customers()
                .find(Replay.identifier(customer))
                .orElseThrow()
                .id();
        // What an earlier replay to a later day wrote has not happened yet on this one.
        LocalDate last = request.until().orElseThrow();
        Instant end = program.start(last).plusNanos(1_000);
        ReplayTimeline timeline = new ReplayTimeline(
                customer, new TimelineWords(program.zone()), loyalty.history().card(id));
        TimelineQuery query = TimelineQuery.of(id).until(end);
        new CustomerHistory(loyalty, query, Page.SIZE_MAX).read(page -> page.forEach(timeline::add));
        return timeline;
    }

    private void add(TimelineEntry entry) {
        if (entry instanceof TimelineEntry.Booked booked && booked.posting().kind() == Posting.Kind.EXPIRE) {
            return;
        }
        if (newest.size() < SHOWN) {
            newest.add(entry);
            return;
        }
        oldest.addLast(entry);
        if (oldest.size() > SHOWN) {
            oldest.removeFirst();
            between++;
        }
    }

    /** Returns the part of a page that shows it. */
    WordSection section() {
        ReportTable table = ReportTable.ofWords("When", "Kind", "What");
        newest.forEach(entry -> row(table, entry));
        if (between > 0) {
            table.row("…", "", Wording.count(between) + " more");
        }
        oldest.forEach(entry -> row(table, entry));
        return new WordSection(
                "timeline",
                "The customer who bought most often",
                "Purchases, tiers and points, without those that expired, the newest first, of the customer",
                customer,
                table);
    }

    private void row(ReportTable table, TimelineEntry entry) {
        table.row(words.day(entry.at()), TimelineWords.kind(entry), words.what(entry));
    }

    /** Returns the card, as the store has it, and the timeline, for the terminal. */
    String text() {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%nCustomer %s, as the store has it%n", ReplaySummary.shown(customer)));
        CustomerCard.OfPurse points = card.points().get(0);
        line(
                text,
                "Tier",
                points.tier().tier() + ", since " + words.day(points.tier().since()));
        line(text, "Points", Wording.count(points.balance().available().minor()));
        if (points.expiresAt() != null) {
            String going = Wording.count(points.expiring().minor());
            line(text, "Next to go", going + " on " + words.day(points.expiresAt()));
        }
        text.append(String.format(Locale.ROOT, "%nTimeline, without points that expired%n"));
        newest.forEach(entry -> line(text, entry));
        if (between > 0) {
            text.append(String.format(Locale.ROOT, "  … %,d more%n", between));
        }
        oldest.forEach(entry -> line(text, entry));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-20s %s%n", name, value));
    }

    private void line(StringBuilder text, TimelineEntry entry) {
        text.append(String.format(
                Locale.ROOT,
                "  %-12s %-12s %s%n",
                words.day(entry.at()),
                TimelineWords.kind(entry),
                words.what(entry)));
    }
}
