package org.loyalty4j.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.testkit.Shop;

/** Random events with cooldowns, limits, undoings, repeats and late ones, held against a naive model. */
class EventSimulationTest {

    private static final int SEEDS = 60;
    private static final int STEPS = 120;
    private static final List<String> EVENTS = List.of("review", "visit");

    private static List<EventRule> rules(Random random) {
        List<EventRule> rules = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            EventRule rule = EventRule.of(EVENTS.get(random.nextInt(2)), Points.of(1 + random.nextInt(60)))
                    .named("rule " + i);
            rule = random.nextBoolean() ? rule : rule.cooling(Duration.ofHours(1 + random.nextInt(100)));
            for (Counter.Period period : Counter.Period.values()) {
                rule = random.nextInt(3) > 0 ? rule : rule.atMost(1 + random.nextInt(9), period);
            }
            rules.add(rule);
        }
        return rules;
    }

    /** Returns the first difference of engine and model, empty where there is none. */
    private static String difference(long seed, UnaryOperator<Changes> written) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        List<EventRule> rules = rules(random);
        Shop shop = Shop.over(new UnsureStore(new InMemoryStore(), UnaryOperator.identity(), written), plain -> {
            var program = plain;
            for (EventRule rule : rules) {
                program = program.with(rule);
            }
            return program;
        });
        ModelEvents model = new ModelEvents(rules);
        CustomerId anna = shop.aCustomer("Anna");
        List<Activity> told = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            shop.clock().advance(Duration.ofMinutes(random.nextInt(3_000)));
            String wrong = step(shop, model, anna, told, random);
            if (!wrong.isEmpty()) {
                return "seed " + seed + ", step " + step + ": " + wrong;
            }
        }
        return shop.loyalty().audit().findings().isEmpty() ? "" : "seed " + seed + ": the audit finds something";
    }

    private static String step(Shop shop, ModelEvents model, CustomerId anna, List<Activity> told, Random random) {
        int what = told.isEmpty() ? 9 : random.nextInt(10);
        Activity before = told.isEmpty() ? null : told.get(random.nextInt(told.size()));
        if (what == 0 && model.balance() > 0) {
            long some = 1L + random.nextInt((int) model.balance());
            shop.redeems(anna, some);
            model.uses(some);
        } else if (what <= 2 && before != null) {
            Settlement came = shop.loyalty().accounts().undo(ActivityUndo.of(shop.aKey(), anna, before.key()));
            long taken = came instanceof Settlement.Settled settled
                    ? settled.reversed().minor()
                    : -1;
            long expected = model.undo(before.key());
            return taken == expected ? "" : "undoing took " + taken + " and not " + expected;
        } else if (what == 3 && before != null) {
            boolean replayed =
                    shop.loyalty().accounts().record(before).orThrow().replayed();
            return replayed ? "" : "a repeat was recorded";
        } else {
            Instant now = shop.clock().instant();
            long late = Math.min(Duration.between(Shop.OPENING, now).toMinutes(), random.nextInt(9_000));
            Instant at = random.nextBoolean() ? now : now.minus(Duration.ofMinutes(late));
            CommandKey key = shop.aKey();
            Activity event =
                    Activity.of(key, anna, EVENTS.get(random.nextInt(2))).at(at);
            told.add(event);
            long gave =
                    shop.loyalty().accounts().record(event).orThrow().earned().minor();
            long expected = model.happens(key, event.event(), at);
            return gave == expected ? "" : "it gave " + gave + " and not " + expected;
        }
        return shop.available(anna) == model.balance() ? "" : "the balance differs";
    }

    @Test
    void events_come_to_what_the_naive_model_says() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(difference(seed, UnaryOperator.identity())).isEmpty();
        }
    }

    @Test
    void a_limit_or_cooldown_that_is_not_counted_is_found() {
        assertThat(LongStream.rangeClosed(1, SEEDS)
                        .mapToObj(seed -> difference(seed, changes -> {
                            changes.counters()
                                    .removeIf(counter -> !counter.key().code().startsWith("undone:"));
                            return changes;
                        }))
                        .filter(wrong -> wrong.contains("it gave")))
                .isNotEmpty();
    }
}
