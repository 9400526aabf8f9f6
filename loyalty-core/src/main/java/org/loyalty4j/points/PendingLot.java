package org.loyalty4j.points;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a lot's points that cannot be used yet. It exists while something is; what has become active stands in
 * the {@link Lot} of the same number.
 *
 * @param terms what the points wait for
 * @param earnedAt when they count from
 * @param goneAt the first instant at which they are gone, or null when they stay or nothing says yet
 * @param begun whether some of the lot's points have become active before
 * @param remaining how many are left, more than zero; zero for one that is to be removed
 */
public record PendingLot(
        LotTerms terms, Instant earnedAt, @Nullable Instant goneAt, boolean begun, long remaining) {

    /** Returns whose it is. */
    public AccountId account() {
        return terms.account();
    }

    /** Returns the number of the posting that opened it. */
    public long number() {
        return terms.lot();
    }

    /** Returns the instant at which its points become active, or null where they wait for a confirmation. */
    public @Nullable Instant activeAt() {
        return terms.waiting() == null ? null : terms.waiting().activeAt();
    }

    /** Returns the instant at which its points are lost when nobody confirms them, or null when they are not. */
    public @Nullable Instant forfeitAt() {
        return terms.waiting() == null ? null : terms.waiting().forfeitAt();
    }

    /** Says whether the next confirmation is the one that says when the points go. */
    public boolean isUndated() {
        return !begun && terms.waiting() != null && terms.waiting().undated();
    }

    /** Returns the first instant at which something becomes of its points by itself, or null when nothing ever does. */
    public @Nullable Instant nextAt() {
        return earlier(earlier(activeAt(), forfeitAt()), goneAt);
    }

    /** Says whether its points have become active by an instant, written down or not. */
    public boolean isActiveBy(Instant at) {
        return activeAt() != null && !activeAt().isAfter(at);
    }

    /** Says whether its points are lost by an instant, written down or not: they were not confirmed, or are past their time. */
    public boolean isLostBy(Instant at) {
        Instant lost = earlier(forfeitAt(), goneAt);
        return lost != null && !lost.isAfter(at);
    }

    /** Returns this lot with another remainder. */
    public PendingLot withRemaining(long left) {
        return new PendingLot(terms, earnedAt, goneAt, begun, left);
    }

    /** Returns this lot as it is after some of its points have become active. */
    public PendingLot activated(long amount, @Nullable Instant gone) {
        return new PendingLot(terms, earnedAt, gone, true, remaining - amount);
    }

    /** Returns the allocation of some of its points: below zero for taken. */
    public LotAllocation allocation(long amount) {
        return new LotAllocation(number(), earnedAt, goneAt, amount);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null) {
            return other;
        }
        return other == null || one.isBefore(other) ? one : other;
    }
}
