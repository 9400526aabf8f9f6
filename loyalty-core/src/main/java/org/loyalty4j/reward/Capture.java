package org.loyalty4j.reward;

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
 * A request to use points that are held, all of them or some; those that are not used go back. It is a redemption: its
 * key is one of those of redemptions, and what it used can pay a purchase and come back with it.
 *
 * @param key the caller's key, another than that of the hold
 * @param customer whose points
 * @param hold the key of the hold
 * @param points how many, or null for all
 * @param purchase the key of the purchase it pays, or null for the one that the hold named, if it did
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record Capture(
        CommandKey key,
        CustomerId customer,
        CommandKey hold,
        @Nullable Points points,
        @Nullable CommandKey purchase,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException if one is missing, or the points are not more than zero
     */
    public Capture {
        new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("hold", hold)
                .throwIfAny();
        if (points != null) {
            points.positive("points");
        }
    }

    /** Makes a request to use all points of a hold. */
    public static Capture of(CommandKey key, CustomerId customer, CommandKey hold) {
        return new Capture(key, customer, hold, null, null, null, null);
    }

    /** Makes a request to use some points of a hold. */
    public static Capture of(CommandKey key, CustomerId customer, CommandKey hold, Points points) {
        return new Capture(key, customer, hold, points, null, null, null);
    }

    /** Returns this request, paying a purchase. */
    public Capture paying(CommandKey purchaseKey) {
        return new Capture(key, customer, hold, points, purchaseKey, actor, source);
    }

    /** Returns this request, asked for by somebody. */
    public Capture by(Actor who) {
        return new Capture(key, customer, hold, points, purchase, who, source);
    }

    /** Returns this request, asked for by a system. */
    public Capture from(Source system) {
        return new Capture(key, customer, hold, points, purchase, actor, system);
    }

    /** Returns how many points, if not all. */
    public Optional<Points> amount() {
        return Optional.ofNullable(points);
    }

    /** Shows the keys and what is asked for. */
    @Override
    public String toString() {
        return "Capture[" + key.value() + ", " + (points == null ? "all" : points) + " of " + hold.value() + "]";
    }
}
