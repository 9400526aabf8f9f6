package org.loyalty4j.simulation;

import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Counter;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.Turn;

/** Lets rules be about the n-th purchase only, and fractions be carried on, each for half of all seeds. */
final class Turning {

    private static final List<Counter.Period> PERIODS = List.of(Counter.Period.values());

    private final Random random;

    Turning(long seed) {
        this.random = new Random(new SplittableRandom(seed * 37 + 11).nextLong());
    }

    LoyaltyProgram season(LoyaltyProgram plain) {
        boolean carries = random.nextBoolean() && plain.rounding() == RoundingMode.DOWN;
        LoyaltyProgram turning = turning(plain);
        return carries ? turning.carryingFractions() : turning;
    }

    private LoyaltyProgram turning(LoyaltyProgram plain) {
        if (random.nextBoolean()) {
            return plain;
        }
        LoyaltyProgram program = plain.withoutRules();
        for (EarningRule rule : plain.rules()) {
            program = program.with(random.nextInt(4) == 0 ? rule.at(turn()) : rule);
        }
        program = program.with(
                EarningRule.perPurchase("stamp", 1 + random.nextInt(20)).at(turn()));
        return random.nextBoolean()
                ? program.with(EarningRule.multiplier("round", Ratio.of(5, 2)).at(turn()))
                : program;
    }

    private Turn turn() {
        if (random.nextInt(4) == 0) {
            return Turn.streak(2 + random.nextInt(3), random.nextBoolean() ? Counter.Period.DAY : Counter.Period.WEEK);
        }
        Turn turn = random.nextInt(3) > 0 ? Turn.every(2 + random.nextInt(3)) : Turn.only(1 + random.nextInt(3));
        return turn.within(PERIODS.get(random.nextInt(PERIODS.size())));
    }
}
