package org.loyalty4j.acceptance;

import static org.loyalty4j.testkit.Shop.day;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.TierLadder;

/** Bad requests about instants and periods. */
final class BadTimes {

    private static final Duration DRIFT = LoyaltyProgram.DRIFT_DEFAULT;

    private BadTimes() {}

    static void add(Map<String, BadScene.Attempt> all) {
        tills(all);
        ranges(all);
        periods(all);
    }

    private static Bonus bonus(BadScene scene) {
        return Bonus.of(scene.shop().aKey(), scene.anna, Points.of(1), "gift");
    }

    private static Object returned(BadScene scene, Instant happenedAt) {
        Return all = Return.ofAll(scene.shop().aKey(), scene.anna, scene.sold.key());
        return scene.loyalty().till().giveBack(all.happenedAt(happenedAt));
    }

    private static void tills(Map<String, BadScene.Attempt> all) {
        all.put("a return before its sale", scene -> returned(scene, day("2026-01-09")));
        all.put("a return of tomorrow", scene -> returned(scene, day("2026-02-02")));
        all.put("a sale of tomorrow", scene -> scene.quoteAt(day("2026-02-02")));
        all.put("a sale 5 minutes ahead", scene -> scene.quoteAt(scene.now().plus(DRIFT)));
        all.put(
                "a sale 5 minutes and a microsecond ahead",
                scene -> scene.quoteAt(scene.now().plus(DRIFT).plusNanos(1000)));
        all.put(
                "a membership of tomorrow",
                scene -> scene.loyalty()
                        .customers()
                        .enroll(NewCustomer.person(CommandKey.of("new"))
                                .named("Geheim")
                                .joined(day("2026-02-02"))));
        all.put("a sale of 1970", scene -> scene.quoteAt(Instant.EPOCH));
        all.put(
                "a bonus before the membership",
                scene -> scene.loyalty().accounts().give(bonus(scene).happenedAt(day("2025-12-31"))));
        all.put(
                "maintenance 48 hours and a microsecond ahead",
                scene -> scene.loyalty()
                        .maintenance()
                        .run(scene.now().plus(Duration.ofDays(2)).plusNanos(1000)));
    }

    private static void ranges(Map<String, BadScene.Attempt> all) {
        all.put("a sale at Instant.MAX", scene -> scene.quoteAt(Instant.MAX));
        all.put("a sale at Instant.MIN", scene -> scene.quoteAt(Instant.MIN));
        all.put("a bonus gone at Instant.MAX", scene -> bonus(scene).goneAt(Instant.MAX));
        all.put(
                "a program from Instant.MIN",
                scene -> LoyaltyProgram.startingAt(Instant.MIN, ZoneId.of("UTC"), Currency.getInstance("EUR")));
        all.put(
                "the balance at Instant.MAX",
                scene -> scene.loyalty().accounts().balance(scene.anna, Instant.MAX));
        all.put(
                "the standing at Instant.MAX",
                scene -> scene.loyalty().accounts().standing(scene.anna, Instant.MAX));
        all.put(
                "the standing at Instant.MIN",
                scene -> scene.loyalty().accounts().standing(scene.anna, Instant.MIN));
        all.put(
                "maintenance at Instant.MAX",
                scene -> scene.loyalty().maintenance().run(Instant.MAX));
        all.put(
                "a bonus gone before it counts",
                scene -> scene.loyalty().accounts().give(bonus(scene).goneAt(scene.now())));
    }

    private static void periods(Map<String, BadScene.Attempt> all) {
        all.put("a period of P-1M", scene -> PeriodEnd.endOfDay(Period.ofMonths(-1)));
        all.put("a period of P0D to the start of a day", scene -> PeriodEnd.startOfDay(Period.ZERO));
        all.put("a period of P100000Y", scene -> PeriodEnd.endOfMonth(Period.ofYears(100_000)));
        all.put("a window of P0D", scene -> TierLadder.Window.rolling(Period.ZERO));
        all.put("a window of P-1M", scene -> TierLadder.Window.rolling(Period.ofMonths(-1)));
        all.put("a window of P999999999Y", scene -> TierLadder.Window.rolling(Period.ofYears(999_999_999)));
        all.put(
                "a grace of P-1D",
                scene -> TierCases.ladder(
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.lifetime(),
                        null,
                        TierLadder.Downgrade.FULL,
                        Period.ofDays(-1)));
    }
}
