package org.loyalty4j.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.TrueUp;

/**
 * Makes steps about events that are no purchases, and about what is reckoned anew, between the others, for two of three
 * seeds. It has chances of its own, so that a seed still tells the story that it told before there were any.
 */
final class Eventful {

    private static final List<String> EVENTS = List.of("review", "visit");
    private static final Actor CLERK = new Actor("clerk");

    private final Random random;
    private final List<CustomerId> customers;
    private final boolean quiet;
    private final List<Activity> happened = new ArrayList<>();
    private final List<Action> asked = new ArrayList<>();
    private int keys;

    Eventful(long seed, List<CustomerId> customers) {
        this.random = new Random(new SplittableRandom(seed * 37 + 11).nextLong());
        this.customers = customers;
        this.quiet = random.nextInt(3) == 0;
    }

    /** Returns a program with rules for events. */
    static LoyaltyProgram season(long seed, LoyaltyProgram plain) {
        Random random = new Random(new SplittableRandom(seed * 41 + 5).nextLong());
        LoyaltyProgram program = plain;
        for (EventRule rule : rules(random)) {
            program = program.with(rule);
        }
        return program;
    }

    /** Makes one to four rules with cooldowns and limits. */
    static List<EventRule> rules(Random random) {
        List<EventRule> rules = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            EventRule rule = EventRule.of(anEvent(random), Points.of(1 + random.nextInt(60)))
                    .named("event " + i);
            rule = random.nextBoolean() ? rule : rule.cooling(Duration.ofHours(1 + random.nextInt(100)));
            for (Counter.Period period : Counter.Period.values()) {
                rule = random.nextInt(3) > 0 ? rule : rule.atMost(1 + random.nextInt(9), period);
            }
            rules.add(rule);
        }
        return rules;
    }

    static String anEvent(Random random) {
        return EVENTS.get(random.nextInt(EVENTS.size()));
    }

    /** Adds a step now and then. */
    void maybe(List<Step> made, Instant clock) {
        if (quiet || random.nextInt(9) > 0) {
            return;
        }
        Action action = random.nextInt(8) == 0 && !asked.isEmpty() ? repeat() : action(clock);
        asked.add(action);
        Step.Fault fault = random.nextInt(12) == 0
                ? List.of(Step.Fault.values()).get(random.nextInt(Step.Fault.values().length))
                : Step.Fault.NONE;
        made.add(new Step(clock, action, fault, false));
    }

    /** Asks again, sometimes for something else under the same key. */
    private Action repeat() {
        Action earlier = pick(asked);
        return earlier instanceof Action.Happen happen && random.nextInt(3) == 0
                ? new Action.Happen(
                        Activity.of(happen.activity().key(), happen.activity().customer(), "something else"))
                : earlier;
    }

    private Action action(Instant clock) {
        int chance = random.nextInt(40);
        if (chance == 0) {
            return new Action.Reckon();
        }
        if (chance < 4) {
            Instant from = clock.minus(Duration.ofDays(random.nextInt(500)));
            return new Action.Correct(TrueUp.of(key("z"), pick(customers), from, CLERK, "in their order"));
        }
        if (chance < 14 && !happened.isEmpty()) {
            Activity one = happened.get(Math.max(0, happened.size() - 1 - random.nextInt(8)));
            CustomerId customer = random.nextInt(20) == 0 ? pick(customers) : one.customer();
            CommandKey named = random.nextInt(20) == 0 ? CommandKey.of("nobody did it") : one.key();
            return new Action.Unhappen(ActivityUndo.of(key("w"), customer, named));
        }
        String event = random.nextInt(15) == 0 ? "unheard of" : anEvent(random);
        Activity activity = Activity.of(key("h"), pick(customers), event);
        activity = switch (random.nextInt(5)) {
            case 0 -> activity.at(clock.minus(Duration.ofDays(random.nextInt(20))));
            case 1 -> activity.at(clock.minusSeconds(random.nextInt(9_000)));
            case 2 -> activity.at(clock.plusSeconds(random.nextInt(180)));
            default -> activity;
        };
        happened.add(activity);
        return new Action.Happen(activity);
    }

    private CommandKey key(String kind) {
        return CommandKey.of(kind + ++keys);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
