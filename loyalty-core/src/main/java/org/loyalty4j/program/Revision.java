package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.TierLadder;

/** What is the same, and what is another, after days were run again. Pure functions of their arguments. */
final class Revision {

    private Revision() {}

    /** Says whether a tier that holds today, or is left to its holder, holds until another date than before. */
    static boolean isMoved(
            TierLadder ladder, Map<String, LocalDate> before, Map<String, LocalDate> after, LocalDate today) {
        Map<String, LocalDate> all = new HashMap<>(before);
        after.forEach((tier, until) -> all.merge(tier, until, (one, other) -> one.isAfter(other) ? one : other));
        return all.entrySet().stream()
                .filter(latest -> ladder.graceEnd(latest.getValue()).isAfter(today))
                .anyMatch(latest -> !Objects.equals(before.get(latest.getKey()), after.get(latest.getKey())));
    }

    static boolean isSame(LoyaltyProgram program, StandingChange old, TierRun.Step step) {
        return old.tier().equals(step.tier()) && program.dateOf(old.from()).equals(step.date());
    }

    /**
     * A tier begins with the purchase that reached it; where that is not known to the instant, with its day.
     *
     * @param countsAt the late purchase that the days are run again for, or null where something has come back
     */
    static Instant instantOf(
            LoyaltyProgram program, List<StandingChange> old, TierRun.Step step, @Nullable Instant countsAt) {
        if (step.cause() == StandingChange.Cause.REACHED) {
            if (countsAt != null && step.date().equals(program.dateOf(countsAt))) {
                return countsAt;
            }
            for (StandingChange change : old) {
                // With less, another tier is reached, by the same purchase as before.
                boolean sameDay = countsAt == null
                        && change.cause() == StandingChange.Cause.REACHED
                        && program.dateOf(change.from()).equals(step.date());
                if (sameDay || isSame(program, change, step)) {
                    return change.from();
                }
            }
        }
        return program.startOf(step.date());
    }
}
