package org.loyalty4j.customer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person or an organization that buys from the shop.
 *
 * @param id our id
 * @param kind person or organization
 * @param fullName the name, or null when none was given
 * @param identifiers what the customer is found by at present, in the order they were given; one may be good only until a time
 * @param membership since when, and until when
 * @param recordedAt when we first wrote the customer down
 */
public record Customer(
        CustomerId id,
        Kind kind,
        @Nullable String fullName,
        List<Identifier> identifiers,
        Membership membership,
        Instant recordedAt) {

    /** The most code points of a name. */
    public static final int NAME_MAX = 255;

    /** The most identifiers of one customer. */
    public static final int IDENTIFIERS_MAX = 50;

    /** What buys. */
    public enum Kind {
        /** One human being. */
        PERSON,
        /** A company, a club, a household. */
        ORGANIZATION
    }

    /** Copies the list. */
    public Customer {
        identifiers = List.copyOf(identifiers);
    }

    /** Returns the name, if one was given. */
    public Optional<String> name() {
        return Optional.ofNullable(fullName);
    }

    /** Returns this customer with another membership. */
    public Customer with(Membership changed) {
        return new Customer(id, kind, fullName, identifiers, changed, recordedAt);
    }

    /** Returns this customer under another name, or under none. */
    public Customer named(@Nullable String name) {
        return new Customer(id, kind, name, identifiers, membership, recordedAt);
    }

    /** Returns this customer, found by other identifiers. */
    public Customer foundBy(List<Identifier> others) {
        return new Customer(id, kind, fullName, others, membership, recordedAt);
    }

    /** Shows our id and nothing that belongs to the person. */
    @Override
    public String toString() {
        return "Customer[" + id.value() + ", " + kind + "]";
    }
}
