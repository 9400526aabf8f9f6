package org.loyalty4j.acceptance;

import static org.loyalty4j.testkit.Shop.euro;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.OpeningBalance.Day;
import org.loyalty4j.program.OpeningBalance.Held;

/** Days and tiers of a former system that cannot be meant. */
final class BadOpenings {

    private static final LocalDate THEN = LocalDate.parse("2020-05-01");

    private BadOpenings() {}

    private static Day day(LocalDate date, Money spend, long points, long purchases) {
        return new Day(date, spend, Points.of(points), purchases);
    }

    private static OpeningBalance held(BadScene scene, String tier, LocalDate since, @Nullable LocalDate until) {
        return OpeningBalance.of("batch", scene.anna, Points.of(1), scene.now(), null)
                .holding(new Held(tier, since, until));
    }

    static void add(Map<String, BadScene.Attempt> all) {
        all.put("an opened day of -0.01", scene -> day(THEN, euro("-0.01"), 0, 1));
        all.put("an opened day of -1 points", scene -> day(THEN, euro("1.00"), -1, 1));
        all.put("an opened day without purchases", scene -> day(THEN, euro("1.00"), 0, 0));
        all.put("an opened day of the year 1899", scene -> day(LocalDate.parse("1899-12-31"), euro("1.00"), 0, 1));
        all.put(
                "an opened day twice",
                scene -> OpeningBalance.of("batch", scene.anna, day(THEN, euro("1.00"), 0, 1))
                        .and(day(THEN, euro("2.00"), 0, 1)));
        all.put("801 opened days", scene -> {
            OpeningBalance balance = OpeningBalance.of("batch", scene.anna, day(THEN, euro("1.00"), 0, 1));
            for (int i = 1; i <= 800; i++) {
                balance = balance.and(day(THEN.plusDays(i), euro("1.00"), 0, 1));
            }
            return balance;
        });
        all.put("a held tier that ends before it begins", scene -> held(scene, "Gold", THEN, THEN));
    }
}
