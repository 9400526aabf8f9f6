package org.loyalty4j.tier;

import java.time.LocalDate;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * The tiers of a program, and what it takes to reach and keep them. Immutable.
 *
 * @param tiers from the lowest, which everybody has, upward; thresholds rise
 * @param metric what is counted
 * @param window which days are counted
 * @param validity how long a tier holds after the last day that qualified for it, or null for ever
 * @param downgrade what happens when it no longer holds
 * @param grace how much longer it is left to its holder, zero for not at all
 * @param policy what else is decided
 */
public record TierLadder(
        List<Tier> tiers,
        Metric metric,
        Window window,
        @Nullable PeriodEnd validity,
        Downgrade downgrade,
        Period grace,
        TierPolicy policy) {

    /** The most tiers of a ladder. */
    public static final int TIERS_MAX = 50;

    /** Stands for the date until which a tier holds that is never lost. Every database can keep it. */
    public static final LocalDate NEVER_ENDS = LocalDate.of(9999, 12, 31);

    /** What is counted: one of four, or a metric of the program's own. */
    public static final class Metric {

        /** Money spent, in its smallest units. */
        public static final Metric SPEND = new Metric("SPEND", QualifyingDay::spend);

        /** Points that purchases earned, in their smallest units; using them or letting them expire changes nothing. */
        public static final Metric POINTS = new Metric("POINTS", QualifyingDay::points);

        /** Purchases, however small. */
        public static final Metric PURCHASES = new Metric("PURCHASES", QualifyingDay::purchases);

        /** Days with a purchase, however many it has. */
        public static final Metric DAYS = new Metric("DAYS", day -> day.purchases() > 0 ? 1 : 0);

        private static final List<Metric> KNOWN = List.of(SPEND, POINTS, PURCHASES, DAYS);

        private final String name;
        private final ToLongFunction<QualifyingDay> count;

        private Metric(String name, ToLongFunction<QualifyingDay> count) {
            this.name = name;
            this.count = count;
        }

        /**
         * Returns the metric of a code that the program names beside the four.
         *
         * @param code a lower-case letter of a to z, then up to 39 of them, digits, points, hyphens and underscores
         * @throws InvalidRequestException if the code is anything else, or the word for one of the four
         */
        public static Metric own(String code) {
            new Violations().required("metric.code", code).throwIfAny();
            new Violations()
                    .check(
                            code.matches("[a-z][a-z0-9._-]{0,39}"),
                            "metric.code",
                            Code.BAD_CHARACTER,
                            "a metric has a code of 1 to 40 of a to z, 0 to 9, '.', '-' and '_', with a letter first")
                    .check(
                            KNOWN.stream().noneMatch(metric -> metric.word().equals(code)),
                            "metric.code",
                            Code.DUPLICATE_CODE,
                            "every program counts spend, points, purchases and days; another metric has another code")
                    .throwIfAny();
            return new Metric(code, day -> day.own().getOrDefault(code, 0L));
        }

        /** Returns the four metrics that every program has. */
        public static Metric[] values() {
            return KNOWN.toArray(Metric[]::new);
        }

        /**
         * Returns the metric of a name.
         *
         * @throws IllegalArgumentException if no metric can have it
         */
        public static Metric valueOf(String name) {
            return KNOWN.stream()
                    .filter(metric -> metric.name.equals(name))
                    .findFirst()
                    .orElseGet(() -> own(name));
        }

        /** Returns the name of one of the four in capitals, or the code of one of the program's own. */
        public String name() {
            return name;
        }

        /** Returns the name in lower case, as {@code spend}, which differs for any two metrics. */
        public String word() {
            return name.toLowerCase(Locale.ROOT);
        }

        /** Says whether it is one of the program's own. */
        public boolean isOwn() {
            return !KNOWN.contains(this);
        }

        /** Returns what a day counts. */
        public long of(QualifyingDay day) {
            return count.applyAsLong(day);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Metric that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        /** Returns the name, which {@link #valueOf} makes an equal metric of. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * What windows count on a day.
     *
     * @param own what the ladder's own window counts
     * @param more what {@link TierLadder#counters} count, by their keys
     */
    public record Counts(long own, Map<String, Long> more) {

        /** Copies the map. */
        public Counts {
            more = Map.copyOf(more);
        }
    }

    /** What happens when a tier no longer holds. */
    public enum Downgrade {
        /** The standing falls to the highest tier that still holds. */
        FULL,
        /** The standing falls one tier, which then holds for the ladder's validity. */
        ONE_STEP,
        /** A tier once reached is never lost. */
        NONE
    }

    /** Which days count on a day. All windows are half open: they begin after a date, and end with the day itself. */
    public static final class Window {

        private final Kind kind;
        private final Period period;

        /** What {@link #key} is, for each of the four metrics: asked for at every sale. */
        private final Map<Metric, String> keys = new HashMap<>();

        /** How the days are found. */
        public enum Kind {
            /** The days after the same date one period earlier. */
            ROLLING,
            /** The days of the year. */
            CALENDAR_YEAR,
            /** All days so far. */
            LIFETIME,
            /** The days of the month. */
            CALENDAR_MONTH,
            /** The days of the quarter, which begins with January, April, July or October. */
            CALENDAR_QUARTER,
            /** The days of the half-year, which begins with January or July. */
            CALENDAR_HALF,
            /**
             * The days from the last anniversary of joining on, that date included; who joined on 29 February has it on
             * the 28th in common years.
             */
            MEMBERSHIP_YEAR,
            /**
             * The days after the one on which the tier was reached, or from the one on with which it began because
             * another had ended; all days so far, where no tier was ever reached. What is bought later on the very day
             * that reached a tier belongs to the time before it.
             */
            SINCE_CHANGE
        }

        private Window(Kind kind, Period period) {
            this.kind = kind;
            this.period = period;
            for (Metric metric : Metric.values()) {
                keys.put(metric, keyOf(metric));
            }
        }

        /** Returns how the days are found. */
        public Kind kind() {
            return kind;
        }

        /** Returns for a rolling window how far back it reaches, otherwise zero. */
        public Period period() {
            return period;
        }

        /** Returns a text that is equal for two counts that mean the same. */
        public String key(Metric metric) {
            String known = keys.get(metric);
            return known == null ? keyOf(metric) : known;
        }

        private String keyOf(Metric metric) {
            return metric + "/" + (kind == Kind.ROLLING ? period : kind);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Window that && kind == that.kind && period.equals(that.period);
        }

        @Override
        public int hashCode() {
            return Objects.hash(kind, period);
        }

        /** Returns the text that {@link #parse} makes an equal window of. */
        @Override
        public String toString() {
            return kind == Kind.ROLLING ? kind + " " + period : kind.toString();
        }

        /**
         * Makes the window of a text: the name of its kind, for a rolling one followed by a space and its period.
         *
         * @throws IllegalArgumentException if no window has this text
         */
        public static Window parse(String text) {
            String rolling = Kind.ROLLING + " ";
            return text.startsWith(rolling)
                    ? rolling(Period.parse(text.substring(rolling.length())))
                    : of(Kind.valueOf(text));
        }

        /**
         * Makes a window that needs no period.
         *
         * @throws InvalidRequestException if the kind is {@link Kind#ROLLING}
         */
        public static Window of(Kind kind) {
            return kind == Kind.ROLLING ? rolling(Period.ZERO) : new Window(kind, Period.ZERO);
        }

        /**
         * Counts the days in (day − period, day].
         *
         * @throws InvalidRequestException if the period is not more than 0 and at most 100 years
         */
        public static Window rolling(Period period) {
            // Measured from a common date, so that days and months are one length; a part alone may pass all dates.
            boolean tooLong = period.toTotalMonths() > 1200
                    || LocalDate.EPOCH.plus(period).isAfter(LocalDate.EPOCH.plusYears(100));
            if (period.isZero() || period.isNegative() || tooLong) {
                throw new InvalidRequestException(
                        "window.period",
                        Code.DURATION_OUT_OF_RANGE,
                        "a rolling window is more than 0 and at most 100 years");
            }
            return new Window(Kind.ROLLING, period);
        }

        /** Counts the days of the calendar year, up to the day. */
        public static Window calendarYear() {
            return new Window(Kind.CALENDAR_YEAR, Period.ZERO);
        }

        /** Counts all days up to the day. */
        public static Window lifetime() {
            return new Window(Kind.LIFETIME, Period.ZERO);
        }

        /**
         * Returns the last date that does not count any more on a day, {@link Standing#NO_DAY} when all days count. Never
         * falls when the day rises.
         *
         * @param joined the date on which the customer joined
         * @param changed for {@link Kind#SINCE_CHANGE}, the last date that belongs to the tier before
         */
        public LocalDate startBefore(LocalDate day, LocalDate joined, LocalDate changed) {
            return kind == Kind.SINCE_CHANGE ? changed : WindowDates.firstOf(this, day, joined);
        }

        /**
         * Returns the last date that leaves the window by a day one after the other; empty where all days leave at once, or
         * none.
         */
        public Optional<LocalDate> leavingBy(LocalDate day) {
            return kind == Kind.ROLLING ? Optional.of(day.minus(period)) : Optional.empty();
        }

        /**
         * Returns the last date that counts for this window as it is on a day; empty where it moves with the day, or has
         * no end.
         */
        public Optional<LocalDate> lastDay(LocalDate day, LocalDate joined) {
            return WindowDates.lastOf(this, day, joined);
        }
    }

    /**
     * Makes a ladder.
     *
     * @throws InvalidRequestException if thresholds do not rise from zero, or a part is out of range
     */
    public TierLadder {
        tiers = List.copyOf(tiers);
        LadderChecks.check(tiers, grace, window, policy);
    }

    /** Makes a ladder of the usual policy. */
    public TierLadder(
            List<Tier> tiers,
            Metric metric,
            Window window,
            @Nullable PeriodEnd validity,
            Downgrade downgrade,
            Period grace) {
        this(tiers, metric, window, validity, downgrade, grace, TierPolicy.USUAL);
    }

    /** Returns this ladder with another policy. */
    public TierLadder with(TierPolicy other) {
        return new TierLadder(tiers, metric, window, validity, downgrade, grace, other);
    }

    /** Returns a ladder of one tier, for programs without ranks. */
    public static TierLadder none() {
        return new TierLadder(
                List.of(Tier.of("member", 0)), Metric.SPEND, Window.lifetime(), null, Downgrade.NONE, Period.ZERO);
    }

    /** Returns the tier that everybody has. */
    public Tier lowest() {
        return tiers.get(0);
    }

    /** Returns the tier of a code; a code of an earlier program that is gone counts as the lowest. */
    public Tier tier(String code) {
        return tiers.get(rank(code));
    }

    /** Returns the place of a tier, 0 for the lowest and for a code that this ladder does not know. */
    public int rank(@Nullable String code) {
        for (int i = tiers.size() - 1; i > 0; i--) {
            if (tiers.get(i).code().equals(code)) {
                return i;
            }
        }
        return 0;
    }

    /** Says whether this ladder has a tier of a code. */
    public boolean knows(String code) {
        return rank(code) > 0 || lowest().code().equals(code);
    }

    /** Returns the next higher tier, if there is one. */
    public Optional<Tier> above(String code) {
        int rank = rank(code) + 1;
        return rank < tiers.size() ? Optional.of(tiers.get(rank)) : Optional.empty();
    }

    /** Returns the highest tier that a count of the ladder's own window reaches; tiers with a rule are not looked at. */
    public Tier reachedWith(long counted) {
        return reachedWith(new Counts(counted, Map.of()));
    }

    /** Returns the highest tier that counts reach, whether they reach those below it or not. */
    public Tier reachedWith(Counts counts) {
        int rank = tiers.size() - 1;
        while (rank > 0 && !isReached(tiers.get(rank), counts)) {
            rank--;
        }
        return tiers.get(rank);
    }

    private boolean isReached(Tier tier, Counts counts) {
        TierRule rule = tier.rule();
        return rule == null ? tier.from() <= counts.own() : rule.holds(condition -> of(condition.count(), counts));
    }

    /** Returns what counts say of one of {@link #counters}. */
    public long of(TierRule.Count count, Counts counts) {
        return Counters.isOwn(this, count) ? counts.own() : counts.more().getOrDefault(count.key(), 0L);
    }

    /** Says whether this ladder has a window of a kind. */
    public boolean has(Window.Kind kind) {
        return window.kind() == kind
                || counters().stream().anyMatch(count -> count.window().kind() == kind);
    }

    /** Returns what a day counts for the ladder's own metric. */
    public long counted(QualifyingDay day) {
        return metric.of(day);
    }

    /** Returns what is counted beside the ladder's own metric and window, each once, in the order of the tiers' rules. */
    public List<TierRule.Count> counters() {
        return Counters.of(this);
    }

    /** Returns a text that is equal for two ladders whose window sums mean the same. */
    public String windowKey() {
        List<TierRule.Count> more = counters();
        return more.isEmpty() ? window.key(metric) : Counters.key(window.key(metric), more);
    }

    /**
     * Returns the dates until which tiers hold after a day that qualifies for a tier and all below it. No date gets
     * earlier.
     */
    public Map<String, LocalDate> holdsAfter(Map<String, LocalDate> holds, LocalDate day, String reached) {
        return Holding.after(this, holds, day, reached);
    }

    /** Returns the date on which a tier begins that is reached on a day; empty where it begins at once. */
    public Optional<LocalDate> beginsAfter(LocalDate day, LocalDate joined) {
        return policy.upgrade() == TierPolicy.Upgrade.NOW
                ? Optional.empty()
                : window.lastDay(day, joined).map(last -> last.plusDays(1));
    }

    /** Returns the first date on which a tier that was qualified for on a day does not hold any more. */
    public LocalDate holdsUntil(LocalDate day) {
        return validity == null || downgrade == Downgrade.NONE ? NEVER_ENDS : validity.firstDayAfter(day);
    }

    /**
     * Returns the first date on which a tier is lost, grace counted; empty when it is not.
     *
     * @param entered the date on which the tier began
     */
    public Optional<LocalDate> lostOn(String code, LocalDate entered, Map<String, LocalDate> holds) {
        return Holding.lostOn(this, code, entered, holds);
    }

    /** Returns the first date after a grace that is counted from a date. */
    public LocalDate graceEnd(LocalDate from) {
        return Holding.graceEnd(this, from);
    }

    /** Returns the tier to fall to when one is lost on a date. */
    public Tier fallenFrom(String code, Map<String, LocalDate> holds, LocalDate on) {
        return Holding.fallenFrom(this, code, holds, on);
    }

    /** Returns the dates until which tiers hold after a fall. */
    public Map<String, LocalDate> holdsAfterFall(Map<String, LocalDate> holds, Tier fallenTo, LocalDate on) {
        boolean ownValidity = downgrade == Downgrade.ONE_STEP && rank(fallenTo.code()) > 0;
        return ownValidity ? holdsAfter(holds, on, fallenTo.code()) : holds;
    }
}
