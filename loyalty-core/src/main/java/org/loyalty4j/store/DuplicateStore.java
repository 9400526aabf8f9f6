package org.loyalty4j.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loyalty4j.customer.BlockingKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.customer.Profile;

/** Answers questions about customers who may be one, and about those who were merged. */
public interface DuplicateStore {

    /**
     * Returns who has some keys, the customers of each in the order of their ids; a key that nobody has is missing.
     *
     * @param most how many customers of each key at most
     */
    Map<BlockingKey, List<CustomerId>> holders(Set<BlockingKey> keys, int most);

    /** Returns which of some keys a customer has. */
    Set<BlockingKey> held(CustomerId customer, Set<BlockingKey> keys);

    /**
     * Returns customers with what is said of them under some names; who is not enrolled is missing, and so is what was taken
     * away.
     */
    Map<CustomerId, Profile> profiles(Set<CustomerId> customers, Set<String> names);

    /** Returns who is known not to be one of some customers, in the order of {@link Distinction.Known#IN_ORDER}, each once. */
    List<Distinction.Known> distinctions(Set<CustomerId> customers);

    /** Returns all who are a customer by now, in the order of their ids: who is {@linkplain Customer#mergedInto merged into} him. */
    List<CustomerId> absorbed(CustomerId survivor);

    /** Returns the mergings in which one of some customers was absorbed, or stood for both, in the order of {@link MergeRecord#IN_ORDER}. */
    List<MergeRecord> merges(Set<CustomerId> customers);
}
