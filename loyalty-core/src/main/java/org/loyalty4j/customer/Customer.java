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
 * @param erasedAt when all was destroyed that tells who this was, or null: then only the id and the ledger are left
 * @param mergedInto the customer whom this one is by now, who was never merged into another one himself; null for one who is
 *     still himself
 * @param absorbed how many customers are this one by now, from 0 to {@value #ABSORBED_MAX}; of one who is merged himself, how many
 *     were this one then
 */
public record Customer(
        CustomerId id,
        Kind kind,
        @Nullable String fullName,
        List<Identifier> identifiers,
        Membership membership,
        Instant recordedAt,
        @Nullable Instant erasedAt,
        @Nullable CustomerId mergedInto,
        int absorbed) {

    /** The most customers who can be merged into one. */
    public static final int ABSORBED_MAX = 50;

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

    /** Makes a customer who was not erased, and was never found to be the same as another one. */
    public Customer(
            CustomerId id,
            Kind kind,
            @Nullable String fullName,
            List<Identifier> identifiers,
            Membership membership,
            Instant recordedAt) {
        this(id, kind, fullName, identifiers, membership, recordedAt, null, null, 0);
    }

    /** Says whether all was destroyed that tells who this was. */
    public boolean isErased() {
        return erasedAt != null;
    }

    /** Returns what is left once all is destroyed that tells who this was: the membership has ended by then. */
    public Customer erased(Instant now) {
        Instant left = now.isBefore(membership.joined()) ? membership.joined() : now;
        return new Customer(
                id,
                kind,
                null,
                List.of(),
                membership.left().isPresent() ? membership : new Membership(membership.joined(), left),
                recordedAt,
                now,
                mergedInto,
                absorbed);
    }

    /** Says whether this one was found to be the same as another one, who stands for both from then on. */
    public boolean isMerged() {
        return mergedInto != null;
    }

    /** Returns this customer as one who stands for so many others. */
    public Customer absorbing(int others) {
        return new Customer(id, kind, fullName, identifiers, membership, recordedAt, erasedAt, mergedInto, others);
    }

    /** Returns this customer as another one by now, or as himself again where there is none. */
    public Customer merged(@Nullable CustomerId into) {
        return new Customer(id, kind, fullName, identifiers, membership, recordedAt, erasedAt, into, absorbed);
    }

    /** Returns the name, if one was given. */
    public Optional<String> name() {
        return Optional.ofNullable(fullName);
    }

    /** Returns this customer with another membership. */
    public Customer with(Membership changed) {
        return new Customer(id, kind, fullName, identifiers, changed, recordedAt, erasedAt, mergedInto, absorbed);
    }

    /** Returns this customer under another name, or under none. */
    public Customer named(@Nullable String name) {
        return new Customer(id, kind, name, identifiers, membership, recordedAt, erasedAt, mergedInto, absorbed);
    }

    /** Returns this customer, found by other identifiers. */
    public Customer foundBy(List<Identifier> others) {
        return new Customer(id, kind, fullName, others, membership, recordedAt, erasedAt, mergedInto, absorbed);
    }

    /** Shows our id and nothing that belongs to the person. */
    @Override
    public String toString() {
        return "Customer[" + id.value() + ", " + kind + "]";
    }
}
