package org.loyalty4j.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.Hold;

/**
 * Reserved points in the naive model. A new one takes the place of one that has ended.
 *
 * @param moves what it took from which batches, each above zero
 * @param end when it ended, or null
 * @param how how it ended, or null
 * @param used how many of its points were used
 */
record ModelHold(
        CommandKey key,
        List<ModelAccount.Move> moves,
        Instant since,
        Instant until,
        @Nullable CommandKey purchase,
        @Nullable Instant end,
        Hold.@Nullable How how,
        long used) {

    long amount() {
        return moves.stream().mapToLong(ModelAccount.Move::amount).sum();
    }

    ModelHold ended(Instant at, Hold.How kind, long points) {
        return new ModelHold(key, moves, since, until, purchase, at, kind, points);
    }

    /** Says whether its points are set aside at an instant, by what was known at another. */
    boolean isLive(Instant at, Instant knownAt) {
        Instant over = end == null || end.isAfter(knownAt) ? until : end;
        return !since.isAfter(knownAt) && !since.isAfter(at) && at.isBefore(over);
    }

    /** Says whether its end is no part of what was known at an instant. */
    boolean isOpen(Instant knownAt) {
        return end == null || end.isAfter(knownAt);
    }

    /** Returns what of it is used when so many of its points are. */
    List<ModelAccount.Move> first(long points) {
        List<ModelAccount.Move> first = new ArrayList<>();
        long still = points;
        for (ModelAccount.Move move : moves) {
            long part = Math.min(still, move.amount());
            if (part > 0) {
                first.add(new ModelAccount.Move(move.batch(), -part));
                still -= part;
            }
        }
        return first;
    }

    /** Says whether ending it put points back into a batch. */
    boolean putsBack(long batch) {
        long begin = 0;
        for (ModelAccount.Move move : moves) {
            begin += move.amount();
            if (move.batch() == batch) {
                return begin > used;
            }
        }
        return false;
    }
}
