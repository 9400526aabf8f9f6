package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.tier.GivenTier;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.OpenedDay;
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
    private final List<TierEntry> entries = new ArrayList<>(0);
    private final List<TierEntry.Lost> lost = new ArrayList<>(0);
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

    /** Returns what tiers give since this was asked last. */
    List<TierEntry> takeEntries() {
        List<TierEntry> taken = entries.isEmpty() ? List.of() : List.copyOf(entries);
        entries.clear();
        return taken;
    }

    /** Returns what tiers gave that were never reached, since this was asked last. */
    List<TierEntry.Lost> takeLost() {
        List<TierEntry.Lost> taken = lost.isEmpty() ? List.of() : List.copyOf(lost);
        lost.clear();
        return taken;
    }

    /** Notes which posting gave what a tier gives that was reached. */
    void gave(String tier, long number) {
        standing = standing.gave(tier, number);
    }

    /** Gives what is reached now; what a late purchase reached may be over. */
    private void settle(String before, Instant now) {
        for (Instant at = dueAt(); at != null && !at.isAfter(now); at = dueAt()) {
            writeDue(at);
        }
        enter(before, now);
    }

    private void enter(String before, Instant at) {
        TierEntry entry = TierEntry.of(programs.atOrFirst(at), standing, before, this::tierAt, at);
        if (entry != null) {
            standing = entry.after(standing);
            entries.add(entry);
        }
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

    private Optional<Reckoning.Fall> next() {
        return Reckoning.next(Reckoning.ladder(programs, standing), Reckoning.idle(programs, standing));
    }

    private Instant startOf(Reckoning.Fall fall) {
        return programs.versions().get(0).startOf(fall.on());
    }

    private void pass(Instant at, Reckoning.Fall fall) {
        standing = standing.withHolds(fall.holds()).awaiting(fall.begins() ? null : standing.upcoming());
        if (fall.tier().equals(standing.tier())) {
            return;
        }
        add(at, fall.tier(), fall.cause(), fall.told().toEpochDay(), standing.revision(), List.of());
        if (Reckoning.ladder(programs, standing).has(TierLadder.Window.Kind.SINCE_CHANGE)) {
            standing = standing.changedOn(fall.on().minusDays(1));
        }
    }

    /**
     * Returns the first instant at which something becomes of the standing if nothing more is bought: what was reached
     * begins, the tier is lost, or the time of a given one is over.
     */
    @Nullable
    Instant dueAt() {
        Instant next = next().map(this::startOf).orElse(null);
        GivenTier given = standing.given();
        return given == null ? next : Due.first(next, given.endsAt().orElse(null));
    }

    /** Writes down what falls due at an instant, in the order in which {@link #dueAt} tells it. */
    void writeDue(Instant at) {
        String before = standing.tier();
        for (Optional<Reckoning.Fall> fall = next();
                fall.map(this::startOf).filter(at::equals).isPresent();
                fall = next()) {
            pass(at, fall.get());
        }
        GivenTier given = standing.given();
        if (given != null && given.endsAt().filter(at::equals).isPresent()) {
            note(at, given.tier(), StandingChange.Cause.OVER, null, given.command());
        }
        enter(before, at);
    }

    /** Writes down that a tier was given by hand, or that one does not stand in any more. */
    void note(Instant from, String tier, StandingChange.Cause cause, @Nullable Instant until, long command) {
        note(from, tier, cause, 0, until, command);
    }

    private void note(
            Instant from,
            String tier,
            StandingChange.Cause cause,
            long evidence,
            @Nullable Instant until,
            long command) {
        StandingChange change = new StandingChange(
                standing.account(),
                standing.changes() + 1,
                standing.revision(),
                from,
                tier,
                cause,
                evidence,
                List.of(),
                until,
                command);
        standing = standing.noted(change);
        keep(change);
    }

    /** Returns the tier that was given by hand and is had at an instant, or null. */
    private @Nullable String givenAt(Instant at) {
        GivenTier last = standing.given();
        if (last == null || last.covers(at)) {
            return last == null ? null : last.tier();
        }
        return at.isBefore(last.from())
                ? GivenTier.at(known(history), at).map(GivenTier::tier).orElse(null)
                : null;
    }

    /** Returns the tier that earnings at an instant are reckoned with. */
    String tierAt(Instant at) {
        String given = givenAt(at);
        if (given != null) {
            return given;
        }
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
    static boolean isLate(ProgramHistory programs, LocalDate joined, Standing standing, Instant countsAt, Instant now) {
        if (countsAt.isBefore(standing.since())) {
            return true;
        }
        if (standing.windowDay().equals(Standing.NO_DAY)) {
            return false;
        }
        LoyaltyProgram program = programs.atOrFirst(countsAt);
        LocalDate date = program.dateOf(countsAt);
        return date.isBefore(standing.windowDay())
                || program.ladder()
                        .beginsAfter(date, joined)
                        .filter(begins -> !begins.isAfter(program.dateOf(now)))
                        .isPresent()
                || program.version() < standing.programVersion()
                || !program.ladder()
                        .windowKey()
                        .equals(Reckoning.ladder(programs, standing).windowKey());
    }

    /** Counts a purchase. */
    void count(LoyaltyProgram program, Instant countsAt, long spend, long points, Map<String, Long> own, Instant now) {
        String tier = standing.tier();
        add(program, countsAt, spend, points, own, now);
        settle(tier, now);
    }

    private void add(
            LoyaltyProgram program, Instant countsAt, long spend, long points, Map<String, Long> own, Instant now) {
        LocalDate date = program.dateOf(countsAt);
        boolean late = isLate(programs, joined, standing, countsAt, now);
        QualifyingDay before = days.on(date);
        QualifyingDay day = before.plus(spend, points, 1).plus(own);
        change(day);
        if (late) {
            recount(program, List.of(date), countsAt, now, null);
        } else {
            standing = WindowSums.advanced(program, standing, days, before, day, joined);
            qualify(program.ladder(), date, countsAt);
        }
    }

    /** Counts days of a former system. What they reach was reached there: it gives no points. */
    void open(List<OpenedDay> opened, Instant now) {
        List<LocalDate> dates = opened.stream().map(OpenedDay::date).toList();
        LoyaltyProgram first = programs.versions().get(0);
        for (OpenedDay day : opened) {
            change(days.on(day.date()).plus(day.spend(), day.points(), day.purchases()));
        }
        Instant last = first.startOf(dates.get(dates.size() - 1));
        int version = Math.max(programs.atOrFirst(last).version(), standing.programVersion());
        standing = standing.withWindow(version, standing.windowStart(), standing.windowDay(), standing.windowSum());
        Instant countsAt = first.startOf(dates.get(0));
        recount(programs.atOrFirst(countsAt), dates, countsAt, now, null);
    }

    /**
     * Reckons everything anew by the version of the program that is valid now, as though it had always been: what days count
     * now tells what they reach, whatever was kept of them. What is reached by it that was not had gives points now.
     *
     * @param command the number of the command that asks
     */
    void reckonAnew(Instant now, long command) {
        String tier = standing.tier();
        LoyaltyProgram program = programs.atOrFirst(now);
        int version = Math.max(program.version(), standing.programVersion());
        note(now, tier, StandingChange.Cause.RECKONED, version, null, command);
        standing = standing.withWindow(version, standing.windowStart(), standing.windowDay(), standing.windowSum());
        LocalDate today = program.dateOf(now);
        List<QualifyingDay> all = List.copyOf(days.between(Standing.NO_DAY, today));
        if (all.isEmpty()) {
            return;
        }
        for (QualifyingDay day : all) {
            if (day.peak() != null) {
                change(day.withPeak(null));
            }
        }
        recount(program, all.stream().map(QualifyingDay::date).toList(), null, now, null);
        settle(tier, now);
    }

    /** Writes down that a tier was held in a former system. */
    void takeOver(Instant now, String tier, LocalDate since, @Nullable Instant until, long command) {
        note(now, tier, StandingChange.Cause.TAKEN_OVER, since.toEpochDay(), until, command);
    }

    /** Returns the tier that a purchase would leave at its own instant. Nothing is counted by asking. */
    String tierAfter(
            LoyaltyProgram program, Instant countsAt, long spend, long points, Map<String, Long> own, Instant now) {
        StandingDraft other = new StandingDraft(programs, joined, standing, days, history);
        other.add(program, countsAt, spend, points, own, now);
        return other.tierAt(countsAt);
    }

    /**
     * Takes a return off the day of its purchase, by what the program that is valid now says of returns.
     *
     * @param own what the program's own metrics count more, mostly less
     */
    void uncount(
            LoyaltyProgram program,
            Instant countsAt,
            long spend,
            long points,
            long purchases,
            Map<String, Long> own,
            Instant now) {
        String tier = standing.tier();
        LocalDate date = program.dateOf(countsAt);
        QualifyingDay before = days.on(date);
        QualifyingDay after = before.plus(-spend, -points, -purchases).plus(own);
        KnownDays bought = days;
        change(after);
        standing = WindowSums.changed(Reckoning.ladder(programs, standing), standing, before, after);
        boolean falls = false;
        if (Reckoning.recomputes(programs, now)) {
            Map<String, Standing.Entered> had = Reckoning.clawsBack(programs, now) ? hadSinceEntered(now) : Map.of();
            recount(program, List.of(date), countsAt, now, bought);
            falls = lose(had, now);
        }
        settle(falls ? program.ladder().lowest().code() : tier, now);
    }

    /** Returns which tiers that gave points were had since, by their codes. */
    private Map<String, Standing.Entered> hadSinceEntered(Instant now) {
        TierLadder ladder = programs.atOrFirst(now).ladder();
        List<StandingChange> changes = StandingChange.standing(known(history));
        Map<String, Standing.Entered> had = new TreeMap<>();
        standing.entered().forEach((tier, entered) -> {
            if (entered.number() > 0 && Reckoning.hadSince(programs, ladder, changes, tier, entered.on())) {
                had.put(tier, entered);
            }
        });
        return had;
    }

    /**
     * Takes note of what tiers gave that were not had since. Says whether the tier that is left was reached no earlier than
     * one of them gave: it would have given what it gives, had they not been reached.
     */
    private boolean lose(Map<String, Standing.Entered> had, Instant now) {
        Map<String, Standing.Entered> kept = had.isEmpty() ? Map.of() : hadSinceEntered(now);
        boolean falls = false;
        for (Map.Entry<String, Standing.Entered> entry : had.entrySet()) {
            if (!kept.containsKey(entry.getKey())) {
                Standing.Entered gave = entry.getValue();
                lost.add(new TierEntry.Lost(entry.getKey(), gave.number()));
                standing = standing.notEntered(entry.getKey());
                falls |= !standing.since().isBefore(programs.versions().get(0).startOf(gave.on()));
            }
        }
        return falls;
    }

    private void qualify(TierLadder ladder, LocalDate date, Instant at) {
        TierLadder.Counts counts = WindowSums.of(standing);
        Tier reached = ladder.reachedWith(counts);
        raisePeak(ladder, days.on(date), reached.code());
        if (ladder.beginsAfter(date, joined).isPresent()) {
            standing = standing.awaiting(Reckoning.awaiting(ladder, standing.upcoming(), date, joined, reached.code()));
            return;
        }
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
     * Runs the days from a late purchase on again, or from one of which something has come back, each with the version of
     * the program that was valid on it, and writes down what has become different.
     *
     * @param dates the dates of which something has changed, in order
     * @param countsAt when the late purchase counts, null where there is none
     * @param bought the days with what has come back now, or null for a late purchase
     */
    private void recount(
            LoyaltyProgram program,
            List<LocalDate> dates,
            @Nullable Instant countsAt,
            Instant now,
            @Nullable KnownDays bought) {
        LocalDate date = dates.get(0);
        int place = 0;
        LocalDate today = program.dateOf(now);
        LocalDate first = Reckoning.daysFrom(programs, date, now);
        WindowSums.requireDays(days, first, today);
        List<StandingChange> before = StandingChange.standing(known(history));
        Instant start = program.startOf(date);
        List<StandingChange> earlier =
                before.stream().filter(change -> change.from().isBefore(start)).toList();
        Reckoning.Rank rank = Reckoning.rankAfter(
                programs,
                joined,
                span(),
                program.ladder().lowest(),
                days.between(first, date.minusDays(1)),
                earlier,
                date);
        TierRun run = new TierRun(
                new Reckoning.Idle(rank.tier(), program.dateOf(rank.since()), rank.holds(), rank.upcoming()),
                Reckoning.changedBefore(programs, earlier, date));
        int version = rank.version();
        LocalDate raised = null;
        for (QualifyingDay day : List.copyOf(days.between(date, today))) {
            while (place + 1 < dates.size() && !dates.get(place + 1).isAfter(day.date())) {
                place++;
            }
            int own = versionOf(day, program, date);
            TierLadder ladder = Reckoning.ladder(programs, own);
            boolean concerned = (bought == null ? day.purchases() > 0 : day.peak() != null)
                    && WindowSums.concerns(ladder, dates.get(place), day.date(), joined);
            if (concerned || day.peak() != null) {
                run.fallUntil(day.date(), Reckoning.ladder(programs, version));
                version = own;
            }
            if (concerned && (bought == null ? raises(ladder, day, run) : lowers(ladder, day, run, bought))) {
                raised = raised == null ? day.date() : raised;
            }
            reach(run, version, day.date());
        }
        run.fallUntil(today, Reckoning.ladder(programs, version));
        if (Revision.isMoved(Reckoning.ladder(programs, version), standing.holds(), run.holds(), today)) {
            movedFrom = raised == null ? date : raised;
        }
        standing = standing.withHolds(run.holds()).awaiting(run.upcoming());
        write(program, before, start, bought == null ? countsAt : null, run.steps());
        reWindow(program, dates.get(dates.size() - 1), today, run);
    }

    /** Raises the peak of a day that is run again; says whether it qualifies for more than before. */
    private boolean raises(TierLadder ladder, QualifyingDay day, TierRun run) {
        String reached = reached(ladder, days, day.date(), run);
        return raisePeak(ladder, day, reached) && ladder.rank(reached) > 0;
    }

    /**
     * Lowers the peak of a day that is run again where the day qualifies for less without what came back; a peak that it
     * does not qualify for with it either was reached by another version, or kept by another policy. Says whether it
     * qualifies for another tier than before.
     */
    private boolean lowers(TierLadder ladder, QualifyingDay day, TierRun run, KnownDays bought) {
        String peak = day.peak();
        String with = reached(ladder, bought, day.date(), run);
        String without = reached(ladder, days, day.date(), run);
        boolean emptied = day.purchases() == 0 && bought.on(day.date()).purchases() > 0;
        boolean owed = peak != null && ladder.knows(peak) && ladder.rank(peak) <= ladder.rank(with);
        if (owed && (emptied || !with.equals(without))) {
            change(day.withPeak(emptied ? null : without));
        } else if (day.purchases() > 0) {
            raisePeak(ladder, day, without); // where a change of the tier is gone, more days may count
        }
        String now = days.on(day.date()).peak();
        return !Objects.equals(now, peak) && (ladder.rank(peak) > 0 || ladder.rank(now) > 0);
    }

    private String reached(TierLadder ladder, KnownDays counted, LocalDate date, TierRun run) {
        return ladder.reachedWith(WindowSums.counts(ladder, counted, date, joined, run.changedBefore(date)))
                .code();
    }

    private void reach(TierRun run, int version, LocalDate date) {
        String peak = days.on(date).peak();
        if (peak != null) {
            TierLadder ladder = Reckoning.ladder(programs, version);
            TierLadder.Counts counts = counts(ladder, date, run);
            run.reach(Reckoning.knowing(programs, version, peak), date, joined, peak, counts);
            if (!ladder.knows(peak)) {
                run.reach(ladder, date, joined, ladder.reachedWith(counts).code(), counts);
            }
        }
    }

    private TierLadder.Counts counts(TierLadder ladder, LocalDate date, TierRun run) {
        return WindowSums.counts(ladder, days, date, joined, run.changedBefore(date));
    }

    private Reckoning.Span span() {
        return Reckoning.Span.of(standing, known(history));
    }

    /** Returns the version that a day is run again with. The last one that counts is known for the last day. */
    private int versionOf(QualifyingDay day, LoyaltyProgram late, LocalDate date) {
        return day.date().equals(date) && !date.isBefore(standing.windowDay())
                ? Math.max(late.version(), standing.programVersion())
                : Reckoning.versionOn(programs, span(), day.date());
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
            @Nullable Instant countsAt,
            List<TierRun.Step> steps) {
        List<StandingChange> all = before.subList(Revision.earlier(before, start), before.size());
        List<StandingChange> old = Revision.told(program, all, steps);
        int same = 0;
        while (same < steps.size() && same < old.size() && Revision.isSame(program, old.get(same), steps.get(same))) {
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
                        || old.get(same).from().isBefore(Revision.instantOf(program, all, steps.get(same), countsAt)));
        if (voids) {
            // What was written down does not stand any more, and a revision stands in only for what is not before its
            // first change: the change before it is said again.
            int last = same == 0 ? before.size() - all.size() - 1 : before.indexOf(old.get(same - 1));
            if (last < 0) {
                String lowest = program.ladder().lowest().code();
                add(Instant.EPOCH, lowest, StandingChange.Cause.ENDED, 0, revision, List.of());
            } else {
                StandingChange again = before.get(last);
                add(again.from(), again.tier(), again.cause(), again.evidence(), revision, again.counts());
            }
        }
        for (TierRun.Step step : steps.subList(same, steps.size())) {
            Instant from = Revision.instantOf(program, all, step, countsAt);
            add(from, step.tier(), step.cause(), step.evidence(), revision, step.counts());
        }
    }

    private void moved(LocalDate from) {
        movedFrom = movedFrom == null || from.isBefore(movedFrom) ? from : movedFrom;
    }

    private void add(
            Instant from, String tier, StandingChange.Cause cause, long evidence, int revision, List<Long> counts) {
        StandingChange change = new StandingChange(
                standing.account(), standing.changes() + 1, revision, from, tier, cause, evidence, counts, null, 0);
        standing = standing.after(change);
        keep(change);
    }

    private void keep(StandingChange change) {
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
