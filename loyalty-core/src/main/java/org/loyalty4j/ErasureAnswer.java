package org.loyalty4j;

import java.util.Set;
import org.loyalty4j.privacy.Erasure;
import org.loyalty4j.privacy.ErasureReceipt;

/** What came of a request to erase a customer. */
public sealed interface ErasureAnswer {

    /**
     * The customer is erased, now or before.
     *
     * @param receipt the proof; of somebody who was erased before that of then
     * @param replayed whether the customer was erased before
     */
    record Done(ErasureReceipt receipt, boolean replayed) implements ErasureAnswer {}

    /**
     * Something is open between the customer and the shop, so nothing was done and the key is free. Settle it, or ask for
     * {@link Erasure#evenIfOpen}, which does not help against a legal hold.
     *
     * @param open what is open
     */
    record Refused(Set<Erasure.Open> open) implements ErasureAnswer {

        /** Copies the set. */
        public Refused {
            open = Set.copyOf(open);
        }
    }

    /**
     * Returns the proof.
     *
     * @throws IllegalStateException if the request was refused
     */
    default ErasureReceipt orThrow() {
        if (this instanceof Done done) {
            return done.receipt();
        }
        throw new IllegalStateException("The request was refused: " + this);
    }
}
