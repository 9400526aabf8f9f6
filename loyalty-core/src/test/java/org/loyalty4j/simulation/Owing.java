package org.loyalty4j.simulation;

import java.util.Random;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.ShortageRules;

/** What shops decide about too few points. It has chances of its own, so that a seed still tells the story that it told. */
final class Owing {

    private Owing() {}

    static ShortageRules rules(long seed) {
        Random random = new Random(seed * 13 + 11);
        if (random.nextInt(3) == 0) {
            return ShortageRules.standard();
        }
        return ShortageRules.standard()
                .redeeming(random.nextBoolean() ? ShortageRules.Rule.forbid() : debt(random))
                .adjusting(any(random))
                .returning(any(random))
                .voiding(any(random));
    }

    private static ShortageRules.Rule any(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> ShortageRules.Rule.forbid();
            case 1 -> ShortageRules.Rule.clamp();
            default -> debt(random);
        };
    }

    private static ShortageRules.Rule debt(Random random) {
        return ShortageRules.Rule.allow(Points.of(1 + random.nextInt(120)));
    }
}
