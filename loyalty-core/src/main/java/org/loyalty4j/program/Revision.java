package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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

    private static boolean isReachedOn(LoyaltyProgram program, StandingChange change, LocalDate date) {
        return change.cause() == StandingChange.Cause.REACHED
                && program.dateOf(change.from()).equals(date);
    }

    /** Returns how many changes were before an instant. */
    static int earlier(List<StandingChange> changes, Instant start) {
        return (int)
                changes.stream().filter(change -> change.from().isBefore(start)).count();
    }

    /**
     * Returns changes as days that are run again tell them: of the tiers that were reached one after the other on a day,
     * only the last, unless the steps tell an earlier one, too.
     */
    static List<StandingChange> told(LoyaltyProgram program, List<StandingChange> changes, List<TierRun.Step> steps) {
        List<StandingChange> told = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            StandingChange change = changes.get(i);
            boolean passed = i + 1 < changes.size()
                    && changes.get(i + 1).cause() == StandingChange.Cause.REACHED
                    && isReachedOn(
                            program, change, program.dateOf(changes.get(i + 1).from()));
            if (!passed || steps.stream().anyMatch(step -> isSame(program, change, step))) {
                told.add(change);
            }
        }
        return told;
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
                if (isSame(program, change, step)) {
                    return change.from();
                }
            }
            // With less, another tier is reached, by the same purchase as before.
            for (StandingChange change : countsAt == null ? old : List.<StandingChange>of()) {
                if (isReachedOn(program, change, step.date())) {
                    return change.from();
                }
            }
        }
        return program.startOf(step.date());
    }
}
