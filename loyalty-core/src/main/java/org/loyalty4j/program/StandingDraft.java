package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.tier.KnownDays;
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
    private int movedRevision;
    private @Nullable LocalDate movedFrom;

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

    /** Begins a command of its own: nothing is moved by it yet. */
    void begin() {
        movedRevision = 0;
        movedFrom = null;
    }

    int movedRevision() {
        return movedRevision;
    }

    @Nullable
    LocalDate movedFrom() {
        return movedFrom;
    }

    /** Returns the instant at which the tier is lost if nothing more is bought. */
    Optional<Instant> endsAt() {
        return Reckoning.ladder(programs, standing)
                .lostOn(standing.tier(), standing.holds())
                .map(programs.versions().get(0)::startOf);
    }

    /** Writes down that the tier was lost at an instant that {@link #endsAt()} returned. */
    void end(Instant at) {
        Reckoning.Fall fall = Reckoning.next(Reckoning.ladder(programs, standing), standing.tier(), standing.holds())
                .orElseThrow();
        standing = standing.withHolds(fall.holds());
        add(at, fall.tier(), StandingChange.Cause.ENDED, fall.heldUntil().toEpochDay(), standing.revision());
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
    static boolean isLate(ProgramHistory programs, Standing standing, Instant countsAt) {
        if (countsAt.isBefore(standing.since())) {
            return true;
        }
        if (standing.windowDay().equals(Standing.NO_DAY)) {
            return false;
        }
        LoyaltyProgram program = programs.atOrFirst(countsAt);
        return program.dateOf(countsAt).isBefore(standing.windowDay())
                || program.version() < standing.programVersion()
                || !program.ladder()
                        .windowKey()
                        .equals(Reckoning.ladder(programs, standing).windowKey());
    }

    /** Counts a purchase. */
    void count(LoyaltyProgram program, Instant countsAt, long spend, long points, Instant now) {
        LocalDate date = program.dateOf(countsAt);
        boolean late = isLate(programs, standing, countsAt);
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
            TierLadder ladder = Reckoning.ladder(programs, standing);
            long less = ladder.counted(before) - ladder.counted(after);
            standing = standing.withWindow(
                    standing.programVersion(),
                    standing.windowStart(),
                    standing.windowDay(),
                    standing.windowSum() - less);
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
            LocalDate firstLeaving = standing.windowStart().plusDays(1);
            requireDays(firstLeaving, start);
            for (QualifyingDay leaving : days.between(firstLeaving, start)) {
                sum -= ladder.counted(leaving);
            }
        }
        standing = standing.withWindow(program.version(), start, date, Math.addExact(sum, more));
    }

    private void qualify(TierLadder ladder, LocalDate date, Instant at) {
        String reached = ladder.reachedWith(standing.windowSum()).code();
        raisePeak(ladder, days.on(date), reached);
        standing = standing.withHolds(ladder.holdsAfter(standing.holds(), date, reached));
        if (ladder.rank(reached) > ladder.rank(standing.tier())) {
            add(at, reached, StandingChange.Cause.REACHED, standing.windowSum(), standing.revision());
        }
    }

    /** A peak never gets lower, and one of another ladder is not compared. Says whether it got higher. */
    private boolean raisePeak(TierLadder ladder, QualifyingDay day, String reached) {
        String peak = day.peak();
        boolean rises = peak == null || (ladder.knows(peak) && ladder.rank(reached) > ladder.rank(peak));
        if (rises) {
            change(day.withPeak(reached));
        }
        return rises;
    }

    /**
     * Runs the days from a late purchase on again, each with the version of the program that was valid on it, and writes
     * down what has become different.
     */
    private void recount(LoyaltyProgram program, Instant countsAt, Instant now) {
        LocalDate date = program.dateOf(countsAt);
        LocalDate today = program.dateOf(now);
        LocalDate first = Reckoning.daysFrom(programs, date, now);
        requireDays(first, today);
        LocalDate raised = raisePeaks(program, date, today);
        List<StandingChange> before = StandingChange.standing(known(history));
        Instant start = program.startOf(date);
        List<StandingChange> earlier =
                before.stream().filter(change -> change.from().isBefore(start)).toList();
        Reckoning.Rank rank = Reckoning.rankAfter(
                programs, standing, program.ladder().lowest(), days.between(first, date.minusDays(1)), earlier, date);
        TierRun run = new TierRun(rank.tier(), rank.holds());
        int version = rank.version();
        for (QualifyingDay day : days.between(date, today)) {
            String peak = day.peak();
            if (peak != null) {
                run.fallUntil(day.date(), Reckoning.ladder(programs, version));
                version = versionOf(day, program, date);
                TierLadder ladder = Reckoning.ladder(programs, version);
                LongSupplier counted = () -> countedBy(ladder, day.date());
                run.reach(Reckoning.knowing(programs, version, peak), day.date(), peak, counted);
                if (!ladder.knows(peak)) {
                    run.reach(
                            ladder,
                            day.date(),
                            ladder.reachedWith(counted.getAsLong()).code(),
                            counted);
                }
            }
        }
        run.fallUntil(today, Reckoning.ladder(programs, version));
        if (isMoved(Reckoning.ladder(programs, version), standing.holds(), run.holds(), today)) {
            movedFrom = raised;
        }
        standing = standing.withHolds(run.holds());
        reWindow(program, date, today);
        write(program, before, start, countsAt, run.steps());
    }

    /** Returns the version that a day is run again with. The last one that counts is known for the last day. */
    private int versionOf(QualifyingDay day, LoyaltyProgram late, LocalDate date) {
        return day.date().equals(date) && !date.isBefore(standing.windowDay())
                ? Math.max(late.version(), standing.programVersion())
                : Reckoning.versionOn(programs, standing, day.date());
    }

    /** Says whether a tier that holds today, or is left to its holder, holds until another date than before. */
    private static boolean isMoved(
            TierLadder ladder, Map<String, LocalDate> before, Map<String, LocalDate> after, LocalDate today) {
        Map<String, LocalDate> all = new HashMap<>(before);
        after.forEach((tier, until) -> all.merge(tier, until, (one, other) -> one.isAfter(other) ? one : other));
        return all.entrySet().stream()
                .filter(latest -> latest.getValue().plus(ladder.grace()).isAfter(today))
                .anyMatch(latest -> !Objects.equals(before.get(latest.getKey()), after.get(latest.getKey())));
    }

    /**
     * Sets the peaks of the days whose window the late purchase fell into.
     *
     * @return the first of them that qualifies for more than before, or the day of the purchase when none does
     */
    private LocalDate raisePeaks(LoyaltyProgram program, LocalDate date, LocalDate today) {
        LocalDate first = null;
        for (QualifyingDay day : List.copyOf(days.between(date, today))) {
            TierLadder ladder = Reckoning.ladder(programs, versionOf(day, program, date));
            boolean counts = ladder.window().startBefore(day.date()).isBefore(date);
            if (counts && day.purchases() > 0) {
                String reached =
                        ladder.reachedWith(countedBy(ladder, day.date())).code();
                boolean raised = raisePeak(ladder, day, reached) && ladder.rank(reached) > 0;
                first = raised && first == null ? day.date() : first;
            }
        }
        return first == null ? date : first;
    }

    private long countedBy(TierLadder ladder, LocalDate date) {
        LocalDate start = ladder.window().startBefore(date);
        LocalDate first = start.plusDays(1);
        long sum = 0;
        for (QualifyingDay day : days.between(first, date)) {
            sum = Math.addExact(sum, ladder.counted(day));
        }
        return sum;
    }

    private void reWindow(LoyaltyProgram program, LocalDate date, LocalDate today) {
        int version = Math.max(program.version(), standing.programVersion());
        TierLadder ladder = Reckoning.ladder(programs, version);
        LocalDate day = standing.windowDay().isAfter(date) ? standing.windowDay() : date;
        if (day.isAfter(today)) {
            day = today;
        }
        requireDays(ladder.window().startBefore(day).plusDays(1), day);
        standing = standing.withWindow(version, ladder.window().startBefore(day), day, countedBy(ladder, day));
    }

    /** Appends a revision from the first step that is not as it was. */
    private void write(
            LoyaltyProgram program,
            List<StandingChange> before,
            Instant start,
            Instant countsAt,
            List<TierRun.Step> steps) {
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
        movedRevision = revision;
        if (same < old.size()) {
            moved(program.dateOf(old.get(same).from()));
        }
        if (same < steps.size()) {
            moved(steps.get(same).date());
        }
        boolean voids = same < old.size()
                && (same == steps.size()
                        || old.get(same).from().isBefore(instantOf(program, old, steps.get(same), countsAt)));
        if (voids) {
            // What was written down does not stand any more, and a revision stands in only for what is not before its
            // first change: the change before it is said again.
            int last = before.size() - old.size() + same - 1;
            if (last < 0) {
                String lowest = program.ladder().lowest().code();
                add(Instant.EPOCH, lowest, StandingChange.Cause.ENDED, 0, revision);
            } else {
                StandingChange again = before.get(last);
                add(again.from(), again.tier(), again.cause(), again.evidence(), revision);
            }
        }
        for (TierRun.Step step : steps.subList(same, steps.size())) {
            add(instantOf(program, old, step, countsAt), step.tier(), step.cause(), step.evidence(), revision);
        }
    }

    private void moved(LocalDate from) {
        movedFrom = movedFrom == null || from.isBefore(movedFrom) ? from : movedFrom;
    }

    private static boolean isSame(LoyaltyProgram program, StandingChange old, TierRun.Step step) {
        return old.tier().equals(step.tier()) && program.dateOf(old.from()).equals(step.date());
    }

    /** A tier begins with the purchase that reached it; where that is not known to the instant, with its day. */
    private static Instant instantOf(
            LoyaltyProgram program, List<StandingChange> old, TierRun.Step step, Instant countsAt) {
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

    private void requireDays(LocalDate first, LocalDate last) {
        if (!days.covers(first, last)) {
            throw new IllegalStateException("The days from " + first + " to " + last + " were not brought");
        }
    }

    private static List<StandingChange> known(@Nullable List<StandingChange> history) {
        if (history == null) {
            throw new IllegalStateException("The changes of the tier were not brought");
        }
        return history;
    }
}
