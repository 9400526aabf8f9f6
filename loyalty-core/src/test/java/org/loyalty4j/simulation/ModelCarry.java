package org.loyalty4j.simulation;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.LoyaltyProgram;

/** What a purchase leaves over of whole points, where the program carries it on to the next one. */
final class ModelCarry {

    private static final BigInteger PARTS = BigInteger.TEN.pow(12);

    private final LoyaltyProgram program;
    private final Ratio before;

    /** What each line is worth more than its whole points. */
    final Map<String, Ratio> fractions = new HashMap<>();

    ModelCarry(LoyaltyProgram program, Ratio before) {
        this.program = program;
        this.before = program.carries() ? before : Ratio.ZERO;
    }

    /** Returns a fraction whose denominator is not too high: the same one, or the next lower one. */
    static Ratio bounded(Ratio fraction) {
        return fraction.denominator().compareTo(PARTS) <= 0
                ? fraction
                : Ratio.of(fraction.times(Ratio.of(PARTS, BigInteger.ONE)).floor(), PARTS);
    }

    /** Shares the points of lines out, with what is carried on. */
    Map<String, Long> shared(Map<String, Ratio> exact, List<ModelLimits.Bound> bounds) {
        Ratio worth = exact.values().stream().reduce(Ratio.ZERO, Ratio::plus);
        Ratio all = worth.plus(before);
        Map<String, Ratio> more = new LinkedHashMap<>();
        exact.forEach((line, part) -> more.put(
                line,
                worth.signum() == 0
                        ? part
                        : all.signum() <= 0 ? Ratio.ZERO : part.times(all).dividedBy(worth)));
        if (program.carries()) {
            Map<String, Long> whole = ModelEarning.shared(more, program.rounding(), List.of());
            exact.forEach((line, part) ->
                    fractions.put(line, bounded(part.minus(Ratio.of(whole.getOrDefault(line, 0L))))));
            fractions.values().removeIf(fraction -> fraction.signum() == 0);
        }
        return ModelEarning.shared(more, program.rounding(), bounds);
    }

    /** Returns what is carried on after a purchase. */
    static Ratio after(Ratio before, Map<String, Ratio> fractions) {
        return fractions.isEmpty()
                ? before
                : bounded(before.plus(fractions.values().stream().reduce(Ratio.ZERO, Ratio::plus)));
    }
}
