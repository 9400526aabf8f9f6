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
 * A request to destroy who a customer is, and what was said by and about him. Nothing of it can be undone.
 *
 * @param key the caller's key
 * @param customer whom it is about
 * @param why on what grounds; a code and no words, because the receipt stays
 * @param actor who asks; named on the receipt, so it should be no word of the customer himself
 * @param source which system asks, or null
 * @param forced whether it is done even where something is open between the customer and the shop, other than a legal hold
 */
public record Erasure(
        CommandKey key,
        CustomerId customer,
        Why why,
        Actor actor,
        @Nullable Source source,
        boolean forced) implements Request {

    /** On what grounds somebody is erased. */
    public enum Why {
        /** The person has asked for it. */
        ASKED_FOR,
        /** The agreement was taken back that it was kept by. */
        CONSENT_WITHDRAWN,
        /** It is needed for nothing any more. */
        PURPOSE_ENDED,
        /** It should not have been written down. */
        UNLAWFUL,
        /** A law asks for it. */
        LEGAL_DUTY
    }

    /** What may be open between a customer and the shop. */
    public enum Open {
        /** Points that are held for something. */
        HOLD,
        /** Points that the customer owes. */
        DEBT,
        /** A promise, of either side, that is neither kept nor settled otherwise. */
        OBLIGATION,
        /** An agreement that is in force, or about to be. */
        AGREEMENT,
        /** A {@link LegalHold} is in force. Nobody is erased then, not even whatever is open. */
        LEGAL_HOLD
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Erasure {
        new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("why", why)
                .required("actor", actor)
                .throwIfAny();
    }

    /** Makes a request. */
    public static Erasure of(CommandKey key, CustomerId customer, Why why, Actor actor) {
        return new Erasure(key, customer, why, actor, null, false);
    }

    /** Returns this request, to be done even where something is open, other than a legal hold. */
    public Erasure evenIfOpen() {
        return new Erasure(key, customer, why, actor, source, true);
    }

    /** Returns this request, asked for by a system. */
    public Erasure from(Source system) {
        return new Erasure(key, customer, why, actor, system, forced);
    }

    /** Shows the key, our id and the grounds, not who asked. */
    @Override
    public String toString() {
        return "Erasure[" + key.value() + ", " + customer.value() + ", " + why + "]";
    }
}
