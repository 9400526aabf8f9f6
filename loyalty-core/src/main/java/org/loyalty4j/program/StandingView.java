package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.tier.GivenTier;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierInterval;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierProgress;
import org.loyalty4j.tier.TierRule;

/** Answers where an account stood, stands or will stand. Every method is a pure function of its arguments. */
public final class StandingView {

    private StandingView() {}

    /** Returns the first date whose qualifying days {@link #progress} needs. */
    public static LocalDate daysFrom(ProgramHistory programs, Instant joined, Standing standing, Instant at) {
        LoyaltyProgram program = programs.atOrFirst(at);
        LocalDate date = program.dateOf(at);
        return isPast(programs, standing, program.dateOf(joined), date, at)
                ? Reckoning.daysFrom(programs, date, at)
                : WindowSums.earliestStart(program.ladder(), date);
    }

    /**
     * Returns the tiers that an account had and has, in order of time, by what is known today. Before the first of them,
     * and where there is none, it had the lowest tier of the program.
     *
     * @param standing the rank as recorded
     * @param changes all changes of the tier as recorded
     * @param now what has ended by then has ended, whether it is written yet or not
     * @param commands finds a command of the account by its number
     */
    public static List<TierInterval> history(
            ProgramHistory programs,
            Standing standing,
            List<StandingChange> changes,
            Instant now,
            LongFunction<Optional<CommandRecord>> commands) {
        LoyaltyProgram program = programs.atOrFirst(now);
        List<TierInterval> history = new ArrayList<>();
        for (StandingChange change : StandingChange.standing(changes)) {
            // A recount that leaves nothing says so as of the first instant of all.
            if (change.from().isAfter(Instant.EPOCH)) {
                append(
                        history,
                        new TierInterval(
                                change.from(),
                                Optional.empty(),
                                change.tier(),
                                change.cause(),
                                change.evidence(),
                                change.counts(),
                                Optional.empty()));
            }
        }
        TierLadder ladder = Reckoning.ladder(programs, standing);
        String had = standing.tier();
        for (Reckoning.Fall fall : Reckoning.until(ladder, Reckoning.idle(programs, standing), program.dateOf(now))) {
            if (fall.tier().equals(had)) {
                continue;
            }
            had = fall.tier();
            append(
                    history,
                    new TierInterval(
                            program.startOf(fall.on()),
                            Optional.empty(),
                            fall.tier(),
                            fall.cause(),
                            fall.told().toEpochDay(),
                            List.of(),
                            Optional.empty()));
        }
        return GivenTimes.over(history, changes, now, ladder.lowest().code(), commands);
    }

    private static void append(List<TierInterval> history, TierInterval next) {
        int last = history.size() - 1;
        if (last >= 0) {
            history.set(last, history.get(last).until(next.from()));
        }
        history.add(next);
    }

    /** What is written down has gone on since: the days say how it was. */
    private static boolean isPast(
            ProgramHistory programs, Standing standing, LocalDate joined, LocalDate date, Instant at) {
        return at.isBefore(standing.since())
                || date.isBefore(standing.windowDay())
                || hadYetToBegin(Reckoning.ladder(programs, standing), standing, joined, date);
    }

    /** What a day reached and has begun since is not told apart any more from what was had before it began. */
    private static boolean hadYetToBegin(TierLadder ladder, Standing standing, LocalDate joined, LocalDate date) {
        return standing.upcoming() == null
                && !standing.windowDay().equals(Standing.NO_DAY)
                && ladder.beginsAfter(standing.windowDay(), joined)
                        .filter(date::isBefore)
                        .isPresent();
    }

