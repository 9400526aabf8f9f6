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
import org.jspecify.annotations.Nullable;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/**
 * The standing of one account while a command is decided. An ordinary purchase moves the window forward by the days
 * that leave it; a late one recounts the days from its own on. Used by one thread.
 */
final class StandingDraft {

    private final ProgramHistory programs;
    private final LocalDate joined;
    private Standing standing;
    private KnownDays days;
    private @Nullable List<StandingChange> history;
    private final Map<LocalDate, QualifyingDay> changedDays = new LinkedHashMap<>();
    private final List<StandingChange> added = new ArrayList<>(0);
    private int movedRevision;
    private @Nullable LocalDate movedFrom;

    /**
     * Starts.
     *
     * @param joined the instant since which the customer takes part
     * @param history all changes of the tier, or null when they were not brought
     */
    StandingDraft(
            ProgramHistory programs,
            Instant joined,
            Standing standing,
            KnownDays days,
            @Nullable List<StandingChange> history) {
        this(programs, programs.versions().get(0).dateOf(joined), standing, days, history);
    }

    private StandingDraft(
            ProgramHistory programs,
            LocalDate joined,
            Standing standing,
            KnownDays days,
            @Nullable List<StandingChange> history) {
        this.programs = programs;
        this.joined = joined;
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

    private LocalDate entered() {
        return programs.versions().get(0).dateOf(standing.since());
    }

    /** Returns the instant at which the tier is lost if nothing more is bought. */
    Optional<Instant> endsAt() {
        return Reckoning.ladder(programs, standing)
                .lostOn(standing.tier(), entered(), standing.holds())
                .map(programs.versions().get(0)::startOf);
    }

    /** Writes down that the tier was lost at an instant that {@link #endsAt()} returned. */
    void end(Instant at) {
        TierLadder ladder = Reckoning.ladder(programs, standing);
        Reckoning.Fall fall = Reckoning.next(ladder, standing.tier(), entered(), standing.holds())
                .orElseThrow();
        standing = standing.withHolds(fall.holds());
        add(at, fall.tier(), StandingChange.Cause.ENDED, fall.heldUntil().toEpochDay(), standing.revision(), List.of());
        if (ladder.has(TierLadder.Window.Kind.SINCE_CHANGE)) {
            standing = standing.changedOn(fall.on().minusDays(1));
        }
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
        QualifyingDay before = days.on(date);
        QualifyingDay day = before.plus(spend, points, 1);
        change(day);
        if (late) {
            recount(program, countsAt, now);
        } else {
            standing = WindowSums.advanced(program, standing, days, before, day, joined);
            qualify(program.ladder(), date, countsAt);
        }
    }

    /** Returns the tier that a purchase would leave at its own instant. Nothing is counted by asking. */
    String tierAfter(LoyaltyProgram program, Instant countsAt, long spend, long points, Instant now) {
        StandingDraft other = new StandingDraft(programs, joined, standing, days, history);
        other.count(program, countsAt, spend, points, now);
        return other.tierAt(countsAt);
    }

    /** Takes a return off the day of its purchase. The tier is kept until its time is over. */
    void uncount(LoyaltyProgram program, Instant countsAt, long spend, long points, long purchases) {
        LocalDate date = program.dateOf(countsAt);
        QualifyingDay before = days.on(date);
        QualifyingDay after = before.plus(-spend, -points, -purchases);
        change(after);
        standing = WindowSums.changed(Reckoning.ladder(programs, standing), standing, before, after);
    }

    private void qualify(TierLadder ladder, LocalDate date, Instant at) {
        TierLadder.Counts counts = WindowSums.of(standing);
        Tier reached = ladder.reachedWith(counts);
        raisePeak(ladder, days.on(date), reached.code());
        standing = standing.withHolds(ladder.holdsAfter(standing.holds(), date, reached.code()));
        if (ladder.rank(reached.code()) > ladder.rank(standing.tier())) {
            add(
                    at,
                    reached.code(),
                    StandingChange.Cause.REACHED,
                    counts.own(),
                    standing.revision(),
                    Reckoning.proof(ladder, reached, counts));
            if (ladder.has(TierLadder.Window.Kind.SINCE_CHANGE)) {
                standing = standing.changedOn(date);
            }
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
        WindowSums.requireDays(days, first, today);
        List<StandingChange> before = StandingChange.standing(known(history));
        Instant start = program.startOf(date);
        List<StandingChange> earlier =
                before.stream().filter(change -> change.from().isBefore(start)).toList();
        Reckoning.Rank rank = Reckoning.rankAfter(
                programs, standing, program.ladder().lowest(), days.between(first, date.minusDays(1)), earlier, date);
        TierRun run = new TierRun(
                rank.tier(),
                program.dateOf(rank.since()),
                rank.holds(),
                Reckoning.changedBefore(programs, earlier, date));
        int version = rank.version();
        LocalDate raised = null;
        for (QualifyingDay day : List.copyOf(days.between(date, today))) {
            int own = versionOf(day, program, date);
            TierLadder ladder = Reckoning.ladder(programs, own);
            boolean concerned = day.purchases() > 0 && WindowSums.concerns(ladder, date, day.date(), joined);
            if (concerned || day.peak() != null) {
                run.fallUntil(day.date(), Reckoning.ladder(programs, version));
                version = own;
            }
            if (concerned && raises(ladder, day, run)) {
                raised = raised == null ? day.date() : raised;
            }
            reach(run, version, day.date());
        }
        run.fallUntil(today, Reckoning.ladder(programs, version));
        if (isMoved(Reckoning.ladder(programs, version), standing.holds(), run.holds(), today)) {
            movedFrom = raised == null ? date : raised;
        }
        standing = standing.withHolds(run.holds());
        write(program, before, start, countsAt, run.steps());
        reWindow(program, date, today, run);
    }

    /** Raises the peak of a day that is run again; says whether it qualifies for more than before. */
    private boolean raises(TierLadder ladder, QualifyingDay day, TierRun run) {
        String reached = ladder.reachedWith(counts(ladder, day.date(), run)).code();
        return raisePeak(ladder, day, reached) && ladder.rank(reached) > 0;
    }

    private void reach(TierRun run, int version, LocalDate date) {
        String peak = days.on(date).peak();
        if (peak != null) {
            TierLadder ladder = Reckoning.ladder(programs, version);
            TierLadder.Counts counts = counts(ladder, date, run);
            run.reach(Reckoning.knowing(programs, version, peak), date, peak, counts);
            if (!ladder.knows(peak)) {
                run.reach(ladder, date, ladder.reachedWith(counts).code(), counts);
            }
        }
    }

    private TierLadder.Counts counts(TierLadder ladder, LocalDate date, TierRun run) {
        return WindowSums.counts(ladder, days, date, joined, run.changedBefore(date));
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
                .filter(latest -> ladder.graceEnd(latest.getValue()).isAfter(today))
                .anyMatch(latest -> !Objects.equals(before.get(latest.getKey()), after.get(latest.getKey())));
    }

    private void reWindow(LoyaltyProgram late, LocalDate date, LocalDate today, TierRun run) {
        int version = Math.max(late.version(), standing.programVersion());
        LocalDate day = standing.windowDay().isAfter(date) ? standing.windowDay() : date;
        if (day.isAfter(today)) {
            day = today;
        }
        LoyaltyProgram program = programs.versions().get(version - 1);
        standing = WindowSums.reckoned(program, standing, days, day, joined, run.changedBefore(day))
                .changedOn(program.ladder().has(TierLadder.Window.Kind.SINCE_CHANGE) ? run.changed() : Standing.NO_DAY);
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
                add(Instant.EPOCH, lowest, StandingChange.Cause.ENDED, 0, revision, List.of());
            } else {
                StandingChange again = before.get(last);
                add(again.from(), again.tier(), again.cause(), again.evidence(), revision, again.counts());
            }
        }
        for (TierRun.Step step : steps.subList(same, steps.size())) {
            Instant from = instantOf(program, old, step, countsAt);
            add(from, step.tier(), step.cause(), step.evidence(), revision, step.counts());
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

    private void add(
            Instant from, String tier, StandingChange.Cause cause, long evidence, int revision, List<Long> counts) {
        StandingChange change = new StandingChange(
                standing.account(), standing.changes() + 1, revision, from, tier, cause, evidence, counts);
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

    private static List<StandingChange> known(@Nullable List<StandingChange> history) {
        if (history == null) {
            throw new IllegalStateException("The changes of the tier were not brought");
        }
        return history;
    }
}
