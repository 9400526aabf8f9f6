package org.loyalty4j.tier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the rules of a ladder count. */
final class Counters {

    private Counters() {}

    /** Returns what is counted beside the ladder's own metric and window, each once, in the order of the rules. */
    static List<TierRule.Count> of(TierLadder ladder) {
        List<TierRule.Count> counters = List.of();
        for (Tier tier : ladder.tiers()) {
            TierRule rule = tier.rule();
            if (rule != null) {
                for (TierRule.Condition condition : rule.conditions()) {
                    counters = isOwn(ladder, condition.count()) ? counters : and(counters, condition.count());
                }
            }
        }
        return counters;
    }

    private static List<TierRule.Count> and(List<TierRule.Count> some, TierRule.Count more) {
        if (some.contains(more)) {
            return some;
        }
        List<TierRule.Count> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }

    static boolean isOwn(TierLadder ladder, TierRule.Count count) {
        return count.metric().equals(ladder.metric()) && count.window().equals(ladder.window());
    }

    static String key(String own, List<TierRule.Count> more) {
        return more.stream().map(TierRule.Count::key).sorted().collect(Collectors.joining(" ", own + " ", ""));
    }
}
