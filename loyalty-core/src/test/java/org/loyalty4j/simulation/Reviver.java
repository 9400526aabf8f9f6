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
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Extension;
import org.loyalty4j.program.Reinstatement;

/**
 * Makes steps between the others that give points back that have expired, or more time to some that have not, for half of
 * all seeds, with a chance of its own. It never knows what was answered, so it guesses the numbers of postings and lots.
 */
final class Reviver {

    private static final Actor CLERK = new Actor("clerk");

    private final Random random;
    private final List<CustomerId> customers;
    private final boolean quiet;
    private final List<Reinstatement> asked = new ArrayList<>();
    private final List<Extension> longerOnes = new ArrayList<>();
    private int keys;

    Reviver(long seed, List<CustomerId> customers) {
        this.random = new Random(new SplittableRandom(seed * 37 + 5).nextLong());
        this.customers = customers;
        this.quiet = random.nextBoolean();
    }

    /** Adds steps now and then. */
    void maybe(List<Step> made, Instant clock) {
        if (quiet || random.nextInt(10) > 0) {
            return;
        }
        CustomerId customer = customers.get(random.nextInt(customers.size()));
        if (random.nextBoolean()) {
            Extension longer =
                    random.nextInt(8) == 0 && !longerOnes.isEmpty() ? longerAgain() : longer(customer, clock);
            longerOnes.add(longer);
            made.add(new Step(clock, new Action.Extend(longer), Step.Fault.NONE, false));
            return;
        }
        int postings = Math.max(4, made.size() / customers.size());
        for (int i = 3 + random.nextInt(5); i > 0; i--) {
            Reinstatement request = random.nextInt(8) == 0 && !asked.isEmpty()
                    ? repeat()
                    : request(customer, 1 + random.nextInt(postings), clock);
            asked.add(request);
            Step.Fault fault = random.nextInt(12) == 0
                    ? List.of(Step.Fault.values()).get(random.nextInt(Step.Fault.values().length))
                    : Step.Fault.NONE;
            made.add(new Step(clock, new Action.Reinstate(request), fault, false));
        }
    }

    private Extension longerAgain() {
        Extension earlier = longerOnes.get(random.nextInt(longerOnes.size()));
        return random.nextInt(3) > 0
                ? earlier
                : Extension.ofLot(earlier.key(), earlier.customer(), 1, earlier.until(), "a favour", CLERK);
    }

    private Extension longer(CustomerId customer, Instant clock) {
        CommandKey key = CommandKey.of("rx" + ++keys);
        Instant before = clock.plus(Duration.ofDays(random.nextInt(300))).plusSeconds(1);
        Instant until = before.plus(Duration.ofDays(random.nextInt(300)));
        return random.nextInt(3) == 0
                ? Extension.ofLot(key, customer, 1 + random.nextInt(20), until, "a favour", CLERK)
                : Extension.ofAllBefore(key, customer, before, until, "a favour", CLERK);
    }

    private Reinstatement repeat() {
        Reinstatement earlier = asked.get(random.nextInt(asked.size()));
        return random.nextInt(3) > 0 ? earlier : earlier.goneAt(Instant.parse("2199-01-01T00:00:00Z"));
    }

    private Reinstatement request(CustomerId customer, int expiry, Instant clock) {
        CommandKey key = CommandKey.of("rv" + ++keys);
        Reinstatement request = random.nextBoolean()
                ? Reinstatement.ofAll(key, customer, expiry, "a favour", CLERK)
                : Reinstatement.of(key, customer, expiry, Points.of(1 + random.nextInt(12)), "a favour", CLERK);
        return random.nextInt(3) == 0
                ? request.goneAt(
                        clock.plus(Duration.ofDays(random.nextInt(200) - 2L)).plusSeconds(1))
                : request;
    }
}
