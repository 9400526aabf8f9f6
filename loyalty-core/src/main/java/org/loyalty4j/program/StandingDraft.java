package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.TierLadder;

/**
 * The standing of one account while a command is decided. An ordinary purchase moves the window forward by the days
 * that leave it; a late one recounts the days from its own on. Used by one thread.
 */
final class StandingDraft {

    private final ProgramHistory programs;
    private Standing standing;
    private KnownDays days;
    private @Nullable List<StandingChange> history;
    private final Map<LocalDate, QualifyingDay> changedDays = new LinkedHashMap<>();
    private final List<StandingChange> added = new ArrayList<>(0);

    StandingDraft(ProgramHistory programs, Standing standing, KnownDays days, @Nullable List<StandingChange> history) {
        this.programs = programs;
        this.standing = standing;
        this.days = days;
        this.history = history == null ? null : new ArrayList<>(history);
    }

    Standing standing() {
        return standing;
    }

    KnownDays days() {
        return days;
    }

    @Nullable
    List<StandingChange> history() {
        return history;
    }

    List<QualifyingDay> changedDays() {
        return List.copyOf(changedDays.values());
    }

    List<StandingChange> added() {
        return added;
    }

    /** Returns the instant at which the tier is lost if nothing more is bought. */
    Optional<Instant> endsAt() {
        LoyaltyProgram program = programs.atOrFirst(standing.since());
        return ladderNow().lostOn(standing.tier(), standing.holds()).map(program::startOf);
    }

    /** Writes down that the tier was lost at an instant that {@link #endsAt()} returned. */
    void end(Instant at) {
        LoyaltyProgram program = programs.atOrFirst(at);
        TierLadder ladder = ladderNow();
        LocalDate on = program.dateOf(at);
        LocalDate held = standing.holds().getOrDefault(standing.tier(), on);
        var fallenTo = ladder.fallenFrom(standing.tier(), standing.holds(), on);
        standing = standing.withHolds(ladder.holdsAfterFall(standing.holds(), fallenTo, on));
        add(at, fallenTo.code(), StandingChange.Cause.ENDED, held.toEpochDay(), standing.revision());
    }

    /** Returns the tier that earnings at an instant are reckoned with. */
    String tierAt(Instant at) {
        if (!at.isBefore(standing.since())) {
            return standing.tier();
        }
        String tier = programs.atOrFirst(at).ladder().lowest().code();
        for (StandingChange change : StandingChange.standing(known(history))) {
            if (change.from().isAfter(at)) {
                break;
            }
            tier = change.tier();
        }
        return tier;
    }

    /** Says whether a purchase that counts at an instant has to be fitted in between what is known already. */
    static boolean isLate(LoyaltyProgram program, Standing standing, Instant countsAt) {
        return countsAt.isBefore(standing.since())
                || program.dateOf(countsAt).isBefore(standing.windowDay())
                || !program.ladder().windowKey().equals(standing.window());
    }

    /** Counts a purchase. */
    void count(LoyaltyProgram program, Instant countsAt, long spend, long points, Instant now) {
        LocalDate date = program.dateOf(countsAt);
        boolean late = isLate(program, standing, countsAt);
        QualifyingDay day = days.on(date).plus(spend, points, 1);
        change(day);
        if (late) {
            recount(program, countsAt, now);
        } else {
            advance(
                    program,
                    date,
                    program.ladder()
                            .counted(QualifyingDay.empty(day.account(), date).plus(spend, points, 1)));
            qualify(program.ladder(), date, countsAt);
        }
    }

    /** Takes a return off the day of its purchase. The tier is kept until its time is over. */
    void uncount(LoyaltyProgram program, Instant countsAt, long spend, long points, long purchases) {
        LocalDate date = program.dateOf(countsAt);
        QualifyingDay before = days.on(date);
        QualifyingDay after = before.plus(-spend, -points, -purchases);
        change(after);
        boolean inWindow = date.isAfter(standing.windowStart()) && !date.isAfter(standing.windowDay());
        if (inWindow) {
            TierLadder ladder = ladderNow();
            long less = ladder.counted(before) - ladder.counted(after);
            standing = standing.withWindow(
                    standing.window(), standing.windowStart(), standing.windowDay(), standing.windowSum() - less);
        }
    }

    /** Moves the window to a date, not before its last one, and adds what the date counts more. */
    private void advance(LoyaltyProgram program, LocalDate date, long more) {
        TierLadder ladder = program.ladder();
        LocalDate start = ladder.window().startBefore(date);
        long sum = standing.windowSum();
        if (!standing.windowDay().isAfter(start)) {
            sum = 0;
        } else if (start.isAfter(standing.windowStart())) {
            LocalDate firstLeaving = standing.windowStart().equals(LocalDate.MIN)
                    ? LocalDate.MIN
                    : standing.windowStart().plusDays(1);
            requireDays(firstLeaving, start);
            for (QualifyingDay leaving : days.between(firstLeaving, start)) {
                sum -= ladder.counted(leaving);
            }
        }
        standing = standing.withWindow(ladder.windowKey(), start, date, Math.addExact(sum, more));
    }

