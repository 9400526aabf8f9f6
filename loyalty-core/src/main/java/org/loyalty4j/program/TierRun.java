package org.loyalty4j.program;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.TierLadder;

/** The tier while days are run again, and the steps it took. Used by one thread. */
final class TierRun {

    /**
     * A beginning of a tier.
     *
     * @param date its first date
     * @param tier the code of the tier
     * @param cause why it began
     * @param evidence see {@link StandingChange#evidence()}
     */
    record Step(LocalDate date, String tier, StandingChange.Cause cause, long evidence) {}

    private final List<Step> steps = new ArrayList<>();
    private String tier;
    private Map<String, LocalDate> holds;

    TierRun(String tier, Map<String, LocalDate> holds) {
        this.tier = tier;
        this.holds = holds;
    }

    List<Step> steps() {
        return steps;
    }

    Map<String, LocalDate> holds() {
        return holds;
    }

    /** A day qualifies for a tier. */
    void reach(TierLadder ladder, LocalDate date, String reached, LongSupplier counted) {
        holds = ladder.holdsAfter(holds, date, reached);
        if (ladder.rank(reached) > ladder.rank(tier)) {
            tier = reached;
            steps.add(new Step(date, reached, StandingChange.Cause.REACHED, counted.getAsLong()));
        }
    }

    /** Tiers are lost up to a date. */
    void fallUntil(LocalDate date, TierLadder ladder) {
        for (Reckoning.Fall fall : Reckoning.until(ladder, tier, holds, date)) {
            tier = fall.tier();
            holds = fall.holds();
            steps.add(new Step(
                    fall.on(),
                    tier,
                    StandingChange.Cause.ENDED,
                    fall.heldUntil().toEpochDay()));
        }
    }
}
