package org.loyalty4j.customer;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;

/**
 * A request to undo that a customer was merged into another one.
 *
 * @param key the caller's key
 * @param customer the one who was absorbed
 * @param reason why, at most {@value Departure#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record Unmerge(
        CommandKey key,
        CustomerId customer,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source) implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Unmerge {
        Violations violations = new Violations().required("key", key).required("customer", customer);
        reason = violations.optionalText("reason", reason, Departure.REASON_MAX);
        violations.throwIfAny();
    }

    /** Makes a request. */
    public static Unmerge of(CommandKey key, CustomerId absorbed) {
        return new Unmerge(key, absorbed, null, null, null);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public Unmerge by(Actor who, String why) {
        return new Unmerge(key, customer, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public Unmerge from(Source system) {
        return new Unmerge(key, customer, reason, actor, system);
    }

    /** Shows the key and our id; neither who asked nor why. */
    @Override
    public String toString() {
        return "Unmerge[" + key.value() + ", " + customer.value() + "]";
    }
}
