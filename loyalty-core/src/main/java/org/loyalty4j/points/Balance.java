package org.loyalty4j.points;

import java.time.Instant;

/**
 * An account's points by parts, all of one instant.
 *
 * @param at the instant
 * @param available what can be used, zero or more
 * @param pending what was earned and cannot be used yet
 * @param held what is reserved for a redemption
 * @param debt what is owed; never above zero together with {@code available}
 */
public record Balance(Instant at, Points available, Points pending, Points held, Points debt) {

    /** Returns a balance of which everything can be used. */
    public static Balance ofAvailable(Instant at, long available) {
        return new Balance(at, Points.of(available), Points.NONE, Points.NONE, Points.NONE);
    }

    /** Returns all parts together: available, held and pending, less the debt. */
    public Points total() {
        return available.plus(held).plus(pending).minus(debt);
    }
}
