package org.loyalty4j.program;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.points.Points;

/**
 * Says of pending points that they can be used from now on, or that they never will.
 *
 * @param kind which of the two
 * @param key the caller's key
 * @param customer whose points
 * @param origin what the points came with
 * @param given the key of that purchase or bonus
 * @param points how many, more than zero, or null for all that are still pending
 * @param reason why, or null; up to 500 code points
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record PendingChange(
        Kind kind,
        CommandKey key,
        CustomerId customer,
        Origin origin,
        CommandKey given,
        @Nullable Points points,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /** What becomes of the points. */
    public enum Kind {
        /** They can be used from now on, also where they wait for a date that has not come. */
        CONFIRM,
        /** They are taken back. */
        CANCEL
    }

    /** What points came with. */
    public enum Origin {
        /** A purchase. */
        PURCHASE,
        /** A bonus. */
        BONUS,
        /** An event that is no purchase. */
        EVENT
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public PendingChange {
        Violations violations = new Violations()
                .required("kind", kind)
                .required("key", key)
                .required("customer", customer)
                .required("origin", origin)
                .required("given", given);
        violations.throwIfAny();
        if (points != null) {
            points.positive("points");
        }
        reason = violations.optionalText("reason", reason, 500);
        violations.throwIfAny();
    }

    /** Makes a request to confirm all pending points of a purchase. */
    public static PendingChange confirm(CommandKey key, CustomerId customer, CommandKey purchase) {
        return of(Kind.CONFIRM, key, customer, Origin.PURCHASE, purchase);
    }

    /** Makes a request to confirm all pending points of an event that is no purchase. */
    public static PendingChange confirmEvent(CommandKey key, CustomerId customer, CommandKey activity) {
        return of(Kind.CONFIRM, key, customer, Origin.EVENT, activity);
    }

    /** Makes a request to take back all pending points of an event that is no purchase. */
    public static PendingChange cancelEvent(CommandKey key, CustomerId customer, CommandKey activity) {
        return of(Kind.CANCEL, key, customer, Origin.EVENT, activity);
    }

    /** Makes a request to confirm all pending points of a bonus. */
    public static PendingChange confirmBonus(CommandKey key, CustomerId customer, CommandKey bonus) {
        return of(Kind.CONFIRM, key, customer, Origin.BONUS, bonus);
    }

    /** Makes a request to take all pending points of a purchase back. */
    public static PendingChange cancel(CommandKey key, CustomerId customer, CommandKey purchase) {
        return of(Kind.CANCEL, key, customer, Origin.PURCHASE, purchase);
    }

    /** Makes a request to take all pending points of a bonus back. */
    public static PendingChange cancelBonus(CommandKey key, CustomerId customer, CommandKey bonus) {
        return of(Kind.CANCEL, key, customer, Origin.BONUS, bonus);
    }

    private static PendingChange of(Kind kind, CommandKey key, CustomerId customer, Origin origin, CommandKey given) {
        return new PendingChange(kind, key, customer, origin, given, null, null, null, null);
    }

    /** Returns this request, about so many of the points. */
    public PendingChange only(Points some) {
        return new PendingChange(kind, key, customer, origin, given, some, reason, actor, source);
    }

    /** Returns this request, with a reason. */
    public PendingChange because(String why) {
        return new PendingChange(kind, key, customer, origin, given, points, why, actor, source);
    }

    /** Returns this request, asked for by somebody. */
    public PendingChange by(Actor who) {
        return new PendingChange(kind, key, customer, origin, given, points, reason, who, source);
    }

    /** Returns this request, asked for by a system. */
    public PendingChange from(Source system) {
        return new PendingChange(kind, key, customer, origin, given, points, reason, actor, system);
    }

    /** Returns how many points, unless it is about all. */
    public Optional<Points> amount() {
        return Optional.ofNullable(points);
    }

    /** Shows the keys and the points. */
    @Override
    public String toString() {
        return "PendingChange[" + kind + " " + given.value() + ", " + points + "]";
    }
}
