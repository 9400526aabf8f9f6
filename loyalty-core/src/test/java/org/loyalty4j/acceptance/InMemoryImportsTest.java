package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Reader;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.loyalty4j.EntryAnswer;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.exchange.ContactCodes;
import org.loyalty4j.exchange.Field;
import org.loyalty4j.exchange.Forms;
import org.loyalty4j.exchange.ImportPlan;
import org.loyalty4j.exchange.ImportPlan.Mode;
import org.loyalty4j.exchange.ImportReport;
import org.loyalty4j.exchange.ImportReport.End;
import org.loyalty4j.exchange.ImportReport.Problem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.testkit.Shop;

class InMemoryImportsTest {

    private static final ImportPlan PEOPLE = ImportPlan.customers("crm")
            .column("No", Field.KEY)
            .column("Name", Field.NAME)
            .column("Mobile", Field.PHONE);

    private static final ImportPlan POINTS = ImportPlan.balances("points")
            .column("No", Field.KEY)
            .column("Mobile", Field.PHONE)
            .column("Points", Field.POINTS)
            .column("Earned", Field.EARNED)
            .column("Gone", Field.GONE);

    private static Reader of(String... lines) {
        return new StringReader(String.join("\r\n", lines) + "\r\n");
    }

    private static Reader people(String... lines) {
        return new StringReader("No,Name,Mobile\r\n" + String.join("\r\n", lines));
    }

    private static List<Tuple> told(ImportReport report) {
        return report.problems().stream()
                .map(one -> new Tuple(one.line(), one.column(), one.code()))
                .toList();
    }

    private static List<Long> counts(ImportReport report) {
        assertThat(report.written()
                        + report.there()
                        + report.repeated()
                        + report.changed()
                        + report.refused()
                        + report.bad())
                .isEqualTo(report.read());
        return List.of(
                report.read(),
                report.written(),
                report.there(),
                report.repeated(),
                report.changed(),
                report.refused(),
                report.bad());
    }

    private static Customer byPhone(Shop shop, String phone) {
        return shop.loyalty().customers().find(Identifier.phone(phone)).orElseThrow();
    }

    @Test
    void customers_come_in_with_what_they_are_found_by_and_what_is_known_of_them() {
        Shop shop = Shop.open();
        ImportPlan plan = ImportPlan.customers("crm")
                .column("Nr", Field.KEY)
                .column("Art", Field.KIND)
                .column("Name", Field.NAME)
                .column("Telefon", Field.PHONE)
                .column("Telefon 2", Field.PHONE)
                .column("Seit", Field.JOINED)
                .attribute("Geburt", Attribute.BIRTH_DATE, ImportPlan.Type.DATE)
                .attribute("Mag", Attribute.PREFERENCES, ImportPlan.Type.TEXTS)
                .attribute("Schuh", "shoe size", ImportPlan.Type.NUMBER)
                .attribute("Post", "post", ImportPlan.Type.FLAG)
                .words(Field.KIND, Map.of("P", "PERSON", "F", "ORGANIZATION"))
                .ignoring("Bemerkung")
                .written(Forms.ISO
                        .separatedBy(';')
                        .dates("dd.MM.yyyy")
                        .numbers(',', '.')
                        .flags("ja", "nein")
                        .in(ZoneId.of("Europe/Berlin")))
                .from(new Source("crm"))
                .by(new Actor("clerk 7"));

        ImportReport report = shop.loyalty()
                .imports()
                .run(
                        plan,
                        of(
                                "\uFEFFNr;Art;Name;Telefon;Telefon 2;Seit;Geburt;Mag;Schuh;Post;Bemerkung",
                                "1;P;\"Müller, \"\"Anna\"\"\";+49 151 1234567;0151 7654321;01.07.2020;29.02.1996;tea|cake;1.040,5;JA;x",
                                "2;F;Bäckerei;;;;;;;;\"zwei\r\nZeilen\""));

        assertThat(report.problems()).isEmpty();
        assertThat(counts(report)).containsExactly(2L, 2L, 0L, 0L, 0L, 0L, 0L);
        assertThat(report.end()).isEqualTo(End.ALL_READ);
        Customer anna = byPhone(shop, "491511234567");
        assertThat(anna.name()).contains("Müller, \"Anna\"");
        assertThat(anna.membership().joined()).isEqualTo(Instant.parse("2020-06-30T22:00:00Z"));
        assertThat(byPhone(shop, "01517654321")).isEqualTo(anna);
        var profile = shop.loyalty().customers().profile(anna.id());
        assertThat(profile.date(Attribute.BIRTH_DATE)).contains(LocalDate.of(1996, 2, 29));
        assertThat(profile.value(Attribute.PREFERENCES).orElseThrow())
                .isEqualTo(org.loyalty4j.customer.AttributeValue.of(List.of("tea", "cake")));
        assertThat(profile.value("shoe size").orElseThrow())
                .isEqualTo(org.loyalty4j.customer.AttributeValue.of(new java.math.BigDecimal("1040.5")));
        assertThat(profile.value("post").orElseThrow()).isEqualTo(org.loyalty4j.customer.AttributeValue.of(true));
        assertThat(java.util.Objects.requireNonNull(profile.attributes().get("post"))
                        .source())
                .isEqualTo(new Source("crm"));
        assertThat(shop.loyalty().customers().page(10).items())
                .extracting(Customer::kind)
                .containsExactly(Customer.Kind.PERSON, Customer.Kind.ORGANIZATION);
    }

