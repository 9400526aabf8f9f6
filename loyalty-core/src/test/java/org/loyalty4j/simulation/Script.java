package org.loyalty4j.simulation;

import java.time.Instant;
import java.util.List;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;

/**
 * A run of the simulation, ready to be run as often as wanted.
 *
 * @param seed what it was made of
 * @param program the shop's program
 * @param opening when the customers enroll
 * @param customers how many there are
 * @param steps what happens
 */
record Script(long seed, LoyaltyProgram program, Instant opening, int customers, List<Step> steps) {

    Script with(List<Step> fewer) {
        return new Script(seed, program, opening, customers, List.copyOf(fewer));
    }

    /** Tells the script as it would be written down by somebody who reports a bug. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed " + seed + ", " + customers + " customers from " + opening + "\n");
        text.append("  rules ").append(program.rules()).append('\n');
        text.append("  zone ").append(program.zone()).append(", rounding ").append(program.rounding());
        text.append(", expiry ")
                .append(program.expiry())
                .append(", scale ")
                .append(program.purse().scale());
        text.append(", ageMax ").append(program.ageMax()).append('\n');
        text.append("  ladder ").append(program.ladder()).append('\n');
        text.append("  spend ")
                .append(program.spendBasis())
                .append(' ')
                .append(program.spendFilter())
                .append('\n');
        text.append("  rewards ").append(program.rewards()).append('\n');
        for (int i = 0; i < steps.size(); i++) {
            text.append("  ").append(i).append(". ").append(steps.get(i)).append('\n');
            for (Purchase purchase : purchases(steps.get(i).action())) {
                text.append("       ").append(purchase.key().value()).append(" of customer ");
                text.append(purchase.customer().value().getLeastSignificantBits() & 0xff)
                        .append(" at ");
                text.append(purchase.happened().map(Instant::toString).orElse("the engine's time"))
                        .append('\n');
                purchase.lines()
                        .forEach(line -> text.append("         ").append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private static List<Purchase> purchases(Action action) {
        if (action instanceof Action.Sell sell) {
            return List.of(sell.checkout().purchase());
        }
        if (action instanceof Action.Together together) {
            return together.actions().stream()
                    .flatMap(each -> purchases(each).stream())
                    .toList();
        }
        return action instanceof Action.SellAll all ? all.purchases() : List.of();
    }
}
