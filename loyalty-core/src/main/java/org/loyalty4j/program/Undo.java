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
import org.loyalty4j.sale.Return;

/**
 * A request to undo a redemption, all of it or a number of its points: they go back into the lots they came from, with
 * their dates, those that were used last first. What was used on a receipt, by a checkout, comes back with the goods.
 *
 * @param key the caller's key of the undoing
 * @param customer whose redemption it was
 * @param redemption the key of the redemption
 * @param points how many of its points, more than zero; or null for all that were not put back yet
 * @param reason why, at most {@value Return#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record Undo(
        CommandKey key,
        CustomerId customer,
        CommandKey redemption,
        @Nullable Points points,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Undo {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("redemption", redemption);
        reason = violations.optionalText("reason", reason, Return.REASON_MAX);
        violations.throwIfAny();
        if (points != null) {
            points.positive("points");
        }
    }

    /** Makes a request to undo all of a redemption that was not put back yet. */
    public static Undo ofAll(CommandKey key, CustomerId customer, CommandKey redemption) {
        return new Undo(key, customer, redemption, null, null, null, null);
    }

    /** Makes a request to undo a number of points of a redemption. */
    public static Undo of(CommandKey key, CustomerId customer, CommandKey redemption, Points points) {
        return new Undo(key, customer, redemption, points, null, null, null);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public Undo by(Actor who, String why) {
        return new Undo(key, customer, redemption, points, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public Undo from(Source system) {
        return new Undo(key, customer, redemption, points, reason, actor, system);
    }

    /** Returns how many points, if a number was named. */
    public Optional<Points> amount() {
        return Optional.ofNullable(points);
    }

    /** Shows the keys and the points; neither who asked nor why. */
    @Override
    public String toString() {
        return "Undo[" + key.value() + " of " + redemption.value() + (points == null ? "" : ", " + points) + "]";
    }
}
