package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.EarningRule.Stacking.Mode;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Expiry;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.QualifyingMetric;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.Turn;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierRule;

/** Forms of programs that use everything, as they are written and read again. */
class FormWriterTest {

    private static final LocalDate DAY = LocalDate.of(1999, 12, 31);
    private static final int SEEDS = 2_000;

    private static final String RULES = """
            {
              "currency": "EUR",
              "rules": [
                {"code": "night", "kind": "per amount", "points": 2, "per": 1, "paidWith": ["card", "gift card"],
                 "when": {"first": "2026-01-01", "last": "2026-12-31",
                          "hours": [{"days": ["friday", "saturday"], "from": "22:00", "until": "02:00"}]},
                 "group": {"name": "best", "mode": "max", "priority": 2},
                 "caps": [{"most": 500}, {"most": 50, "overflow": "reject", "within": "day"}],
                 "pending": {"until": "date", "end": {"after": "14 days"}}},
                {"code": "tenth", "kind": "per purchase", "points": 500, "turn": {"every": 10}, "notPaidWith": [],
                 "goes": {"after": "3 months", "at": "end of month", "dates": ["12-31"]}},
                {"code": "welcome", "kind": "multiplier", "factor": 2, "notPaidWith": [],
                 "turn": {"only": 1, "within": "year"}},
                {"code": "yours", "kind": "multiplier", "personal": "segment", "notPaidWith": []},
                {"code": "odd", "kind": "custom", "formula": "square", "points": 0.5,
                 "notPaidWith": [], "pending": {"until": "nothing"}}
              ],
              "events": [
                {"event": "review", "points": 50, "cooldown": "36 hours", "limits": [{"most": 5, "within": "month"}],
                 "goes": {"after": "1 month"}},
                {"event": "review", "code": "summer", "points": 7, "when": {"first": "2026-06-01"},
                 "pending": {"until": "confirmed"}}
              ],
              "caps": [{"most": 1000}, {"most": 5000, "within": "month"}],
              "balanceCap": {"most": 50000},
              "goes": {"dates": ["06-30", "12-31"]},
              "pending": {"until": "confirmed", "end": {"after": "1 month", "at": "end of month"},
                          "expiry": "earning"},
              "spending": {"least": 10, "most": 1000, "step": 5, "value": {"rate": "1/3", "rounding": "half up"},
                           "share": 0.5, "shares": [{"lines": {"kinds": ["shipping"]}, "part": 0}],
                           "limits": [{"most": 2000, "within": "week"}],
                           "graceDays": 14, "priority": -3, "balance": 40, "offline": 60,
                           "reach": "same purchase"},
              "transfers": {"least": 5, "fee": 1, "spent": "shortfall", "limits": [{"most": 90, "within": "day"}]},
              "unknownReturns": "average rate",
              "shortage": {"redemptions": {"mode": "allow", "limit": 300}, "returns": {"mode": "forbid"}},
              "adjustments": {"up": 500, "down": 300, "gift": 200, "codes": ["COMPLAINT", "ERROR"],
                              "limits": [{"most": 900, "within": "month"}]},
              "counted": [
                {"code": "fresh", "lines": {"only": {"categories": ["fruit"]}}},
                {"code": "status", "points": 3, "per": 10}
              ],
              "tiers": [
                {"code": "Green", "from": 0},
                {"code": "Gold", "multiplier": 2, "kept": true, "goes": {}, "rule": {"any": [
                  {"by": "fresh", "window": "1 month", "least": 60.50},
                  {"by": "status", "window": "lifetime", "least": 150},
                  {"by": "spend", "window": "1 month", "least": 500.50},
                  {"all": [{"by": "purchases", "window": "calendar year", "least": 20},
                           {"by": "days", "window": "since change", "least": 10}]}]}}
              ],
              "tierRules": {"by": "spend", "window": "lifetime", "graceFrom": "entry", "graceTo": "end of month",
                            "rates": "after"}
            }
            """;

    @TempDir
    private Path folder = Path.of("");

    private static ShopProgram read(String text) throws ReplayException {
        return ProgramForm.of(InputFile.of("mine.json", text.getBytes(UTF_8)), RandomForms.NAMES);
    }

    @Test
    void what_is_written_of_any_program_reads_as_an_equal_one_and_is_written_the_same_again() throws ReplayException {
        for (long seed = 0; seed < SEEDS; seed++) {
            ShopProgram program = RandomForms.program(seed);
            String form = FormWriter.write(program);

            ShopProgram again = read(form);

            assertThat(again.startingAt(DAY)).as("seed %s: %s", seed, form).isEqualTo(program.startingAt(DAY));
            assertThat(again.name()).isEqualTo(program.name());
            assertThat(again.pointValue()).isEqualTo(program.pointValue());
            assertThat(FormWriter.write(again)).isEqualTo(form);
        }
    }

