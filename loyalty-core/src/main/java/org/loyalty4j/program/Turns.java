package org.loyalty4j.program;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.loyalty4j.points.Counter;
import org.loyalty4j.tier.Tier;

/**
 * The rules of a version that are about the n-th purchase of a customer, and how they count. Every purchase that a rule
 * would be about counts once in the rule's period, and once more where it has the turn. A rule for some tiers counts the
 * purchases of all, so that a return need not know which tier there was; only those of its tiers have the turn. Used by one
 * thread.
 */
final class Turns {

    private final LoyaltyProgram program;
    private final Counting counting;
    private final CountersDraft counters;

    Turns(LoyaltyProgram program, Counting counting, CountersDraft counters) {
        this.program = program;
        this.counting = counting;
        this.counters = counters;
    }

    /** Says whether any rule is about the n-th purchase. */
    static boolean any(LoyaltyProgram program) {
        for (EarningRule rule : program.rules()) {
            if (rule.turn() != null) {
                return true;
            }
        }
        return false;
    }

    /** Says whether a rule that may be about the n-th purchase only is about the next one. */
    boolean comes(EarningRule rule) {
        Turn turn = rule.turn();
        if (turn == null) {
            return true;
        }
        return turn.streak()
                ? counting.completes(rule, turn, counters)
                : turn.comes(nth(rule), counters.amount(counting.had(rule, turn)));
    }

    private long nth(EarningRule rule) {
        return counters.amount(bought(rule)) + 1;
    }

    private Counter.Key bought(EarningRule rule) {
        return counting.bought(rule, Objects.requireNonNull(rule.turn()));
    }

    /**
     * Counts a purchase.
     *
     * @param basket the purchase
     * @param tier the tier that counts for it
     * @return for each rule whose turn it has, which purchase it is
     */
    Map<String, Long> count(Basket basket, Tier tier) {
        Map<String, Long> had = Map.of();
        if (!any(program)) {
            return had;
        }
        had = new TreeMap<>();
        for (EarningRule rule : program.rules()) {
            Turn turn = rule.turn();
            if (turn != null && isAbout(rule, basket)) {
                if (rule.isFor(tier) && comes(rule)) {
                    had.put(rule.code(), nth(rule));
                    counters.add(counting.had(rule, turn), 1);
                }
                counters.add(bought(rule), 1);
            }
        }
        return had;
    }

    /**
     * Takes a purchase off that came back as a whole.
     *
     * @param basket the purchase
     * @param had the rules whose turn it had
     * @param missing whether points of it could not be taken back: then its turns stay used
     */
    void uncount(Basket basket, Set<String> had, boolean missing) {
        if (!any(program)) {
            return;
        }
        for (EarningRule rule : program.rules()) {
            Turn turn = rule.turn();
            if (turn != null && isAbout(rule, basket)) {
                counters.add(bought(rule), -1);
                if (had.contains(rule.code()) && !missing) {
                    counters.add(counting.had(rule, turn), -1);
                }
            }
        }
    }

    private static boolean isAbout(EarningRule rule, Basket basket) {
        return basket.applies(rule) && basket.lines().stream().anyMatch(rule.filter()::passes);
    }

    /** Returns a purchase as the rules look at it that are valid when it counts. */
    static Basket basket(ProgramHistory programs, Paid paid, Instant countsAt) {
        return new Basket(programs.atOrFirst(countsAt), programs.formulas(), paid, countsAt);
    }
}
