package org.loyalty4j.acceptance;

import static org.loyalty4j.testkit.Shop.day;

import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Page;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Stacking.Mode;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.QualifyingMetric;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.Turn;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.Benefit;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierRule;

/** Bad requests about tiers, rules, versions of the program, and pages. */
final class BadPrograms {

    private BadPrograms() {}

    static void add(Map<String, BadScene.Attempt> all) {
        tiers(all);
        metrics(all);
        rules(all);
        groups(all);
        schedules(all);
        versions(all);
        pages(all);
        builders(all);
    }

    private static void metrics(Map<String, BadScene.Attempt> all) {
        LoyaltyProgram program = Shop.onePointPerEuro();
        TierLadder.Metric fresh = TierLadder.Metric.own("fresh");
        all.put(
                "two metrics of one code",
                scene -> program.counting(metric("fresh")).counting(metric("fresh")));
        all.put(
                "tiers by a metric that is not there",
                scene -> program.counting(metric("frozen")).with(by(fresh, Tier.of("Gold", 10))));
        all.put(
                "a tier's rule by a metric that is not there",
                scene -> program.with(by(
                        TierLadder.Metric.SPEND,
                        Tier.of("Gold", 0).reachedBy(TierRule.atLeast(10, fresh, TierLadder.Window.calendarYear())))));
        all.put("a metric with a code in capitals", scene -> metric("Fresh"));
        all.put("a metric with the code of 41 letters", scene -> metric("a".repeat(41)));
        all.put("a metric with the word for one of the four", scene -> metric("spend"));
        all.put("a metric with a blank code", scene -> metric(" "));
        all.put(
                "a metric of 0 points",
                scene -> QualifyingMetric.perAmount("status", Ratio.ZERO, Shop.euro("1.00"), LineFilter.goods()));
        all.put(
                "a metric of points for no money",
                scene -> QualifyingMetric.perAmount("status", Ratio.ONE, Shop.euro("0.00"), LineFilter.goods()));
        all.put(
                "a metric of points without money",
                scene -> new QualifyingMetric("status", LineFilter.goods(), Ratio.ONE, null));
        all.put(
                "a metric in dollars",
                scene -> program.counting(
                        QualifyingMetric.perAmount("status", Ratio.ONE, Money.of("1.00", "USD"), LineFilter.goods())));
        all.put("21 metrics", scene -> {
            LoyaltyProgram more = program;
            for (int i = 0; i < 21; i++) {
                more = more.counting(metric("m" + i));
            }
            return more;
        });
    }

    private static QualifyingMetric metric(String code) {
        return QualifyingMetric.spend(code, LineFilter.goods());
    }

    private static TierLadder by(TierLadder.Metric metric, Tier gold) {
        return new TierLadder(
                List.of(Tier.of("Green", 0), gold),
                metric,
                TierLadder.Window.lifetime(),
                null,
                TierLadder.Downgrade.FULL,
                Period.ZERO);
    }

    private static TierLadder ladder(long... thresholds) {
        List<Tier> tiers = new ArrayList<>();
        Arrays.stream(thresholds).forEach(from -> tiers.add(Tier.of("tier " + tiers.size(), from)));
        return ladder(tiers);
    }

    private static TierLadder ladder(List<Tier> tiers) {
        return new TierLadder(
                tiers,
                TierLadder.Metric.SPEND,
                TierLadder.Window.lifetime(),
                null,
                TierLadder.Downgrade.NONE,
                Period.ZERO);
    }

