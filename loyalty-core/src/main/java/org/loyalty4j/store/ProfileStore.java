package org.loyalty4j.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;

/** Answers questions about who customers are. */
public interface ProfileStore {

    /** Returns the last revision of each attribute of a customer, in the order of their names. */
    List<Attribute> attributes(CustomerId customer);

    /** Returns all revisions of all attributes of a customer, by their names and in their order. */
    List<Attribute> revisions(CustomerId customer);

    /** Returns the last revisions of some identifiers; those that nobody knows are missing. */
    Map<Identifier, KnownIdentifier> known(Set<Identifier> identifiers);

    /** Returns the last revisions of the identifiers that are or were last a customer's, by their places. */
    List<KnownIdentifier> identifiers(CustomerId customer);

    /**
     * Returns cards that nobody has yet, in the order of their numbers.
     *
     * @param after begin after this one, or null to begin with the first
     * @param count how many at most
     */
    List<KnownIdentifier> issued(@Nullable Identifier after, int count);

    /**
     * Returns the last revisions of phones that are active or blocked, in the order of their numbers.
     *
     * @param except without those that the normalizer of this name has written
     * @param after begin after this one, or null to begin with the first
     * @param count how many at most
     */
    List<KnownIdentifier> phones(String except, @Nullable Identifier after, int count);

    /** Returns all revisions of an identifier, in their order. */
    List<KnownIdentifier> revisions(Identifier identifier);

    /** Returns the times of all contact persons of an organization, by their numbers. */
    List<ContactPerson> people(CustomerId organization);

    /** Returns the times of a person at all organizations, by when they were written, their organizations and numbers. */
    List<ContactPerson> organizations(CustomerId person);
}
