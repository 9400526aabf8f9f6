package org.loyalty4j.points;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;

/**
 * Points that are reserved for a redemption to come. They are taken out of their lots, so that nothing else can use them
 * and they do not expire meanwhile, but they stay part of the balance. A hold ends exactly once; what it says beside that
 * never changes.
 *
 * @param account whose
 * @param number the place, among the account's commands, of the one that made it
 * @param key the caller's key of that command
 * @param since when it was made
 * @param until the first instant at which it cannot be captured any more
 * @param pins from which lots its points come, in burn order; each amount is above zero
 * @param reward the code of the reward whose price it is, or null for a number of points
 * @param purchase the key of the purchase that it is to pay, or null
 * @param end how it ended, or null as long as that is not written
 */
public record Hold(
        AccountId account,
        long number,
        CommandKey key,
        Instant since,
        Instant until,
        List<LotAllocation> pins,
        @Nullable String reward,
        @Nullable CommandKey purchase,
        @Nullable End end) {

    /** The order in which holds run out, which is total. */
    public static final Comparator<Hold> BY_LIMIT =
            Comparator.comparing(Hold::until).thenComparingLong(Hold::number);

    /** How a hold can end. */
    public enum How {
        /** Its points were used, all or some of them. */
        CAPTURED,
        /** Somebody gave its points back. */
        RELEASED,
        /** Nobody did either in time. */
        LAPSED
    }

    /**
     * How a hold ended.
     *
     * @param how what happened
     * @param captured how many of its points were used; all others went back
     * @param at when; for one that lapsed, its limit
     * @param command the place, among the account's commands, of the one that wrote this; 0 in the answer to a request
     *     about a hold that lapsed, because it does not matter which command came by first
     * @param by the caller's key of that command, or null for one that lapsed
     */
    public record End(
            How how,
            long captured,
            Instant at,
            long command,
            @Nullable CommandKey by) {}

    /** Copies the list. */
    public Hold {
        pins = List.copyOf(pins);
    }

    /** Returns how many points it reserves. */
    public long amount() {
        long sum = 0;
        for (LotAllocation pin : pins) {
            sum = Math.addExact(sum, pin.amount());
        }
        return sum;
    }

    /** Says whether its time is over at an instant. */
    public boolean isOverBy(Instant at) {
        return !until.isAfter(at);
    }

    /** Returns how it ended, if that is written. */
    public Optional<End> ended() {
        return Optional.ofNullable(end);
    }

    /** Returns this hold with another end, or without one. */
    public Hold endedBy(@Nullable End how) {
        return new Hold(account, number, key, since, until, pins, reward, purchase, how);
    }

    /** Returns this hold as an answer shows it: when it lapsed, not which command came by and wrote it. */
    public Hold answered() {
        return end != null && end.how() == How.LAPSED ? endedBy(new End(How.LAPSED, 0, end.at(), 0, null)) : this;
    }

    /** Returns the pins of its first points in burn order, as many as are used. */
    public List<LotAllocation> first(long points) {
        return part(0, points);
    }

    /** Returns the pins of all its points but the first. */
    public List<LotAllocation> allBut(long points) {
        return part(points, amount());
    }

    private List<LotAllocation> part(long from, long to) {
        List<LotAllocation> part = new ArrayList<>(pins.size());
        long begin = 0;
        for (LotAllocation pin : pins) {
            long some = Math.min(to, begin + pin.amount()) - Math.max(from, begin);
            if (some > 0) {
                part.add(new LotAllocation(pin.lot(), pin.earnedAt(), pin.goneAt(), some));
            }
            begin += pin.amount();
        }
        return part;
    }

    /** Shows numbers and times, not the caller's words. */
    @Override
    public String toString() {
        return "Hold[" + number + ", " + amount() + " points until " + until
                + (end == null ? "]" : ", " + end.how() + "]");
    }
}