    private static void tiers(Map<String, BadScene.Attempt> all) {
        all.put("tiers that do not rise", scene -> ladder(0, 20, 10));
        all.put("two tiers of one threshold", scene -> ladder(0, 0));
        all.put("no tier at 0", scene -> ladder(1, 2));
        all.put("no tiers at all", scene -> ladder());
        all.put(
                "two benefits of one code",
                scene -> Tier.of("Gold", 1).giving(Benefit.of("parking")).giving(Benefit.of("parking")));
        all.put(
                "points of the lowest tier for who reaches it",
                scene -> ladder(List.of(Tier.of("Green", 0).entering(Points.of(5), Counter.Period.YEAR))));
        all.put(
                "0 points for who reaches a tier",
                scene -> Tier.of("Gold", 1).entering(Points.NONE, Counter.Period.YEAR));
        all.put(
                "points for who reaches a tier without a period",
                scene -> Tier.of("Gold", 1).entering(Points.of(5), BadRequests.missing()));
        all.put("a benefit without a code", scene -> Benefit.of(" "));
        all.put(
                "a price of a tier that there is not",
                scene -> Shop.onePointPerEuro()
                        .with(RewardOption.of("mug", "Mug", Points.of(1)).costing("Gold", Points.of(2))));
        all.put(
                "a price of 0 of a tier",
                scene -> RewardOption.of("mug", "Mug", Points.of(1)).costing("Gold", Points.NONE));
        TierPolicy later = TierPolicy.USUAL.beginning(TierPolicy.Upgrade.NEXT_PERIOD);
        all.put("a next period of a lifetime", scene -> ladder(0, 10).with(later));
        all.put(
                "two tiers of one code that do not rise",
                scene -> ladder(List.of(Tier.of("Green", 0), Tier.of("Green", 0))));
        TierRule visits = TierRule.atLeast(1, TierLadder.Metric.DAYS, TierLadder.Window.lifetime());
        all.put(
                "a rule for the lowest tier",
                scene -> ladder(List.of(Tier.of("Green", 0).reachedBy(visits))));
        all.put(
                "a rule beside a threshold",
                scene -> ladder(List.of(Tier.of("Green", 0), new Tier("Gold", 5, Ratio.ONE, visits, false))));
        all.put(
                "a condition of nothing",
                scene -> TierRule.atLeast(0, TierLadder.Metric.DAYS, TierLadder.Window.lifetime()));
        all.put("a rule without parts", scene -> TierRule.any());
        all.put("a rule of 21 conditions", scene -> new TierRule.All(Collections.nCopies(21, visits)));
        all.put("rules that lie 6 deep", scene -> {
            TierRule rule = visits;
            for (int i = 0; i < 5; i++) {
                rule = TierRule.all(rule);
            }
            return rule;
        });
        all.put("a rolling window of no time", scene -> TierLadder.Window.of(TierLadder.Window.Kind.ROLLING));
        all.put(
                "a reward for a tier that is not there",
                scene -> Shop.onePointPerEuro()
                        .with(RewardOption.of("pen", "A pen", Points.of(1)).from("Platinum")));
    }

