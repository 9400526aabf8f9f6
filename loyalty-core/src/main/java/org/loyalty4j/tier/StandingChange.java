package org.loyalty4j.tier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;

/**
 * The beginning of an interval in which an account had a tier; it ends where the next one begins. Never changed: a
 * recount is a later revision that stands in for everything from its first instant on.
 *
 * @param account whose
 * @param number its place among the account's changes, 1, 2, 3 … without a gap
 * @param revision 0 for changes as they came, more for recounts after a late purchase
 * @param from the first instant
 * @param tier the code of the tier
 * @param cause why
 * @param evidence for {@link Cause#REACHED} what the ladder's window counted when the tier began; for
 *     {@link Cause#ENDED} the first date on which the lost tier did not hold any more, grace not counted, in days since
 *     1 January 1970, or 0 where a recount says that no tier was reached; for {@link Cause#BEGUN} the date on which it was
 *     reached, and for {@link Cause#TAKEN_OVER} the one since which it was held, in the same way; for {@link Cause#RECKONED} the version of the program
 * @param counts for {@link Cause#REACHED} by a rule, what each of its conditions counted, in their order; otherwise none
 * @param until for {@link Cause#GIVEN} the first instant without the tier, or null where no end was set
 * @param command for a tier that was given by hand the number of the command that gave it or took it back, for {@link
 *     Cause#OVER} of the one that had given it, for {@link Cause#RECKONED} of the one that asked; otherwise 0
 */
public record StandingChange(
        AccountId account,
        int number,
        int revision,
        Instant from,
        String tier,
        Cause cause,
        long evidence,
        List<Long> counts,
        @Nullable Instant until,
        long command) {

    /** Why a tier began. */
    public enum Cause {
        /** A purchase reached it. */
        REACHED,
        /** The tier above was not kept. */
        ENDED,
        /** It was reached in the period before, and began with this one. */
        BEGUN,
        /** Somebody gave it by hand: it stands in for what purchases come to, until it ends. */
        GIVEN,
        /** It was held in a former system, and stands in as one that was given by hand. */
        TAKEN_OVER,
        /** A tier that was given by hand was taken back: {@code tier} is that one, and no longer stands in. */
        REVOKED,
        /** The time of a tier that was given by hand was over: {@code tier} is that one, and no longer stands in. */
        OVER,
        /**
         * The shop had tiers reckoned anew by a version of the program: {@code tier} is what purchases came to before. Where
         * they come to something else by it, further changes say so, of a revision of their own.
         */
        RECKONED;

        /** Says whether a tier begins to stand in for what purchases come to. */
        boolean begins() {
            return this == GIVEN || this == TAKEN_OVER;
        }

        /** Says whether a request of its own caused it: what is reckoned anew from purchases does not show it. */
        public boolean isAsked() {
            return begins() || this == REVOKED || this == RECKONED;
        }

        /** Says whether this is about a tier that was given by hand. Nothing that purchases come to depends on it. */
        public boolean isByHand() {
            return begins() || this == REVOKED || this == OVER;
        }
    }

    /** Copies the list. */
    public StandingChange {
        counts = List.copyOf(counts);
    }

    /**
     * Returns the version of the program with which no day is reckoned by an earlier one, 1 unless tiers were reckoned anew.
     *
     * @param recorded all changes of one account
     */
    public static int leastVersion(List<StandingChange> recorded) {
        int least = 1;
        for (StandingChange change : recorded) {
            least = change.cause() == Cause.RECKONED ? Math.max(least, Math.toIntExact(change.evidence())) : least;
        }
        return least;
    }

    /** Makes a change that no rule of a tier caused. */
    public StandingChange(
            AccountId account, int number, int revision, Instant from, String tier, Cause cause, long evidence) {
        this(account, number, revision, from, tier, cause, evidence, List.of(), null, 0);
    }

    /**
     * Returns the changes that stand, in order of time, of all that were recorded because of purchases.
     *
     * @param recorded changes of one account
     */
    public static List<StandingChange> standing(List<StandingChange> recorded) {
        List<StandingChange> ordered = new ArrayList<>(recorded);
        ordered.sort(Comparator.comparingInt(StandingChange::number));
        List<StandingChange> standing = new ArrayList<>();
        int revision = 0;
        for (StandingChange change : ordered) {
            if (change.cause().isByHand() || change.cause() == Cause.RECKONED) {
                continue;
            }
            if (change.revision() > revision) {
                revision = change.revision();
                standing.removeIf(earlier -> !earlier.from().isBefore(change.from()));
            }
            standing.add(change);
        }
        return standing;
    }
}
