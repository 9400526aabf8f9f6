package org.loyalty4j.simulation;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.tier.Tier;

/** Lets rules be for some tiers only, for half of all seeds whose ladder has more than one. */
final class Favoring {

    private final Random random;

    Favoring(long seed) {
        this.random = new Random(new SplittableRandom(seed * 53 + 29).nextLong());
    }

    LoyaltyProgram favor(LoyaltyProgram plain) {
        if (plain.ladder().tiers().size() < 2 || random.nextBoolean()) {
            return plain;
        }
        LoyaltyProgram program = plain.withoutRules();
        for (EarningRule rule : plain.rules()) {
            program = program.with(random.nextInt(3) == 0 ? some(plain, rule) : rule);
        }
        program = program.with(some(plain, EarningRule.perPurchase("greeting", 1 + random.nextInt(20))));
        return random.nextBoolean()
                ? program.with(some(plain, EarningRule.multiplier("favor", Ratio.of(3, 2))))
                : program;
    }

    private EarningRule some(LoyaltyProgram program, EarningRule rule) {
        List<Tier> tiers = program.ladder().tiers();
        String[] more = random.nextInt(3) > 0 ? new String[0] : new String[] {one(tiers)};
        return rule.forTiers(one(tiers), more);
    }

    private String one(List<Tier> tiers) {
        return tiers.get(random.nextInt(tiers.size())).code();
    }
}