    private static void rules(Map<String, BadScene.Attempt> all) {
        all.put(
                "a rule for a tier that is not there",
                scene -> Shop.onePointPerEuro()
                        .with(EarningRule.perItem("rule", 1).forTiers("Platinum")));
        all.put("a multiplier of 0", scene -> EarningRule.multiplier("rule", Ratio.ZERO));
        all.put("a multiplier of -1", scene -> EarningRule.multiplier("rule", Ratio.of(-1)));
        all.put("a multiplier of 1e9", scene -> EarningRule.multiplier("rule", Ratio.of(1_000_000_000)));
        all.put("a multiplier of NaN", scene -> EarningRule.multiplier("rule", Ratio.of("NaN")));
        all.put("a tier multiplier of 1001", scene -> new Tier("Silver", 1, Ratio.of(1001)));
        all.put("a cap of 0", scene -> EarningRule.Cap.reducing(Points.NONE));
        EarningRule.Cap daily = EarningRule.Cap.reducing(Points.of(5)).within(Counter.Period.DAY);
        all.put(
                "two caps of one day",
                scene -> EarningRule.perItem("rule", 1).upTo(daily).upTo(daily));
        all.put(
                "a program with two caps of one day",
                scene -> Shop.onePointPerEuro().earningUpTo(daily).earningUpTo(daily));
        all.put(
                "a cap of a balance within a day",
                scene -> Shop.onePointPerEuro().holdingUpTo(daily));
        all.put(
                "two limits of spending of one day",
                scene -> SpendingRules.none()
                        .withLimit(Points.of(5), Counter.Period.DAY)
                        .withLimit(Points.of(6), Counter.Period.DAY));
        all.put("points told 367 days before they go", scene -> LotRules.none().noticeBefore(367));
        all.put(
                "an allowance of 0 without a connection",
                scene -> SpendingRules.none().offlineUpTo(Points.NONE));
        all.put("a grace of 367 days", scene -> SpendingRules.none().withGrace(367));
        all.put(
                "points that go when nothing happens, which nothing keeps",
                scene -> new LotRules.Inactivity(PeriodEnd.endOfDay(Period.ofMonths(18)), Set.of()));
        all.put(
                "points that go when nothing happens, after no time",
                scene -> new LotRules.Inactivity(BadRequests.missing(), Set.of(LotRules.Activity.PURCHASE)));
        all.put("a limit of spending of 0", scene -> SpendingRules.none().withLimit(Points.NONE, Counter.Period.DAY));
        all.put("a custom rule without a formula", scene -> EarningRule.custom("rule", BadRequests.missing()));
        all.put(
                "fractions carried on that are rounded up",
                scene -> Shop.onePointPerEuro().carryingFractions().rounding(RoundingMode.HALF_UP));
        all.put("every 0th purchase", scene -> Turn.every(0));
        all.put("every first purchase", scene -> Turn.every(1));
        all.put("the purchase of number -1", scene -> Turn.only(-1));
        all.put("the purchase of number 10001", scene -> Turn.only(10_001));
        all.put("a streak of 1 week", scene -> Turn.streak(1, Counter.Period.WEEK));
        all.put("a streak of 32 days", scene -> Turn.streak(32, Counter.Period.DAY));
        all.put("a streak of lifetimes", scene -> Turn.streak(2, Counter.Period.LIFETIME));
        all.put("a personal multiplier without a factor", scene -> EarningRule.personal("rule", BadRequests.missing()));
        all.put(
                "a personal factor that nobody registered",
                scene -> publish(
                        scene,
                        published(scene)
                                .nextVersion(day("2026-03-01"))
                                .withoutRules()
                                .with(EarningRule.personal("rule", "nobody's"))));
        all.put(
                "a formula that nobody registered",
                scene -> publish(
                        scene,
                        published(scene)
                                .nextVersion(day("2026-03-01"))
                                .withoutRules()
                                .with(EarningRule.custom("rule", "nobody's"))));
    }

    private static EarningRule bothTenders(EarningRule rule) {
        return new EarningRule(
                rule.code(),
                rule.kind(),
                rule.points(),
                rule.per(),
                rule.filter(),
                rule.basis(),
                rule.minimum(),
                Set.of(Tender.Kind.CASH),
                EarningRule.USUALLY_EXCLUDED,
                rule.schedule(),
                rule.stacking(),
                rule.cap(),
                rule.formula(),
                rule.caps(),
                rule.turn(),
                rule.tiers());
    }

    private static void groups(Map<String, BadScene.Attempt> all) {
        EarningRule points = EarningRule.perItem("points", 1);
        EarningRule factor = EarningRule.multiplier("factor", Ratio.of(2));
        all.put("a rule of tenders that count and others that do not", scene -> bothTenders(points));
        all.put("points that multiply each other", scene -> points.in("group", Mode.MULTIPLY));
        all.put(
                "multipliers below 1 that are added up",
                scene -> EarningRule.multiplier("rule", Ratio.of(1, 2)).in("group", Mode.SUM));
        all.put(
                "a group of two modes",
                scene -> Shop.onePointPerEuro()
                        .with(points.in("group", Mode.SUM))
                        .with(EarningRule.perItem("more", 1).in("group", Mode.MAX)));
        all.put(
                "a group of points and a multiplier",
                scene -> Shop.onePointPerEuro()
                        .with(points.in("group", Mode.SUM))
                        .with(factor.in("group", Mode.SUM)));
        all.put("a group without a name", scene -> points.in(" ", Mode.SUM));
    }

