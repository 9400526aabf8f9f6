package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Basis;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.EarningRule.Stacking;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LineFilter.Match;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.PeriodEnd.Edge;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;

class ProgramDocumentTest {

    private static final LoyaltyProgram PLAIN = LoyaltyProgram.startingAt(
            Instant.parse("2026-01-01T00:00:00Z"), ZoneId.of("Europe/Berlin"), Currency.getInstance("EUR"));

    /** Line breaks are the test's. Programs in databases look like this: a change here is a change of the format. */
    private static final String WHOLE = """
            {"format":1,"program":{
            "version":7,
            "validFrom":"2026-03-01T09:30:00.123456Z",
            "zone":"Europe/Berlin",
            "currency":"EUR",
            "purse":{"code":"stars","unit":"Sterne ⭐","scale":2},
            "rules":[
            {"code":"base","kind":"PER_STEP","points":"3/2","per":"10.00 EUR",
            "filter":{"kinds":["GOODS","TIP"],
            "include":{"skus":["4711","4712"],"categories":[["food","coffee"],["home"]],"brands":["A \\"1\\""],
            "attributes":{"bio":"ja","size":"M"}},
            "exclude":{"brands":["Z"]}},
            "basis":"NET_BEFORE_DISCOUNT","minimum":"5.00 EUR"},
            {"code":"amount","kind":"PER_AMOUNT","points":"1/3","per":"0.01 EUR",
            "filter":{"kinds":["GOODS"],"include":{},"exclude":{}},"basis":"GROSS"},
            {"code":"piece","kind":"PER_ITEM","points":"5/1",
            "filter":{"kinds":["DEPOSIT"],"include":{},"exclude":{}},"basis":"GROSS"},
            {"code":"visit","kind":"PER_PURCHASE","points":"1/1",
            "filter":{"kinds":["GOODS"],"include":{},"exclude":{}},"basis":"GROSS","minimum":"0.00 EUR"},
            {"code":"double","kind":"MULTIPLIER","points":"2/1",
            "filter":{"kinds":["GOODS"],"include":{},"exclude":{}},"basis":"GROSS"}],
            "expiry":{"period":"P1Y14M3D","edge":"END_OF_QUARTER"},
            "rounding":"HALF_UP",
            "ladder":{"tiers":[
            {"code":"basic","from":0,"multiplier":"1/1"},
            {"code":"gold","from":100000,"multiplier":"5/4"}],
            "metric":"POINTS","window":"ROLLING P12M",
            "validity":{"period":"P1Y","edge":"END_OF_YEAR"},
            "downgrade":"ONE_STEP","grace":"P30D"},
            "spendFilter":{"kinds":["GOODS","SHIPPING"],"include":{},"exclude":{}},
            "spendBasis":"NET",
            "rewards":[
            {"code":"mug","name":"Becher ☕","price":{"minor":500}},
            {"code":"trip","name":"Trip","price":{"minor":10000000000000000},"lowestTier":"gold"}],
            "drift":"PT1M0.5S",
            "ageMax":"PT8760H"}}""".replace("\n", "");

    @Test
    void theTextOfAWholeProgramStaysAsItIs() {
        assertThat(ProgramDocument.write(whole())).isEqualTo(WHOLE);
        assertThat(ProgramDocument.read(WHOLE)).isEqualTo(whole());
    }

    @Test
    void aRuleWithHoursAGroupAndACapIsWrittenLikeThis() {
        EarningRule rule = EarningRule.custom("night", "owls")
                .paidWith(Tender.Kind.CASH, Tender.Kind.CARD)
                .when(Schedule.from(LocalDate.parse("2026-03-01"))
                        .and(LocalTime.of(22, 0), LocalTime.of(2, 0, 30), DayOfWeek.FRIDAY))
                .in("best", Stacking.Mode.MAX, -2)
                .upTo(Cap.rejecting(Points.of(50)));
        LoyaltyProgram program = PLAIN.with(rule).earningUpTo(Cap.reducing(Points.of(900)));

        String text = ProgramDocument.write(program);

        assertThat(text)
                .contains("{\"code\":\"night\",\"kind\":\"CUSTOM\",\"points\":\"1/1\","
                        + "\"filter\":{\"kinds\":[\"GOODS\"],\"include\":{},\"exclude\":{}},\"basis\":\"GROSS\","
                        + "\"tenders\":[\"CARD\",\"CASH\"],"
                        + "\"schedule\":{\"first\":\"2026-03-01\","
                        + "\"hours\":[{\"days\":[\"FRIDAY\"],\"from\":\"22:00\",\"until\":\"02:00:30\"}]},"
                        + "\"stacking\":{\"group\":\"best\",\"mode\":\"MAX\",\"priority\":-2},"
                        + "\"cap\":{\"most\":{\"minor\":50},\"overflow\":\"REJECT\"},\"formula\":\"owls\"}")
                .endsWith("\"drift\":\"PT5M\",\"cap\":{\"most\":{\"minor\":900},\"overflow\":\"REDUCE\"}}}");
        assertThat(ProgramDocument.read(text)).isEqualTo(program);
    }

