package org.loyalty4j.tier;

import org.loyalty4j.command.Violations;

/**
 * What a ladder decides beside what it counts. Immutable.
 *
 * @param graceEdge where the end of the grace lies on or after the date that its period leads to
 * @param graceFrom what the grace is counted from
 * @param rates with which tier the purchase earns that reaches one
 * @param upgrade when a tier begins that was reached
 * @param returns what becomes of a tier when goods come back that it was reached with
 */
public record TierPolicy(
        PeriodEnd.Edge graceEdge, GraceFrom graceFrom, RateTiming rates, Upgrade upgrade, Returns returns) {

    /**
     * What programs decide that say nothing about it: the grace counts from the loss, the tier before earns, a tier
     * begins at once, and is kept when goods come back.
     */
    public static final TierPolicy USUAL = new TierPolicy(
            PeriodEnd.Edge.START_OF_DAY, GraceFrom.DISQUALIFICATION, RateTiming.BEFORE, Upgrade.NOW, Returns.KEEP);

    /** What a grace is counted from. */
    public enum GraceFrom {
        /** From the first date on which the tier is not qualified for any more: it is held that much longer. */
        DISQUALIFICATION,
        /** From the date on which the tier began: it is held at least that long, and not longer than it is qualified for. */
        ENTRY
    }

    /** With which tier a purchase earns that reaches one. */
    public enum RateTiming {
        /** With the tier that it finds. */
        BEFORE,
        /**
         * With the tier that it leaves, where that is the higher one: what it reaches is told by what it counts at the rate
         * of the tier that it finds.
         */
        AFTER
    }

    /** When a tier begins that was reached. */
    public enum Upgrade {
        /** With the purchase that reaches it. */
        NOW,
        /**
         * With the next period of the ladder's own window, which then has to be one of the calendar or of the membership;
         * what is reached holds from there on, too.
         */
        NEXT_PERIOD
    }

    /** What becomes of a tier when goods come back that it was reached with. */
    public enum Returns {
        /** It is kept until its time is over; what comes back only counts no more for what is reached later. */
        KEEP,
        /**
         * The standing is reckoned again from the day of the purchase on, as though what has come back had never been
         * bought: the tier was not reached, nor did it hold any longer, even one that is never lost. Points that were
         * earned with it stay. A tier that was given by hand stays, too.
         */
        RECOMPUTE,
        /**
         * As {@link #RECOMPUTE}, and the points are taken back, too, that a tier gave to who reached it, where neither it nor
         * a higher one was had at any time since the date on which it gave them: first what is left of them, then as the
         * program says of returns that take back more than there is. The tier may give them again within its period. Points
         * of which no posting is known, because the account had no room for them, cannot be taken back.
         */
        CLAW_BACK
    }

    /** Checks that the parts are there. */
    public TierPolicy {
        new Violations()
                .required("policy.graceEdge", graceEdge)
                .required("policy.graceFrom", graceFrom)
                .required("policy.rates", rates)
                .required("policy.upgrade", upgrade)
                .required("policy.returns", returns)
                .throwIfAny();
    }

    /** Returns this policy, with a grace that is counted from something else. */
    public TierPolicy graceFrom(GraceFrom anchor) {
        return new TierPolicy(graceEdge, anchor, rates, upgrade, returns);
    }

    /** Returns this policy, with a grace that lasts to another edge. */
    public TierPolicy graceTo(PeriodEnd.Edge edge) {
        return new TierPolicy(edge, graceFrom, rates, upgrade, returns);
    }

    /** Returns this policy, with another tier that earns. */
    public TierPolicy earning(RateTiming timing) {
        return new TierPolicy(graceEdge, graceFrom, timing, upgrade, returns);
    }

    /** Returns this policy, with tiers that begin at another time. */
    public TierPolicy beginning(Upgrade when) {
        return new TierPolicy(graceEdge, graceFrom, rates, when, returns);
    }

    /** Returns this policy, with something else that becomes of a tier when goods come back. */
    public TierPolicy returning(Returns what) {
        return new TierPolicy(graceEdge, graceFrom, rates, upgrade, what);
    }
}
