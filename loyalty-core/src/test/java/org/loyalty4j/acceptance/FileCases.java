package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.exchange.ExportReport;
import org.loyalty4j.exchange.Field;
import org.loyalty4j.exchange.ImportPlan;
import org.loyalty4j.exchange.ImportPlan.Kind;
import org.loyalty4j.exchange.ImportReport;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Link;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Participant;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.testkit.Shop;

/** Files that one shop writes are read by another, and say the same there. */
public abstract class FileCases extends OverAnyStore {

    private static final String[] HOSTILE = {
        "=1+1",
        "+49",
        "-5",
        "@SUM(A1)",
        "'quoted",
        "''",
        "'=1",
        "a,b",
        "\"q\"",
        "\"",
        "😀 Ärger",
        "שלום",
        "مرحبا",
        "Ω\u00a0x",
        "＝1",
        "x;y|z",
        "#loyalty4j",
        "\\n",
        "null",
        "true",
        "0",
        "a\u200db",
        "e\u0301",
        "';DROP"
    };

    private static final Pattern CELL = Pattern.compile("\"((?:[^\"]++|\"\")*+)\"(?:,|\r\n)");

    private static String word(Random random) {
        return HOSTILE[random.nextInt(HOSTILE.length)];
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(HOSTILE[random.nextInt(HOSTILE.length)]);
        while (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? " " : "").append(HOSTILE[random.nextInt(HOSTILE.length)]);
        }
        return text.toString();
    }

    private static String lines(Random random) {
        return text(random) + "\n\t" + text(random) + "\n\n=" + text(random);
    }

    private static String write(Shop shop, Kind kind) {
        StringWriter file = new StringWriter();
        assertThat(shop.loyalty().exports().write(kind, file).finished()).isTrue();
        return file.toString();
    }

    private static ImportReport read(Shop shop, Kind kind, String file) {
        return shop.loyalty().imports().run(ImportPlan.exported(kind, "moved"), new StringReader(file));
    }

    private static CustomerId aCustomer(Shop shop, Random random, int number) {
        NewCustomer request =
                random.nextInt(4) == 0 ? NewCustomer.organization(shop.aKey()) : NewCustomer.person(shop.aKey());
        request = request.reference(text(random) + number);
        request = random.nextBoolean() ? request.named(text(random)) : request;
        request = random.nextBoolean() ? request.phone("49151" + (1_000_000 + number)) : request;
        request = random.nextBoolean() ? request.foundBy(Identifier.email("o'" + number + "@exämple.org")) : request;
        request = random.nextBoolean() ? request.joined(Shop.day("2019-05-01").plusNanos(1_000)) : request;
        CustomerId id = shop.loyalty().customers().enroll(request).orThrow().id();
        var customers = shop.loyalty().customers();
        if (random.nextBoolean()) {
            Identifier card = Identifier.card("CARD" + number);
            IdentifierChange add = IdentifierChange.add(shop.aKey(), id, card);
            customers.change(random.nextBoolean() ? add : add.until(Shop.day("2027-01-01")));
            if (random.nextBoolean()) {
                customers.change(IdentifierChange.block(shop.aKey(), id, card));
            }
        }
        if (random.nextBoolean()) {
            Identifier handle = Identifier.handle("net", "=" + text(random) + number);
            customers.change(IdentifierChange.add(shop.aKey(), id, handle));
            if (random.nextBoolean()) {
                customers.change(IdentifierChange.end(shop.aKey(), id, handle));
            }
        }
        ProfileChange change = ProfileChange.of(shop.aKey(), id)
                .with(word(random), AttributeValue.of(text(random)))
                .with("n", AttributeValue.of(new BigDecimal(random.nextInt(2_000_000) - 1_000_000).movePointLeft(6)))
                .with(Attribute.NEEDS, AttributeValue.of(List.of(text(random), text(random) + "2", "=3")))
                .with("flag", AttributeValue.of(random.nextBoolean()))
                .with(Attribute.BIRTH_DATE, AttributeValue.of(LocalDate.of(1996, 2, 29)));
        customers.change(random.nextInt(3) == 0 ? change.named(text(random)) : change);
        customers.change(ProfileChange.of(shop.aKey(), id).without("flag"));
        return id;
    }

    private static void points(Shop shop, Random random, CustomerId id) {
        for (int i = random.nextInt(5); i > 0; i--) {
            shop.gives(
                    id,
                    1 + random.nextInt(1_000),
                    random.nextBoolean() ? "" : "2026-0" + (3 + random.nextInt(4)) + "-01");
        }
        long available = shop.available(id);
        if (available > 1) {
            redeem(shop, id, 1 + random.nextInt((int) available));
        }
    }

    private static void interactions(Shop shop, Random random, CustomerId id, CustomerId other) {
        List<NewEntry<Interaction>> requests = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            Instant at = Shop.day("2025-0" + (1 + random.nextInt(3)) + "-01").plusNanos(random.nextInt(2) * 1_000L);
            Interaction item = Interaction.held(word(random), Interaction.Direction.INBOUND, at)
                    .at(word(random))
                    .until(at.plusSeconds(60))
                    .about(word(random))
                    .about("'" + word(random))
                    .saying(lines(random))
                    .cameTo(word(random))
                    .next(lines(random))
                    .in(text(random))
                    .with(Participant.employee(new Actor(text(random))).as(word(random)))
                    .with(Participant.customer(other).at(Identifier.reference(text(random))))
                    .with(new Link(Link.Target.OTHER, text(random)))
                    .with(new Interaction.Media("audio", text(random), random.nextBoolean() ? null : lines(random)));
            NewEntry<Interaction> request = random.nextBoolean()
                    ? NewEntry.of(shop.aKey(), id, item)
                    : NewEntry.from(
                            new Source("=sys"), text(random) + shop.aKey().value(), id, item);
            requests.add(random.nextBoolean() ? request : request.by(new Actor(text(random))));
        }
        requests.add(NewEntry.of(
                shop.aKey(), id, Interaction.planned("phone", Interaction.Direction.OUTBOUND, Shop.day("2026-09-01"))));
        shop.loyalty().history().addAll(requests).forEach(outcome -> outcome.orThrow());
    }

    private static void fill(Shop shop, Random random, int customers) {
        CustomerId last = shop.aCustomer("first");
        for (int i = 0; i < customers; i++) {
            CustomerId id = aCustomer(shop, random, i);
            points(shop, random, id);
            interactions(shop, random, id, last);
            if (random.nextInt(5) == 0) {
                shop.loyalty().customers().leave(Departure.of(shop.aKey(), id));
            }
            last = id;
        }
    }

    @Test
    void i_37_what_is_written_and_read_elsewhere_is_written_there_byte_for_byte() {
        for (int seed = 0; seed < rounds(40); seed++) {
            Random random = new Random(seed);
            Shop from = shop();
            Shop to = Shop.over(secondStore(), program -> program);
            fill(from, random, 1 + random.nextInt(8));
            for (Kind kind : Kind.values()) {
                String file = write(from, kind);

                ImportReport report = read(to, kind, file);

                assertThat(report.problems()).as("seed %d %s", seed, kind).isEmpty();
                assertThat(report.written()).isEqualTo(report.read());
                assertThat(write(to, kind)).as("seed %d %s", seed, kind).isEqualTo(file);
                ImportReport again = read(to, kind, file);
                assertThat(again.there()).as("seed %d %s", seed, kind).isEqualTo(report.read());
            }
            assertThat(to.loyalty().audit().findings()).isEmpty();
        }
    }

    @Test
    void s_05_no_cell_of_a_file_begins_as_a_formula() {
        Shop shop = shop();
        fill(shop, new Random(7), 20);
        for (Kind kind : Kind.values()) {
            String file = write(shop, kind);
            assertThat(file)
                    .startsWith("\"#loyalty4j\",\"" + kind.name().toLowerCase(java.util.Locale.ROOT) + "\",\"1\"");
            Matcher cells = CELL.matcher(file);
            int end = 0;
            for (; cells.find(); end = cells.end()) {
                assertThat(cells.start()).isEqualTo(end);
                assertThat(cells.group(1)).doesNotMatch("(?s)[\\s\\h]*[=+\\-@\uFF1D].*");
            }
            assertThat(end).isEqualTo(file.length());
        }
    }

    @Test
    void an_export_that_was_stopped_goes_on_where_it_was() {
        Shop shop = shop();
        IntStream.range(0, 250).forEach(i -> shop.aCustomer("Customer " + i));
        StringWriter file = new StringWriter();
        ExportReport report = shop.loyalty().exports().write(Kind.CUSTOMERS, file, progress -> false);
        assertThat(report.finished()).isFalse();
        assertThat(report.rows()).isEqualTo(100);
        while (!report.finished()) {
            report = shop.loyalty()
                    .exports()
                    .goOn(Kind.CUSTOMERS, file, report.next().orElseThrow(), progress -> false);
        }
        assertThat(file.toString()).isEqualTo(write(shop, Kind.CUSTOMERS));
        assertThatThrownBy(() -> shop.loyalty().exports().goOn(Kind.CUSTOMERS, file, "edited", progress -> true))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void what_is_no_opening_balance_is_counted_and_left_out() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "2026-01-02");
        shop.gives(anna, 50, "");
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(ben, 7, "");
        shop.loyalty().customers().leave(Departure.of(shop.aKey(), ben));
        shop.loyalty()
                .rewards()
                .hold(HoldRequest.of(Redemption.of(shop.aKey(), anna, Points.of(110)), Duration.ofDays(9)))
                .orThrow();
        shop.loyalty()
                .accounts()
                .give(Bonus.of(shop.aKey(), anna, Points.of(3), "more").goneAt(Shop.day("2026-01-02")))
                .orThrow();
        StringWriter file = new StringWriter();
        shop.on("2026-01-03");

        ExportReport report = shop.loyalty().exports().write(Kind.BALANCES, file);

        assertThat(report.rows()).isOne();
        assertThat(report.leftOut()).isEqualTo(110 + 7);
        assertThat(report.customers()).isEqualTo(2);
        assertThat(file.toString().lines().skip(2))
                .containsExactly("\"" + anna.value() + "\",\"1\",\"40\",\"2026-01-01T00:00:00Z\",\"\"");
    }

    @Test
    void balances_of_one_purse_are_not_read_as_those_of_another() {
        Shop shop = shop();
        shop.loyalty()
                .programs()
                .publish(Shop.onePointPerEuro().with(new org.loyalty4j.points.Purse("stamps", "stamps", 2)));
        CustomerId anna = shop.aCustomer("Anna");
        var stamps = shop.loyalty().purse("stamps");
        stamps.accounts()
                .give(Bonus.of(shop.aKey(), anna, Points.of(1_250), "gift"))
                .orThrow();
        StringWriter file = new StringWriter();
        stamps.exports().write(Kind.BALANCES, file);
        assertThat(file.toString()).contains("\"12.50\"");

        assertThatThrownBy(() -> read(shop, Kind.BALANCES, file.toString()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("another purse");
        ImportReport report =
                stamps.imports().run(ImportPlan.exported(Kind.BALANCES, "x"), new StringReader(file.toString()));

        assertThat(report.written()).isOne();
        assertThat(stamps.accounts().balance(anna).available().minor()).isEqualTo(2_500);
    }

    @Test
    void customers_who_are_there_already_stay_as_they_are() {
        Shop shop = shop();
        fill(shop, new Random(3), 10);
        String file = write(shop, Kind.CUSTOMERS);
        List<Object> before = StoreDump.of(shop.store());

        ImportReport report = read(shop, Kind.CUSTOMERS, file);

        assertThat(report.there()).isEqualTo(11);
        assertThat(StoreDump.of(shop.store())).isEqualTo(before);
        assertThat(read(shop, Kind.INTERACTIONS, write(shop, Kind.INTERACTIONS)).written())
                .isZero();
        assertThat(StoreDump.of(shop.store())).isEqualTo(before);
    }

    @Test
    void a_file_of_customers_points_and_calls_is_read_twice_and_once_is_enough() {
        Shop shop = shop();
        ImportPlan people = ImportPlan.customers("crm")
                .column("no", Field.KEY)
                .column("name", Field.NAME)
                .column("mail", Field.EMAIL)
                .attribute("place", Attribute.PLACE, ImportPlan.Type.TEXT);
        ImportPlan points = ImportPlan.balances("crm points")
                .column("mail", Field.EMAIL)
                .column("points", Field.POINTS)
                .column("earned", Field.EARNED);
        StringBuilder names = new StringBuilder("no,name,mail,place\n");
        StringBuilder sums = new StringBuilder("mail,points,earned\n");
        for (int i = 0; i < 700; i++) {
            names.append(i).append(",Name,p").append(i % 600).append("@example.org,Ulm\n");
            sums.append("p").append(i).append("@example.org,").append(1 + i).append(",2025-06-01T00:00:00Z\n");
        }
        for (int i = 0; i < 2; i++) {
            ImportReport report = shop.loyalty().imports().run(people, new StringReader(names.toString()));
            assertThat(report.refused()).isEqualTo(100);
            assertThat(i == 0 ? report.written() : report.there()).isEqualTo(600);
            ImportReport given = shop.loyalty().imports().run(points, new StringReader(sums.toString()));
            assertThat(given.bad()).isEqualTo(100);
            assertThat(i == 0 ? given.written() : given.there()).isEqualTo(600);
        }
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void lines_of_an_exported_file_that_were_edited_are_told() {
        Shop shop = shop();
        Shop to = Shop.over(secondStore(), program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        String file = write(shop, Kind.CUSTOMERS);
        String row = file.substring(file.indexOf("\"" + anna.value()));
        String other = row.replace(anna.value().toString(), "0197b5cc-0000-7000-8000-000000000001");
        file += other
                + row.replace(anna.value().toString(), "geheim")
                + row.replace(anna.value().toString(), "00000000-0000-0000-0000-000000000000")
                + row.replace("PERSON", "GEHEIM")
                + row.replace("REFERENCE", "GEHEIM")
                + row.replace("ACTIVE\"\",\"\"", "ACTIVE");

        ImportReport report = read(to, Kind.CUSTOMERS, file);

        assertThat(report.problems())
                .extracting(ImportReport.Problem::line, ImportReport.Problem::column, ImportReport.Problem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(4L, "", "IDENTIFIER_TAKEN"),
                        org.assertj.core.groups.Tuple.tuple(5L, "customer", "BAD_TYPE"),
                        org.assertj.core.groups.Tuple.tuple(6L, "customer", "BAD_TYPE"),
                        org.assertj.core.groups.Tuple.tuple(7L, "kind", "BAD_TYPE"),
                        org.assertj.core.groups.Tuple.tuple(8L, "identifiers", "BAD_TYPE"),
                        org.assertj.core.groups.Tuple.tuple(9L, "identifiers", "BAD_ROW"));
        assertThat(report.problems())
                .allMatch(
                        one -> !one.message().toLowerCase(java.util.Locale.ROOT).contains("geheim"));
        assertThat(report.written()).isOne();
    }
}