    private static void schedules(Map<String, BadScene.Attempt> all) {
        LocalTime two = LocalTime.of(2, 0);
        all.put("hours that end as they begin", scene -> Schedule.weekly(two, two, DayOfWeek.FRIDAY));
        all.put(
                "dates that end before they begin",
                scene -> Schedule.between(LocalDate.parse("2026-03-02"), LocalDate.parse("2026-03-01")));
        all.put(
                "hours that begin where a clock is put forward",
                scene -> Schedule.between(LocalDate.parse("2026-03-29"), LocalDate.parse("2026-03-29"))
                        .and(two.plusMinutes(30), two.plusHours(3), DayOfWeek.SUNDAY));
    }

    private static LoyaltyProgram published(BadScene scene) {
        return scene.loyalty().programs().history().versions().get(0);
    }

    private static Object publish(BadScene scene, LoyaltyProgram program) {
        scene.loyalty().programs().publish(program);
        return program;
    }

    private static void versions(Map<String, BadScene.Attempt> all) {
        all.put(
                "another program under a published number",
                scene -> publish(scene, published(scene).with(EarningRule.perItem("more", 1))));
        all.put(
                "a version that leaves one out",
                scene -> publish(
                        scene, published(scene).nextVersion(day("2026-03-01")).nextVersion(day("2026-03-02"))));
        all.put(
                "a version in another zone",
                scene -> publish(
                        scene,
                        new LoyaltyProgram(
                                2,
                                day("2026-03-01"),
                                ZoneId.of("Europe/Berlin"),
                                Currency.getInstance("EUR"),
                                published(scene).purse(),
                                List.of(),
                                null,
                                RoundingMode.DOWN,
                                TierLadder.none(),
                                published(scene).spendFilter(),
                                EarningRule.Basis.GROSS,
                                List.of(),
                                LoyaltyProgram.DRIFT_DEFAULT,
                                null,
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
                                List.of())));
        all.put(
                "a version that began yesterday",
                scene -> publish(scene, published(scene).nextVersion(day("2026-01-31"))));
    }

    private static void pages(Map<String, BadScene.Attempt> all) {
        all.put("a page of 0", scene -> scene.loyalty().customers().page(0));
        all.put("a page of -1", scene -> scene.loyalty().accounts().statement(scene.anna, -1));
        all.put("a page of 1,000,000", scene -> scene.loyalty().customers().page(1_000_000));
        all.put("an edited cursor", scene -> {
            String cursor = cursor(scene);
            String edited = cursor.replace(cursor.charAt(1), cursor.charAt(1) == '9' ? '8' : '9');
            return scene.loyalty().accounts().statement(scene.anna, edited, 1);
        });
        all.put(
                "a cursor of another account",
                scene -> scene.loyalty().accounts().statement(scene.rich, cursor(scene), 1));
        all.put(
                "a cursor of another question",
                scene -> scene.loyalty().customers().page(cursor(scene), 1));
    }

    private static String cursor(BadScene scene) {
        Page<?> page = scene.loyalty().accounts().statement(scene.anna, 1);
        return page.next().orElseThrow();
    }

    private static void builders(Map<String, BadScene.Attempt> all) {
        all.put(
                "a program without zone and currency",
                scene -> LoyaltyProgram.startingAt(day("2026-01-01"), BadRequests.missing(), BadRequests.missing()));
        all.put(
                "a library without a clock",
                scene -> Loyalty.over(scene.shop().store())
                        .clock(BadRequests.missing())
                        .build());
        all.put(
                "a library without a store",
                scene -> Loyalty.over(BadRequests.missing()).build());
    }
}
