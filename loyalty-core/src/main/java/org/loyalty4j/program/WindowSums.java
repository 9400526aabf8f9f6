package org.loyalty4j.program;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.Standing.Sum;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Counts;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierRule;

/**
 * What the windows of a ladder count: moved on from the sums that a standing keeps, or added up from days. Every method
 * is a pure function of its arguments.
 */
final class WindowSums {

    private WindowSums() {}

    /** Returns what the windows of a standing count on its last day. */
    static Counts of(Standing standing) {
        if (standing.sums().isEmpty()) {
            return new Counts(standing.windowSum(), Map.of());
        }
        Map<String, Long> more = new HashMap<>();
        standing.sums().forEach((key, sum) -> more.put(key, sum.counted()));
        return new Counts(standing.windowSum(), more);
    }

    /**
     * Moves the windows of a standing to a date, not before its last one, and adds what the date counts more.
     *
     * @param days at least those that leave a window
     * @param before the date as it was
     * @param after the date as it is
     * @param joined the date on which the customer joined
     */
    static Standing advanced(
            LoyaltyProgram program,
            Standing standing,
            KnownDays days,
            QualifyingDay before,
            QualifyingDay after,
            LocalDate joined) {
        TierLadder ladder = program.ladder();
        LocalDate date = after.date();
        Sum own = advanced(
                standing,
                new Sum(standing.windowStart(), standing.windowSum()),
                days,
                startOn(ladder.window(), standing, standing.windowStart(), date, joined),
                ladder.metric(),
                before,
                after);
        Map<String, Sum> sums = new HashMap<>();
        for (TierRule.Count count : ladder.counters()) {
            Sum sum = standing.sums().getOrDefault(count.key(), new Sum(Standing.NO_DAY, 0));
            LocalDate start = startOn(count.window(), standing, sum.start(), date, joined);
            sums.put(count.key(), advanced(standing, sum, days, start, count.metric(), before, after));
        }
        return standing.withWindow(program.version(), own.start(), date, own.counted())
                .withSums(sums);
    }

    private static Sum advanced(
            Standing standing,
            Sum sum,
            KnownDays days,
            LocalDate start,
            Metric metric,
            QualifyingDay before,
            QualifyingDay after) {
        long counted = sum.counted();
        if (!standing.windowDay().isAfter(start)) {
            counted = 0;
        } else if (start.isAfter(sum.start())) {
            LocalDate firstLeaving = sum.start().plusDays(1);
            requireDays(days, firstLeaving, start);
            for (QualifyingDay leaving : days.between(firstLeaving, start)) {
                counted -= metric.of(leaving);
            }
        }
        return new Sum(start, Math.addExact(counted, metric.of(after) - metric.of(before)));
    }

    /**
     * Returns the last date before the days that a window counts on a date, not before the last one of the standing. What
     * is bought on the very day that reached a tier still counts as before.
     */
    static LocalDate startOn(Window window, Standing standing, LocalDate start, LocalDate date, LocalDate joined) {
        LocalDate changed = standing.changed().isBefore(date) ? standing.changed() : start;
        return window.startBefore(date, joined, changed);
    }

    /** Returns a standing whose windows count what a day counts less, or more. */
    static Standing changed(TierLadder ladder, Standing standing, QualifyingDay before, QualifyingDay after) {
        if (after.date().isAfter(standing.windowDay())) {
            return standing;
        }
        boolean inOwn = after.date().isAfter(standing.windowStart());
        Standing own = standing.withWindow(
                standing.programVersion(),
                standing.windowStart(),
                standing.windowDay(),
                standing.windowSum() + (inOwn ? ladder.counted(after) - ladder.counted(before) : 0));
        Map<String, Sum> sums = new HashMap<>(standing.sums());
        for (TierRule.Count count : ladder.counters()) {
            long more = count.metric().of(after) - count.metric().of(before);
            sums.computeIfPresent(
                    count.key(),
                    (key, sum) -> after.date().isAfter(sum.start()) ? new Sum(sum.start(), sum.counted() + more) : sum);
        }
        return own.withSums(sums);
    }

    /** Returns what the windows of a ladder count on a date, added up from days. */
    static Counts counts(TierLadder ladder, KnownDays days, LocalDate date, LocalDate joined, LocalDate changed) {
        long own = sum(days, ladder.window().startBefore(date, joined, changed), date, ladder.metric());
        Map<String, Long> more = new HashMap<>();
        for (TierRule.Count count : ladder.counters()) {
            LocalDate start = count.window().startBefore(date, joined, changed);
            more.put(count.key(), sum(days, start, date, count.metric()));
        }
        return new Counts(own, more);
    }

    private static long sum(KnownDays days, LocalDate start, LocalDate date, Metric metric) {
        long sum = 0;
        for (QualifyingDay day : days.between(start.plusDays(1), date)) {
            sum = Math.addExact(sum, metric.of(day));
        }
        return sum;
    }

    /** Returns a standing with the windows of a version of the program as they are on a date, added up from days. */
    static Standing reckoned(
            LoyaltyProgram program,
            Standing standing,
            KnownDays days,
            LocalDate date,
            LocalDate joined,
            LocalDate changed) {
        TierLadder ladder = program.ladder();
        LocalDate start = ladder.window().startBefore(date, joined, changed);
        requireDays(days, start.plusDays(1), date);
        Map<String, Sum> sums = new HashMap<>();
        for (TierRule.Count count : ladder.counters()) {
            LocalDate first = count.window().startBefore(date, joined, changed);
            requireDays(days, first.plusDays(1), date);
            sums.put(count.key(), new Sum(first, sum(days, first, date, count.metric())));
        }
        return standing.withWindow(program.version(), start, date, sum(days, start, date, ladder.metric()))
                .withSums(sums);
    }

    /** Says whether a window of a ladder counts a date on a day, or may count other days because of it. */
    static boolean concerns(TierLadder ladder, LocalDate date, LocalDate day, LocalDate joined) {
        return ladder.has(TierLadder.Window.Kind.SINCE_CHANGE)
                || ladder.window().startBefore(day, joined, Standing.NO_DAY).isBefore(date)
                || ladder.counters().stream()
                        .anyMatch(count -> count.window()
                                .startBefore(day, joined, Standing.NO_DAY)
                                .isBefore(date));
    }

    /** Returns the last date before the days that windows may count on a date, whoever has joined when. */
    static LocalDate earliestStart(TierLadder ladder, LocalDate date) {
        LocalDate start = earliestStart(ladder.window(), date);
        for (TierRule.Count count : ladder.counters()) {
            LocalDate other = earliestStart(count.window(), date);
            start = other.isBefore(start) ? other : start;
        }
        return start;
    }

    private static LocalDate earliestStart(Window window, LocalDate date) {
        return window.kind() == Window.Kind.MEMBERSHIP_YEAR
                ? date.minusYears(1).minusDays(1)
                : window.startBefore(date, date, Standing.NO_DAY);
    }

    static void requireDays(KnownDays days, LocalDate first, LocalDate last) {
        if (!days.covers(first, last)) {
            throw new IllegalStateException("The days from " + first + " to " + last + " were not brought");
        }
    }
}
