package org.loyalty4j.reward;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;

/**
 * A request to give points that are held back, so that they can be used again.
 *
 * @param key the caller's key
 * @param customer whose points
 * @param hold the key of the hold
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record Release(
        CommandKey key,
        CustomerId customer,
        CommandKey hold,
        @Nullable Actor actor,
        @Nullable Source source) implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException if one is missing
     */
    public Release {
        new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("hold", hold)
                .throwIfAny();
    }

    /** Makes a request to give all points of a hold back. */
    public static Release of(CommandKey key, CustomerId customer, CommandKey hold) {
        return new Release(key, customer, hold, null, null);
    }

    /** Returns this request, asked for by somebody. */
    public Release by(Actor who) {
        return new Release(key, customer, hold, who, source);
    }

    /** Returns this request, asked for by a system. */
    public Release from(Source system) {
        return new Release(key, customer, hold, actor, system);
    }

    /** Shows the keys. */
    @Override
    public String toString() {
        return "Release[" + key.value() + ", " + hold.value() + "]";
    }
}
