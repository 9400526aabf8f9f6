package org.loyalty4j;

import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.Identifier;

/** What came of enrolling somebody. */
public sealed interface Enrollment {

    /**
     * The customer is enrolled, now or before.
     *
     * @param customer the customer
     * @param replayed whether the key was used before, so that nothing was written now
     */
    record Enrolled(Customer customer, boolean replayed) implements Enrollment {}

    /**
     * Somebody else has one of the identifiers; nothing was written and the key is free.
     *
     * @param why the reason
     * @param kind which kind of identifier it was; neither the value nor its owner is told
     */
    record Refused(Refusal why, Identifier.Kind kind) implements Enrollment {}

    /**
     * Returns the customer.
     *
     * @throws IllegalStateException if the enrollment was refused
     */
    default Customer orThrow() {
        if (this instanceof Enrolled enrolled) {
            return enrolled.customer();
        }
        throw new IllegalStateException("The enrollment was refused: " + this);
    }
}
