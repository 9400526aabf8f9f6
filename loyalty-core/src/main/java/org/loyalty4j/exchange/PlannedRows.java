package org.loyalty4j.exchange;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.Participant;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.OpeningBalance;

/** Says what the rows of a file mean by the plan of the host. */
final class PlannedRows {

    private static final List<Identifier.Kind> KINDS = List.of(Identifier.Kind.values());

    private final ImportPlan plan;
    private final Forms forms;
    private final Purse purse;
    private final Currency currency;

    PlannedRows(ImportPlan plan, Purse purse, Currency currency) {
        this.plan = plan;
        this.forms = plan.forms();
        this.purse = purse;
        this.currency = currency;
    }

    /** Returns what a row says; worth something only if nothing was found wrong. */
    ImportedRow.@Nullable Content content(Cells cells, String key) {
        return switch (plan.kind()) {
            case CUSTOMERS -> person(cells, CommandKey.of(key));
            case BALANCES -> opening(cells, key);
            case INTERACTIONS -> contact(cells, CommandKey.of(key));
        };
    }

    private ImportedRow.Person person(Cells cells, CommandKey key) {
        Customer.Kind kind = cells.value(Field.KIND, (path, text) -> Cells.named(Customer.Kind.class, path, text));
        NewCustomer request =
                kind == Customer.Kind.ORGANIZATION ? NewCustomer.organization(key) : NewCustomer.person(key);
        String name = cells.value(Field.NAME, (path, text) -> Violations.textOf(path, text, Customer.NAME_MAX));
        request = name == null ? request : request.named(name);
        for (Identifier identifier : identifiers(cells)) {
            NewCustomer before = request;
            NewCustomer more = cells.findings().tried(cells::column, () -> before.foundBy(identifier));
            request = more == null ? before : more;
        }
        Instant joined = cells.value(Field.JOINED, forms::instantOf);
        if (joined != null) {
            NewCustomer before = request;
            NewCustomer more = cells.findings().tried(cells::column, () -> before.joined(joined));
            request = more == null ? before : more;
        }
        if (!cells.has(Field.NAME) && KINDS.stream().map(Field::of).noneMatch(cells::has)) {
            cells.findings().add("", Code.REQUIRED, "a name, or something the customer is found by, is required");
        }
        request = plan.actor().map(request::by).orElse(request);
        request = plan.source().map(request::from).orElse(request);
        return new ImportedRow.Person(request, null, attributes(cells, key), List.of(), false);
    }

    private static List<Identifier> identifiers(Cells cells) {
        List<Identifier> found = new ArrayList<>();
        for (Identifier.Kind kind : KINDS) {
            for (Cells.Cell cell : cells.all(Field.of(kind))) {
                Identifier one = cells.value(cell, (path, text) -> new Identifier(kind, text));
                if (one != null) {
                    found.add(one);
                }
            }
        }
        return found;
    }

    private SortedMap<String, AttributeValue> attributes(Cells cells, CommandKey key) {
        SortedMap<String, AttributeValue> said = new TreeMap<>();
        for (Cells.Said one : cells.attributes()) {
            AttributeValue value = cells.value(one.cell(), (path, text) -> {
                AttributeValue meant = value(one.type(), path, text);
                // Says what is wrong with name and kind, with the column at hand.
                return ProfileChange.of(key, CustomerId.NOBODY).with(one.name(), meant).attributes().values().stream()
                        .findFirst()
                        .flatMap(self -> self)
                        .orElseThrow();
            });
            if (value != null && said.put(one.name(), value) != null) {
                cells.findings().add(one.cell().column(), Code.DUPLICATE_CODE, "two columns say one attribute");
            }
        }
        return said;
    }

    private AttributeValue value(ImportPlan.Type type, String path, String text) {
        return switch (type) {
            case TEXT -> AttributeValue.of(text);
            case NUMBER -> AttributeValue.of(forms.numberOf(path, text));
            case DATE -> AttributeValue.of(forms.dateOf(path, text));
            case FLAG -> AttributeValue.of(forms.flagOf(path, text));
            case TEXTS -> AttributeValue.of(forms.textsOf(text));
        };
    }

    private ImportedRow.Holder holder(Cells cells) {
        CustomerId id = cells.value(Field.CUSTOMER_ID, PlannedRows::idOf);
        String file = plan.customers();
        CommandKey enrolled = cells.value(Field.CUSTOMER_KEY, (path, text) -> {
            new Violations()
                    .check(
                            file != null,
                            path,
                            Code.REQUIRED,
                            "the plan does not say of which file the key is; say so, with customersOf")
                    .throwIfAny();
            return CommandKey.of(file + "/" + Violations.textOf(path, text, ImportPlan.KEY_MAX));
        });
        List<Identifier> identifiers = identifiers(cells);
        if (!cells.has(Field.CUSTOMER_ID)
                && !cells.has(Field.CUSTOMER_KEY)
                && KINDS.stream().map(Field::of).noneMatch(cells::has)) {
            cells.findings().add("", Code.REQUIRED, "something that says whose the row is, is required");
        }
        return new ImportedRow.Holder(id, enrolled, identifiers);
    }

    static CustomerId idOf(String path, String text) {
        try {
            CustomerId id = CustomerId.parse(text.strip());
            if (id.value().toString().equals(text.strip()) && !id.equals(CustomerId.NOBODY)) {
                return id;
            }
        } catch (IllegalArgumentException none) {
            // Told below.
        }
        throw new InvalidRequestException(path, Code.BAD_TYPE, "not an id of a customer");
    }

    private Points points(String path, String text) {
        return purse.points(forms.numberOf(path, text));
    }