    @Test
    void b_104_a_file_that_is_read_twice_changes_nothing_the_second_time() {
        Shop shop = Shop.open();
        ImportReport first = shop.loyalty().imports().run(PEOPLE, people("1,Anna,+491511", "2,Ben,49 151 222222"));
        assertThat(first.bad()).isOne();
        List<Object> before = StoreDump.of(shop.store());

        ImportReport again = shop.loyalty().imports().run(PEOPLE, people("1,Anna,+491511", "2,Ben,49 151 222222"));

        assertThat(counts(again)).containsExactly(2L, 0L, 1L, 0L, 0L, 0L, 1L);
        assertThat(StoreDump.of(shop.store())).isEqualTo(before);

        ImportReport mended = shop.loyalty().imports().run(PEOPLE, people("2,Ben,49151222222", "1,Anna,+49151111111"));
        assertThat(counts(mended)).containsExactly(2L, 1L, 1L, 0L, 0L, 0L, 0L);
    }

    @Test
    void b_103_the_same_row_twice_is_a_repeat_and_another_one_under_its_key_is_told() {
        Shop shop = Shop.open();
        String[] rows = {"1,Anna,49151111111", "1,Anna,49151111111", "1,Anne,49151111111", "2,Ben,49151111111"};

        ImportReport checked = shop.loyalty().imports().run(PEOPLE.mode(Mode.CHECK), people(rows));
        assertThat(shop.loyalty().customers().page(10).items()).isEmpty();
        ImportReport report = shop.loyalty().imports().run(PEOPLE, people(rows));

        assertThat(counts(report)).containsExactly(4L, 1L, 0L, 1L, 1L, 1L, 0L);
        assertThat(told(report))
                .containsExactly(
                        new Tuple(3L, "", "ROW_REPEATED"),
                        new Tuple(4L, "", "ROW_CHANGED"),
                        new Tuple(5L, "Mobile", "IDENTIFIER_TAKEN"));
        assertThat(counts(checked)).isEqualTo(counts(report));
        assertThat(checked.problems()).isEqualTo(report.problems());
        assertThat(shop.loyalty().customers().page(10).items()).hasSize(1);
    }

