package org.loyalty4j.customer;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;

/**
 * A request to end a membership now.
 *
 * @param key the caller's key
 * @param customer who leaves
 * @param actor who asked, or null
 * @param reason why, 1 to {@value #REASON_MAX} code points, or null; never shown in texts
 * @param source which system asked, or null
 */
public record Departure(
        CommandKey key,
        CustomerId customer,
        @Nullable Actor actor,
        @Nullable String reason,
        @Nullable Source source) implements Request {

    /** The most code points of a reason. */
    public static final int REASON_MAX = 500;

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Departure {
        Violations violations = new Violations().required("key", key).required("customer", customer);
        reason = violations.optionalText("reason", reason, REASON_MAX);
        violations.throwIfAny();
    }

    /** Makes a request. */
    public static Departure of(CommandKey key, CustomerId customer) {
        return new Departure(key, customer, null, null, null);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public Departure by(Actor who, String why) {
        return new Departure(key, customer, who, why, source);
    }

    /** Returns this request, asked for by a system. */
    public Departure from(Source system) {
        return new Departure(key, customer, actor, reason, system);
    }

    /** Shows the key and our id of the customer; neither who asked nor why. */
    @Override
    public String toString() {
        return "Departure[" + key.value() + ", " + customer.value() + "]";
    }
}