    /** Rules of before they could say so counted everything, and the document that says nothing still means that. */
    @Test
    void aRuleThatDoesNotSayWhichTendersCountIsOneThatCountsAll() {
        EarningRule rule = EarningRule.perPurchase("visit", 5);
        String all = ProgramDocument.write(PLAIN.with(rule.countingAllTenders()));
        String usual = ProgramDocument.write(PLAIN.with(rule));

        assertThat(all).doesNotContain("excluded");
        assertThat(ProgramDocument.read(all).rules()).containsExactly(rule.countingAllTenders());
        assertThat(usual).contains("\"excluded\":[\"GIFT_CARD\",\"POINTS\"]");
        assertThat(ProgramDocument.read(usual).rules()).containsExactly(rule);
    }

    @Test
    void whatIsNotUsedIsNotWritten() {
        String text = ProgramDocument.write(PLAIN);

        assertThat(text)
                .isEqualTo("{\"format\":1,\"program\":{\"version\":1,\"validFrom\":\"2026-01-01T00:00:00Z\","
                        + "\"zone\":\"Europe/Berlin\",\"currency\":\"EUR\","
                        + "\"purse\":{\"code\":\"points\",\"unit\":\"points\",\"scale\":0},\"rounding\":\"DOWN\","
                        + "\"ladder\":{\"tiers\":[{\"code\":\"member\",\"from\":0,\"multiplier\":\"1/1\"}],"
                        + "\"metric\":\"SPEND\",\"window\":\"LIFETIME\",\"downgrade\":\"NONE\",\"grace\":\"P0D\"},"
                        + "\"spendFilter\":{\"kinds\":[\"GOODS\"],\"include\":{},\"exclude\":{}},"
                        + "\"spendBasis\":\"GROSS\",\"drift\":\"PT5M\"}}");
        assertThat(ProgramDocument.read(text)).isEqualTo(PLAIN);
    }

