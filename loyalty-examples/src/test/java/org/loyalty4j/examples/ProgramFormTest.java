package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

class ProgramFormTest {

    private static final LocalDate DAY = LocalDate.of(1999, 12, 31);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_form_of_the_built_in_program_says_the_built_in_program() throws ReplayException {
        ShopProgram read = read(ProgramForm.builtIn());

        assertThat(read.startingAt(DAY)).isEqualTo(ReplayProgram.BUILT_IN.startingAt(DAY));
        assertThat(read.name()).isEqualTo(ReplayProgram.BUILT_IN.name());
        assertThat(read.pointValue()).contains(new BigDecimal("0.01"));
    }

    @Test
    void the_readme_shows_the_form_of_the_built_in_program() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("```json\n" + ProgramForm.builtIn() + "```\n");
    }

    @Test
    void a_form_can_say_all_that_a_program_can() throws ReplayException {
        LineFilter.Match toys = new LineFilter.Match(
                Set.of("4711"),
                List.of(List.of("toys"), List.of("games", "board")),
                Set.of("Brio"),
                Map.of("color", "red"));
        LoyaltyProgram program = LoyaltyProgram.startingAt(
                        DAY.atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant(),
                        ZoneId.of("Europe/Berlin"),
                        Money.currencyOf("EUR"))
                .with(new Purse("stars", "Sterne", 2))
                .rounding(RoundingMode.HALF_EVEN)
                .with(new TierLadder(
                        List.of(
                                Tier.of("Neu", 0),
                                new Tier("Treu", 1050, Ratio.of(4, 3)),
                                new Tier("Gold", 100_000, Ratio.of(2))),
                        TierLadder.Metric.POINTS,
                        TierLadder.Window.calendarYear(),
                        PeriodEnd.startOfDay(Period.of(1, 6, 0)),
                        TierLadder.Downgrade.ONE_STEP,
                        Period.ofDays(14)))
                .countingSpend(LineFilter.kinds(LineKind.GOODS, LineKind.SHIPPING), EarningRule.Basis.NET)
                .with(EarningRule.perStep("base", Ratio.of("0.1"), Money.of("0.30", "EUR"))
                        .of(EarningRule.Basis.GROSS_BEFORE_DISCOUNT)
                        .from(Money.of("5.00", "EUR")))
                .with(EarningRule.perAmount("third", Ratio.of(1, 3), Money.of("1.00", "EUR"))
                        .on(LineFilter.goods().only(toys).without(LineFilter.Match.brands("Lego", "Duplo"))))
                .with(EarningRule.perItem("piece", 5).on(LineFilter.kinds(LineKind.GIFT_CARD)))
                .with(EarningRule.perPurchase("visit", 1))
                .with(EarningRule.multiplier("double", Ratio.of("2.5")))
                .expiring(new PeriodEnd(Period.ofDays(21), PeriodEnd.Edge.END_OF_DAY))
                .with(RewardOption.of("mug", "Tasse", Points.of(50_050)))
                .with(RewardOption.of("trip", "Reise", Points.of(9_000_000)).from("Gold"));

        ShopProgram read = read("""
                {
                  "name": "Große Liebe",
                  "currency": "EUR",
                  "zone": "Europe/Berlin",
                  "points": {"code": "stars", "name": "Sterne", "decimals": 2, "value": 0.005},
                  "rounding": "half even",
                  "rules": [
                    {"code": "base", "kind": "per step", "points": 0.1, "per": 0.30,
                     "basis": "gross before discount", "minimum": 5},
                    {"code": "third", "kind": "per amount", "points": "1/3", "per": 1.00,
                     "lines": {
                       "only": {"skus": ["4711"], "categories": ["toys", ["games", "board"]], "brands": ["Brio"],
                                "attributes": {"color": "red"}},
                       "not": {"brands": ["Lego", "Duplo"]}}},
                    {"code": "piece", "kind": "per item", "points": 5, "lines": {"kinds": ["gift card"]}},
                    {"code": "visit", "kind": "per purchase", "points": 1},
                    {"code": "double", "kind": "multiplier", "factor": 2.5}
                  ],
                  "expiry": {"after": "3 weeks"},
                  "tiers": [
                    {"code": "Neu", "from": 0, "multiplier": 1},
                    {"code": "Treu", "from": 10.5, "multiplier": "4/3"},
                    {"code": "Gold", "from": 1000, "multiplier": 2}
                  ],
                  "tierRules": {"by": "points", "window": "calendar year", "validity": {"after": "1 year 6 months"},
                                "downgrade": "one step", "grace": "2 weeks"},
                  "spend": {"lines": {"kinds": ["goods", "shipping"]}, "basis": "net"},
                  "rewards": [
                    {"code": "mug", "name": "Tasse", "price": 500.5},
                    {"code": "trip", "name": "Reise", "price": 90000, "tier": "Gold"}
                  ]
                }
                """);

        assertThat(read.startingAt(DAY)).isEqualTo(program);
        assertThat(read.name()).isEqualTo("Große Liebe");
        assertThat(read.pointValue()).contains(new BigDecimal("0.005"));
    }

    @Test
    void what_is_not_said_is_as_a_new_program_has_it() throws ReplayException {
        ShopProgram read = read("{\"currency\": \"EUR\", \"rules\": []}");

        assertThat(read.startingAt(DAY))
                .isEqualTo(LoyaltyProgram.startingAt(
                        DAY.atStartOfDay(ZoneId.of("UTC")).toInstant(), ZoneId.of("UTC"), Money.currencyOf("EUR")));
        assertThat(read.name()).isEqualTo("mine.json");
        assertThat(read.pointValue()).isEmpty();
    }

    @Test
    void mistakes_in_what_is_counted_are_told_once_and_at_their_place() {
        assertThat(mistakes("""
                {"currency": "EUR", "rules": [],
                 "counted": [
                   {"code": "Fresh"},
                   {"code": "spend"},
                   {"code": "status", "per": 10},
                   {"code": "fruit", "points": 3},
                   {"code": "ok"}
                 ],
                 "tiers": [{"code": "Green", "from": 0}, {"code": "Gold", "from": 10.001}],
                 "tierRules": {"by": "ok", "window": "lifetime"},
                 "rewards": []}
                """)
                        .lines()
                        .map(line -> line.replaceFirst("^mine.json: ", ""))
                        .toList())
                .containsExactly(
                        "line 3, column 13, counted[0].code: a metric has a code of 1 to 40 of a to z, 0 to 9,"
                                + " '.', '-' and '_', with a letter first; here it is \"Fresh\"",
                        "line 4, column 13, counted[1].code: every program counts spend, points, purchases and"
                                + " days; another metric has another code; here it is \"spend\"",
                        "line 5, column 30, counted[2].per: points and the money they are counted for stand"
                                + " together; here it is 10",
                        "line 6, column 4, counted[3].per: points and the money they are counted for stand together",
                        "line 9, column 67, tiers[1].from: EUR has 2 decimals; here it is 10.001");
    }

    @Test
    void every_mistake_is_told_at_once_with_its_place_and_what_would_be_right() {
        assertThat(mistakes("""
                {
                  "currency": "EURO",
                  "zone": "Mars/Base",
                  "ponts": {"value": 0.01},
                  "rounding": "unnecessary",
                  "rules": [
                    {"code": "base", "kind": "per-step", "points": "2", "per": 1e2},
                    {"code": "base", "kind": "per step", "points": 0},
                    {"kind": "per item", "points": 1, "minimum": -1, "lines": {"kinds": ["good"]}}
                  ],
                  "expiry": {"after": "a year", "at": "noon"},
                  "tiers": [
                    {"code": "Green", "from": 0},
                    {"code": "Gold", "from": 300.001, "multiplier": 0},
                    7
                  ],
                  "tierRules": {"window": "12", "grace": "1 month 2 months"},
                  "rewards": [{"code": "mug", "name": "Mug", "price": 0, "tier": "Platinum"}]
                }
                """)
                        .lines()
                        .map(line -> line.replaceFirst("^mine.json: ", ""))
                        .toList())
                .containsExactly(
                        "line 2, column 15, currency: three capital letters of ISO 4217 are accepted, not EURO;"
                                + " here it is \"EURO\"",
                        "line 3, column 11, zone: a zone such as \"Europe/Berlin\" or \"UTC\" is expected,"
                                + " not \"Mars/Base\"",
                        "line 4, column 3, ponts: \"ponts\" is not known here; known are \"name\", \"zone\","
                                + " \"currency\", \"points\", \"rounding\", \"carry\", \"rules\", \"events\", \"expiry\", \"claimable\", \"counted\", \"tiers\","
                                + " \"tierRules\", \"pending\", \"goes\", \"inactivity\", \"noticeDays\", \"caps\","
                                + " \"balanceCap\", \"spending\","
                                + " \"transfers\", \"unknownReturns\", \"shortage\", \"adjustments\", \"spend\", \"rewards\"",
                        "line 5, column 15, rounding: one of \"up\", \"down\", \"ceiling\", \"floor\", \"half up\","
                                + " \"half down\", \"half even\" is expected, not \"unnecessary\"",
                        "line 7, column 30, rules[0].kind: one of \"per step\", \"per amount\", \"per item\","
                                + " \"per purchase\", \"multiplier\", \"custom\" is expected, not \"per-step\"",
                        "line 7, column 52, rules[0].points: a number such as 2 or 1.25, or a fraction such as"
                                + " \"1/3\", is expected, not \"2\"",
                        "line 7, column 64, rules[0].per: a number with at most 20 digits before and after its point"
                                + " is expected, not 1e2",
                        "line 8, column 5, rules[1].per: rules about money name their step, others do not",
                        "line 8, column 14, rules[1].code: \"base\" is on line 7 already; codes differ",
                        "line 8, column 52, rules[1].points: more than 0 and at most 1000000 are accepted;"
                                + " here it is 0",
                        "line 9, column 5, rules[2].code: this is missing; write a short name of its own, such as"
                                + " \"base\"",
                        "line 9, column 50, rules[2].minimum: a minimum must be 0 or more; here it is -1",
                        "line 9, column 74, rules[2].lines.kinds[0]: one of \"goods\", \"shipping\", \"fee\", \"tip\","
                                + " \"deposit\", \"gift card\", \"reward\" is expected, not \"good\"",
                        "line 11, column 23, expiry.after: a time such as \"12 months\", \"1 year 6 months\","
                                + " \"2 weeks\" or \"30 days\" is expected, not \"a year\"",
                        "line 11, column 39, expiry.at: one of \"start of day\", \"end of day\", \"end of month\","
                                + " \"end of quarter\", \"end of year\" is expected, not \"noon\"",
                        "line 14, column 30, tiers[1].from: USD has 2 decimals; here it is 300.001",
                        "line 14, column 53, tiers[1].multiplier: a multiplier is more than 0 and at most 1000;"
                                + " here it is 0",
                        "line 15, column 5, tiers[2]: a group in { } is expected, not 7",
                        "line 17, column 16, tierRules.by: this is missing; write \"spend\", \"points\","
                                + " \"purchases\" or \"days\"",
                        "line 17, column 27, tierRules.window: a time back from each purchase, such as \"12 months\","
                                + " or one of \"calendar year\", \"lifetime\", \"calendar month\","
                                + " \"calendar quarter\", \"calendar half\", \"membership year\", \"since change\","
                                + " is expected, not \"12\"",
                        "line 17, column 42, tierRules.grace: a time such as \"12 months\", \"1 year 6 months\","
                                + " \"2 weeks\" or \"30 days\" is expected, not \"1 month 2 months\"",
                        "line 18, column 55, rewards[0].price: must be more than 0, not 0; here it is 0",
                        "line 18, column 66, rewards[0].tier: the code of one of the \"tiers\" is expected, not"
                                + " \"Platinum\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "                                              | line 1, column 1: the file is empty",
                "[]                                            | line 1, column 1: a group in { } is expected",
                "{} {}                                         | line 1, column 4: the program ended before this",
                "{\"currency\": \"EUR\", \"rules\": []} x      | this is not JSON: ",
                "{\"currency\": \"EUR\", \"rules\": [],}       | this is not JSON: ",
                "{\"currency\": \"EUR\", \"rules\": []         | this is not JSON: ",
                "{\"currency\": \"EUR\"}                       | line 1, column 1, rules: this is missing",
                "{\"rules\": []}                               | line 1, column 1, currency: this is missing",
                "{\"currency\": \"XAU\", \"rules\": []}        | currency: three capital letters",
                "{'currency': 'EUR'}                           | line 1, column 2: this is not JSON: ",
                "{\"currency\": NaN}                           | this is not JSON: ",
                "{\"currency\": null, \"rules\": []}           | currency: a currency such as \"EUR\" is expected, not null",
                "{\"rules\": [], \"rules\": []}                | column 15, rules: this is said on line 1 already",
                "[[[[[[[[[[[[[[[[[[[[[[[[[                     | nested too deep",
                "// mine                                       | this is not JSON: ",
                "{\"currency\": \"EUR\", \"rules\": {}}        | rules: a list in [ ] is expected, not a group in { }",
                "{\"currency\": \"EUR\", \"rules\": [], \"name\": \" \"} | name: text is required",
                "{\"currency\": \"EUR\", \"rules\": [], \"points\": {\"decimals\": 7}} | points.decimals: 0 to 6 decimals",
                "{\"currency\": \"EUR\", \"rules\": [], \"points\": {\"value\": 0}} | points.value: the money that a point",
                "{\"currency\": \"EUR\", \"rules\": [], \"tiers\": []} | tierRules: this is missing",
                "{\"currency\": \"EUR\", \"rules\": [], \"tierRules\": {}} | tierRules: this is about \"tiers\"",
            })
    void what_is_no_program_is_told(String text, String told) {
        assertThat(mistakes(text == null ? "" : text)).contains(told).doesNotContain("REDACTED", "Source:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "0, 100, 100   | line 4, column 30, tiers[2].from: thresholds rise from 0; here it is 100",
                "1, 100, 200   | line 2, column 30, tiers[0].from: thresholds rise from 0; here it is 1",
                "0, -1, 200    | line 3, column 30, tiers[1].from: a threshold must be 0 or more; here it is -1",
                "0, 1.005, 200 | line 3, column 30, tiers[1].from: EUR has 2 decimals; here it is 1.005",
            })
    void thresholds_that_cannot_be_meant_are_told(String thresholds, String told) {
        String[] from = thresholds.split(", ", -1);

        assertThat(mistakes("""
                {"currency": "EUR", "rules": [], "tiers": [
                  {"code": "A",      "from": %s},
                  {"code": "B",      "from": %s},
                  {"code": "C",      "from": %s}],
                 "tierRules": {"by": "spend", "window": "lifetime"}}
                """.formatted(from[0], from[1], from[2]))).isEqualTo("mine.json: " + told);
    }

    @Test
    void a_grace_that_is_too_long_is_told_where_it_stands() {
        assertThat(mistakes("""
                {"currency": "EUR", "rules": [], "tiers": [{"code": "A", "from": 0}],
                 "tierRules": {"by": "spend", "window": "lifetime", "grace": "11 years"}}
                """))
                .isEqualTo("mine.json: line 2, column 62, tierRules.grace: a grace of 0 to 10 years is accepted;"
                        + " here it is \"11 years\"");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CUSTOM")
    void every_kind_of_rule_can_be_written(EarningRule.Kind kind) throws ReplayException {
        String number = kind == EarningRule.Kind.MULTIPLIER ? "factor" : "points";
        boolean aboutMoney = kind == EarningRule.Kind.PER_STEP || kind == EarningRule.Kind.PER_AMOUNT;
        String rule = "{\"code\": \"base\", \"kind\": \"%s\", \"%s\": 1.5%s}"
                .formatted(FormReader.word(kind), number, aboutMoney ? ", \"per\": 1" : "");

        assertThat(read("{\"currency\": \"EUR\", \"rules\": [" + rule + "]}")
                        .startingAt(DAY)
                        .rules())
                .containsExactly(new EarningRule(
                        "base",
                        kind,
                        Ratio.of("1.5"),
                        aboutMoney ? Money.of("1.00", "EUR") : null,
                        LineFilter.goods(),
                        EarningRule.Basis.GROSS,
                        null));
    }

    @Test
    void a_rule_may_be_for_some_of_the_tiers_that_are_said_later() throws ReplayException {
        String form = """
                {"currency": "EUR",
                 "rules": [{"code": "lounge", "kind": "per purchase", "points": 5, "tiers": ["Gold"]}]%s}
                """;
        String tiers = ", \"tiers\": [{\"code\": \"Green\", \"from\": 0}, {\"code\": \"%s\", \"from\": 100}],"
                + " \"tierRules\": {\"by\": \"spend\", \"window\": \"12 months\"}";

        assertThat(read(form.formatted(tiers.formatted("Gold"))).startingAt(DAY).rules())
                .containsExactly(EarningRule.perPurchase("lounge", 5).forTiers("Gold"));
        assertThat(mistakes(form.formatted(tiers.formatted("Silver"))))
                .contains("rules[0].tiers[0]: the code of one of the \"tiers\" is expected, not \"Gold\"");
        assertThat(mistakes(form.formatted("")))
                .contains("rules[0].tiers[0]: the code of one of the \"tiers\" is expected, not \"Gold\"");
    }

    @Test
    void every_word_of_the_library_can_be_written() throws ReplayException {
        for (RoundingMode mode : EnumSet.complementOf(EnumSet.of(RoundingMode.UNNECESSARY))) {
            assertThat(with("\"rounding\": \"%s\"", mode).rounding()).isEqualTo(mode);
        }
        for (PeriodEnd.Edge edge : PeriodEnd.Edge.values()) {
            assertThat(with("\"expiry\": {\"after\": \"1 day\", \"at\": \"%s\"}", edge)
                            .expiry())
                    .isEqualTo(new PeriodEnd(Period.ofDays(1), edge));
        }
        for (LineKind kind : LineKind.values()) {
            assertThat(with("\"spend\": {\"lines\": {\"kinds\": [\"%s\"]}}", kind)
                            .spendFilter())
                    .isEqualTo(LineFilter.kinds(kind));
        }
        for (EarningRule.Basis basis : EarningRule.Basis.values()) {
            assertThat(with("\"spend\": {\"basis\": \"%s\"}", basis).spendBasis())
                    .isEqualTo(basis);
        }
        String tiers = "\"tiers\": [{\"code\": \"A\", \"from\": 0}], \"tierRules\": ";
        for (TierLadder.Metric metric : TierLadder.Metric.values()) {
            assertThat(with(tiers + "{\"by\": \"%s\", \"window\": \"30 days\"}", metric.word())
                            .ladder()
                            .metric())
                    .isEqualTo(metric);
        }
        for (TierLadder.Downgrade downgrade : TierLadder.Downgrade.values()) {
            assertThat(with(tiers + "{\"by\": \"spend\", \"window\": \"30 days\", \"downgrade\": \"%s\"}", downgrade)
                            .ladder()
                            .downgrade())
                    .isEqualTo(downgrade);
        }
        for (TierLadder.Window.Kind kind : EnumSet.complementOf(EnumSet.of(TierLadder.Window.Kind.ROLLING))) {
            assertThat(with(tiers + "{\"by\": \"spend\", \"window\": \"%s\"}", kind)
                            .ladder()
                            .window()
                            .kind())
                    .isEqualTo(kind);
        }
    }

    @Test
    void a_byte_order_mark_is_nothing_and_other_bytes_than_utf8_are_told() throws ReplayException {
        assertThat(read("\uFEFF" + ProgramForm.builtIn()).startingAt(DAY))
                .isEqualTo(ReplayProgram.BUILT_IN.startingAt(DAY));

        byte[] latin = "{\n \"name\": \"Café\"}".getBytes(ISO_8859_1);
        ReplayException wrong =
                catchThrowableOfType(ReplayException.class, () -> ProgramForm.of(InputFile.of("mine.json", latin)));
        assertThat(wrong).hasMessageStartingWith("mine.json: line 2, column 14: the bytes are not UTF-8 from here on");
    }

    @Test
    void a_file_that_is_too_large_for_a_program_is_not_read() throws IOException {
        Path large = Files.write(folder.resolve("large.json"), new byte[ProgramForm.BYTES_MAX + 1]);
        Path largest = Files.write(folder.resolve("largest.json"), new byte[ProgramForm.BYTES_MAX]);

        assertThat(catchThrowableOfType(ReplayException.class, () -> ProgramForm.read(large)))
                .hasMessageContaining("has more than 262144 bytes");
        assertThat(catchThrowableOfType(ReplayException.class, () -> ProgramForm.read(largest)))
                .hasMessageContaining("this is not JSON");
    }

    @Test
    void many_mistakes_are_counted_and_not_all_printed() {
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            rules.add("{}");
        }

        assertThat(mistakes("{\"currency\": \"EUR\", \"rules\": [" + String.join(",", rules) + "]}"))
                .hasLineCount(101)
                .endsWith("mine.json: and 350 more");
    }

    private static LoyaltyProgram with(String section, Enum<?> constant) throws ReplayException {
        return with(section, FormReader.word(constant));
    }

    private static LoyaltyProgram with(String section, String word) throws ReplayException {
        String said = section.formatted(word);
        return read("{\"currency\": \"EUR\", \"rules\": [], " + said + "}").startingAt(DAY);
    }

    private static ShopProgram read(String text) throws ReplayException {
        return ProgramForm.of(InputFile.of("mine.json", text.getBytes(UTF_8)));
    }

    @Test
    void a_zone_that_there_is_not_is_told_with_its_place() {
        for (String zone : List.of("GMT+25", "Mars/Base", "UTC+18:01", "", " UTC")) {
            assertThat(mistakes("{\"zone\": \"" + zone + "\"}"))
                    .as(zone)
                    .contains("zone: a zone such as \"Europe/Berlin\" or \"UTC\" is expected, not \"" + zone + "\"");
        }
    }

    private static String mistakes(String text) {
        ReplayException wrong = catchThrowableOfType(ReplayException.class, () -> read(text));
        assertThat(wrong).isNotNull();
        return String.valueOf(wrong.getMessage());
    }
}
