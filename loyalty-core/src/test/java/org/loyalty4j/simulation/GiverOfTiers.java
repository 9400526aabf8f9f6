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
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.tier.Tier;

/** Makes steps about tiers given by hand between the others, for half of all seeds, with a chance of its own. */
final class GiverOfTiers {

    private static final Actor CLERK = new Actor("clerk");

    private final Random random;
    private final List<CustomerId> customers;
    private final List<String> tiers;
    private final boolean quiet;
    private final List<TierOverride> given = new ArrayList<>();
    private final List<Action> asked = new ArrayList<>();
    private int keys;

    GiverOfTiers(long seed, List<CustomerId> customers, LoyaltyProgram program) {
        this.random = new Random(new SplittableRandom(seed * 31 + 3).nextLong());
        this.customers = customers;
        this.tiers = program.ladder().tiers().stream().map(Tier::code).toList();
        this.quiet = random.nextBoolean();
    }

    /** Adds a step now and then. */
    void maybe(List<Step> made, Instant clock) {
        if (quiet || random.nextInt(14) > 0) {
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
        Action earlier = asked.get(random.nextInt(asked.size()));
        if (earlier instanceof Action.GiveTier give && random.nextInt(3) == 0) {
            return new Action.GiveTier(give.request().until(Instant.parse("2199-01-01T00:00:00Z")));
        }
        return earlier;
    }

    private Action action(Instant clock) {
        if (given.isEmpty() || random.nextInt(3) > 0) {
            return give(clock);
        }
        TierOverride one = given.get(Math.max(0, given.size() - 1 - random.nextInt(5)));
        CustomerId customer = random.nextInt(20) == 0 ? customer() : one.customer();
        CommandKey named = random.nextInt(20) == 0 ? CommandKey.of("nobody gave it") : one.key();
        return new Action.TakeTier(new TierOverride.End(key("tt"), customer, named, "a mistake", CLERK));
    }

    private Action give(Instant clock) {
        String tier = random.nextInt(12) == 0 ? "unheard of" : tiers.get(random.nextInt(tiers.size()));
        TierOverride request = TierOverride.of(key("tg"), customer(), tier, "a favour", CLERK);
        request = switch (random.nextInt(5)) {
            case 0 -> request;
            case 1 -> request.until(clock.plusSeconds(random.nextInt(4000) - 200));
            default ->
                request.until(clock.plus(Duration.ofDays(random.nextInt(200))).plusSeconds(1));
        };
        given.add(request);
        return new Action.GiveTier(request);
    }

    private CustomerId customer() {
        return customers.get(random.nextInt(customers.size()));
    }

    private CommandKey key(String kind) {
        return CommandKey.of(kind + ++keys);
    }
}
