package org.loyalty4j.simulation;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Stacking.Mode;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;

/**
 * What a host says of a customer when a purchase is made, and rules that multiply by it, for half of all seeds. It has
 * chances of its own, so that a seed still tells the story that it told before there were any.
 */
final class Moods {

    /** A factor that takes away, too. */
    static final String MOOD = "mood";

    /** A factor that only adds. */
    static final String LUCK = "luck";

    private static final List<Ratio> FACTORS =
            List.of(Ratio.ONE, Ratio.of(3, 2), Ratio.of(7, 3), Ratio.of(2), Ratio.of(1, 2), Ratio.of(5, 7), Ratio.ZERO);

    private static final int ADDING = 4;

    private final Random random;

    Moods(long seed) {
        this.random = new Random(new SplittableRandom(seed * 31 + 7).nextLong());
    }

    /** Returns the factor of a name for a purchase, which is another one for the next. */
    static Ratio of(String name, Purchase purchase) {
        int chance = (name + purchase.key().value()).hashCode();
        return FACTORS.get(Math.floorMod(chance, name.equals(LUCK) ? ADDING : FACTORS.size()));
    }

    /** Returns what a multiplier multiplies by. */
    static Ratio of(EarningRule rule, Purchase purchase) {
        return rule.factor()
                .map(name -> rule.points().times(of(name, purchase)))
                .orElse(rule.points());
    }

    LoyaltyProgram season(LoyaltyProgram plain) {
        if (random.nextBoolean()) {
            return plain;
        }
        LoyaltyProgram program = plain;
        for (String name : List.of(MOOD, LUCK)) {
            if (random.nextInt(3) > 0) {
                program = program.with(joining(plain, EarningRule.personal(name, name)));
            }
        }
        return program;
    }

    /** Lets a rule compete with the multipliers that are there, where they have a group. */
    private EarningRule joining(LoyaltyProgram program, EarningRule rule) {
        for (EarningRule other : program.rules()) {
            EarningRule.Stacking stacking = other.stacking();
            boolean joins = stacking != null
                    && other.kind() == EarningRule.Kind.MULTIPLIER
                    && (stacking.mode() != Mode.SUM || rule.code().equals(LUCK));
            if (joins && stacking != null && random.nextBoolean()) {
                return rule.in(stacking.group(), stacking.mode(), random.nextInt(2));
            }
        }
        return rule;
    }
}
