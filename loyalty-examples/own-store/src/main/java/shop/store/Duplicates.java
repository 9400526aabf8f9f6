package shop.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.BlockingKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.store.DuplicateStore;

/** Answers questions about customers who may be one from one state. */
final class Duplicates implements DuplicateStore {

    private final State state;

    Duplicates(State state) {
        this.state = state;
    }

    @Override
    public Map<BlockingKey, List<CustomerId>> holders(Set<BlockingKey> keys, int most) {
        Map<BlockingKey, List<CustomerId>> found = new HashMap<>();
        for (BlockingKey key : keys) {
            for (State.HeldKey held : state.blockingKeys.tailSet(new State.HeldKey(key.value(), CustomerId.NOBODY))) {
                List<CustomerId> customers = found.getOrDefault(key, new ArrayList<>());
                if (held.key() != key.value() || customers.size() == most) {
                    break;
                }
                customers.add(held.customer());
                found.put(key, customers);
            }
        }
        return found;
    }

    @Override
    public Set<BlockingKey> held(CustomerId customer, Set<BlockingKey> keys) {
        Set<BlockingKey> held = new HashSet<>(keys);
        held.removeIf(key -> !state.blockingKeys.contains(new State.HeldKey(key.value(), customer)));
        return held;
    }

    @Override
    public Map<CustomerId, Profile> profiles(Set<CustomerId> customers, Set<String> names) {
        Map<CustomerId, Profile> found = new HashMap<>();
        for (CustomerId id : customers) {
            Customer customer = state.customers.get(id);
            if (customer != null) {
                TreeMap<String, Attribute> said = new TreeMap<>();
                for (Attribute attribute : new Profiles(state).attributes(id)) {
                    if (names.contains(attribute.name()) && attribute.value() != null) {
                        said.put(attribute.name(), attribute);
                    }
                }
                found.put(id, new Profile(customer, said));
            }
        }
        return found;
    }

    @Override
    public List<Distinction.Known> distinctions(Set<CustomerId> customers) {
        return state.distinctions.stream()
                .filter(known -> customers.contains(known.first()) || customers.contains(known.second()))
                .toList();
    }

    @Override
    public List<CustomerId> absorbed(CustomerId survivor) {
        return state.customers.values().stream()
                .filter(customer -> survivor.equals(customer.mergedInto()))
                .map(Customer::id)
                .toList();
    }

    @Override
    public List<MergeRecord> merges(Set<CustomerId> customers) {
        return state.merges.values().stream()
                .filter(merge -> customers.contains(merge.absorbed()) || customers.contains(merge.survivor()))
                .toList();
    }
}
