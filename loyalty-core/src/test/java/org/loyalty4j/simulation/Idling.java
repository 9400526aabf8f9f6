package org.loyalty4j.simulation;

import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Activity;
import org.loyalty4j.program.LotRules.Inactivity;
import org.loyalty4j.tier.PeriodEnd;

/**
 * Lets points go when nothing happens for a time, for a fourth of all seeds. It has chances of its own, so that a seed still
 * tells the story that it told before there were any.
 */
final class Idling {

    private static final List<PeriodEnd> TIMES = List.of(
            PeriodEnd.startOfDay(Period.ofDays(5)),
            PeriodEnd.endOfDay(Period.ZERO),
            PeriodEnd.startOfDay(Period.ofDays(12)),
            PeriodEnd.endOfMonth(Period.ofMonths(1)),
            PeriodEnd.endOfDay(Period.ofMonths(2)));

    private Idling() {}

    static LotRules season(long seed, LotRules rules) {
        Random random = new Random(new SplittableRandom(seed * 41 + 3).nextLong());
        if (random.nextInt(4) > 0) {
            return rules;
        }
        Inactivity usual = Inactivity.after(TIMES.get(random.nextInt(TIMES.size())));
        Set<Activity> some = EnumSet.of(Activity.PURCHASE);
        for (Activity activity : Activity.values()) {
            if (random.nextInt(3) == 0) {
                some.add(activity);
            }
        }
        return rules.with(random.nextBoolean() ? usual : new Inactivity(usual.after(), some));
    }
}
