package org.loyalty4j.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.money.Ratio;

/**
 * How one side keeps its promises.
 *
 * @param kept how many it kept in time, or without having to keep them by a time
 * @param late how many it kept too late
 * @param broken how many it did not keep
 * @param overdue how many are still to be kept, and too late
 * @param open how many are still to be kept, and in time
 * @param givenUp how many the other side gave up, or agreed to change
 */
public record Reliability(int kept, int late, int broken, int overdue, int open, int givenUp) {

    /**
     * Counts the promises of a side.
     *
     * @param promises of one customer, of both sides
     * @param at as at this instant
     */
    public static Reliability of(List<Entry<Obligation>> promises, Obligation.Side side, Instant at) {
        int[] counts = new int[6];
        for (Entry<Obligation> entry : promises) {
            Obligation promise = entry.item();
            if (promise.side() == side) {
                counts[place(entry, promise, at)]++;
            }
        }
        return new Reliability(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    private static int place(Entry<Obligation> entry, Obligation promise, Instant at) {
        Instant ended = promise.endedAt() == null ? entry.changedAt() : promise.endedAt();
        return switch (promise.status()) {
            case KEPT -> promise.due() != null && promise.due().isOver(ended) ? 1 : 0;
            case BROKEN -> 2;
            case OPEN -> promise.isOverdue(at) ? 3 : 4;
            case WAIVED, RENEGOTIATED -> 5;
        };
    }

    /**
     * Returns which share was kept in time of those that were to be kept by now: {@code kept / (kept + late + broken +
     * overdue)}. Empty where there were none.
     */
    public Optional<Ratio> share() {
        long all = (long) kept + late + broken + overdue;
        return all == 0 ? Optional.empty() : Optional.of(Ratio.of(kept, all));
    }
}
