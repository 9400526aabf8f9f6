package org.loyalty4j;

import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.Customer;

/** What came of a request about an identifier. */
public sealed interface IdentifierAnswer {

    /**
     * It is as was asked, now or before.
     *
     * @param customer the customer with the identifiers of now
     * @param replayed whether the key was used before, so that nothing was written now
     */
    record Done(Customer customer, boolean replayed) implements IdentifierAnswer {}

    /**
     * Nothing was written and the key is free.
     *
     * @param why {@link Refusal#IDENTIFIER_TAKEN}, {@link Refusal#UNKNOWN_IDENTIFIER}, {@link Refusal#IDENTIFIER_BLOCKED} or
     *     {@link Refusal#IDENTIFIER_REPLACED}; whose it is, is never told
     */
    record Refused(Refusal why) implements IdentifierAnswer {}

    /**
     * Returns the customer.
     *
     * @throws IllegalStateException if the request was refused
     */
    default Customer orThrow() {
        if (this instanceof Done done) {
            return done.customer();
        }
        throw new IllegalStateException("The request was refused: " + this);
    }
}
