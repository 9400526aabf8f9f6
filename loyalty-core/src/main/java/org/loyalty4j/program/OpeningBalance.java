package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;

/**
 * What a customer had in another system when this ledger began: points with their own dates, days that qualify for tiers,
 * and the tier that was held. Each batch gives each customer an opening balance once.
 *
 * @param batch the name of the batch, 1 to {@value #BATCH_MAX} code points
 * @param customer whose points
 * @param lots the points, at most {@value #LOTS_MAX} lots
 * @param actor who asked, or null
 * @param source which system asked, or null
 * @param days what was bought there, at most {@value #DAYS_MAX} days, each date once; it counts for tiers as though it had been
 *     recorded here
 * @param held the tier that was held there and stands in for what the days come to, or null; there is at least a lot, a day
 *     or a tier
 */
public record OpeningBalance(
        String batch,
        CustomerId customer,
        List<OpeningLot> lots,
        @Nullable Actor actor,
        @Nullable Source source,
        List<Day> days,
        @Nullable Held held)
        implements Request {

    /** The most code points of the name of a batch. */
    public static final int BATCH_MAX = 100;

    /** The most lots of one customer in one batch. */
    public static final int LOTS_MAX = 1000;

    /** The most days of one customer in one batch. */
    public static final int DAYS_MAX = 800;

    /** The most purchases of a day. */
    public static final long PURCHASES_MAX = 100_000;

    /**
     * What was bought on one day.
     *
     * @param date the day, by the shop's clock; before the day on which it is taken over
     * @param spend what was spent on what qualifies, 0 or more
     * @param points the points it earned, 0 or more
     * @param purchases how many purchases there were, 1 to {@value #PURCHASES_MAX}
     */
    public record Day(LocalDate date, Money spend, Points points, long purchases) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Day {
            new Violations()
                    .required("days.date", date)
                    .required("days.spend", spend)
                    .required("days.points", points)
                    .throwIfAny();
            new Violations()
                    .check(
                            date.getYear() >= 1900 && date.getYear() < 2200,
                            "days.date",
                            Code.TIME_OUT_OF_RANGE,
                            "dates of the years 1900 to 2199 are accepted")
                    .check(spend.minor() >= 0, "days.spend", Code.AMOUNT_NEGATIVE, "a day cannot count less than 0")
                    .check(points.minor() >= 0, "days.points", Code.AMOUNT_NEGATIVE, "a day cannot count less than 0")
                    .check(
                            points.minor() <= Points.POSTING_MAX,
                            "days.points",
                            Code.AMOUNT_TOO_LARGE,
                            "a day counts at most " + Points.POSTING_MAX + " points")
                    .check(
                            purchases >= 1 && purchases <= PURCHASES_MAX,
                            "days.purchases",
                            Code.NUMBER_OUT_OF_RANGE,
                            "a day has 1 to " + PURCHASES_MAX + " purchases")
                    .throwIfAny();
        }
    }

    /**
     * A tier that was held.
     *
     * @param tier its code; the program of the moment must have it
     * @param since the date since which it was held, not after the day on which it is taken over
     * @param until the first date without it, after that day; or null when it has no end
     */
    public record Held(
            String tier, LocalDate since, @Nullable LocalDate until) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Held {
            Violations violations = new Violations().required("held.tier", tier).required("held.since", since);
            violations.throwIfAny();
            tier = violations.text("held.tier", tier, 40);
            violations
                    .check(
                            since.getYear() >= 1900 && since.getYear() < 2200,
                            "held.since",
                            Code.TIME_OUT_OF_RANGE,
                            "dates of the years 1900 to 2199 are accepted")
                    .check(
                            until == null || (until.isAfter(since) && until.getYear() < 2200),
                            "held.until",
                            Code.EMPTY_RANGE,
                            "a tier cannot end before it begins")
                    .throwIfAny();
        }
    }

    /**
     * Points that were earned together.
     *
     * @param points how many are left, more than zero
     * @param earnedAt when they were earned; cut to microseconds
     * @param goneAt the first instant at which they are gone, after they were earned; or null when they stay
     */
    public record OpeningLot(
            Points points, Instant earnedAt, @Nullable Instant goneAt) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public OpeningLot {
            Violations violations = new Violations().required("points", points).required("earnedAt", earnedAt);
            violations.throwIfAny();
            points.positive("points");
            Instant earned = violations.instant("earnedAt", earnedAt);
            goneAt = violations.instant("goneAt", goneAt);
            violations.throwIfAny();
            earnedAt = earned == null ? earnedAt : earned;
            violations
                    .check(
                            goneAt == null || earnedAt.isBefore(goneAt),
                            "goneAt",
                            Code.EMPTY_RANGE,
                            "points cannot be gone before they are earned")
                    .throwIfAny();
        }
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public OpeningBalance {
        Violations violations = new Violations()
                .required("batch", batch)
                .required("customer", customer)
                .required("lots", lots)
                .required("days", days);
        violations.throwIfAny();
        batch = violations.text("batch", batch, BATCH_MAX);
        violations.atMost("lots", lots, LOTS_MAX).throwIfAny();
        violations
                .eachRequired("lots", lots)
                .atMost("days", days, DAYS_MAX)
                .eachRequired("days", days)
                .check(
                        !lots.isEmpty() || !days.isEmpty() || held != null,
                        "lots",
                        Code.REQUIRED,
                        "at least one lot, day or tier")
                .throwIfAny();
        violations
                .check(
                        days.stream().map(Day::date).distinct().count() == days.size(),
                        "days",
                        Code.DUPLICATE_CODE,
                        "a date is named twice")
                .throwIfAny();
        lots = List.copyOf(lots);
        days = List.copyOf(days);
    }

    /** Makes an opening balance of points alone. */
    public OpeningBalance(
            String batch, CustomerId customer, List<OpeningLot> lots, @Nullable Actor actor, @Nullable Source source) {
        this(batch, customer, lots, actor, source, List.of(), null);
    }

    /** Starts with nothing but a day. */
    public static OpeningBalance of(String batch, CustomerId customer, Day day) {
        return new OpeningBalance(batch, customer, List.of(), null, null, List.of(day), null);
    }

    /** Returns this balance with one day more. */
    public OpeningBalance and(Day day) {
        List<Day> more = new ArrayList<>(days);
        more.add(day);
        return new OpeningBalance(batch, customer, lots, actor, source, more, held);
    }

    /** Returns this balance with the tier that was held. */
    public OpeningBalance holding(Held tier) {
        return new OpeningBalance(batch, customer, lots, actor, source, days, tier);
    }

    /** Starts with one lot that goes at an instant, or never for null. */
    public static OpeningBalance of(
            String batch, CustomerId customer, Points points, Instant earnedAt, @Nullable Instant goneAt) {
        return new OpeningBalance(batch, customer, List.of(new OpeningLot(points, earnedAt, goneAt)), null, null);
    }

    /** Returns this balance with one lot more. */
    public OpeningBalance and(Points points, Instant earnedAt, @Nullable Instant goneAt) {
        List<OpeningLot> more = new ArrayList<>(lots);
        more.add(new OpeningLot(points, earnedAt, goneAt));
        return new OpeningBalance(batch, customer, more, actor, source, days, held);
    }

    /** Returns this balance, asked for by somebody. */
    public OpeningBalance by(Actor who) {
        return new OpeningBalance(batch, customer, lots, who, source, days, held);
    }

    /** Returns this balance, asked for by a system. */
    public OpeningBalance from(Source system) {
        return new OpeningBalance(batch, customer, lots, actor, system, days, held);
    }

    /** Returns the key: the batch and the customer, so that a batch that is loaded again gives nothing again. */
    @Override
    public CommandKey key() {
        return new CommandKey(batch + "/" + customer.value());
    }

    /** Shows the batch and how many lots. */
    @Override
    public String toString() {
        return "OpeningBalance[" + batch + ", " + lots.size() + " lots]";
    }
}
