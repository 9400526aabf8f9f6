package org.loyalty4j.program;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;

/**
 * How many points may be used at once, what they are worth, and how much of a receipt they may pay. A use is a
 * redemption of a number of points; what a reward takes is its price and not a matter of these rules.
 *
 * <p>The limits are looked at in this order: the least balance, what is available, the most, the limits of periods, the
 * share of the purchase, the shares of its lines, the step, the least. Each lowers the number that the one before it
 * left, so that the number used keeps all of them. Each {@code with…} method returns a changed copy.
 *
 * @param least the fewest points of one use, or null for any
 * @param most the most points of one use, not fewer than the least, or null for any
 * @param step the number of points that a use is a multiple of, or null for any
 * @param value what points are worth in money, or null where only the shop knows; then points may pay any part
 * @param share the largest part of a purchase's total that points may pay, from 0 to 1, or null for all of it
 * @param shares the largest parts of lines that points may pay; a line belongs to the first whose filter it passes, and
 *     one that passes none may be paid whole
 * @param limits the most points used within calendar periods, by numbers and for rewards together, each period once; what
 *     comes back of a use is free again in its own period
 * @param graceDays for how many days after today points can still be used whose time is over when a return, a void or the
 *     undoing of a redemption puts them back: to the end of the last of these days, in a lot of their own, from 1 to
 *     {@value #GRACE_DAYS_MAX}; 0 where they are gone at once, as those are anyway that were given more time or came
 *     from another customer before, and all once points have gone because nothing happened
 * @param priority which purse is used first where an amount is paid with several: the lower one, of equal ones the one that
 *     was published first; from -1000 to 1000
 * @param balance how many points have to be there that can be used, so that any can be used, also for a reward; or null
 * @param offline how many points an account may owe altogether after a use that a till made while it had no connection,
 *     from 1 to {@link Points#POSTING_MAX}; or null where such a use is as any other
 * @param reach which points a checkout may use
 */
