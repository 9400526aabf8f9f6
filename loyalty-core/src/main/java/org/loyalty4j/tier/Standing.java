package org.loyalty4j.tier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;

/**
 * The rank of an account now, and until when. A cache of its qualifying days that {@code audit()} proves.
 *
 * @param account whose
 * @param tier the code of the tier
 * @param since the instant the tier began
 * @param holds for each tier above the lowest that was ever reached, the first date on which it is not qualified for any
 *     more (grace not counted); {@link TierLadder#NEVER_ENDS} when it lasts
 * @param programVersion the version of the program that last reckoned it: it says what the sum below counts, and how
 *     long tiers hold; 1 before the first purchase
 * @param windowStart the last date before the days that the sum counts; {@link #NO_DAY} when all days count
 * @param windowDay the last date that the sum counts; {@link #NO_DAY} before the first purchase
 * @param windowSum what the days between count for the ladder
 * @param changes how many changes of the tier are recorded
 * @param revision how often the recorded changes were recounted
 * @param sums what further windows count on {@code windowDay}, by their keys; none unless tiers have rules
 * @param changed the last date that belongs to the time before the last change of the tier; {@link #NO_DAY} before the
 *     first, and as long as no window begins anew with each change
 * @param given the last tier that was given by hand, or null before the first
 * @param upcoming what was reached in the present period and begins with the next one, or null
 * @param entered how tiers gave points last to who reached them, by their codes
 */
public record Standing(
        AccountId account,
        String tier,
        Instant since,
        Map<String, LocalDate> holds,
        int programVersion,
        LocalDate windowStart,
        LocalDate windowDay,
        long windowSum,
        int changes,
        int revision,
        Map<String, Sum> sums,
        LocalDate changed,
        @Nullable GivenTier given,
        @Nullable Upcoming upcoming,
        Map<String, Entered> entered) {

    /**
     * When a tier gave points to who reached it.
     *
     * @param on the date
     * @param number the number of their posting; 0 where there was none, or where it was written before numbers were kept
     */
    public record Entered(LocalDate on, long number) {}

    /**
     * What a window counts.
     *
     * @param start the last date before its days; {@link #NO_DAY} when all days count
     * @param counted what they count
     */
    public record Sum(LocalDate start, long counted) {}

    /** Stands for a date before all days of a shop. Every database can keep it, and the day after it. */
    public static final LocalDate NO_DAY = LocalDate.of(1, 1, 1);

    /** Copies the maps. */
    public Standing {
        holds = Map.copyOf(holds);
        sums = Map.copyOf(sums);
        entered = Map.copyOf(entered);
    }

    /** Makes a standing whose tiers have no rules. */
    public Standing(
            AccountId account,
            String tier,
            Instant since,
            Map<String, LocalDate> holds,
            int programVersion,
            LocalDate windowStart,
            LocalDate windowDay,
            long windowSum,
            int changes,
            int revision) {
        this(
                account,
                tier,
                since,
                holds,
                programVersion,
                windowStart,
                windowDay,
                windowSum,
                changes,
                revision,
                Map.of(),
                NO_DAY,
                null,
                null,
                Map.of());
    }

    /**
     * Returns the standing of an account that nothing happened to yet.
     *
     * @param ladder whose lowest tier it has
     */
    public static Standing lowest(AccountId account, TierLadder ladder) {
        return new Standing(account, ladder.lowest().code(), Instant.EPOCH, Map.of(), 1, NO_DAY, NO_DAY, 0, 0, 0);
    }

    /** Returns this standing with another window, reckoned by a version of the program, and no further windows. */
    public Standing withWindow(int version, LocalDate start, LocalDate day, long sum) {
        return with(parts -> {
            parts.programVersion = version;
            parts.windowStart = start;
            parts.windowDay = day;
            parts.windowSum = sum;
            parts.sums = Map.of();
        });
    }

    /** Returns this standing with other further windows. */
    public Standing withSums(Map<String, Sum> further) {
        return further.isEmpty() && sums.isEmpty() ? this : with(parts -> parts.sums = further);
    }

    /** Returns this standing with another date of the last change. */
    public Standing changedOn(LocalDate last) {
        return last.equals(changed) ? this : with(parts -> parts.changed = last);
    }

    /** Returns this standing with other dates until which tiers hold. */
    public Standing withHolds(Map<String, LocalDate> until) {
        return with(parts -> parts.holds = until);
    }

    /** Returns this standing with something else that begins with the next period, or nothing. */
    public Standing awaiting(@Nullable Upcoming next) {
        return with(parts -> parts.upcoming = next);
    }

    /** Returns this standing after a tier was reached that gives points; they are not written yet. */
    public Standing entered(String code, LocalDate on) {
        return entered(code, new Entered(on, 0));
    }

    /** Returns this standing after a posting gave what a tier gives that was reached. */
    public Standing gave(String code, long number) {
        Entered before = entered.get(code);
        return before == null ? this : entered(code, new Entered(before.on(), number));
    }

    private Standing entered(String code, Entered how) {
        Map<String, Entered> more = new HashMap<>(entered);
        more.put(code, how);
        return with(parts -> parts.entered = more);
    }

    /** Returns this standing after it has turned out that a tier was never reached that gave points. */
    public Standing notEntered(String code) {
        Map<String, Entered> less = new HashMap<>(entered);
        less.remove(code);
        return with(parts -> parts.entered = less);
    }

    /** Returns this standing after a change. */
    public Standing after(StandingChange change) {
        return with(parts -> {
            parts.tier = change.tier();
            parts.since = change.from();
            parts.changes = change.number();
            parts.revision = change.revision();
        });
    }

    /** Returns this standing after a change that concerns a tier given by hand, or says that tiers are reckoned anew. */
    public Standing noted(StandingChange change) {
        return with(parts -> {
            parts.changes = change.number();
            parts.given = change.cause().isByHand() ? GivenTier.after(given, change) : given;
        });
    }

    /** Returns this standing with another tier given by hand, or none. */
    public Standing giving(@Nullable GivenTier other) {
        return with(parts -> parts.given = other);
    }

    private Standing with(Consumer<StandingParts> change) {
        StandingParts parts = new StandingParts(this);
        change.accept(parts);
        return parts.standing(account);
    }
}