    @Test
    void without_a_column_of_keys_the_content_is_the_key_wherever_it_stands() {
        Shop shop = Shop.open();
        ImportPlan plan =
                ImportPlan.customers("list").column("Name", Field.NAME).column("Mobile", Field.PHONE);
        shop.loyalty().imports().run(plan, of("Name,Mobile", "Anna,49151111111", "Ben,49151222222"));

        ImportReport moved = shop.loyalty()
                .imports()
                .run(plan, of("Mobile,Name", "49151222222,Ben", "49151333333,Carla", "49151111111,Anna"));

        assertThat(counts(moved)).containsExactly(3L, 1L, 2L, 0L, 0L, 0L, 0L);
    }

    @Test
    void another_file_may_have_the_same_keys() {
        Shop shop = Shop.open();
        shop.loyalty().imports().run(PEOPLE, people("1,Anna,49151111111"));
        ImportPlan other = ImportPlan.customers("web").column("No", Field.KEY).column("Name", Field.NAME);

        assertThat(shop.loyalty().imports().run(other, of("No,Name", "1,Ben")).written())
                .isOne();
    }

    @Test
    void each_mistake_is_told_with_line_and_column_and_without_what_the_cell_says() {
        Shop shop = Shop.open();
        ImportPlan plan = PEOPLE.column("Card", Field.CARD)
                .column("Since", Field.JOINED)
                .column("Kind", Field.KIND)
                .attribute("Born", Attribute.BIRTH_DATE, ImportPlan.Type.DATE)
                .attribute("Size", "size", ImportPlan.Type.NUMBER)
                .attribute("Place", Attribute.PLACE, ImportPlan.Type.TEXT);

        ImportReport report = shop.loyalty()
                .imports()
                .run(
                        plan,
                        of(
                                "No,Name,Mobile,Card,Since,Kind,Born,Size,Place",
                                "1,Geheim\u0000,geheim,geheim!,geheim,geheim,30.2.1996,1e9,geheim\u202e",
                                "2," + "g".repeat(256) + ",,,2020-01-01T10:00,,1996-02-30,,",
                                ",Geheim,,,,,,,",
                                "4,Geheim,,,2027-01-01T00:00:00Z,,2222-01-01,,",
                                "5,,,,,,,,geheim",
                                "6,Geheim,,,,,2027-01-01,,",
                                "7,Geheim,,,,,,,,,",
                                "8,\"Geheim\"x,,,,,,,",
                                "9," + "g".repeat(100_001) + ",,,,,,,",
                                "10,Good,,,,,,,"));

        assertThat(told(report))
                .containsExactly(
                        new Tuple(2L, "Kind", "BAD_TYPE"),
                        new Tuple(2L, "Name", "BAD_CHARACTER"),
                        new Tuple(2L, "Card", "BAD_CARD_NUMBER"),
                        new Tuple(2L, "Mobile", "BAD_PHONE"),
                        new Tuple(2L, "Since", "BAD_DATE"),
                        new Tuple(2L, "Born", "BAD_DATE"),
                        new Tuple(2L, "Size", "BAD_TYPE"),
                        new Tuple(2L, "Place", "BAD_CHARACTER"),
                        new Tuple(3L, "Name", "TOO_LONG"),
                        new Tuple(3L, "Since", "UNKNOWN_ZONE"),
                        new Tuple(3L, "Born", "BAD_DATE"),
                        new Tuple(4L, "No", "REQUIRED"),
                        new Tuple(5L, "Born", "TIME_OUT_OF_RANGE"),
                        new Tuple(6L, "", "REQUIRED"),
                        new Tuple(7L, "Born", "BAD_DATE"),
                        new Tuple(8L, "", "BAD_ROW"),
                        new Tuple(9L, "Name", "BAD_ROW"),
                        new Tuple(10L, "Name", "BAD_ROW"));
        assertThat(report.written()).isOne();
        assertThat(report.problems())
                .allSatisfy(one -> assertThat(one.message())
                        .doesNotContainIgnoringCase("geheim")
                        .doesNotContain("ggg")
                        .doesNotContain("1996"));
    }

