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
import org.loyalty4j.program.Reinstatement;

/**
 * Makes steps that give points back that have expired between the others, for half of all seeds, with a chance of its own.
 * It never knows what was answered, so it guesses with which postings points may have.
 */
final class Reviver {

    private static final Actor CLERK = new Actor("clerk");

    private final Random random;
    private final List<CustomerId> customers;
    private final boolean quiet;
    private final List<Reinstatement> asked = new ArrayList<>();
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
