package org.loyalty4j.store;

import java.util.ArrayList;
import java.util.List;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.BlockingKey;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.MergeRecord;

/**
 * What a unit of work writes about who customers are.
 *
 * @param attributes attributes as they are now, each once: new ones, and those that a new one has followed
 * @param identifiers new revisions of identifiers, those of one in their order; those of new customers are here, too
 * @param past revisions of identifiers that others of the list follow, unless they are of it themselves
 * @param contacts contact persons as they are now, each once
 * @param keys what customers have in common with others from now on, or no more, in the order of the changes; one that a
 *     customer has already stays, once, and one that he has not is passed over
 * @param distinctions customers who are known not to be one from now on
 * @param merges mergings as they are now: new ones, and those that are undone
 */
public record ProfileChanges(
        List<Attribute> attributes,
        List<KnownIdentifier> identifiers,
        List<KnownIdentifier> past,
        List<ContactPerson> contacts,
        List<Key> keys,
        List<Distinction.Known> distinctions,
        List<MergeRecord> merges) {

    /**
     * That a customer has a key from now on, or has it no more.
     *
     * @param held which of both
     */
    public record Key(BlockingKey key, CustomerId customer, boolean held) {}

    /** Starts with nothing to write. */
    public static ProfileChanges none() {
        return new ProfileChanges(
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0));
    }

    /** Says whether there is nothing to write. */
    public boolean isEmpty() {
        return attributes.isEmpty()
                && identifiers.isEmpty()
                && contacts.isEmpty()
                && keys.isEmpty()
                && distinctions.isEmpty()
                && merges.isEmpty();
    }
}