public record SpendingRules(
        @Nullable Points least,
        @Nullable Points most,
        @Nullable Points step,
        @Nullable Value value,
        @Nullable Ratio share,
        List<Share> shares,
        List<Limit> limits,
        int graceDays,
        int priority,
        @Nullable Points balance,
        @Nullable Points offline,
        Reach reach) {

    /** The most days of grace. */
    public static final int GRACE_DAYS_MAX = 366;

    /** The highest and, below zero, the lowest priority. */
    public static final int PRIORITY_MAX = 1000;

    /** The most that one point may be worth. */
    private static final Ratio RATE_MAX = Ratio.of(1_000_000);

    /** The least that one point may be worth. */
    private static final Ratio RATE_MIN = Ratio.of(1, 1_000_000_000);

    private static final SpendingRules NONE =
            new SpendingRules(null, null, null, null, null, List.of(), List.of(), 0, 0, null, null, Reach.BEFORE);

    /** Which points a checkout may use. */
    public enum Reach {
        /** Those that were there before: the points are used first, then the purchase earns. */
        BEFORE,
        /**
         * Those that its own purchase gives, too, as far as they can be used at once: the purchase earns first, then the
         * points are used, as if the customer came back right after it. Pending points are not among them.
         */
        SAME_PURCHASE
    }

    /**
     * What points are worth.
     *
     * @param rate the exact money of one whole point, in whole units of the program's currency: 1/100 where a point is
     *     a cent of a euro; from a billionth to a million
     * @param rounding how the worth of all points of one use is rounded to the smallest unit of the currency, once
     */
    public record Value(Ratio rate, RoundingMode rounding) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Value {
            new Violations()
                    .required("spending.value.rate", rate)
                    .required("spending.value.rounding", rounding)
                    .throwIfAny();
            new Violations()
                    .check(
                            rate.compareTo(RATE_MIN) >= 0 && rate.compareTo(RATE_MAX) <= 0,
                            "spending.value.rate",
                            Code.NUMBER_OUT_OF_RANGE,
                            "a point is worth from " + RATE_MIN + " to " + RATE_MAX)
                    .check(
                            rounding != RoundingMode.UNNECESSARY,
                            "spending.value.rounding",
                            Code.NUMBER_OUT_OF_RANGE,
                            "a mode that rounds is required")
                    .throwIfAny();
        }
    }

    /**
     * How much of some lines points may pay.
     *
     * @param lines which lines
     * @param part the largest part of what is paid for them together, from 0 to 1
     */
    public record Share(LineFilter lines, Ratio part) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Share {
            new Violations()
                    .required("spending.shares.lines", lines)
                    .required("spending.shares.part", part)
                    .throwIfAny();
            checkPart(new Violations(), "spending.shares.part", part).throwIfAny();
        }
    }

    /**
     * How many points may be used within a period.
     *
     * @param most the most points
     * @param period the calendar period of the program's zone
     */
    public record Limit(Points most, Counter.Period period) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Limit {
            new Violations()
                    .required("spending.limits.most", most)
                    .required("spending.limits.period", period)
                    .throwIfAny();
            most.positive("spending.limits.most");
        }

        /** Returns limits in the order of their periods; no two may be about one. */
        static List<Limit> inOrder(Violations violations, String path, List<Limit> limits) {
            List<Limit> sorted =
                    limits.stream().sorted(Comparator.comparing(Limit::period)).toList();
            for (int i = 1; i < sorted.size(); i++) {
                violations.check(
                        sorted.get(i).period() != sorted.get(i - 1).period(),
                        path,
                        Code.DUPLICATE_CODE,
                        "two limits are about one period");
            }
            return sorted;
        }
    }

    /**
     * Copies the lists and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public SpendingRules {
        new Violations()
                .required("spending.shares", shares)
                .required("spending.limits", limits)
                .required("spending.reach", reach)
                .throwIfAny();
        new Violations()
                .eachRequired("spending.shares", shares)
                .eachRequired("spending.limits", limits)
                .throwIfAny();
        shares = List.copyOf(shares);
        Violations violations = new Violations().atMost("spending.shares", shares, LoyaltyProgram.ITEMS_MAX);
        violations.check(
                graceDays >= 0 && graceDays <= GRACE_DAYS_MAX,
                "spending.graceDays",
                Code.NUMBER_OUT_OF_RANGE,
                "a grace has from 1 to " + GRACE_DAYS_MAX + " days, or none");
        checkPoints(violations, "spending.balance", balance);
        checkPoints(violations, "spending.offline", offline);
        checkPoints(violations, "spending.least", least);
        checkPoints(violations, "spending.most", most);
        checkPoints(violations, "spending.step", step);
        violations.check(
                priority >= -PRIORITY_MAX && priority <= PRIORITY_MAX,
                "spending.priority",
                Code.NUMBER_OUT_OF_RANGE,
                "a priority is from -1000 to 1000");
        limits = Limit.inOrder(violations, "spending.limits", limits);
        violations.throwIfAny();
        checkPart(violations, "spending.share", share)
                .check(
                        most == null || fewest(least, step) <= most.minor(),
                        "spending.most",
                        Code.EMPTY_RANGE,
                        "no number of points is a multiple of the step and neither too few nor too many")
                .check(
                        value != null || (share == null && shares.isEmpty()),
                        "spending.value",
                        Code.REQUIRED,
                        "a share of a purchase can only be told where points have a value")
                .throwIfAny();
    }

    /** Makes rules whose purse has the usual priority, 0. */
    public SpendingRules(
            @Nullable Points least,
            @Nullable Points most,
            @Nullable Points step,
            @Nullable Value value,
            @Nullable Ratio share,
            List<Share> shares,
            List<Limit> limits) {
        this(least, most, step, value, share, shares, limits, 0, 0, null, null, Reach.BEFORE);
    }

    /** Returns rules that limit nothing and give points no value. */
    public static SpendingRules none() {
        return NONE;
    }

    /** Returns these rules with the fewest points of one use. */
    public SpendingRules withLeast(Points fewest) {
        return new SpendingRules(
                fewest, most, step, value, share, shares, limits, graceDays, priority, balance, offline, reach);
    }

    /** Returns these rules with the most points of one use. */
    public SpendingRules withMost(Points greatest) {
        return new SpendingRules(
                least, greatest, step, value, share, shares, limits, graceDays, priority, balance, offline, reach);
    }

    /** Returns these rules, letting only multiples of a number of points be used. */
    public SpendingRules withStep(Points multiple) {
        return new SpendingRules(
                least, most, multiple, value, share, shares, limits, graceDays, priority, balance, offline, reach);
    }

    /**
     * Returns these rules with a value of points, rounded toward zero.
     *
     * @param rate the exact money of one whole point, in whole units of the program's currency
     */
    public SpendingRules withValue(Ratio rate) {
        return withValue(new Value(rate, RoundingMode.DOWN));
    }

    /** Returns these rules with a value of points. */
    public SpendingRules withValue(Value worth) {
        return new SpendingRules(
                least, most, step, worth, share, shares, limits, graceDays, priority, balance, offline, reach);
    }

    /** Returns these rules, letting points pay only a part of a purchase, from 0 to 1. */
    public SpendingRules withShare(Ratio part) {
        return new SpendingRules(
                least, most, step, value, part, shares, limits, graceDays, priority, balance, offline, reach);
    }

    /** Returns these rules, letting points pay only a part of lines that no share before this one is about. */
    public SpendingRules withShare(LineFilter lines, Ratio part) {
        List<Share> more = new ArrayList<>(shares);
        more.add(new Share(lines, part));
        return new SpendingRules(
                least, most, step, value, share, more, limits, graceDays, priority, balance, offline, reach);
    }

    /** Returns these rules, letting no more points be used within a calendar period. */
    public SpendingRules withLimit(Points greatest, Counter.Period period) {
        List<Limit> more = new ArrayList<>(limits);
        more.add(new Limit(greatest, period));
        return new SpendingRules(
                least, most, step, value, share, shares, more, graceDays, priority, balance, offline, reach);
    }

    /**
     * Returns these rules, letting points that are put back past their time be used for some more days.
     *
     * @param days from 1 to {@value #GRACE_DAYS_MAX}, or 0 to let them go at once
     */
    public SpendingRules withGrace(int days) {
        return new SpendingRules(
                least, most, step, value, share, shares, limits, days, priority, balance, offline, reach);
    }

    /** Returns these rules with another priority among the purses that an amount is paid with; lower ones are used first. */
    public SpendingRules withPriority(int place) {
        return new SpendingRules(
                least, most, step, value, share, shares, limits, graceDays, place, balance, offline, reach);
    }

    /**
     * Returns these rules, letting points be used only where so many can be. What the account may owe by the use counts:
     * who may owe 50 points and has 60 can use points from a balance of 100.
     */
    public SpendingRules fromBalance(Points fewest) {
        return new SpendingRules(
                least, most, step, value, share, shares, limits, graceDays, priority, fewest, offline, reach);
    }

    /**
     * Returns these rules, letting a use that a till made while it had no connection owe points: the goods are gone, and
     * to refuse it would only leave it out of the books. The account owes at most so many altogether then, whatever it
     * owes of; beyond them the use is refused. What else of these rules limits a use does not refuse such a one, but is told.
     *
     * @param most the most points that the account may owe after it
     */
    public SpendingRules offlineUpTo(Points most) {
        return new SpendingRules(
                least, this.most, step, value, share, shares, limits, graceDays, priority, balance, most, reach);
    }

    /** Returns these rules, letting a checkout use other points. */
    public SpendingRules reaching(Reach points) {
        return new SpendingRules(
                least, most, step, value, share, shares, limits, graceDays, priority, balance, offline, points);
    }

    /** Returns how many points more a use without connection may owe of an account that owes some. */
    long offlineRoom(long debt) {
        return offline == null ? 0 : Math.max(0, offline.minor() - debt);
    }

    private static long fewest(@Nullable Points least, @Nullable Points step) {
        long from = least == null ? 1 : least.minor();
        return step == null ? from : -Math.floorDiv(-from, step.minor()) * step.minor();
    }

    private static void checkPoints(Violations violations, String path, @Nullable Points points) {
        violations.check(
                points == null || (points.minor() > 0 && points.minor() <= Points.POSTING_MAX),
                path,
                Code.NUMBER_OUT_OF_RANGE,
                "more than 0 and at most " + Points.POSTING_MAX + " are accepted");
    }

    private static Violations checkPart(Violations violations, String path, @Nullable Ratio part) {
        return violations.check(
                part == null || (part.signum() >= 0 && part.compareTo(Ratio.ONE) <= 0),
                path,
                Code.NUMBER_OUT_OF_RANGE,
                "a part is from 0 to 1");
    }
}
