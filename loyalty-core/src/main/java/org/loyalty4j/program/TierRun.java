package org.loyalty4j.program;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.Upcoming;

/** The tier while days are run again, and the steps it took. Used by one thread. */
final class TierRun {

    /**
     * A beginning of a tier.
     *
     * @param date its first date
     * @param tier the code of the tier
     * @param cause why it began
     * @param evidence see {@link StandingChange#evidence()}
     * @param counts see {@link StandingChange#counts()}
     */
    record Step(LocalDate date, String tier, StandingChange.Cause cause, long evidence, List<Long> counts) {}

    private final List<Step> steps = new ArrayList<>();
    private String tier;
    private LocalDate entered;
    private Map<String, LocalDate> holds;
    private @Nullable Upcoming upcoming;

    /** The last date that belongs to the time before the last change, and before the one before it. */
    private LocalDate changed;

    private LocalDate changedEarlier;

    TierRun(Reckoning.Idle rank, LocalDate changed) {
        this.tier = rank.tier();
        this.entered = rank.entered();
        this.holds = rank.holds();
        this.upcoming = rank.upcoming();
        this.changed = changed;
        this.changedEarlier = changed;
    }

    /** Returns the last date that belongs to the time before the last change. */
    LocalDate changed() {
        return changed;
    }

    /** Returns the same as it is for a date, not before the last step: a tier that is reached on it changes nothing yet. */
    LocalDate changedBefore(LocalDate date) {
        return changed.isBefore(date) ? changed : changedEarlier;
    }

    private void change(LocalDate last) {
        changedEarlier = changed.isBefore(last) ? changed : changedEarlier;
        changed = last;
    }

    List<Step> steps() {
        return steps;
    }

    Map<String, LocalDate> holds() {
        return holds;
    }

    @Nullable
    Upcoming upcoming() {
        return upcoming;
    }

    /** A day qualifies for a tier. */
    void reach(TierLadder ladder, LocalDate date, LocalDate joined, String reached, TierLadder.Counts counts) {
        if (ladder.beginsAfter(date, joined).isPresent()) {
            upcoming = Reckoning.awaiting(ladder, upcoming, date, joined, reached);
            return;
        }
        holds = ladder.holdsAfter(holds, date, reached);
        if (ladder.rank(reached) > ladder.rank(tier)) {
            tier = reached;
            entered = date;
            steps.add(new Step(
                    date,
                    reached,
                    StandingChange.Cause.REACHED,
                    counts.own(),
                    Reckoning.proof(ladder, ladder.tier(reached), counts)));
            change(date);
        }
    }

    /** Tiers are lost, and periods begin, up to a date. */
    void fallUntil(LocalDate date, TierLadder ladder) {
        Reckoning.Idle rank = new Reckoning.Idle(tier, entered, holds, upcoming);
        for (Reckoning.Fall fall : Reckoning.until(ladder, rank, date)) {
            boolean changes = !fall.tier().equals(tier);
            rank = rank.after(fall);
            if (changes) {
                steps.add(new Step(
                        fall.on(), fall.tier(), fall.cause(), fall.told().toEpochDay(), List.of()));
                change(fall.on().minusDays(1));
            }
            tier = rank.tier();
        }
        entered = rank.entered();
        holds = rank.holds();
        upcoming = rank.upcoming();
    }
}
