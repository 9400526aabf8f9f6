package org.loyalty4j.exchange;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.KnownIdentifier.Status;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Participant;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Purse;

/**
 * Writes rows that {@link ImportReader} reads: each cell in quotes, and none that a spreadsheet takes for a formula. Used by one
 * thread.
 */
public final class ExportRows {

    private static final Comparator<KnownIdentifier> LIMITED_LAST =
            Comparator.comparing(known -> known.until() != null);

    private final CsvWriter writer;
    private long written;

    private ExportRows(Appendable to) {
        writer = new CsvWriter(to, "\r\n");
    }

    /**
     * Starts a file: writes what it is, and the headers.
     *
     * @param purse the purse of the balances; for other files null
     */
    public static ExportRows begin(Appendable to, ImportPlan.Kind kind, @Nullable Purse purse) {
        ExportRows rows = new ExportRows(to);
        rows.guarded(ExportedFile.mark(kind, purse == null ? null : purse.code()));
        rows.writer.row(ExportedFile.headers(kind));
        return rows;
    }

    /** Goes on with a file that was begun before. */
    public static ExportRows goOn(Appendable to) {
        return new ExportRows(to);
    }

    /** Returns how many rows were written, without the first two. */
    public long written() {
        return written;
    }

    private void row(List<String> cells) {
        guarded(cells);
        written++;
    }

    private void guarded(List<String> cells) {
        writer.row(cells.stream().map(CsvWriter::guarded).toList());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /**
     * Writes a customer.
     *
     * @param identifiers what is known of those that are or were the customer's; what is over is left out
     * @param attributes the last revisions
     * @param now what is good only until then is over
     */
    public void customer(
            Customer customer, List<KnownIdentifier> identifiers, List<Attribute> attributes, Instant now) {
        List<List<String>> found = new ArrayList<>();
        identifiers.stream()
                .filter(known -> known.status() == Status.ACTIVE || known.status() == Status.BLOCKED)
                .filter(known -> known.until() == null || known.until().isAfter(now))
                .sorted(LIMITED_LAST)
                .forEach(known -> found.add(List.of(
                        known.identifier().kind().name(),
                        known.identifier().value(),
                        known.status().name(),
                        text(known.until()))));
        List<List<String>> said = new ArrayList<>();
        for (Attribute attribute : attributes) {
            AttributeValue value = attribute.value();
            if (value != null && !attribute.name().equals(Attribute.FULL_NAME)) {
                said.add(cells(attribute.name(), value));
            }
        }
        row(List.of(
                text(customer.id().value()),
                customer.kind().name(),
                customer.name().orElse(""),
                text(customer.membership().joined()),
                customer.membership().left().isPresent() ? Forms.ISO.yes() : "",
                Nested.of(found),
                Nested.of(said)));
    }

    private static List<String> cells(String name, AttributeValue value) {
        List<String> cells = new ArrayList<>();
        cells.add(name);
        if (value instanceof AttributeValue.Text one) {
            cells.add(ImportPlan.Type.TEXT.name());
            cells.add(one.text());
        } else if (value instanceof AttributeValue.Decimal one) {
            cells.add(ImportPlan.Type.NUMBER.name());
            cells.add(one.number().toPlainString());
        } else if (value instanceof AttributeValue.Date one) {
            cells.add(ImportPlan.Type.DATE.name());
            cells.add(one.date().toString());
        } else if (value instanceof AttributeValue.Flag one) {
            cells.add(ImportPlan.Type.FLAG.name());
            cells.add(one.set() ? Forms.ISO.yes() : Forms.ISO.no());
        } else if (value instanceof AttributeValue.Texts many) {
            cells.add(ImportPlan.Type.TEXTS.name());
            cells.addAll(many.texts());
        }
        return cells;
    }

    /**
     * Writes points that go together.
     *
     * @param place the place among those of the customer, from 1
     */
    public void lot(CustomerId customer, int place, Lot lot, Purse purse) {
        row(List.of(
                text(customer.value()),
                String.valueOf(place),
                BigDecimal.valueOf(lot.remaining(), purse.scale()).toPlainString(),
                text(lot.earnedAt()),
                text(lot.goneAt())));
    }

    /** Writes an interaction, as it is now, as a customer's. */
    public void interaction(CustomerId customer, Entry<Interaction> entry) {
        Interaction item = entry.item();
        row(List.of(
                text(customer.value()),
                entry.origin().space(),
                entry.origin().id(),
                item.status().name(),
                item.channel(),
                item.direction().name(),
                text(item.touchpoint()),
                text(item.startedAt()),
                text(item.endedAt()),
                Nested.of(item.participants().stream().map(ExportRows::cells).toList()),
                Nested.of(item.purposes().stream().map(List::of).toList()),
                text(item.summary()),
                text(item.outcome()),
                text(item.nextStep()),
                text(item.thread()),
                Nested.of(item.links().stream()
                        .map(link -> List.of(link.target().name(), link.id()))
                        .toList()),
                Nested.of(item.media().stream()
                        .map(one -> List.of(one.type(), one.uri(), text(one.transcript())))
                        .toList()),
                entry.author() == null ? "" : entry.author().id(),
                entry.source() == null ? "" : entry.source().name()));
    }

    private static List<String> cells(Participant one) {
        Identifier point = one.contactPoint();
        return List.of(
                one.side().name(),
                one.id(),
                text(one.role()),
                point == null ? "" : point.kind().name(),
                point == null ? "" : point.value());
    }
}