    @Test
    void the_built_in_program_is_written_as_an_equal_one() throws ReplayException {
        ShopProgram again = read(FormWriter.write(ReplayProgram.BUILT_IN));

        assertThat(again.startingAt(DAY)).isEqualTo(ReplayProgram.BUILT_IN.startingAt(DAY));
    }

    @Test
    void every_part_of_rules_limits_and_tiers_can_be_said() throws ReplayException {
        LoyaltyProgram program = read(RULES).startingAt(DAY);

        Schedule nights = new Schedule(
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 12, 31),
                List.of(new Schedule.Hours(
                        Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(2, 0))));
        EarningRule odd = EarningRule.custom("odd", "square");
        assertThat(program.rules())
                .containsExactly(
                        EarningRule.perAmount("night", Ratio.of(2), Money.of("1.00", "EUR"))
                                .paidWith(Tender.Kind.CARD, Tender.Kind.GIFT_CARD)
                                .when(nights)
                                .in("best", Mode.MAX, 2)
                                .upTo(Cap.reducing(Points.of(500)))
                                .upTo(Cap.rejecting(Points.of(50)).within(Counter.Period.DAY)),
                        EarningRule.perPurchase("tenth", 500).at(Turn.every(10)).countingAllTenders(),
                        EarningRule.multiplier("welcome", Ratio.of(2))
                                .at(Turn.first().within(Counter.Period.YEAR))
                                .countingAllTenders(),
                        EarningRule.personal("yours", "segment").countingAllTenders(),
                        new EarningRule(
                                "odd",
                                odd.kind(),
                                Ratio.of(1, 2),
                                null,
                                odd.filter(),
                                odd.basis(),
                                null,
                                Set.of(),
                                Set.of(),
                                null,
                                null,
                                null,
                                "square",
                                List.of(),
                                null,
                                Set.of()));
        assertThat(program.events())
                .containsExactly(
                        EventRule.of("review", Points.of(50))
                                .cooling(Duration.ofHours(36))
                                .atMost(5, Counter.Period.MONTH),
                        EventRule.of("review", Points.of(7))
                                .named("summer")
                                .when(new Schedule(LocalDate.of(2026, 6, 1), null, List.of())));
        assertThat(program.cap()).isEqualTo(Cap.reducing(Points.of(1000)));
        assertThat(program.metrics())
                .containsExactly(
                        QualifyingMetric.spend("fresh", LineFilter.goods().only(LineFilter.Match.category("fruit"))),
                        QualifyingMetric.perAmount(
                                "status", Ratio.of(3), Money.of("10.00", "EUR"), LineFilter.goods()));
        assertThat(program.caps()).containsExactly(Cap.reducing(Points.of(5000)).within(Counter.Period.MONTH));
        assertThat(program.balanceCap()).isEqualTo(Cap.reducing(Points.of(50_000)));
        assertThat(program.lots())
                .isEqualTo(LotRules.none()
                        .with(Pending.untilConfirmed(new PeriodEnd(Period.ofMonths(1), PeriodEnd.Edge.END_OF_MONTH))
                                .expiringFrom(Pending.From.EARNING))
                        .with("night", Pending.until(PeriodEnd.startOfDay(Period.ofDays(14))))
                        .with("odd", Pending.nothing())
                        .with(
                                "tenth",
                                Expiry.after(PeriodEnd.endOfMonth(Period.ofMonths(3)))
                                        .thenOn(MonthDay.of(12, 31)))
                        .with("review", Expiry.after(PeriodEnd.endOfDay(Period.ofMonths(1))))
                        .with("summer", Pending.untilConfirmed())
                        .with(Expiry.on(MonthDay.of(6, 30), MonthDay.of(12, 31)))
                        .withTier("Gold", Expiry.never()));
        assertThat(program.spending())
                .isEqualTo(new SpendingRules(
                        Points.of(10),
                        Points.of(1000),
                        Points.of(5),
                        new SpendingRules.Value(Ratio.of(1, 3), java.math.RoundingMode.HALF_UP),
                        Ratio.of(1, 2),
                        List.of(new SpendingRules.Share(LineFilter.kinds(LineKind.SHIPPING), Ratio.ZERO)),
                        List.of(new SpendingRules.Limit(Points.of(2000), Counter.Period.WEEK)),
                        14,
                        -3,
                        Points.of(40),
                        Points.of(60),
                        SpendingRules.Reach.SAME_PURCHASE));
        assertThat(program.transfers())
                .isEqualTo(TransferRules.none()
                        .withLeast(Points.of(5))
                        .withFee(Points.of(1))
                        .recordingShortfall()
                        .upTo(Points.of(90), Counter.Period.DAY));
        assertThat(program.unknownReturns()).isEqualTo(UnknownReturn.Policy.AVERAGE_RATE);
        assertThat(program.shortage())
                .isEqualTo(ShortageRules.standard()
                        .redeeming(ShortageRules.Rule.allow(Points.of(300)))
                        .returning(ShortageRules.Rule.forbid()));
        assertThat(program.adjustments())
                .isEqualTo(AdjustmentRules.none()
                        .upTo(Points.of(500))
                        .downTo(Points.of(300))
                        .givingUpTo(Points.of(200))
                        .allowing("COMPLAINT")
                        .allowing("ERROR")
                        .upTo(Points.of(900), Counter.Period.MONTH));
        assertThat(program.ladder().tiers().get(1).rule())
                .isEqualTo(TierRule.any(
                        TierRule.atLeast(
                                6_050, TierLadder.Metric.own("fresh"), TierLadder.Window.rolling(Period.ofMonths(1))),
                        TierRule.atLeast(150, TierLadder.Metric.own("status"), TierLadder.Window.lifetime()),
                        TierRule.atLeast(
                                50_050, TierLadder.Metric.SPEND, TierLadder.Window.rolling(Period.ofMonths(1))),
                        TierRule.all(
                                TierRule.atLeast(20, TierLadder.Metric.PURCHASES, TierLadder.Window.calendarYear()),
                                TierRule.atLeast(
                                        10,
                                        TierLadder.Metric.DAYS,
                                        TierLadder.Window.of(TierLadder.Window.Kind.SINCE_CHANGE)))));
        assertThat(program.ladder().tiers().get(1).kept()).isTrue();
        assertThat(program.ladder().policy())
                .isEqualTo(new TierPolicy(
                        PeriodEnd.Edge.END_OF_MONTH,
                        TierPolicy.GraceFrom.ENTRY,
                        TierPolicy.RateTiming.AFTER,
                        TierPolicy.Upgrade.NOW,
                        TierPolicy.Returns.KEEP));
    }

    @Test
    void words_that_are_not_known_are_told_with_their_place_and_what_is_possible() {
        assertThat(complaint(RULES.replace("\"mode\": \"max\"", "\"mode\": \"most\"")))
                .contains("line 7, column")
                .contains("rules[0].group.mode")
                .contains("\"sum\", \"max\", \"first\", \"multiply\"")
                .contains("\"most\"");
        assertThat(complaint(RULES.replace("\"within\": \"day\"", "\"during\": \"day\"")))
                .contains("rules[0].caps[1].during")
                .contains("known are \"most\", \"overflow\", \"within\"");
        assertThat(complaint(RULES.replace("\"friday\", ", "\"freitag\", ")))
                .contains("rules[0].when.hours[0].days[0]")
                .contains("\"monday\"");
        assertThat(complaint(RULES.replace("\"22:00\"", "\"25:00\"")))
                .contains("hours[0].from: a time such as \"14:00\"");
        assertThat(complaint(RULES.replace("\"card\", \"gift card\"", "\"cheque\"")))
                .contains("rules[0].paidWith[0]")
                .contains("\"transfer\"");
        assertThat(complaint(RULES.replace(
                        "\"per\": 1, \"paidWith\"", "\"per\": 1, \"notPaidWith\": [\"cash\"], \"paidWith\"")))
                .contains("not both");
        assertThat(complaint(RULES.replace("{\"every\": 10}", "{\"every\": 1}")))
                .contains("rules[1].turn")
                .contains("2 to 10000 is accepted");
        assertThat(complaint(RULES.replace("{\"every\": 10}", "{\"within\": \"day\"}")))
                .contains("one of \"every\", \"only\" and \"streak\"");
        assertThat(complaint(RULES.replace("{\"until\": \"nothing\"}", "{\"until\": \"ever\"}")))
                .contains("rules[4].pending.until")
                .contains("\"nothing\", \"date\", \"confirmed\"");
        assertThat(complaint(RULES.replace("\"06-30\"", "\"06-31\"")))
                .contains("goes.dates[0]: a month and a day such as \"12-31\"");
        assertThat(complaint(RULES.replace("\"any\": [", "\"none\": ["))).contains("tiers[1].rule");
        assertThat(complaint(RULES.replace("\"kept\": true", "\"kept\": \"yes\"")))
                .contains("tiers[1].kept: true or false without quotes is expected");
        assertThat(complaint(RULES.replace("[{\"most\": 1000}, ", "[{\"most\": 1000}, {\"most\": 7}, ")))
                .contains("caps: at most one cap without \"within\"");
        assertThat(complaint(RULES.replace("\"spent\": \"shortfall\"", "\"spent\": \"gone\"")))
                .contains("transfers.spent");
        assertThat(complaint(RULES.replace("\"average rate\"", "\"sometimes\"")))
                .contains("unknownReturns")
                .contains("\"reject\", \"average rate\", \"ignore\"");
        assertThat(complaint(RULES.replace("\"share\": 0.5", "\"share\": 1.5"))).contains("spending.share");
        assertThat(complaint(RULES.replace("\"mode\": \"allow\"", "\"mode\": \"clamp\"")))
                .contains("shortage.redemptions.limit");
        assertThat(complaint(RULES.replace("\"mode\": \"allow\", \"limit\": 300", "\"mode\": \"clamp\"")))
                .contains("shortage.redemptions: a redemption that is to take what there is says so itself");
        assertThat(complaint(RULES.replace("{\"mode\": \"forbid\"}", "{\"mode\": \"never\"}")))
                .contains("shortage.returns.mode")
                .contains("\"forbid\", \"clamp\", \"allow\"");
    }

    @Test
    void mistakes_in_events_are_told_with_their_place() {
        assertThat(complaint(RULES.replace("\"36 hours\"", "\"2 weeks\"")))
                .contains("events[0].cooldown: a time such as \"2 days\"")
                .contains("\"2 weeks\"");
        assertThat(complaint(RULES.replace("\"36 hours\"", "\"0 days\"")))
                .contains("events[0].cooldown: whole seconds, 1 second to 3,653 days, are accepted");
        assertThat(complaint(RULES.replace("\"36 hours\"", "\"3654 days\""))).contains("events[0].cooldown");
        assertThat(complaint(RULES.replace("{\"most\": 5, ", "{\"most\": 0, ")))
                .contains("events[0].limits[0].most: 1 to 1,000,000 events are accepted; here it is 0");
        assertThat(complaint(
                        RULES.replace("{\"most\": 5, \"within\": \"month\"", "{\"most\": 5, \"within\": \"hour\"")))
                .contains("events[0].limits[0].within")
                .contains("\"lifetime\"");
        assertThat(complaint(RULES.replace(
                        "{\"most\": 5, \"within\": \"month\"}",
                        "{\"most\": 5, \"within\": \"month\"}, {\"most\": 6, \"within\": \"month\"}")))
                .contains("events[0].limits[1]")
                .contains("two limits are of one period");
        assertThat(complaint(RULES.replace("\"code\": \"summer\"", "\"code\": \"night\"")))
                .contains("events[1].code: \"night\" is on line 4 already; codes differ");
        assertThat(complaint(RULES.replace("\"code\": \"summer\", ", "")))
                .contains("events[1].event: \"review\" is on line");
        assertThat(complaint(RULES.replace("{\"event\": \"review\", \"code\"", "{\"code\"")))
                .contains("events[1].event: this is missing");
    }

    @Test
    void a_form_names_only_what_is_registered() {
        assertThat(complaint(RULES.replace("\"square\"", "\"cube\"")))
                .contains("rules[4].formula")
                .contains("one of the formulas that are registered here, \"by night\", \"square\", is expected");
        assertThat(catchThrowableOfType(
                        ReplayException.class, () -> ProgramForm.of(InputFile.of("mine.json", RULES.getBytes(UTF_8)))))
                .hasMessageContaining("rules[3].personal: none of the personal factors, which are written in Java")
                .hasMessageContaining("rules[4].formula: none of the formulas");
    }

    @Test
    void the_program_of_a_file_can_be_shown_in_full() throws Exception {
        String plain = RULES.lines()
                .filter(line -> !line.contains("segment") && !line.contains("square") && !line.contains("\"nothing\""))
                .reduce("", (one, other) -> one + other + "\n")
                .replace("\"within\": \"year\"}},", "\"within\": \"year\"}}");
        Path file = Files.writeString(folder.resolve("mine.json"), plain);

        CommandRun run = CommandRun.of("--show-program", "--program", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(ProgramForm.of(InputFile.of("again.json", run.out().getBytes(UTF_8)))
                        .startingAt(DAY))
                .isEqualTo(ProgramForm.read(file).startingAt(DAY));
        CommandRun none = CommandRun.of("--show-program", "--program", "none.json");
        assertThat(none.exitCode()).isEqualTo(Main.USAGE);
        assertThat(none.complaints()).contains("none.json");
    }

    private static String complaint(String form) {
        return String.valueOf(
                catchThrowableOfType(ReplayException.class, () -> read(form)).getMessage());
    }
}
