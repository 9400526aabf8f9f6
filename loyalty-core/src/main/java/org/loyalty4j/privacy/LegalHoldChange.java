package org.loyalty4j.privacy;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;

/**
 * A request to keep what is known of a customer for a matter of law, or not to keep it for that any more.
 *
 * @param key the caller's key
 * @param customer whom it is about
 * @param matter which matter, 1 to {@value #MATTER_MAX} code points: a code such as a file number, and nothing of a person
 * @param placed whether it is kept from now on
 * @param actor who asks
 * @param source which system asks, or null
 */
public record LegalHoldChange(
        CommandKey key,
        CustomerId customer,
        String matter,
        boolean placed,
        Actor actor,
        @Nullable Source source) implements Request {

    /** The most code points of a matter. */
    public static final int MATTER_MAX = 100;

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public LegalHoldChange {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("actor", actor);
        matter = violations.text("matter", matter, MATTER_MAX);
        violations.throwIfAny();
    }

    /** Asks for a hold. */
    public static LegalHoldChange place(CommandKey key, CustomerId customer, String matter, Actor actor) {
        return new LegalHoldChange(key, customer, matter, true, actor, null);
    }

    /** Asks for the end of a hold. */
    public static LegalHoldChange lift(CommandKey key, CustomerId customer, String matter, Actor actor) {
        return new LegalHoldChange(key, customer, matter, false, actor, null);
    }

    /** Returns this request, asked for by a system. */
    public LegalHoldChange from(Source system) {
        return new LegalHoldChange(key, customer, matter, placed, actor, system);
    }

    /** Shows the key, our id and the matter, not who asked. */
    @Override
    public String toString() {
        return "LegalHoldChange[" + key.value() + ", " + customer.value() + ", " + matter + "]";
    }
}
