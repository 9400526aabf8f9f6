package org.loyalty4j.program;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.Points;

/**
 * What purchases of one account would have earned had they arrived in the order in which they were made, against what they
 * did. The points that tiers give on reaching them are not part of it.
 *
 * @param from the instant since which the purchases count that were looked at
 * @param looked how many purchases these are
 * @param purchases those of them with a difference, in the order in which they were made; at most {@value #MOST}
 * @param more whether there are more than these
 */
public record Differences(Instant from, long looked, List<OfPurchase> purchases, boolean more) {

    /** The most purchases that are told, and that one correction is about. */
    public static final int MOST = 500;

    /** Copies the list. */
    public Differences {
        purchases = List.copyOf(purchases);
    }

    /** Returns the sum of what is told; below zero where purchases earned too much. */
    public Points sum() {
        return Points.of(purchases.stream()
                .map(OfPurchase::difference)
                .mapToLong(Points::minor)
                .reduce(0, Math::addExact));
    }

    /**
     * The difference of one purchase.
     *
     * @param purchase its key
     * @param command its place among the account's commands
     * @param countsAt when it counts from
     * @param earned what is left of what it earned after its returns
     * @param due what would be left in order
     * @param corrected what earlier corrections gave for it, or below zero took
     * @param byRule what each rule, layer or tier would have given more before returns, or below zero less; none that is
     *     the same
     * @param byCap what each cap would have cut more, or below zero less; none that is the same
     */
    public record OfPurchase(
            CommandKey purchase,
            long command,
            Instant countsAt,
            Points earned,
            Points due,
            Points corrected,
            Map<String, Long> byRule,
            Map<String, Long> byCap) {

        /** Copies the maps. */
        public OfPurchase {
            byRule = Map.copyOf(byRule);
            byCap = Map.copyOf(byCap);
        }

        /** Returns what the purchase still has to get, or below zero to give back. */
        public Points difference() {
            return Points.of(due.minor() - earned.minor() - corrected.minor());
        }
    }
}
