package org.loyalty4j.simulation;

import java.util.List;
import java.util.Random;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.SpendingRules;

/** Limits what is earned and used within calendar periods, for half of all seeds, with chances of its own. */
final class Limiting {

    private static final List<Counter.Period> PERIODS = List.of(Counter.Period.values());

    private final Random random;

    Limiting(long seed) {
        // Seeds that are near each other begin alike; far ones do not.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    LoyaltyProgram limit(LoyaltyProgram plain) {
        if (random.nextBoolean()) {
            return plain;
        }
        LoyaltyProgram program = plain;
        for (Counter.Period period : PERIODS) {
            if (random.nextInt(4) == 0) {
                program = program.earningUpTo(cap().within(period));
            }
        }
        if (random.nextInt(4) == 0) {
            program = program.holdingUpTo(cap());
        }
        SpendingRules spending = program.spending();
        for (Counter.Period period : PERIODS) {
            if (random.nextInt(4) == 0) {
                spending = spending.withLimit(Points.of(20 + random.nextInt(80)), period);
            }
        }
        return program.with(spending);
    }

    private Cap cap() {
        Points most = Points.of(20 + random.nextInt(150));
        return random.nextInt(3) == 0 ? Cap.rejecting(most) : Cap.reducing(most);
    }
}