    /**
     * Returns the rank at an instant, by what is known today. How long it holds is said by the version of the program
     * that last reckoned it, what is missing by the version that is valid at the instant.
     *
     * @param standing the rank as recorded
     * @param changes all changes of the tier as recorded
     * @param days the qualifying days from {@link #daysFrom} to the date of the instant
     * @param at the instant, past or to come
     * @param joined the instant since which the customer takes part
     */
    public static TierProgress progress(
            ProgramHistory programs,
            Instant joined,
            Standing standing,
            List<StandingChange> changes,
            List<QualifyingDay> days,
            Instant at) {
        LoyaltyProgram program = programs.atOrFirst(at);
        TierLadder ladder = program.ladder();
        LocalDate date = program.dateOf(at);
        Instant since = standing.since();
        Reckoning.Idle rank = Reckoning.idle(programs, standing);
        TierLadder reckoned = Reckoning.ladder(programs, standing);
        List<StandingChange> until = StandingChange.standing(changes).stream()
                .filter(change -> !change.from().isAfter(at))
                .toList();
        LocalDate changed = Reckoning.changedBefore(programs, until, date);
        if (isPast(programs, standing, program.dateOf(joined), date, at)) {
            Reckoning.Rank past = Reckoning.rankAfter(
                    programs,
                    program.dateOf(joined),
                    Reckoning.Span.of(standing, changes),
                    ladder.lowest(),
                    days,
                    until,
                    date.plusDays(1));
            since = past.since();
            rank = new Reckoning.Idle(past.tier(), program.dateOf(since), past.holds(), past.upcoming());
            reckoned = Reckoning.ladder(programs, past.version());
        }
        for (Reckoning.Fall fall : Reckoning.until(reckoned, rank, date)) {
            if (!fall.tier().equals(rank.tier())) {
                since = program.startOf(fall.on());
                changed = fall.on().minusDays(1);
            }
            rank = rank.after(fall);
        }
        Optional<Reckoning.Fall> next = end(reckoned, rank);
        KnownDays known = KnownDays.none(standing.account()).and(Standing.NO_DAY, date, days);
        Windows windows = new Windows(ladder, known, date, program.dateOf(joined), changed);
        TierProgress progress = progress(windows, rank, since, next);
        return GivenTier.at(changes, at)
                .map(given -> progress.behind(given, GivenTimes.lastDay(program, given)))
                .orElse(progress);
    }

    /** What the windows of a ladder count on a date, and where they begin and end. */
    private record Windows(TierLadder ladder, KnownDays days, LocalDate date, LocalDate joined, LocalDate changed) {

        TierLadder.Counts counts() {
            return WindowSums.counts(ladder, days, date, joined, changed);
        }

        List<TierProgress.Part> parts(Tier tier) {
            if (tier.code().equals(ladder.lowest().code())) {
                return List.of();
            }
            TierRule rule = tier.rule();
            TierLadder.Counts counts = counts();
            List<TierRule.Condition> conditions = rule == null
                    ? List.of(new TierRule.Condition(ladder.metric(), ladder.window(), tier.from()))
                    : rule.conditions();
            return conditions.stream()
                    .map(condition -> {
                        LocalDate start = condition.window().startBefore(date, joined, changed);
                        return new TierProgress.Part(
                                condition,
                                ladder.of(condition.count(), counts),
                                start.equals(Standing.NO_DAY) ? Optional.empty() : Optional.of(start.plusDays(1)),
                                condition.window().lastDay(date, joined));
                    })
                    .toList();
        }
    }

    /** Returns how the tier of a rank ends if nothing more is bought: what was reached may let it hold longer. */
    private static Optional<Reckoning.Fall> end(TierLadder ladder, Reckoning.Idle rank) {
        Reckoning.Idle now = rank;
        Optional<Reckoning.Fall> next = Reckoning.next(ladder, now);
        while (next.isPresent() && next.get().tier().equals(rank.tier())) {
            now = now.after(next.get());
            next = Reckoning.next(ladder, now);
        }
        return next;
    }

    private static TierProgress progress(
            Windows windows, Reckoning.Idle rank, Instant since, Optional<Reckoning.Fall> end) {
        String tier = rank.tier();
        Map<String, LocalDate> holds = rank.holds();
        TierLadder ladder = windows.ladder();
        LocalDate date = windows.date();
        long counted = windows.counts().own();
        Optional<Tier> next = ladder.above(tier);
        LocalDate held = holds.getOrDefault(tier, TierLadder.NEVER_ENDS);
        Optional<LocalDate> lost = end.filter(fall -> !fall.begins()).map(Reckoning.Fall::on);
        long toRetain = lost.isPresent() ? Math.max(0, ladder.tier(tier).from() - counted) : 0;
        return new TierProgress(
                tier,
                since,
                end.map(fall -> fall.on().minusDays(1)),
                end.isPresent() && !held.isAfter(date),
                counted,
                next.map(Tier::code),
                next.map(above -> Math.max(0, above.from() - counted)).orElse(0L),
                toRetain,
                next.map(windows::parts).orElse(List.of()),
                lost.isPresent() ? windows.parts(ladder.tier(tier)) : List.of(),
                Optional.empty(),
                Optional.ofNullable(rank.upcoming()));
    }
}