    private void qualify(TierLadder ladder, LocalDate date, Instant at) {
        String reached = ladder.reachedWith(standing.windowSum()).code();
        QualifyingDay day = days.on(date);
        if (day.peak() == null || ladder.rank(reached) > ladder.rank(day.peak())) {
            change(day.withPeak(reached));
        }
        standing = standing.withHolds(ladder.holdsAfter(standing.holds(), date, reached));
        if (ladder.rank(reached) > ladder.rank(standing.tier())) {
            add(at, reached, StandingChange.Cause.REACHED, standing.windowSum(), standing.revision());
        }
    }

    /** Returns the first date whose days a recount from a date needs. */
    static LocalDate recountFrom(LoyaltyProgram program, LocalDate date) {
        TierLadder ladder = program.ladder();
        LocalDate window = ladder.window().startBefore(date);
        PeriodEnd validity = ladder.validity();
        if (validity == null || window.equals(LocalDate.MIN)) {
            return LocalDate.MIN;
        }
        // A year more than the period reaches back behind every edge.
        LocalDate validFrom =
                date.minus(validity.period()).minus(ladder.grace()).minusYears(1);
        return window.isBefore(validFrom) ? window : validFrom;
    }

    private record Step(LocalDate date, String tier, StandingChange.Cause cause, long evidence) {}

    /** Runs the days from a late purchase on again, and writes down what has become different. */
    private void recount(LoyaltyProgram program, Instant countsAt, Instant now) {
        LocalDate date = program.dateOf(countsAt);
        LocalDate today = program.dateOf(now);
        LocalDate first = recountFrom(program, date);
        requireDays(first, today);
        raisePeaks(program, date, today);
        TierLadder ladder = program.ladder();
        List<StandingChange> before = StandingChange.standing(known(history));
        Instant start = program.startOf(date);
        String tier = ladder.lowest().code();
        Map<String, LocalDate> holds = Map.of();
        for (QualifyingDay day : days.between(first, beforeOrMin(date))) {
            holds = ladder.holdsAfter(holds, day.date(), peak(day));
        }
        for (StandingChange change : before) {
            if (change.from().isBefore(start)) {
                tier = change.tier();
                if (change.cause() == StandingChange.Cause.ENDED) {
                    holds = ladder.holdsAfterFall(holds, ladder.tier(tier), program.dateOf(change.from()));
                }
            }
        }
        List<Step> steps = new ArrayList<>();
        for (QualifyingDay day : days.between(date, today)) {
            tier = fall(ladder, tier, holds, day.date(), steps);
            holds = holdsAfterFalls(ladder, holds, steps);
            holds = ladder.holdsAfter(holds, day.date(), peak(day));
            if (ladder.rank(peak(day)) > ladder.rank(tier)) {
                tier = peak(day);
                steps.add(new Step(day.date(), tier, StandingChange.Cause.REACHED, countedBy(ladder, day.date())));
            }
        }
        fall(ladder, tier, holds, today, steps);
        holds = holdsAfterFalls(ladder, holds, steps);
        standing = standing.withHolds(holds);
        reWindow(program, date, today);
        write(program, before, start, countsAt, steps);
    }

    /** Sets the peaks of the days whose window the late purchase fell into. A peak never gets lower. */
    private void raisePeaks(LoyaltyProgram program, LocalDate date, LocalDate today) {
        TierLadder ladder = program.ladder();
        for (QualifyingDay day : List.copyOf(days.between(date, today))) {
            if (ladder.window().startBefore(day.date()).isBefore(date)) {
                String reached =
                        ladder.reachedWith(countedBy(ladder, day.date())).code();
                if (day.purchases() > 0 && (day.peak() == null || ladder.rank(reached) > ladder.rank(day.peak()))) {
                    change(day.withPeak(reached));
                }
            }
        }
    }

    private long countedBy(TierLadder ladder, LocalDate date) {
        LocalDate start = ladder.window().startBefore(date);
        LocalDate first = start.equals(LocalDate.MIN) ? start : start.plusDays(1);
        long sum = 0;
        for (QualifyingDay day : days.between(first, date)) {
            sum = Math.addExact(sum, ladder.counted(day));
        }
        return sum;
    }

    /** Loses tiers whose time is over on a date, one after the other. */
    private static String fall(
            TierLadder ladder, String from, Map<String, LocalDate> holds, LocalDate date, List<Step> steps) {
        String tier = from;
        Map<String, LocalDate> held = holds;
        Optional<LocalDate> lost = ladder.lostOn(tier, held);
        while (lost.isPresent() && !lost.get().isAfter(date)) {
            LocalDate on = lost.get();
            LocalDate until = held.getOrDefault(tier, on);
            var fallenTo = ladder.fallenFrom(tier, held, on);
            held = ladder.holdsAfterFall(held, fallenTo, on);
            tier = fallenTo.code();
            steps.add(new Step(on, tier, StandingChange.Cause.ENDED, until.toEpochDay()));
            lost = ladder.lostOn(tier, held);
        }
        return tier;
    }

