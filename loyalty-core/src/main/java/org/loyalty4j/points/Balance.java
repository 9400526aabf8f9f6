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

    /**
     * Returns the balance that the head of an account says.
     *
     * @param gone how many of the points that can be used are past their time at the instant, though no posting says so
     */
    public static Balance of(RewardAccount head, Instant at, long gone) {
        return new Balance(
                at,
                Points.of(head.available() - gone),
                Points.of(head.pending()),
                Points.of(head.held()),
                Points.of(head.debt()));
    }

    /** Returns all parts together: available, held and pending, less the debt. */
    public Points total() {
        return available.plus(held).plus(pending).minus(debt);
    }
}