    @Test
    void spendingRulesStandBehindWhatAProgramWithoutThemHas() {
        LoyaltyProgram ruled = PLAIN.with(SpendingRules.none()
                .withLeast(Points.of(100))
                .withMost(Points.of(5000))
                .withStep(Points.of(50))
                .withValue(new SpendingRules.Value(Ratio.of(1, 300), RoundingMode.HALF_EVEN))
                .withShare(Ratio.of(1, 2))
                .withShare(LineFilter.kinds(LineKind.GIFT_CARD), Ratio.ZERO));

        String text = ProgramDocument.write(ruled);

        String plain = ProgramDocument.write(PLAIN);
        assertThat(text)
                .isEqualTo(plain.substring(0, plain.length() - 2)
                        + ",\"spending\":{\"least\":{\"minor\":100},\"most\":{\"minor\":5000},\"step\":{\"minor\":50},"
                        + "\"value\":{\"rate\":\"1/300\",\"rounding\":\"HALF_EVEN\"},\"share\":\"1/2\","
                        + "\"shares\":[{\"lines\":{\"kinds\":[\"GIFT_CARD\"],\"include\":{},\"exclude\":{}},"
                        + "\"part\":\"0/1\"}]}}}");
        assertThat(ProgramDocument.read(text)).isEqualTo(ruled);
        assertThatThrownBy(() -> ProgramDocument.read(text.replace("\"1/2\"", "\"3/2\"")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("program.spending: spending.share: a part is from 0 to 1");
        assertThatThrownBy(() -> ProgramDocument.read(text.replace("\"least\"", "\"fewest\"")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("program.spending.fewest: unknown to this version");
    }

    @Test
    void everyProgramComesBackEqualAndWithItsText() {
        for (long seed = 0; seed < 3000; seed++) {
            LoyaltyProgram program = RandomPrograms.program(seed);
            String text = ProgramDocument.write(program);
            LoyaltyProgram read = ProgramDocument.read(text);

            assertThat(read).as("seed %s", seed).isEqualTo(program);
            assertThat(read.ladder().windowKey()).isEqualTo(program.ladder().windowKey());
            assertThat(ProgramDocument.write(read)).as("seed %s", seed).isEqualTo(text);
        }
    }

    @Test
    void everyWindowComesBack() {
        for (Window window : List.of(Window.calendarYear(), Window.lifetime(), Window.rolling(Period.of(1, 14, 3)))) {
            TierLadder ladder = new TierLadder(
                    List.of(Tier.of("a", 0)), Metric.PURCHASES, window, null, Downgrade.FULL, Period.ofMonths(1));

            LoyaltyProgram read = ProgramDocument.read(ProgramDocument.write(PLAIN.with(ladder)));

            assertThat(read.ladder()).isEqualTo(ladder);
        }
    }

    @Test
    void aZoneOfAnOffsetComesBack() {
        LoyaltyProgram program = LoyaltyProgram.startingAt(
                PLAIN.validFrom(), ZoneOffset.ofHoursMinutesSeconds(5, 30, 15), PLAIN.currency());

        assertThat(ProgramDocument.read(ProgramDocument.write(program))).isEqualTo(program);
    }

    @Test
    void aProgramThatWasCutAnywhereIsRefused() {
        for (int length = 0; length < WHOLE.length(); length++) {
            String cut = WHOLE.substring(0, length);
            assertThatThrownBy(() -> ProgramDocument.read(cut))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("a stored program cannot be read: JSON, position ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"format\":1` | `\"format\":2` | `format: only 1 is known`",
                "`\"format\":1` | `\"format\":\"1\"` | `format: only 1 is known`",
                "`\"format\":1,` | `` | `format: only 1 is known`",
                "`\"program\":{` | `\"program\":null,\"x\":{` | `x: unknown to this version`",
                "`\"version\":7` | `\"version\":7,\"season\":null` | `program.season: unknown to this version`",
                "`\"scale\":2` | `\"scale\":2,\"symbol\":1` | `program.purse.symbol: unknown to this version`",
                "`\"kind\":\"PER_ITEM\"` | `\"kind\":\"PER_SMILE\"` | `program.rules[2].kind PER_SMILE: unknown to this`",
                "`[\"GOODS\",\"TIP\"]` | `[\"GOODS\",1]` | `program.rules[0].filter.kinds[1]: the name of a constant`",
                "`[\"GOODS\",\"TIP\"]` | `[\"GOODS\",\"GOODS\"]` | `program.rules[0].filter.kinds: a member is there twice`",
                "`[\"GOODS\",\"TIP\"]` | `[]` | `program.rules[0].filter: filter.kinds: at least one kind`",
                "`[\"GOODS\",\"TIP\"]` | `null` | `program.rules[0].filter.kinds: is missing`",
                "`{\"bio\":\"ja\",\"size\":\"M\"}` | `[]` | `program.rules[0].filter.include.attributes: an object`",
                "`\"size\":\"M\"` | `\"size\":1` | `program.rules[0].filter.include.attributes.size: a text`",
                "`\"version\":7,` | `` | `program.version: is missing`",
                "`\"version\":7` | `\"version\":null` | `program.version: is missing`",
                "`\"version\":7` | `\"version\":\"7\"` | `program.version: a number is expected`",
                "`\"version\":7` | `\"version\":4294967297` | `program.version: a number does not fit 32 bits`",
                "`\"version\":7` | `\"version\":0` | `program: version: versions begin with 1`",
                "`\"zone\":\"Europe/Berlin\",` | `` | `program: zone: zone is required`",
                "`Europe/Berlin` | `Mars/Olympus` | `program.zone: no ZoneId is Mars/Olympus`",
                "`\"currency\":\"EUR\"` | `\"currency\":\"EU\"` | `program.currency: no Currency is EU`",
                "`\"currency\":\"EUR\"` | `\"currency\":\"USD\"` | `program: rules[0].per:`",
                "`\"points\":\"3/2\"` | `\"points\":\"3\"` | `program.rules[0].points: no Ratio is 3`",
                "`\"points\":\"3/2\"` | `\"points\":\"3/0\"` | `program.rules[0].points: no Ratio is 3/0`",
                "`\"points\":\"3/2\"` | `\"points\":\"a/2\"` | `program.rules[0].points: no Ratio is a/2`",
                "`\"points\":\"3/2\",` | `` | `program.rules[0]: rule.points:`",
                "`0.01 EUR` | `0.001 EUR` | `program.rules[1].per: no Money is 0.001 EUR`",
                "`0.01 EUR` | `0.01EUR` | `program.rules[1].per: no Money is 0.01EUR`",
                "`P1Y14M3D` | `1 year` | `program.expiry.period: no Period is 1 year`",
                "`ROLLING P12M` | `SLIDING P12M` | `program.ladder.window: no Window is SLIDING P12M`",
                "`ROLLING P12M` | `ROLLING` | `program.ladder.window: no Window is ROLLING`",
                "`ROLLING P12M` | `ROLLING P0D` | `program.ladder.window: no Window is ROLLING P0D`",
                "`PT1M0.5S` | `PT48H` | `program: drift: 0 to 24 hours`",
                "`09:30:00.123456Z` | `25:30:00Z` | `program.validFrom: no Instant is 2026-03-01T25:30:00Z`",
                "`\"price\":{\"minor\":500}` | `\"price\":500` | `program.rewards[0].price: an object is expected`",
                "`\"from\":100000` | `\"from\":0` | `program.ladder: tiers[1].from:`",
            })
    void whatIsWrongIsNamedWithItsPlace(String part, String other, String message) {
        assertThat(WHOLE).contains(part);
        String text = WHOLE.replaceFirst(Pattern.quote(part), other);

        assertThatThrownBy(() -> ProgramDocument.read(text))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("a stored program cannot be read: " + message);
    }

    @Test
    void aTextThatIsNoDocumentIsRefused() {
        for (String text : List.of("null", "[]", "7", "{\"format\":1}", "{\"format\":1,\"program\":[]}")) {
            assertThatThrownBy(() -> ProgramDocument.read(text))
                    .as(text)
                    .isInstanceOf(StoreException.class)
                    .hasMessageEndingWith("an object is expected");
        }
    }

    private static LoyaltyProgram whole() {
        Money ten = Money.of("10.00", "EUR");
        Match include = new Match(
                Set.of("4712", "4711"),
                List.of(List.of("food", "coffee"), List.of("home")),
                Set.of("A \"1\""),
                Map.of("size", "M", "bio", "ja"));
        TierLadder ladder = new TierLadder(
                List.of(Tier.of("basic", 0), new Tier("gold", 100_000, Ratio.of("1.25"))),
                Metric.POINTS,
                Window.rolling(Period.ofMonths(12)),
                new PeriodEnd(Period.ofYears(1), Edge.END_OF_YEAR),
                Downgrade.ONE_STEP,
                Period.ofDays(30));
        return new LoyaltyProgram(
                7,
                Instant.parse("2026-03-01T09:30:00.123456Z"),
                ZoneId.of("Europe/Berlin"),
                Currency.getInstance("EUR"),
                new Purse("stars", "Sterne ⭐", 2),
                List.of(
                        EarningRule.perStep("base", Ratio.of(3, 2), ten)
                                .on(LineFilter.kinds(LineKind.TIP, LineKind.GOODS)
                                        .only(include)
                                        .without(Match.brands("Z")))
                                .of(Basis.NET_BEFORE_DISCOUNT)
                                .from(Money.of("5.00", "EUR"))
                                .countingAllTenders(),
                        EarningRule.perAmount("amount", Ratio.of(1, 3), Money.of("0.01", "EUR"))
                                .countingAllTenders(),
                        EarningRule.perItem("piece", 5)
                                .on(LineFilter.kinds(LineKind.DEPOSIT))
                                .countingAllTenders(),
                        EarningRule.perPurchase("visit", 1)
                                .from(Money.of(0, "EUR"))
                                .countingAllTenders(),
                        EarningRule.multiplier("double", Ratio.of(2)).countingAllTenders()),
                new PeriodEnd(Period.of(1, 14, 3), Edge.END_OF_QUARTER),
                RoundingMode.HALF_UP,
                ladder,
                LineFilter.kinds(LineKind.SHIPPING, LineKind.GOODS),
                Basis.NET,
                List.of(
                        RewardOption.of("mug", "Becher ☕", Points.of(500)),
                        RewardOption.of("trip", "Trip", Points.of(Points.POSTING_MAX))
                                .from("gold")),
                Duration.ofMillis(60_500),
                Duration.ofDays(365),
                null,
                SpendingRules.none(),
                LotRules.none(),
                List.of(),
                null,
                TransferRules.none(),
                UnknownReturn.Policy.REJECT,
                null,
                false,
                ShortageRules.standard(),
                AdjustmentRules.none(),
                List.of(),
                List.of());
    }
}
