package org.loyalty4j.program;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.sale.Return;

/**
 * A request to give points back that have expired: as a lot of their own, which counts from now. Points of goods that came
 * back after they had expired are not among those that can be given back.
 *
 * @param key the caller's key
 * @param customer whose points they were
 * @param expiry the number of the posting with which they expired, from 1
 * @param points how many of its points, more than zero; or null for all that were not given back yet
 * @param goneAt the first instant at which they cannot be used any more, or null for what the program says of points
 *     that are given now
 * @param reason why, 1 to {@value Return#REASON_MAX} code points; never shown in texts
 * @param actor who takes the responsibility
 * @param source which system asked, or null
 */
public record Reinstatement(
        CommandKey key,
        CustomerId customer,
        long expiry,
        @Nullable Points points,
        @Nullable Instant goneAt,
        String reason,
        Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * What is known of points that expired.
     *
     * @param posting with which they did
     * @param back what was given back of them so far
     * @param lapsed the purchases that some of them came with, where goods came back for which points had expired; their
     *     payments are left out
     */
    public record Expired(Posting posting, List<Reinstated> back, List<AccountState.Sale> lapsed) {

        /** Copies the lists. */
        public Expired {
            back = List.copyOf(back);
            lapsed = List.copyOf(lapsed);
        }

        /** Returns how many points of a lot were not given back yet. */
        long left(LotAllocation part) {
            long left = -part.amount();
            for (Reinstated row : back) {
                left -= row.lot() == part.lot() ? row.points() : 0;
            }
            return left;
        }
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Reinstatement {
        Violations violations = new Violations();
        reason = ByHand.checkReason(violations, key, customer, "expiry", expiry, actor, reason);
        long amount = points == null ? 1 : points.minor();
        violations
                .check(expiry > 0, "expiry", Code.AMOUNT_NOT_POSITIVE, "the numbers of postings are more than 0")
                .check(amount > 0, "points", Code.AMOUNT_NOT_POSITIVE, "must be more than 0, not " + amount)
                .check(
                        amount <= Points.POSTING_MAX,
                        "points",
                        Code.AMOUNT_TOO_LARGE,
                        "at most " + Points.POSTING_MAX + " at once are accepted");
        goneAt = violations.instant("goneAt", goneAt);
        violations.throwIfAny();
    }

    /** Makes a request to give all points back that expired with a posting and were not given back yet. */
    public static Reinstatement ofAll(CommandKey key, CustomerId customer, long expiry, String reason, Actor actor) {
        return new Reinstatement(key, customer, expiry, null, null, reason, actor, null);
    }

    /** Makes a request to give a number of points back that expired with a posting. */
    public static Reinstatement of(
            CommandKey key, CustomerId customer, long expiry, Points points, String reason, Actor actor) {
        return new Reinstatement(key, customer, expiry, points, null, reason, actor, null);
    }

    /** Returns this request, gone at an instant whatever the program says. */
    public Reinstatement goneAt(Instant when) {
        return new Reinstatement(key, customer, expiry, points, when, reason, actor, source);
    }

    /** Returns this request, asked for by a system. */
    public Reinstatement from(Source system) {
        return new Reinstatement(key, customer, expiry, points, goneAt, reason, actor, system);
    }

    /** Returns how many points, if a number was named. */
    public Optional<Points> amount() {
        return Optional.ofNullable(points);
    }

    /** Shows the key, the posting and the points; neither who asked nor why. */
    @Override
    public String toString() {
        return "Reinstatement[" + key.value() + " of " + expiry + (points == null ? "" : ", " + points) + "]";
    }
}
