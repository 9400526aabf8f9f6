package org.loyalty4j.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.loyalty4j.points.Counter;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.Turn;
import org.loyalty4j.tier.Tier;

/** Which rules about the n-th purchase have their turn, counted anew from everything that was ever sold. */
final class ModelTurns {

    private ModelTurns() {}

    /** Returns the rules whose turn a purchase has, and which one it is for them. */
    static Map<String, Long> of(
            LoyaltyProgram program, ModelAccount account, ModelPaid purchase, Instant counts, Tier tier) {
        Map<String, Long> turns = new TreeMap<>();
        for (EarningRule rule : program.rules()) {
            Turn turn = rule.turn();
            if (turn == null || !isAbout(program, rule, purchase, counts)) {
                continue;
            }
            LocalDate date = program.dateOf(counts);
            List<ModelSale> before = account.sales.stream()
                    .filter(sale -> ModelLimits.within(turn.per(), sale.date, date)
                            && isAbout(program, rule, sale.paid(), sale.countsAt))
                    .toList();
            long nth = 1 + before.stream().mapToLong(ModelSale::purchasesLeft).sum();
            long had = before.stream()
                    .filter(sale ->
                            sale.turns.containsKey(rule.code()) && (sale.purchasesLeft() == 1 || sale.missing > 0))
                    .count();
            boolean mine = rule.tiers().isEmpty() || rule.tiers().contains(tier.code());
            boolean comes = turn.streak()
                    ? completes(program, rule, account, date)
                    : turn.again() ? nth >= (had + 1) * turn.number() : had == 0 && nth >= turn.number();
            if (mine && comes) {
                turns.put(rule.code(), nth);
            }
        }
        return turns;
    }

    /** Looks at each period of the streak, and at all whose streak would share one with it. */
    private static boolean completes(LoyaltyProgram program, EarningRule rule, ModelAccount account, LocalDate date) {
        Turn turn = Objects.requireNonNull(rule.turn());
        for (int away = 1 - turn.number(); away < turn.number(); away++) {
            LocalDate other = turn.per() == Counter.Period.DAY ? date.plusDays(away) : date.plusWeeks(away);
            boolean bought = false;
            for (ModelSale sale : account.sales) {
                if (ModelLimits.within(turn.per(), sale.date, other)
                        && isAbout(program, rule, sale.paid(), sale.countsAt)) {
                    bought |= sale.purchasesLeft() == 1;
                    if (sale.turns.containsKey(rule.code()) && (sale.purchasesLeft() == 1 || sale.missing > 0)) {
                        return false;
                    }
                }
            }
            if (away < 0 && !bought) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAbout(LoyaltyProgram program, EarningRule rule, ModelPaid paid, Instant counts) {
        return paid.purchase().lines().stream().anyMatch(rule.filter()::passes)
                && paid.reaches(rule)
                && (rule.schedule() == null || rule.schedule().holds(LocalDateTime.ofInstant(counts, program.zone())));
    }
}