    private static Map<String, LocalDate> holdsAfterFalls(
            TierLadder ladder, Map<String, LocalDate> holds, List<Step> steps) {
        Map<String, LocalDate> held = holds;
        for (Step step : steps) {
            if (step.cause() == StandingChange.Cause.ENDED) {
                held = ladder.holdsAfterFall(held, ladder.tier(step.tier()), step.date());
            }
        }
        return held;
    }

    private void reWindow(LoyaltyProgram program, LocalDate date, LocalDate today) {
        TierLadder ladder = program.ladder();
        LocalDate day = standing.windowDay().isAfter(date) ? standing.windowDay() : date;
        if (day.isAfter(today)) {
            day = today;
        }
        requireDays(nextOrMin(ladder.window().startBefore(day)), day);
        standing =
                standing.withWindow(ladder.windowKey(), ladder.window().startBefore(day), day, countedBy(ladder, day));
    }

    /** Appends a revision from the first step that is not as it was. */
    private void write(
            LoyaltyProgram program, List<StandingChange> before, Instant start, Instant countsAt, List<Step> steps) {
        List<StandingChange> old =
                before.stream().filter(change -> !change.from().isBefore(start)).toList();
        int same = 0;
        while (same < steps.size() && same < old.size() && isSame(program, old.get(same), steps.get(same))) {
            same++;
        }
        if (same == steps.size() && same == old.size()) {
            return;
        }
        int revision = standing.revision() + 1;
        boolean oldGoes = same < old.size()
                && (same == steps.size()
                        || old.get(same).from().isBefore(instantOf(program, old, steps.get(same), countsAt)));
        if (oldGoes) {
            // Something that was written down does not stand any more: the change before it is said again.
            int last = before.size() - old.size() + same - 1;
            if (last < 0) {
                String lowest = program.ladder().lowest().code();
                add(Instant.EPOCH, lowest, StandingChange.Cause.ENDED, 0, revision);
            } else {
                StandingChange again = before.get(last);
                add(again.from(), again.tier(), again.cause(), again.evidence(), revision);
            }
        }
        for (Step step : steps.subList(same, steps.size())) {
            add(instantOf(program, old, step, countsAt), step.tier(), step.cause(), step.evidence(), revision);
        }
    }

    private static boolean isSame(LoyaltyProgram program, StandingChange old, Step step) {
        return old.tier().equals(step.tier()) && program.dateOf(old.from()).equals(step.date());
    }

    /** A tier begins with the purchase that reached it; where that is not known to the instant, with its day. */
    private static Instant instantOf(LoyaltyProgram program, List<StandingChange> old, Step step, Instant countsAt) {
        if (step.cause() == StandingChange.Cause.REACHED) {
            if (step.date().equals(program.dateOf(countsAt))) {
                return countsAt;
            }
            for (StandingChange change : old) {
                if (isSame(program, change, step)) {
                    return change.from();
                }
            }
        }
        return program.startOf(step.date());
    }

    private void add(Instant from, String tier, StandingChange.Cause cause, long evidence, int revision) {
        StandingChange change =
                new StandingChange(standing.account(), standing.changes() + 1, revision, from, tier, cause, evidence);
        standing = standing.after(change);
        added.add(change);
        if (history != null) {
            history.add(change);
        }
    }

    private void change(QualifyingDay day) {
        days = days.with(day);
        changedDays.put(day.date(), day);
    }

    /** Returns the ladder that reckoned the window: it also says how long its tiers hold. */
    private TierLadder ladderNow() {
        LoyaltyProgram first = programs.atOrFirst(standing.since());
        boolean untouched = standing.windowDay().equals(LocalDate.MIN);
        Instant reckoned = untouched
                ? standing.since()
                : first.startOf(standing.windowDay().plusDays(1));
        for (int i = programs.versions().size() - 1; i >= 0; i--) {
            LoyaltyProgram version = programs.versions().get(i);
            if (version.validFrom().isBefore(reckoned)
                    && version.ladder().windowKey().equals(standing.window())) {
                return version.ladder();
            }
        }
        return first.ladder();
    }

    private void requireDays(LocalDate first, LocalDate last) {
        if (!days.covers(first, last)) {
            throw new IllegalStateException("The days from " + first + " to " + last + " were not brought");
        }
    }

    private static String peak(QualifyingDay day) {
        return day.peak() == null ? "" : day.peak();
    }

    private static LocalDate beforeOrMin(LocalDate date) {
        return date.minusDays(1);
    }

    private static LocalDate nextOrMin(LocalDate date) {
        return date.equals(LocalDate.MIN) ? date : date.plusDays(1);
    }

    private static List<StandingChange> known(@Nullable List<StandingChange> history) {
        if (history == null) {
            throw new IllegalStateException("The changes of the tier were not brought");
        }
        return history;
    }
}
