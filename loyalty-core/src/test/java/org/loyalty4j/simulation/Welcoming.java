package org.loyalty4j.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;

/**
 * Has tiers that begin at once give points to who reaches them, for half of all seeds. It has chances of its own, so that a
 * seed still tells the story that it told before there were any.
 */
final class Welcoming {

    private final Random random;

    Welcoming(long seed) {
        this.random = new Random(new SplittableRandom(~seed).nextLong());
    }

    LoyaltyProgram welcome(LoyaltyProgram plain) {
        TierLadder ladder = plain.ladder();
        if (random.nextBoolean() || ladder.policy().upgrade() != TierPolicy.Upgrade.NOW) {
            return plain;
        }
        List<Tier> tiers = new ArrayList<>();
        for (Tier tier : ladder.tiers()) {
            Counter.Period[] periods = Counter.Period.values();
            boolean gives = !tiers.isEmpty() && random.nextInt(4) > 0;
            tiers.add(
                    gives
                            ? tier.entering(Points.of(1 + random.nextInt(40)), periods[random.nextInt(periods.length)])
                            : tier);
        }
        return plain.with(new TierLadder(
                tiers,
                ladder.metric(),
                ladder.window(),
                ladder.validity(),
                ladder.downgrade(),
                ladder.grace(),
                ladder.policy()));
    }
}