    @Test
    void a_row_that_the_profile_refuses_leaves_no_customer_behind() {
        Shop shop = Shop.open();
        ImportPlan plan = PEOPLE.attribute("Born", Attribute.BIRTH_DATE, ImportPlan.Type.DATE);

        ImportReport report =
                shop.loyalty().imports().run(plan, of("No,Name,Mobile,Born", "1,Anna,49151111111,2026-06-01"));

        assertThat(told(report)).containsExactly(new Tuple(2L, "Born", "BAD_DATE"));
        assertThat(shop.loyalty().customers().page(1).items()).isEmpty();
    }

    private static void assertRefused(ImportPlan plan, Reader file, Code code, String path) {
        Shop shop = Shop.open();
        assertThatThrownBy(() -> shop.loyalty().imports().run(plan, file))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::code, Violation::path)
                                .contains(new Tuple(code, path)));
        assertThat(shop.loyalty().customers().page(1).items()).isEmpty();
    }

    @Test
    void columns_that_are_unknown_missing_or_double_are_told_before_anything_is_written() {
        assertRefused(PEOPLE, of("No,Name,Mobile,Extra", "1,Anna,,"), Code.NOT_FOUND, "columns[3]");
        assertRefused(PEOPLE, of("No,Name", "1,Anna"), Code.NOT_FOUND, "columns.Mobile");
        assertRefused(PEOPLE, of("No,Name,mobile", "1,Anna,"), Code.NOT_FOUND, "columns.Mobile");
        assertRefused(PEOPLE, of("No,Name,Mobile,Name", "1,Anna,,"), Code.DUPLICATE_CODE, "columns.Name");
        assertRefused(PEOPLE, of("No;Name;Mobile", "1;Anna;"), Code.NOT_FOUND, "columns.No");
        assertRefused(PEOPLE, new StringReader(""), Code.REQUIRED, "file");
        assertRefused(PEOPLE, of("No,Na\"me,Mobile"), Code.BAD_ROW, "line 1");
        assertRefused(ImportPlan.customers("x"), of("No"), Code.REQUIRED, "columns");
        assertRefused(ImportPlan.exported(ImportPlan.Kind.CUSTOMERS, "x"), of("No,Name,Mobile"), Code.BAD_TYPE, "file");
        assertRefused(PEOPLE, of("\"#loyalty4j\",\"customers\",\"1\"", "No"), Code.BAD_TYPE, "file");
        assertRefused(
                ImportPlan.exported(ImportPlan.Kind.CUSTOMERS, "x"),
                of("#loyalty4j,balances,1,points", "No"),
                Code.BAD_TYPE,
                "kind");
    }

    @Test
    void b_105_a_file_of_a_newer_version_is_refused() {
        ImportPlan plan = ImportPlan.exported(ImportPlan.Kind.CUSTOMERS, "x");
        assertRefused(plan, of("#loyalty4j,customers,2"), Code.UNSUPPORTED_VERSION, "version");
        assertRefused(plan, of("#loyalty4j,customers,99999999999"), Code.UNSUPPORTED_VERSION, "version");
        assertRefused(plan, of("#loyalty4j,customers"), Code.UNSUPPORTED_VERSION, "version");
    }

    @Test
    void a_header_that_is_no_header_is_not_shown() {
        assertThatThrownBy(() -> Shop.open().loyalty().imports().run(PEOPLE, of("1,Geheim,49151111111")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageNotContaining("Geheim")
                .hasMessageNotContaining("151");
    }

    @Test
    void whoever_stops_at_the_first_bad_row_has_all_before_it_and_nothing_after() {
        Shop shop = Shop.open();
        String[] rows = {"1,Anna,49151111111", "2,Ben,49151111111", "3,Carla,49151333333"};

        ImportReport refused = shop.loyalty().imports().run(PEOPLE.mode(Mode.STOP), people(rows));

        assertThat(counts(refused)).containsExactly(2L, 1L, 0L, 0L, 0L, 1L, 0L);
        assertThat(refused.end()).isEqualTo(End.BAD_ROW);
        assertThat(shop.loyalty().customers().page(9).items()).hasSize(1);

        rows[1] = "2,Ben,49151222222";
        ImportReport mended =
                shop.loyalty().imports().run(PEOPLE.mode(Mode.STOP).after(refused.position()), people(rows));
        assertThat(counts(mended)).containsExactly(2L, 2L, 0L, 0L, 0L, 0L, 0L);

        ImportReport misquoted = shop.loyalty()
                .imports()
                .run(PEOPLE.mode(Mode.STOP), people("9,Dora,49151999999", "10,x\"y,", "11,Emil,"));
        assertThat(counts(misquoted)).containsExactly(2L, 1L, 0L, 0L, 0L, 0L, 1L);
        assertThat(misquoted.position().line()).isEqualTo(3);
    }

    @Test
    void a_quote_that_is_not_closed_ends_the_reading_and_says_where() {
        Shop shop = Shop.open();
        ImportReport report = shop.loyalty().imports().run(PEOPLE, people("1,Anna,", "2,\"Ben,", "3,Carla,"));

        assertThat(counts(report)).containsExactly(2L, 1L, 0L, 0L, 0L, 0L, 1L);
        assertThat(report.end()).isEqualTo(End.UNREADABLE);
        assertThat(told(report)).containsExactly(new Tuple(3L, "Name", "BAD_ROW"));
        assertThat(report.position().line()).isEqualTo(3);
    }

    private static String[] many(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + ",Name " + i + ",").toArray(String[]::new);
    }

    @Test
    void one_who_is_told_the_progress_may_stop_and_goes_on_from_there() {
        Shop shop = Shop.open();
        List<Long> told = new ArrayList<>();
        ImportReport half = shop.loyalty().imports().run(PEOPLE, people(many(1_300)), report -> {
            told.add(report.read());
            return told.size() < 2;
        });

        assertThat(told).containsExactly(512L, 1024L);
        assertThat(half.end()).isEqualTo(End.STOPPED);
        assertThat(half.position().line()).isEqualTo(1026);

        ImportReport rest = shop.loyalty().imports().run(PEOPLE.after(half.position()), people(many(1_300)));
        assertThat(counts(rest)).containsExactly(276L, 276L, 0L, 0L, 0L, 0L, 0L);
        assertRefused(
                PEOPLE.after(new ImportReport.Position(9, half.position().offset() + 1)),
                people(many(1_300)),
                Code.BAD_CURSOR,
                "after");
        assertRefused(PEOPLE.after(half.position()), people(many(10)), Code.BAD_CURSOR, "after");
    }

    @Test
    void as_many_problems_as_were_asked_for_are_told_and_all_are_counted() {
        ImportReport report = Shop.open()
                .loyalty()
                .imports()
                .run(
                        PEOPLE.tellingProblems(3),
                        people(IntStream.range(0, 2_000)
                                .mapToObj(i -> i + ",x,1")
                                .toArray(String[]::new)));
        assertThat(report.bad()).isEqualTo(2_000);
        assertThat(report.problems()).hasSize(3);
    }

    @Test
    void points_come_in_with_their_dates_and_add_up_however_often_the_file_is_read() {
        Shop shop = Shop.open();
        shop.loyalty().imports().run(PEOPLE, people("1,Anna,49151111111", "2,Ben,49151222222"));
        Reader file = of(
                "No,Mobile,Points,Earned,Gone",
                "a,49151111111,60,2025-11-20T10:00:00Z,2026-03-01T00:00:00Z",
                "b,49151111111,40,2025-12-20T10:00:00Z,",
                "c,49151222222,10.5,2025-12-20T10:00:00Z,",
                "d,49151999999,10,2025-12-20T10:00:00Z,",
                "e,49151222222,10,,",
                "f,49151222222,0,2025-12-20T10:00:00Z,",
                "g,49151222222,7,2025-12-20T10:00:00Z,2025-01-01T00:00:00Z",
                "a,49151111111,60,2025-11-20T10:00:00Z,2026-03-01T00:00:00Z",
                "b,49151111111,41,2025-12-20T10:00:00Z,");

        ImportReport report = shop.loyalty().imports().run(POINTS, file);

        assertThat(counts(report)).containsExactly(9L, 2L, 0L, 1L, 1L, 0L, 5L);
        assertThat(told(report))
                .containsExactly(
                        new Tuple(4L, "Points", "TOO_MANY_DECIMALS"),
                        new Tuple(5L, "Mobile", "NOT_FOUND"),
                        new Tuple(6L, "Earned", "REQUIRED"),
                        new Tuple(7L, "Points", "AMOUNT_NOT_POSITIVE"),
                        new Tuple(8L, "Gone", "EMPTY_RANGE"),
                        new Tuple(9L, "", "ROW_REPEATED"),
                        new Tuple(10L, "", "ROW_CHANGED"));
        CustomerId anna = byPhone(shop, "49151111111").id();
        assertThat(shop.available(anna)).isEqualTo(100);
        assertThat(shop.loyalty().accounts().expirySchedule(anna)).hasSize(1);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void points_may_name_the_key_of_the_customers_row_and_their_last_day() {
        Shop shop = Shop.open();
        shop.loyalty().imports().run(PEOPLE, people("1,Anna,"));
        ImportPlan plan = ImportPlan.balances("points")
                .column("customer", Field.CUSTOMER_KEY)
                .column("points", Field.POINTS)
                .column("last day", Field.LAST_DAY)
                .constant(Field.EARNED, "2025-01-01")
                .customersOf("crm")
                .mode(Mode.STOP)
                .written(Forms.ISO.in(ZoneId.of("Asia/Tokyo")));

        ImportReport report =
                shop.loyalty().imports().run(plan, of("customer,points,last day", "1,5,2026-03-31", "2,5,", "1,9,"));

        assertThat(counts(report)).containsExactly(2L, 1L, 0L, 0L, 0L, 0L, 1L);
        assertThat(told(report)).containsExactly(new Tuple(3L, "customer", "NOT_FOUND"));
        CustomerId anna = shop.loyalty().customers().page(1).items().get(0).id();
        shop.clock().set(Instant.parse("2026-03-31T14:59:59Z"));
        assertThat(shop.available(anna)).isEqualTo(5);
        shop.clock().set(Instant.parse("2026-03-31T15:00:00Z"));
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void days_and_tiers_come_in_as_opening_balances() {
        Shop shop = Shop.over(new org.loyalty4j.store.InMemoryStore(), program -> EveryCall.program());
        CustomerId anna = shop.aCustomer("Anna");
        ImportPlan plan = ImportPlan.balances("days")
                .column("who", Field.REFERENCE)
                .column("day", Field.DAY)
                .column("spend", Field.DAY_SPEND)
                .column("times", Field.DAY_PURCHASES)
                .column("tier", Field.TIER)
                .column("since", Field.TIER_SINCE);

        ImportReport report = shop.loyalty()
                .imports()
                .run(
                        plan,
                        of(
                                "who,day,spend,times,tier,since",
                                "Anna,2025-12-20,140.00,2,,",
                                "Anna,2025-12-21,10.00,,,",
                                "Anna,,,,Silver,2025-01-01",
                                "Anna,,,,Iron,2025-01-01",
                                "Anna,2025-12-22,1.005,,,",
                                "Anna,,,,,"));

        assertThat(counts(report)).containsExactly(6L, 3L, 0L, 0L, 0L, 1L, 2L);
        assertThat(told(report))
                .containsExactly(
                        new Tuple(5L, "", "UNKNOWN_TIER"),
                        new Tuple(6L, "spend", "TOO_MANY_DECIMALS"),
                        new Tuple(7L, "", "REQUIRED"));
        assertThat(shop.loyalty().accounts().standing(anna).tier()).isEqualTo("Silver");
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private static final ImportPlan CALLS = ImportPlan.interactions("calls")
            .column("id", Field.KEY)
            .column("phone", Field.PHONE)
            .column("card", Field.CARD)
            .column("way", Field.DIRECTION)
            .column("at", Field.STARTED)
            .column("until", Field.ENDED)
            .column("who", Field.EMPLOYEE)
            .column("about", Field.PURPOSES)
            .column("text", Field.SUMMARY)
            .constant(Field.CHANNEL, "phone")
            .constant(Field.TOUCHPOINT, "hotline")
            .words(Field.DIRECTION, Map.of("in", "INBOUND", "out", "OUTBOUND"));

    private static final String CALL_HEADER = "id,phone,card,way,at,until,who,about,text";

    @Test
    void interactions_come_in_and_name_their_people() {
        Shop shop = Shop.open();
        shop.loyalty().imports().run(PEOPLE, people("1,Anna,49151111111", "2,Ben,49151222222"));
        String[] rows = {
            CALL_HEADER,
            "1,49151111111,,in,2025-06-01T10:00:00Z,2025-06-01T10:05:00Z,ida,complaint|delivery,\"torn\nbox\"",
            "2,49151111111,4711,out,2025-06-02T10:00:00Z,2025-06-02T09:00:00Z,,,",
            "3,49151999999,4711,out,2025-06-02T10:00:00Z,,,,",
            "4,49151222222,,sideways,2025-06-02T10:00:00Z,,,,",
            "5,49151222222,,out,2027-06-02T10:00:00Z,,,,",
            "6,,,out,2025-06-02T10:00:00Z,,,,",
            "1,49151111111,,in,2025-06-01T10:00:00Z,2025-06-01T10:05:00Z,ida,complaint|delivery,\"torn\nbox\"",
            "1,49151111111,,in,2025-06-01T10:00:00Z,,ida,complaint|delivery,"
        };

        ImportReport report = shop.loyalty().imports().run(CALLS, of(rows));

        assertThat(counts(report)).containsExactly(8L, 1L, 0L, 1L, 1L, 0L, 5L);
        assertThat(told(report))
                .containsExactly(
                        new Tuple(4L, "until", "EMPTY_RANGE"),
                        new Tuple(5L, "phone", "NOT_FOUND"),
                        new Tuple(6L, "way", "BAD_TYPE"),
                        new Tuple(7L, "", "TIME_IN_FUTURE"),
                        new Tuple(8L, "", "REQUIRED"),
                        new Tuple(9L, "", "ROW_REPEATED"),
                        new Tuple(11L, "", "ROW_CHANGED"));
        List<Object> before = StoreDump.of(shop.store());
        assertThat(shop.loyalty().imports().run(CALLS, of(rows)).written()).isZero();
        assertThat(StoreDump.of(shop.store())).isEqualTo(before);
    }

    @Test
    void a_row_that_names_two_customers_is_refused() {
        Shop shop = Shop.open();
        shop.loyalty()
                .imports()
                .run(
                        PEOPLE.column("Card", Field.CARD),
                        of("No,Name,Mobile,Card", "1,Anna,49151111111,", "2,Ben,,4711"));
        ImportReport report =
                shop.loyalty().imports().run(CALLS, of(CALL_HEADER, "1,49151111111,4711,in,2025-06-01T10:00:00Z,,,,"));
        assertThat(told(report)).containsExactly(new Tuple(2L, "", "BAD_RELATION"));
    }

    @Test
    void a_shop_that_names_its_channels_and_touchpoints_knows_no_others() {
        ContactCodes codes = ContactCodes.read(
                new StringReader("list;code;said as\ntouchpoint;hotline;\"x\ny\"\nchannel;phone;\nChannel;web;\n"),
                ';');
        assertThat(codes.channels()).containsExactly("phone", "web");
        Loyalty loyalty = Loyalty.over(new org.loyalty4j.store.InMemoryStore())
                .program(Shop.onePointPerEuro())
                .contactCodes(codes)
                .build();
        loyalty.imports().run(PEOPLE, people("1,Anna,49151111111"));
        String row = "1,49151111111,,in,2025-06-01T10:00:00Z,,,,";

        assertThat(told(loyalty.imports().run(CALLS.constant(Field.CHANNEL, "fax"), of(CALL_HEADER, row))))
                .containsExactly(new Tuple(2L, "", "NOT_FOUND"));
        assertThat(told(loyalty.imports().run(CALLS.constant(Field.TOUCHPOINT, "desk"), of(CALL_HEADER, row))))
                .containsExactly(new Tuple(2L, "", "NOT_FOUND"));
        assertThat(loyalty.imports().run(CALLS, of(CALL_HEADER, row)).written()).isOne();
    }

    @Test
    void a_list_of_codes_tells_all_its_mistakes() {
        assertThatThrownBy(() -> ContactCodes.read(
                        new StringReader("list,code\nchannel,phone\nchannel,phone\nstation,x\nchannel\nchannel, \n"),
                        ','))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::path, Violation::code)
                                .containsExactly(
                                        new Tuple("line 3, code", Code.DUPLICATE_CODE),
                                        new Tuple("line 4, list", Code.BAD_TYPE),
                                        new Tuple("line 5", Code.BAD_ROW),
                                        new Tuple("line 6, code", Code.REQUIRED)));
        assertThatThrownBy(() -> ContactCodes.read(new StringReader("code\nx"), ','))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> ContactCodes.read(new StringReader(""), ','))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void what_a_host_undoes_was_not_imported() {
        Shop shop = Shop.open();
        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    assertThat(tx.imports().run(PEOPLE, people("1,Anna,")).written())
                            .isOne();
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(shop.loyalty().customers().page(1).items()).isEmpty();
        assertThatThrownBy(() -> shop.loyalty()
                        .inTransaction(tx -> tx.imports().run(PEOPLE.mode(Mode.CHECK), people("1,Anna,"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_check_over_several_units_finds_what_the_import_would_find() {
        Shop shop = Shop.open();
        List<String> rows = new ArrayList<>(List.of(many(600)));
        rows.add("a,Anna,49151111111");
        rows.addAll(IntStream.range(1000, 1600).mapToObj(i -> i + ",N,").toList());
        rows.add("a,Anna,49151111111");
        rows.add("a,Anne,49151111111");
        rows.add("b,Ben,49151111111");
        String[] file = rows.toArray(String[]::new);

        ImportReport checked = shop.loyalty().imports().run(PEOPLE.mode(Mode.CHECK), people(file));
        ImportReport real = shop.loyalty().imports().run(PEOPLE, people(file));

        assertThat(counts(checked)).isEqualTo(counts(real)).containsExactly(1204L, 1201L, 0L, 1L, 1L, 1L, 0L);
        assertThat(checked.problems().stream().map(Problem::line).collect(Collectors.toList()))
                .isEqualTo(real.problems().stream().map(Problem::line).toList());
        assertThat(checked.position()).isEqualTo(real.position());
    }

    @Test
    void an_interaction_of_the_past_keeps_a_code_that_the_shop_has_given_up() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        var planned = shop.loyalty()
                .history()
                .add(org.loyalty4j.history.NewEntry.of(
                        shop.aKey(),
                        anna,
                        Interaction.planned("fax", Interaction.Direction.OUTBOUND, Shop.day("2026-02-01"))));
        Loyalty strict = Loyalty.over(shop.store())
                .clock(shop.clock())
                .contactCodes(new ContactCodes(new java.util.TreeSet<>(List.of("phone")), new java.util.TreeSet<>()))
                .build();

        var answer = strict.history()
                .change(org.loyalty4j.history.EntryChange.of(
                        shop.aKey(), planned, planned.item().cancelled()));

        assertThat(answer).isInstanceOf(EntryAnswer.Done.class);
    }
}
