package org.loyalty4j.exchange;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Link;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.Participant;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.OpeningBalance;

/** Says what the rows of an exported file mean. */
final class ExportedRows {

    private final ImportPlan plan;
    private final Purse purse;

    ExportedRows(ImportPlan plan, Purse purse) {
        this.plan = plan;
        this.purse = purse;
    }

    /** Returns what a row says, or null and what is wrong with it. */
    ImportedRow.@Nullable Content content(Map<String, String> cells, Findings findings) {
        return switch (plan.kind()) {
            case CUSTOMERS -> findings.tried(path -> "", () -> person(cells, findings));
            case BALANCES -> findings.tried(path -> "", () -> opening(cells, findings));
            case INTERACTIONS -> findings.tried(path -> "", () -> contact(cells, findings));
        };
    }

    private <T> @Nullable T cell(
            Map<String, String> cells, Findings findings, String column, Function<String, T> meaning) {
        String text = cells.getOrDefault(column, "");
        return text.isEmpty() ? null : findings.tried(column, () -> meaning.apply(text));
    }

    private <T> @Nullable T required(
            Map<String, String> cells, Findings findings, String column, Function<String, T> meaning) {
        if (cells.getOrDefault(column, "").isEmpty()) {
            findings.add(column, Code.REQUIRED, column + " is required");
        }
        return cell(cells, findings, column, meaning);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException other) {
            throw new InvalidRequestException("instant", Code.BAD_DATE, "not an instant of UTC");
        }
    }

    private ImportedRow.@Nullable Person person(Map<String, String> cells, Findings findings) {
        CustomerId id = required(cells, findings, "customer", text -> PlannedRows.idOf("customer", text));
        Customer.Kind kind = required(cells, findings, "kind", text -> Cells.named(Customer.Kind.class, "kind", text));
        Instant joined = cell(cells, findings, "joined", ExportedRows::instant);
        Boolean left = cell(cells, findings, "left", text -> Forms.ISO.flagOf("left", text));
        List<ImportedRow.Limited> identifiers = cell(cells, findings, "identifiers", this::identifiers);
        SortedMap<String, AttributeValue> attributes = cell(cells, findings, "attributes", this::attributes);
        if (id == null || kind == null || !findings.none()) {
            return null;
        }
        CommandKey key = CommandKey.of(plan.file() + "/" + id.value());
        NewCustomer request = kind == Customer.Kind.PERSON ? NewCustomer.person(key) : NewCustomer.organization(key);
        String name = cells.getOrDefault("name", "");
        request = name.isEmpty() ? request : request.named(name);
        request = joined == null ? request : request.joined(joined);
        request = plan.actor().map(request::by).orElse(request);
        request = plan.source().map(request::from).orElse(request);
        List<ImportedRow.Limited> limited = new ArrayList<>();
        for (ImportedRow.Limited one : identifiers == null ? List.<ImportedRow.Limited>of() : identifiers) {
            request = one.until() == null ? request.foundBy(one.identifier()) : request;
            if (one.until() != null || one.blocked()) {
                limited.add(one);
            }
        }
        return new ImportedRow.Person(
                request, id, attributes == null ? new TreeMap<>() : attributes, limited, Boolean.TRUE.equals(left));
    }

    private List<ImportedRow.Limited> identifiers(String cell) {
        List<ImportedRow.Limited> found = new ArrayList<>();
        for (List<String> row : Nested.rows(cell)) {
            checkSize(row, 4);
            String until = row.get(3);
            found.add(new ImportedRow.Limited(
                    new Identifier(Cells.named(Identifier.Kind.class, "identifiers", row.get(0)), row.get(1)),
                    until.isEmpty() ? null : instant(until),
                    row.get(2).equals("BLOCKED")));
        }
        new Violations().atMost("identifiers", found, Customer.IDENTIFIERS_MAX).throwIfAny();
        return found;
    }

    private static void checkSize(List<String> row, int size) {
        if (row.size() < size) {
            throw new InvalidRequestException(
                    "cell", Code.BAD_ROW, "each line of this cell has at least " + size + " parts");
        }
    }

    private SortedMap<String, AttributeValue> attributes(String cell) {
        SortedMap<String, AttributeValue> found = new TreeMap<>();
        ProfileChange check = ProfileChange.of(CommandKey.of(plan.file()), CustomerId.NOBODY);
        for (List<String> row : Nested.rows(cell)) {
            checkSize(row, 3);
            ImportPlan.Type type = Cells.named(ImportPlan.Type.class, "attributes", row.get(1));
            String text = row.get(2);
            AttributeValue value = switch (type) {
                case TEXT -> AttributeValue.of(text);
                case NUMBER -> AttributeValue.of(Forms.ISO.numberOf("attributes", text));
                case DATE -> AttributeValue.of(date(text));
                case FLAG -> AttributeValue.of(Forms.ISO.flagOf("attributes", text));
                case TEXTS -> AttributeValue.of(row.subList(2, row.size()));
            };
            check = check.with(row.get(0), value);
        }
        check.attributes().forEach((name, value) -> found.put(name, value.orElseThrow()));
        return found;
    }

    private static LocalDate date(String text) {
        return Forms.ISO.dateOf("attributes", text);
    }

    private ImportedRow.@Nullable Opening opening(Map<String, String> cells, Findings findings) {
        CustomerId id = required(cells, findings, "customer", text -> PlannedRows.idOf("customer", text));
        BigDecimal lot = required(cells, findings, "lot", text -> Forms.ISO.numberOf("lot", text));
        BigDecimal points = required(cells, findings, "points", text -> Forms.ISO.numberOf("points", text));
        Instant earned = required(cells, findings, "earned", ExportedRows::instant);
        Instant gone = cell(cells, findings, "gone", ExportedRows::instant);
        if (id == null || lot == null || points == null || earned == null || !findings.none()) {
            return null;
        }
        OpeningBalance.OpeningLot one = new OpeningBalance.OpeningLot(purse.points(points), earned, gone);
        String number = lot.toPlainString();
        String batch =
                Violations.textOf("lot", plan.file() + "/" + id.value() + "/" + number, OpeningBalance.BATCH_MAX);
        return new ImportedRow.Opening(
                new ImportedRow.Holder(id, null, List.of()), batch, List.of(one), List.of(), null);
    }

    private ImportedRow.@Nullable Contact contact(Map<String, String> cells, Findings findings) {
        CustomerId id = required(cells, findings, "customer", text -> PlannedRows.idOf("customer", text));
        Interaction.Status status =
                required(cells, findings, "status", text -> Cells.named(Interaction.Status.class, "status", text));
        Interaction.Direction direction = required(
                cells, findings, "direction", text -> Cells.named(Interaction.Direction.class, "direction", text));
        Instant started = required(cells, findings, "started", ExportedRows::instant);
        Instant ended = cell(cells, findings, "ended", ExportedRows::instant);
        Origin origin = required(cells, findings, "number", text -> new Origin(cells.getOrDefault("space", ""), text));
        List<Participant> participants = cell(cells, findings, "participants", ExportedRows::participants);
        List<Link> links = cell(cells, findings, "links", ExportedRows::links);
        List<Interaction.Media> media = cell(cells, findings, "media", ExportedRows::media);
        List<List<String>> purposes = cell(cells, findings, "purposes", Nested::rows);
        Actor author = cell(cells, findings, "author", Actor::new);
        Source source = cell(cells, findings, "source", Source::new);
        if (id == null
                || status == null
                || direction == null
                || started == null
                || origin == null
                || !findings.none()) {
            return null;
        }
        Interaction item = new Interaction(
                status,
                cells.getOrDefault("channel", ""),
                direction,
                text(cells, "touchpoint"),
                started,
                ended,
                participants == null ? List.of() : participants,
                purposes == null
                        ? List.of()
                        : purposes.stream().map(row -> row.get(0)).toList(),
                text(cells, "summary"),
                text(cells, "outcome"),
                text(cells, "next step"),
                text(cells, "thread"),
                links == null ? List.of() : links,
                media == null ? List.of() : media);
        return new ImportedRow.Contact(new ImportedRow.Holder(id, null, List.of()), origin, item, author, source);
    }

    private static @Nullable String text(Map<String, String> cells, String column) {
        String text = cells.getOrDefault(column, "");
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static List<Participant> participants(String cell) {
        List<Participant> found = new ArrayList<>();
        for (List<String> row : Nested.rows(cell)) {
            checkSize(row, 5);
            Identifier point = row.get(3).isEmpty()
                    ? null
                    : new Identifier(Cells.named(Identifier.Kind.class, "participants", row.get(3)), row.get(4));
            found.add(new Participant(
                    Cells.named(Participant.Side.class, "participants", row.get(0)),
                    row.get(1),
                    orNull(row.get(2)),
                    point));
        }
        return found;
    }

    private static List<Link> links(String cell) {
        List<Link> found = new ArrayList<>();
        for (List<String> row : Nested.rows(cell)) {
            checkSize(row, 2);
            found.add(new Link(Cells.named(Link.Target.class, "links", row.get(0)), row.get(1)));
        }
        return found;
    }

    private static List<Interaction.Media> media(String cell) {
        List<Interaction.Media> found = new ArrayList<>();
        for (List<String> row : Nested.rows(cell)) {
            checkSize(row, 3);
            found.add(new Interaction.Media(row.get(0), row.get(1), orNull(row.get(2))));
        }
        return found;
    }
}
