package org.loyalty4j.simulation;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierRule;

/**
 * Gives the tiers of a program other windows and rules, for half of all seeds. It has chances of its own, so that a seed
 * still tells the story that it told before there were any.
 */
final class Ranking {

    private static final int DEPTH = 3;

    private final Random random;

    Ranking(long seed) {
        // Small seeds alone would all begin with the same choice.
        this.random = new Random(new SplittableRandom(seed).nextLong());
    }

    LoyaltyProgram rank(LoyaltyProgram plain) {
        if (random.nextBoolean()) {
            return plain;
        }
        TierLadder ladder = plain.ladder();
        List<Tier> tiers = new ArrayList<>();
        for (Tier tier : ladder.tiers()) {
            boolean ruled = !tiers.isEmpty() && random.nextInt(2) == 0;
            Tier other = ruled ? tier.reachedBy(rule(DEPTH, tiers.size())) : tier;
            tiers.add(random.nextInt(6) == 0 ? other.keptForEver() : other);
        }
        Window window = random.nextBoolean() ? window() : ladder.window();
        return plain.with(new TierLadder(
                tiers, ladder.metric(), window, ladder.validity(), ladder.downgrade(), ladder.grace(), policy(window)));
    }

    private TierPolicy policy(Window window) {
        return new TierPolicy(
                pick(List.of(PeriodEnd.Edge.values())),
                pick(List.of(TierPolicy.GraceFrom.values())),
                pick(List.of(TierPolicy.RateTiming.values())),
                window.lastDay(LocalDate.EPOCH, LocalDate.EPOCH).isEmpty()
                        ? TierPolicy.Upgrade.NOW
                        : pick(List.of(TierPolicy.Upgrade.values())),
                random.nextInt(3) == 0 ? TierPolicy.Returns.RECOMPUTE : TierPolicy.Returns.KEEP);
    }

    private TierRule rule(int depth, int rank) {
        if (depth == 1 || random.nextInt(3) == 0) {
            Metric metric = pick(List.of(Metric.values()));
            long step = switch (metric.name()) {
                case "SPEND" -> 4_000;
                case "POINTS" -> 40;
                default -> 2;
            };
            return TierRule.atLeast(step * rank, metric, window());
        }
        List<TierRule> parts = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            parts.add(rule(depth - 1, rank));
        }
        return random.nextBoolean() ? new TierRule.All(parts) : new TierRule.Any(parts);
    }

    private Window window() {
        Window.Kind kind = pick(List.of(Window.Kind.values()));
        return kind == Window.Kind.ROLLING
                ? Window.rolling(
                        pick(List.of(Period.ofDays(1), Period.ofDays(20), Period.ofMonths(1), Period.ofYears(1))))
                : Window.of(kind);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
