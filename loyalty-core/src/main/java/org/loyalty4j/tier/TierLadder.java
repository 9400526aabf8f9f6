package org.loyalty4j.tier;

import java.time.LocalDate;
import java.time.Period;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
 */
public record TierLadder(
        List<Tier> tiers,
        Metric metric,
        Window window,
        @Nullable PeriodEnd validity,
        Downgrade downgrade,
        Period grace) {

    /** The most tiers of a ladder. */
    public static final int TIERS_MAX = 50;

    /** Stands for the date until which a tier holds that is never lost. Every database can keep it. */
    public static final LocalDate NEVER_ENDS = LocalDate.of(9999, 12, 31);

    /** What is counted. */
    public enum Metric {
        /** Money spent, in its smallest units. */
        SPEND,
        /** Points that purchases earned, in their smallest units; using them or letting them expire changes nothing. */
        POINTS,
        /** Purchases, however small. */
        PURCHASES
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

    /** Which days count on a day. */
    public static final class Window {

        private final Kind kind;
        private final Period period;

        /** What {@link TierLadder#windowKey()} is, for each metric: asked for at every sale. */
        private final Map<Metric, String> keys = new EnumMap<>(Metric.class);

        /** How the days are found. */
        public enum Kind {
            /** The days after the same date one period earlier. */
            ROLLING,
            /** The days of the year. */
            CALENDAR_YEAR,
            /** All days so far. */
            LIFETIME
        }

        private Window(Kind kind, Period period) {
            this.kind = kind;
            this.period = period;
            for (Metric metric : Metric.values()) {
                keys.put(metric, metric + "/" + (kind == Kind.ROLLING ? period : kind));
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

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Window that && kind == that.kind && period.equals(that.period);
        }

        @Override
        public int hashCode() {
            return Objects.hash(kind, period);
        }

        @Override
        public String toString() {
            return kind == Kind.ROLLING ? kind + " " + period : kind.toString();
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
         */
        public LocalDate startBefore(LocalDate day) {
            return switch (kind) {
                case ROLLING -> day.minus(period);
                case CALENDAR_YEAR -> day.withDayOfYear(1).minusDays(1);
                case LIFETIME -> Standing.NO_DAY;
            };
        }
    }

    /**
     * Makes a ladder.
     *
     * @throws InvalidRequestException if thresholds do not rise from zero, or a part is out of range
     */
    public TierLadder {
        tiers = List.copyOf(tiers);
        Violations violations = new Violations().atMost("tiers", tiers, TIERS_MAX);
        Set<String> codes = new HashSet<>();
        long last = -1;
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            violations.check(
                    i > 0 ? tier.from() > last : tier.from() == 0,
                    "tiers[" + i + "].from",
                    Code.BAD_TIER_TABLE,
                    "thresholds rise from 0");
            violations.check(
                    codes.add(tier.code()), "tiers[" + i + "].code", Code.DUPLICATE_CODE, "two tiers have one code");
            last = tier.from();
        }
        violations.check(!tiers.isEmpty(), "tiers", Code.BAD_TIER_TABLE, "at least one tier is required");
        violations.check(
                grace.getYears() >= 0
                        && grace.getMonths() >= 0
                        && grace.getDays() >= 0
                        && grace.toTotalMonths() <= 120
                        && grace.getDays() <= 3660,
                "grace",
                Code.DURATION_OUT_OF_RANGE,
                "a grace of 0 to 10 years is accepted");
        violations.throwIfAny();
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

    /** Returns the highest tier that a count reaches. */
    public Tier reachedWith(long counted) {
        int rank = tiers.size() - 1;
        while (rank > 0 && tiers.get(rank).from() > counted) {
            rank--;
        }
        return tiers.get(rank);
    }

    /** Returns what a day counts. */
    public long counted(QualifyingDay day) {
        return switch (metric) {
            case SPEND -> day.spend();
            case POINTS -> day.points();
            case PURCHASES -> day.purchases();
        };
    }

    /** Returns a text that is equal for two ladders whose window sums mean the same. */
    public String windowKey() {
        return window.keys.getOrDefault(metric, metric.name());
    }

    /**
     * Returns the dates until which tiers hold after a day that qualifies for a tier and all below it. No date gets
     * earlier.
     */
    public Map<String, LocalDate> holdsAfter(Map<String, LocalDate> holds, LocalDate day, String reached) {
        int rank = rank(reached);
        if (rank == 0) {
            return holds;
        }
        LocalDate until = holdsUntil(day);
        Map<String, LocalDate> later = holds;
        boolean copied = false;
        for (int i = 1; i <= rank; i++) {
            String code = tiers.get(i).code();
            LocalDate before = holds.get(code);
            if (before == null || before.isBefore(until)) {
                later = copied ? later : new HashMap<>(holds);
                copied = true;
                later.put(code, until);
            }
        }
        return later;
    }

    /** Returns the first date on which a tier that was qualified for on a day does not hold any more. */
    public LocalDate holdsUntil(LocalDate day) {
        return validity == null || downgrade == Downgrade.NONE ? NEVER_ENDS : validity.firstDayAfter(day);
    }

    /** Returns the first date on which a tier is lost, grace counted; empty when it is not. */
    public Optional<LocalDate> lostOn(String code, Map<String, LocalDate> holds) {
        if (rank(code) == 0) {
            return Optional.empty();
        }
        // A tier of an earlier program that this one never qualified anybody for is left to its holder.
        LocalDate until = holds.getOrDefault(code, NEVER_ENDS);
        return until.equals(NEVER_ENDS) || downgrade == Downgrade.NONE
                ? Optional.empty()
                : Optional.of(until.plus(grace));
    }

    /** Returns the tier to fall to when one is lost on a date. */
    public Tier fallenFrom(String code, Map<String, LocalDate> holds, LocalDate on) {
        int rank = rank(code);
        if (downgrade == Downgrade.ONE_STEP) {
            return tiers.get(Math.max(0, rank - 1));
        }
        for (int i = rank - 1; i > 0; i--) {
            LocalDate until = holds.get(tiers.get(i).code());
            if (until != null && (until.equals(NEVER_ENDS) || until.plus(grace).isAfter(on))) {
                return tiers.get(i);
            }
        }
        return lowest();
    }

    /** Returns the dates until which tiers hold after a fall. */
    public Map<String, LocalDate> holdsAfterFall(Map<String, LocalDate> holds, Tier fallenTo, LocalDate on) {
        boolean ownValidity = downgrade == Downgrade.ONE_STEP && rank(fallenTo.code()) > 0;
        return ownValidity ? holdsAfter(holds, on, fallenTo.code()) : holds;
    }
}
