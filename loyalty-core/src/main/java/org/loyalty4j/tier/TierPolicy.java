package org.loyalty4j.tier;

import org.loyalty4j.command.Violations;

/**
 * What a ladder decides beside what it counts. Immutable.
 *
 * @param graceEdge where the end of the grace lies on or after the date that its period leads to
 * @param graceFrom what the grace is counted from
 * @param rates with which tier the purchase earns that reaches one
 */
public record TierPolicy(PeriodEnd.Edge graceEdge, GraceFrom graceFrom, RateTiming rates) {

    /** What programs decide that say nothing about it: the grace counts from the loss, and the tier before earns. */
    public static final TierPolicy USUAL =
            new TierPolicy(PeriodEnd.Edge.START_OF_DAY, GraceFrom.DISQUALIFICATION, RateTiming.BEFORE);

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

    /** Checks that the parts are there. */
    public TierPolicy {
        new Violations()
                .required("policy.graceEdge", graceEdge)
                .required("policy.graceFrom", graceFrom)
                .required("policy.rates", rates)
                .throwIfAny();
    }

    /** Returns this policy, with a grace that is counted from something else. */
    public TierPolicy graceFrom(GraceFrom anchor) {
        return new TierPolicy(graceEdge, anchor, rates);
    }

    /** Returns this policy, with a grace that lasts to another edge. */
    public TierPolicy graceTo(PeriodEnd.Edge edge) {
        return new TierPolicy(edge, graceFrom, rates);
    }

    /** Returns this policy, with another tier that earns. */
    public TierPolicy earning(RateTiming timing) {
        return new TierPolicy(graceEdge, graceFrom, timing);
    }
}
