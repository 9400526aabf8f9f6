package org.loyalty4j.points;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a posting moved one lot. It repeats the lot's dates, so that a lot that was used up can be put back as it was.
 *
 * @param lot the number of the posting that opened the lot
 * @param earnedAt when the lot's points count from
 * @param goneAt the first instant at which they cannot be used any more, or null when they stay
 * @param amount below zero for points taken out, above for points put in
 */
public record LotAllocation(
        long lot, Instant earnedAt, @Nullable Instant goneAt, long amount) {

    /** Returns the first instant at which the points cannot be used any more, if there is one. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(goneAt);
    }

    /** Returns the same points going the other way. */
    public LotAllocation negated() {
        return new LotAllocation(lot, earnedAt, goneAt, -amount);
    }

    /** Returns the lot as it is when only some of its points are left. */
    public Lot lot(AccountId account, long remaining) {
        return new Lot(account, lot, earnedAt, goneAt, remaining);
    }
}
