package org.loyalty4j.program;

import java.time.Instant;
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
import org.loyalty4j.points.Points;

/**
 * The points that a customer had in another system when this ledger began, with their own dates. Each batch gives each
 * customer an opening balance once.
 *
 * @param batch the name of the batch, 1 to {@value #BATCH_MAX} code points
 * @param customer whose points
 * @param lots the points, 1 to {@value #LOTS_MAX} lots
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record OpeningBalance(
        String batch,
        CustomerId customer,
        List<OpeningLot> lots,
        @Nullable Actor actor,
        @Nullable Source source) implements Request {

    /** The most code points of the name of a batch. */
    public static final int BATCH_MAX = 100;

    /** The most lots of one customer in one batch. */
    public static final int LOTS_MAX = 1000;

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
                .required("lots", lots);
        violations.throwIfAny();
        batch = violations.text("batch", batch, BATCH_MAX);
        violations.atMost("lots", lots, LOTS_MAX).throwIfAny();
        violations
                .eachRequired("lots", lots)
                .check(!lots.isEmpty(), "lots", Code.REQUIRED, "at least one lot")
                .throwIfAny();
        lots = List.copyOf(lots);
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
        return new OpeningBalance(batch, customer, more, actor, source);
    }

    /** Returns this balance, asked for by somebody. */
    public OpeningBalance by(Actor who) {
        return new OpeningBalance(batch, customer, lots, who, source);
    }

    /** Returns this balance, asked for by a system. */
    public OpeningBalance from(Source system) {
        return new OpeningBalance(batch, customer, lots, actor, system);
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
