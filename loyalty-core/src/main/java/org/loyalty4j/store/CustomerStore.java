package org.loyalty4j.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.Identifier;

/** Answers questions about customers. */
public interface CustomerStore {

    /** Returns a customer. */
    Optional<Customer> find(CustomerId id);

    /** Returns which of some customers are enrolled and not erased. */
    Set<CustomerId> enrolled(Set<CustomerId> ids);

    /**
     * Returns the customer who is found by an identifier at an instant, in one step.
     *
     * @param forms in which ways it may be on record, at least one, all of one kind; the first by which somebody is found counts
     */
    Optional<Customer> find(List<Identifier> forms, Instant at);

    /** Returns the customer who is found by an identifier at an instant, on record as it is here. */
    default Optional<Customer> find(Identifier identifier, Instant at) {
        return find(List.of(identifier), at);
    }

    /** Returns the command about a customer that was written under a key; keys are unique within one operation. */
    Optional<CustomerRecord> find(CustomerRecord.Operation operation, CommandKey key);

    /**
     * Returns customers in the order of their ids.
     *
     * @param after begin after this id, or null to begin with the first
     * @param count how many at most
     */
    List<Customer> page(@Nullable CustomerId after, int count);
}
