package org.loyalty4j.privacy;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.customer.CustomerId;

/**
 * That what is known of a customer is kept for a matter of law: as long as it is in force, he is not erased, and nothing of him
 * is forgotten because its time is over.
 *
 * @param customer whom it is about
 * @param number the place among all of the customer's, from 1
 * @param matter which matter
 * @param placedAt since when
 * @param placedBy who asked for it
 * @param liftedAt until when, or null as long as it is in force
 * @param liftedBy who asked for that, or null
 */
public record LegalHold(
        CustomerId customer,
        int number,
        String matter,
        Instant placedAt,
        Actor placedBy,
        @Nullable Instant liftedAt,
        @Nullable Actor liftedBy) {

    /** By the customers, and those of one in their order. */
    public static final Comparator<LegalHold> IN_ORDER =
            Comparator.comparing(LegalHold::customer).thenComparingInt(LegalHold::number);

    /** Says whether it was not lifted. */
    public boolean isInForce() {
        return liftedAt == null;
    }

    /** Returns this as lifted. */
    public LegalHold lifted(Instant at, Actor by) {
        return new LegalHold(customer, number, matter, placedAt, placedBy, at, by);
    }

    /** Shows our id of the customer and the matter, not who asked. */
    @Override
    public String toString() {
        return "LegalHold[" + customer.value() + ", " + matter + (isInForce() ? "]" : ", lifted]");
    }
}
