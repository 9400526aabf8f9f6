package org.loyalty4j.acceptance;

import static org.loyalty4j.testkit.Shop.day;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.testkit.Shop;

/** Bad rules and requests about events that are no purchases, by the names that the list of bad input calls them. */
final class BadEvents {

    private static final EventRule REVIEW = EventRule.of("review", Points.of(50));

    private BadEvents() {}

    static void add(Map<String, BadScene.Attempt> all) {
        rules(all);
        requests(all);
    }

    private static void rules(Map<String, BadScene.Attempt> all) {
        all.put("0 points for an event", scene -> EventRule.of("review", Points.NONE));
        all.put("-5 points for an event", scene -> EventRule.of("review", Points.of(-5)));
        all.put("points for an event without a name", scene -> EventRule.of(" ", Points.of(1)));
        all.put(
                "points for an event with a name of 41 characters",
                scene -> EventRule.of("x".repeat(41), Points.of(1)).named("x"));
        all.put("a rule of an event with a code of 41 characters", scene -> REVIEW.named("x".repeat(41)));
        all.put(
                "a rule of an event without any part",
                scene -> new EventRule(
                        BadRequests.missing(),
                        BadRequests.missing(),
                        BadRequests.missing(),
                        null,
                        BadRequests.missing(),
                        null));
        all.put("a cooldown of no time", scene -> REVIEW.cooling(Duration.ZERO));
        all.put("a cooldown of less than no time", scene -> REVIEW.cooling(Duration.ofSeconds(-1)));
        all.put("a cooldown of half a second", scene -> REVIEW.cooling(Duration.ofMillis(500)));
        all.put("a cooldown of 3,654 days", scene -> REVIEW.cooling(Duration.ofDays(3_654)));
        all.put("a cooldown of 292 billion years", scene -> REVIEW.cooling(Duration.ofSeconds(Long.MAX_VALUE)));
        all.put("a limit of 0 events", scene -> REVIEW.atMost(0, Counter.Period.DAY));
        all.put("a limit of -1 events", scene -> REVIEW.atMost(-1, Counter.Period.DAY));
        all.put("a limit of 1,000,001 events", scene -> REVIEW.atMost(1_000_001, Counter.Period.DAY));
        all.put("a limit of events without a period", scene -> REVIEW.atMost(1, BadRequests.missing()));
        all.put(
                "two limits of events of one day",
                scene -> REVIEW.atMost(1, Counter.Period.DAY).atMost(2, Counter.Period.DAY));
        all.put(
                "two rules of events of one code",
                scene -> Shop.onePointPerEuro().with(REVIEW).with(REVIEW));
        all.put(
                "a rule of an event with the code of another rule",
                scene -> Shop.onePointPerEuro().with(REVIEW.named("base")));
        all.put("1,001 rules of events", scene -> {
            var program = Shop.onePointPerEuro();
            for (int i = 0; i < 1_001; i++) {
                program = program.with(REVIEW.named("rule " + i));
            }
            return program;
        });
    }

    private static void requests(Map<String, BadScene.Attempt> all) {
        all.put(
                "an event without any part",
                scene -> new Activity(
                        BadRequests.missing(), BadRequests.missing(), BadRequests.missing(), null, null, null, null));
        all.put("an event without a name", scene -> Activity.of(scene.shop().aKey(), scene.anna, " "));
        all.put(
                "an event with a name of 41 characters",
                scene -> Activity.of(scene.shop().aKey(), scene.anna, "x".repeat(41)));
        all.put(
                "an event at Instant.MAX",
                scene -> Activity.of(scene.shop().aKey(), scene.anna, "review").at(Instant.MAX));
        all.put(
                "an event before the membership",
                scene -> scene.loyalty()
                        .accounts()
                        .record(Activity.of(scene.shop().aKey(), scene.anna, "review")
                                .at(day("1999-01-01"))));
        all.put(
                "an event an hour ahead",
                scene -> scene.loyalty()
                        .accounts()
                        .record(Activity.of(scene.shop().aKey(), scene.anna, "review")
                                .at(scene.now().plus(Duration.ofHours(1)))));
        all.put("an event on a closed account", scene -> happens(scene, scene.closed));
        all.put("an event of a customer who has left", scene -> happens(scene, scene.gone));
        all.put("an event of nobody", scene -> happens(scene, scene.nobody));
        all.put(
                "an undoing of an event without any part",
                scene -> new ActivityUndo(
                        BadRequests.missing(), BadRequests.missing(), BadRequests.missing(), null, null, null));
        all.put("undo an unknown event", scene -> undo(scene, scene.anna, CommandKey.of("unknown")));
        all.put("undo a sale as if it were an event", scene -> undo(scene, scene.anna, scene.sold.key()));
    }

    private static Object happens(BadScene scene, CustomerId customer) {
        return scene.loyalty().accounts().record(Activity.of(scene.shop().aKey(), customer, "review"));
    }

    private static Object undo(BadScene scene, CustomerId customer, CommandKey event) {
        return scene.loyalty().accounts().undo(ActivityUndo.of(scene.shop().aKey(), customer, event));
    }
}
