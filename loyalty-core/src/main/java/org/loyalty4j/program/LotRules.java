package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.tier.PeriodEnd;

/**
 * What becomes of the points of a purchase once they are given. What is said of a rule's points counts before what is said
 * of all; the points that a multiplier or tier adds are its own.
 *
 * @param pending what points wait for before they can be used, or null for nothing
 * @param pendingOfRules what the points of some rules wait for, by the codes of the rules
 * @param expiry when points go, or null for the program's own period
 * @param expiryOfRules when the points of some rules go, by the codes of the rules; counts before everything else
 * @param expiryOfTiers when the points go of customers of a tier, by the codes of the tiers; counts before what is said of
 *     all. A purchase has the tier that multiplies it, a bonus or a correction that of the moment in which it is given
 * @param noticeDays how many days before the first date on which points are gone it is told that they go, from 1 to
 *     {@value #NOTICE_DAYS_MAX}; 0 to tell nothing. See {@code Maintenance.notices}
 * @param inactivity after which time without anything happening all points go that can be used, or null for never. What
 *     is said of single points stays beside it: whichever comes first counts
 */
public record LotRules(
        @Nullable Pending pending,
        Map<String, Pending> pendingOfRules,
        @Nullable Expiry expiry,
        Map<String, Expiry> expiryOfRules,
        Map<String, Expiry> expiryOfTiers,
        int noticeDays,
        @Nullable Inactivity inactivity) {

    /** The most days before which it is told that points go. */
    public static final int NOTICE_DAYS_MAX = 366;

    private static final LotRules NONE = new LotRules(null, Map.of(), null, Map.of(), Map.of(), 0, null);

    /** Copies the maps. */
    public LotRules {
        new Violations()
                .required("lots.pendingOfRules", pendingOfRules)
                .required("lots.expiryOfRules", expiryOfRules)
                .required("lots.expiryOfTiers", expiryOfTiers)
                .check(
                        noticeDays >= 0 && noticeDays <= NOTICE_DAYS_MAX,
                        "lots.noticeDays",
                        Code.NUMBER_OUT_OF_RANGE,
                        "it is told from 1 to " + NOTICE_DAYS_MAX + " days before, or not at all")
                .throwIfAny();
        pendingOfRules = Map.copyOf(pendingOfRules);
        expiryOfRules = Map.copyOf(expiryOfRules);
        expiryOfTiers = Map.copyOf(expiryOfTiers);
    }

    /** Makes rules by which points go whether anything happens or not. */
    public LotRules(
            @Nullable Pending pending,
            Map<String, Pending> pendingOfRules,
            @Nullable Expiry expiry,
            Map<String, Expiry> expiryOfRules,
            Map<String, Expiry> expiryOfTiers,
            int noticeDays) {
        this(pending, pendingOfRules, expiry, expiryOfRules, expiryOfTiers, noticeDays, null);
    }

    /** What a customer does, or what happens to the account. */
    public enum Activity {
        /** A purchase, from when it happened, whether it earns points or not. */
        PURCHASE,
        /** Points that are used, held ones too. */
        REDEMPTION,
        /** Points that are reserved. */
        HOLD,
        /** Points that are given without a purchase, from when it happened. */
        BONUS,
        /** Goods that come back, and a purchase that is voided. */
        RETURN,
        /** Points that are sent to another customer. */
        TRANSFER_OUT,
        /** Points that come from another customer. */
        TRANSFER_IN,
        /** A correction by hand. */
        ADJUSTMENT
    }

    /**
     * When all points of a customer go that can be used, because nothing happened for a time. It moves with each activity,
     * by the version of the program that is valid when that counts. Points that are given otherwise start the time anew
     * where there are none that can be used; points that come back do not, and are gone at once when the time is over.
     *
     * @param after the time, from the date of the last activity, in the program's zone
     * @param activities what starts it anew, at least one
     */
    public record Inactivity(PeriodEnd after, Set<Activity> activities) {

        /**
         * Copies the set, in the order of the constants.
         *
         * @throws InvalidRequestException if there is no time or no activity
         */
        public Inactivity {
            new Violations()
                    .required("inactivity.after", after)
                    .required("inactivity.activities", activities)
                    .throwIfAny();
            new Violations()
                    .check(
                            !activities.isEmpty(),
                            "inactivity.activities",
                            Code.REQUIRED,
                            "something has to start the time anew")
                    .throwIfAny();
            activities = Collections.unmodifiableSet(EnumSet.copyOf(activities));
        }

        /** Returns that points go after a time without a purchase or redemption. */
        public static Inactivity after(PeriodEnd time) {
            return new Inactivity(time, EnumSet.of(Activity.PURCHASE, Activity.REDEMPTION));
        }

        /** Returns the same, but where other activities start the time anew. */
        public Inactivity startedBy(Activity first, Activity... others) {
            return new Inactivity(after, EnumSet.of(first, others));
        }
    }

    /**
     * When points go: after a time, with a date of the year, with the first such date after a time, or never.
     *
     * @param after the time, counted from the date that the points count from; null for none
     * @param dates days of the year with whose end points go, at most 20; 29 February is 28 February in other years. Of
     *     them it is the first that is not before the end of the time, or the date itself where there is no time
     */
    public record Expiry(@Nullable PeriodEnd after, List<MonthDay> dates) {

        private static final int DATES_MAX = 20;

        /** Copies the list, in the order of the year. */
        public Expiry {
            new Violations().required("expiry.dates", dates).throwIfAny();
            new Violations().eachRequired("expiry.dates", dates).throwIfAny();
            dates = dates.stream().distinct().sorted().toList();
            new Violations().atMost("expiry.dates", dates, DATES_MAX).throwIfAny();
        }

        /** Returns that points stay. */
        public static Expiry never() {
            return new Expiry(null, List.of());
        }

        /** Returns that points go after a time. */
        public static Expiry after(PeriodEnd time) {
            return new Expiry(time, List.of());
        }

        /** Returns that points go with the end of the next of some days of the year. */
        public static Expiry on(MonthDay... days) {
            return new Expiry(null, List.of(days));
        }

        /** Returns the same, but with the end of the first of some days of the year that is not before. */
        public Expiry thenOn(MonthDay... days) {
            return new Expiry(after, List.of(days));
        }

        /** Returns the first date on which points are gone, or null when they stay. */
        @Nullable
        LocalDate goneOn(LocalDate countsFrom) {
            LocalDate from = after == null ? countsFrom : after.firstDayAfter(countsFrom);
            if (dates.isEmpty()) {
                return after == null ? null : from;
            }
            for (MonthDay day : dates) {
                LocalDate last = day.atYear(from.getYear());
                if (!last.isBefore(from)) {
                    return last.plusDays(1);
                }
            }
            return dates.get(0).atYear(from.getYear() + 1).plusDays(1);
        }
    }

    /**
     * What points wait for before they can be used.
     *
     * @param until what it is
     * @param end for {@link Until#DATE} when they can be used; for {@link Until#CONFIRMED} when they are lost if nobody
     *     has confirmed them, or null to wait for ever; otherwise null. It is counted from the date that the points count
     *     from, in the program's zone
     * @param expiry from when the time is counted after which the points go
     */
    public record Pending(Until until, @Nullable PeriodEnd end, From expiry) {

        /** What points wait for. */
        public enum Until {
            /** Nothing: for a rule whose points can be used although those of the program wait. */
            NOTHING,
            /** The date on which they become active by themselves. */
            DATE,
            /** That somebody confirms them; see {@code Accounts.change(PendingChange)}. */
            CONFIRMED
        }

        /** From when the time is counted after which points go. */
        public enum From {
            /** From when they become active; where that happens in parts, from the first. */
            ACTIVATION,
            /** From when they count, as for points that never waited. They may go before they ever become active. */
            EARNING
        }

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException if there is an end where nothing ends, or none where something does
         */
        public Pending {
            new Violations()
                    .required("pending.until", until)
                    .required("pending.expiry", expiry)
                    .throwIfAny();
            new Violations()
                    .check(
                            until == Until.DATE ? end != null : until == Until.CONFIRMED || end == null,
                            "pending.end",
                            Code.REQUIRED,
                            "points that wait for a date say which, those that wait for nothing do not")
                    .throwIfAny();
        }

        /** Returns that points wait for nothing. */
        public static Pending nothing() {
            return new Pending(Until.NOTHING, null, From.EARNING);
        }

        /** Returns that points can be used after a time, from which their own time is counted. */
        public static Pending until(PeriodEnd date) {
            return new Pending(Until.DATE, date, From.ACTIVATION);
        }

        /** Returns that points wait for somebody to confirm them, however long that takes. */
        public static Pending untilConfirmed() {
            return new Pending(Until.CONFIRMED, null, From.ACTIVATION);
        }

        /** Returns that points wait for somebody to confirm them, and are lost after a time. */
        public static Pending untilConfirmed(PeriodEnd within) {
            return new Pending(Until.CONFIRMED, within, From.ACTIVATION);
        }

        /** Returns the same, with the time after which the points go counted from elsewhere. */
        public Pending expiringFrom(From when) {
            return new Pending(until, end, when);
        }

        /** Returns what points that count from an instant wait for, or null for nothing. */
        LotTerms.@Nullable Waiting waiting(LoyaltyProgram program, Instant countsAt, boolean fixed) {
            if (until == Until.NOTHING) {
                return null;
            }
            Instant ends = end == null ? null : program.startOf(end.firstDayAfter(program.dateOf(countsAt)));
            return until == Until.DATE
                    ? new LotTerms.Waiting(ends, null, false)
                    : new LotTerms.Waiting(null, ends, !fixed && expiry == From.ACTIVATION);
        }
    }

    /** Returns that nothing special becomes of points. */
    public static LotRules none() {
        return NONE;
    }

    /** Returns these rules, with something that all points wait for. */
    public LotRules with(Pending wait) {
        return new LotRules(wait, pendingOfRules, expiry, expiryOfRules, expiryOfTiers, noticeDays, inactivity);
    }

    /** Returns these rules, with something else that the points of a rule wait for. */
    public LotRules with(String rule, Pending wait) {
        Map<String, Pending> more = new HashMap<>(pendingOfRules);
        more.put(rule, wait);
        return new LotRules(pending, more, expiry, expiryOfRules, expiryOfTiers, noticeDays, inactivity);
    }

    /** Returns these rules, with another time or date at which points go. */
    public LotRules with(Expiry end) {
        return new LotRules(pending, pendingOfRules, end, expiryOfRules, expiryOfTiers, noticeDays, inactivity);
    }

    /** Returns these rules, with another time or date at which the points of a rule go. */
    public LotRules with(String rule, Expiry end) {
        Map<String, Expiry> more = new HashMap<>(expiryOfRules);
        more.put(rule, end);
        return new LotRules(pending, pendingOfRules, expiry, more, expiryOfTiers, noticeDays, inactivity);
    }

    /** Returns these rules, with another time or date at which the points go that customers of a tier are given. */
    public LotRules withTier(String tier, Expiry end) {
        Map<String, Expiry> more = new HashMap<>(expiryOfTiers);
        more.put(tier, end);
        return new LotRules(pending, pendingOfRules, expiry, expiryOfRules, more, noticeDays, inactivity);
    }

    /**
     * Returns these rules, where it is told so many days before that points go.
     *
     * @param days from 1 to {@value #NOTICE_DAYS_MAX}, or 0 to tell nothing
     */
    public LotRules noticeBefore(int days) {
        return new LotRules(pending, pendingOfRules, expiry, expiryOfRules, expiryOfTiers, days, inactivity);
    }

    /** Returns these rules, where all points go when nothing happens for a time. */
    public LotRules with(Inactivity idle) {
        return new LotRules(pending, pendingOfRules, expiry, expiryOfRules, expiryOfTiers, noticeDays, idle);
    }

    /** Says whether all points are alike, whichever rule gives them. */
    boolean areForAllRules() {
        return pendingOfRules.isEmpty() && expiryOfRules.isEmpty();
    }

    /** Returns what decides when points of a rule go that are given to a customer of a tier. */
    LotTerms.Source sourceOf(@Nullable String rule, @Nullable String tier) {
        if (rule != null && expiryOfRules.containsKey(rule)) {
            return new LotTerms.Source(LotTerms.Level.RULE, rule);
        }
        return tier != null && expiryOfTiers.containsKey(tier)
                ? new LotTerms.Source(LotTerms.Level.TIER, tier)
                : LotTerms.Source.PROGRAM;
    }

    /** Returns what the points of a rule wait for, or null for nothing. */
    @Nullable
    Pending pendingOf(String rule) {
        return pendingOfRules.getOrDefault(rule, pending);
    }

    /** Says whether any points wait for anything. */
    public boolean anyPending() {
        return pending != null || !pendingOfRules.isEmpty();
    }
}
