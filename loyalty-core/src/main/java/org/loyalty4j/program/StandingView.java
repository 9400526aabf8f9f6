package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierProgress;

/** Answers where an account stood, stands or will stand. Every method is a pure function of its arguments. */
public final class StandingView {

    private StandingView() {}

    /** Returns the first date whose qualifying days {@link #progress} needs. */
    public static LocalDate daysFrom(ProgramHistory programs, Instant at) {
        LoyaltyProgram program = programs.atOrFirst(at);
        return StandingDraft.recountFrom(program, program.dateOf(at));
    }

    /**
     * Returns the rank at an instant, by what is known today.
     *
     * @param standing the rank as recorded
     * @param changes all changes of the tier as recorded
     * @param days the qualifying days from {@link #daysFrom} to the date of the instant
     * @param at the instant, past or to come
     */
    public static TierProgress progress(
            ProgramHistory programs,
            Standing standing,
            List<StandingChange> changes,
            List<QualifyingDay> days,
            Instant at) {
        LoyaltyProgram program = programs.atOrFirst(at);
        TierLadder ladder = program.ladder();
        LocalDate date = program.dateOf(at);
        boolean past = at.isBefore(standing.since()) || date.isBefore(standing.windowDay());
        String tier = past ? ladder.lowest().code() : standing.tier();
        Instant since = past ? Instant.EPOCH : standing.since();
        Map<String, LocalDate> holds = past ? Map.of() : standing.holds();
        if (past) {
            for (QualifyingDay day : days) {
                holds = ladder.holdsAfter(holds, day.date(), day.peak() == null ? "" : day.peak());
            }
            for (StandingChange change : StandingChange.standing(changes)) {
                if (!change.from().isAfter(at)) {
                    tier = change.tier();
                    since = change.from();
                    if (change.cause() == StandingChange.Cause.ENDED) {
                        holds = ladder.holdsAfterFall(holds, ladder.tier(tier), program.dateOf(since));
                    }
                }
            }
        }
        Optional<LocalDate> lost = ladder.lostOn(tier, holds);
        while (lost.isPresent() && !program.startOf(lost.get()).isAfter(at)) {
            Tier fallenTo = ladder.fallenFrom(tier, holds, lost.get());
            holds = ladder.holdsAfterFall(holds, fallenTo, lost.get());
            tier = fallenTo.code();
            since = program.startOf(lost.get());
            lost = ladder.lostOn(tier, holds);
        }
        return progress(ladder, tier, since, holds, lost, counted(ladder, days, date), date);
    }

    private static long counted(TierLadder ladder, List<QualifyingDay> days, LocalDate date) {
        LocalDate start = ladder.window().startBefore(date);
        long sum = 0;
        for (QualifyingDay day : days) {
            boolean inWindow = day.date().isAfter(start) && !day.date().isAfter(date);
            sum = Math.addExact(sum, inWindow ? ladder.counted(day) : 0);
        }
        return sum;
    }

    private static TierProgress progress(
            TierLadder ladder,
            String tier,
            Instant since,
            Map<String, LocalDate> holds,
            Optional<LocalDate> lost,
            long counted,
            LocalDate date) {
        Optional<Tier> next = ladder.above(tier);
        LocalDate held = holds.getOrDefault(tier, LocalDate.MAX);
        long toRetain = lost.isPresent() ? Math.max(0, ladder.tier(tier).from() - counted) : 0;
        return new TierProgress(
                tier,
                since,
                lost.map(day -> day.minusDays(1)),
                lost.isPresent() && !held.isAfter(date),
                counted,
                next.map(Tier::code),
                next.map(above -> Math.max(0, above.from() - counted)).orElse(0L),
                toRetain);
    }
}