    private ImportedRow.Opening opening(Cells cells, String key) {
        List<OpeningBalance.OpeningLot> lots = new ArrayList<>();
        List<OpeningBalance.Day> days = new ArrayList<>();
        ImportedRow.Holder holder = holder(cells);
        if (cells.has(Field.POINTS)) {
            OpeningBalance.OpeningLot lot = lot(cells);
            if (lot != null) {
                lots.add(lot);
            }
        } else if (!cells.has(Field.DAY) && !cells.has(Field.TIER)) {
            cells.findings()
                    .add(cells.column(Field.POINTS.path()), Code.REQUIRED, "points, a day or a tier is required");
        }
        if (cells.has(Field.DAY)) {
            OpeningBalance.Day day = day(cells);
            if (day != null) {
                days.add(day);
            }
        }
        return new ImportedRow.Opening(holder, key, lots, days, cells.has(Field.TIER) ? held(cells) : null);
    }

    private OpeningBalance.@Nullable OpeningLot lot(Cells cells) {
        Points points = cells.value(Field.POINTS, this::points);
        Instant earned = cells.required(Field.EARNED, forms::instantOf);
        Instant gone = cells.value(Field.GONE, forms::instantOf);
        Instant end = cells.value(Field.LAST_DAY, forms::endOf);
        if (gone != null && end != null) {
            cells.findings()
                    .add(
                            cells.column(Field.LAST_DAY.path()),
                            Code.DUPLICATE_CODE,
                            "the end of the points is said twice");
        }
        return points == null || earned == null || !cells.findings().none()
                ? null
                : cells.findings()
                        .tried(
                                cells::column,
                                () -> new OpeningBalance.OpeningLot(points, earned, gone == null ? end : gone));
    }

    private OpeningBalance.@Nullable Day day(Cells cells) {
        LocalDate date = cells.value(Field.DAY, forms::dateOf);
        Money spend = cells.required(Field.DAY_SPEND, (path, text) -> new Money(forms.numberOf(path, text), currency));
        Points points = cells.value(Field.DAY_POINTS, this::points);
        Long purchases = cells.value(Field.DAY_PURCHASES, this::wholeNumber);
        return date == null || spend == null || !cells.findings().none()
                ? null
                : cells.findings()
                        .tried(
                                cells::column,
                                () -> new OpeningBalance.Day(
                                        date,
                                        spend,
                                        Objects.requireNonNullElse(points, Points.NONE),
                                        Objects.requireNonNullElse(purchases, 1L)));
    }

    private Long wholeNumber(String path, String text) {
        BigDecimal number = forms.numberOf(path, text);
        try {
            return number.longValueExact();
        } catch (ArithmeticException other) {
            throw new InvalidRequestException(path, Code.NUMBER_OUT_OF_RANGE, "a whole number is accepted");
        }
    }

    private OpeningBalance.@Nullable Held held(Cells cells) {
        String tier = cells.value(Field.TIER, (path, text) -> Violations.textOf(path, text, 40));
        LocalDate since = cells.required(Field.TIER_SINCE, forms::dateOf);
        LocalDate until = cells.value(Field.TIER_UNTIL, forms::dateOf);
        return tier == null || since == null || !cells.findings().none()
                ? null
                : cells.findings().tried(cells::column, () -> new OpeningBalance.Held(tier, since, until));
    }

    private ImportedRow.@Nullable Contact contact(Cells cells, CommandKey key) {
        ImportedRow.Holder holder = holder(cells);
        Interaction.Status status =
                cells.value(Field.STATUS, (path, text) -> Cells.named(Interaction.Status.class, path, text));
        Interaction.Direction direction =
                cells.value(Field.DIRECTION, (path, text) -> Cells.named(Interaction.Direction.class, path, text));
        String channel = cells.required(Field.CHANNEL, (path, text) -> text);
        Instant started = cells.required(Field.STARTED, forms::instantOf);
        Instant ended = cells.value(Field.ENDED, forms::instantOf);
        List<Participant> participants = participants(cells);
        String purposes = cells.text(Field.PURPOSES);
        if (channel == null || started == null || !cells.findings().none()) {
            return null;
        }
        Interaction item = cells.findings()
                .tried(
                        cells::column,
                        () -> new Interaction(
                                Objects.requireNonNullElse(status, Interaction.Status.HELD),
                                channel,
                                Objects.requireNonNullElse(direction, Interaction.Direction.NONE),
                                cells.text(Field.TOUCHPOINT),
                                started,
                                ended,
                                participants,
                                purposes == null ? List.of() : forms.textsOf(purposes),
                                cells.text(Field.SUMMARY),
                                cells.text(Field.OUTCOME),
                                cells.text(Field.NEXT_STEP),
                                cells.text(Field.THREAD),
                                List.of(),
                                List.of()));
        return item == null
                ? null
                : new ImportedRow.Contact(
                        holder,
                        Origin.of(key),
                        item,
                        plan.actor().orElse(null),
                        plan.source().orElse(null));
    }

    private static List<Participant> participants(Cells cells) {
        List<Participant> found = new ArrayList<>();
        for (Cells.Cell cell : cells.all(Field.EMPLOYEE)) {
            Participant one = cells.value(cell, (path, text) -> Participant.employee(new Actor(text)));
            if (one != null) {
                found.add(one);
            }
        }
        for (Cells.Cell cell : cells.all(Field.UNIT)) {
            Participant one = cells.value(cell, (path, text) -> Participant.unit(text));
            if (one != null) {
                found.add(one);
            }
        }
        return found;
    }
}
