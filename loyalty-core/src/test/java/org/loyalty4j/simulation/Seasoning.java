package org.loyalty4j.simulation;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.EarningRule.Stacking.Mode;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Schedule;

/**
 * Adds hours, groups and caps to the rules of a program, for half of all seeds. It has chances of its own, so that a seed
 * still tells the story that it told before there were any.
 */
final class Seasoning {

    private final Random random;

    Seasoning(long seed) {
        this.random = new Random(~seed);
    }

    LoyaltyProgram season(LoyaltyProgram plain) {
        if (random.nextBoolean()) {
            return plain;
        }
        Mode points = pick(List.of(Mode.SUM, Mode.MAX, Mode.FIRST));
        Mode factors = pick(List.of(Mode.values()));
        LoyaltyProgram program = plain.withoutRules();
        for (EarningRule rule : plain.rules()) {
            boolean multiplies = rule.kind() == EarningRule.Kind.MULTIPLIER;
            EarningRule more = rule;
            if (random.nextInt(3) > 0) {
                more = more.in(multiplies ? "factors" : "points", multiplies ? factors : points, random.nextInt(2));
            }
            if (random.nextInt(3) == 0) {
                more = more.upTo(cap());
            }
            if (random.nextInt(3) == 0) {
                more = more.when(Schedule.weekly(
                        LocalTime.of(random.nextInt(24), 30),
                        LocalTime.of(random.nextInt(24), 0),
                        pick(List.of(DayOfWeek.values())),
                        pick(List.of(DayOfWeek.values())),
                        pick(List.of(DayOfWeek.values()))));
            }
            program = program.with(more);
        }
        return random.nextInt(3) == 0 ? program.earningUpTo(cap()) : program;
    }

    private Cap cap() {
        return new Cap(Points.of(1 + random.nextInt(60)), pick(List.of(Cap.Overflow.values())));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
