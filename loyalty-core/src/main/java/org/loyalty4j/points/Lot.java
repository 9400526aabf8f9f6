package org.loyalty4j.points;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Points that came together and go together. A lot exists while something of it is left.
 *
 * @param account whose
 * @param number the number of the posting that opened it
 * @param earnedAt when its points count from
 * @param goneAt the first instant at which they cannot be used any more, or null when they stay
 * @param remaining how many are left, more than zero
 */
public record Lot(
        AccountId account,
        long number,
        Instant earnedAt,
        @Nullable Instant goneAt,
        long remaining) {

    /** The order of burning, which is total: soonest gone first, then earned first, then number; what stays is last. */
    public static final Comparator<Lot> BURN_ORDER = Lot::compareInBurnOrder;

    /** Returns the first instant at which the points cannot be used any more, if there is one. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(goneAt);
    }

    /** Says whether the points are past their time at an instant. */
    public boolean goneBy(Instant at) {
        return goneAt != null && !goneAt.isAfter(at);
    }

    /** Returns this lot with another remainder. */
    public Lot withRemaining(long left) {
        return new Lot(account, number, earnedAt, goneAt, left);
    }

    /** Returns the allocation of some of this lot's points: below zero for taken, above for put in. */
    public LotAllocation allocation(long amount) {
        return new LotAllocation(number, earnedAt, goneAt, amount);
    }

    private static int compareInBurnOrder(Lot one, Lot other) {
        int byEnd = compareEnds(one.goneAt, other.goneAt);
        if (byEnd != 0) {
            return byEnd;
        }
        int byStart = one.earnedAt.compareTo(other.earnedAt);
        return byStart != 0 ? byStart : Long.compare(one.number, other.number);
    }

    private static int compareEnds(@Nullable Instant one, @Nullable Instant other) {
        if (one == null) {
            return other == null ? 0 : 1;
        }
        return other == null ? -1 : one.compareTo(other);
    }
}
