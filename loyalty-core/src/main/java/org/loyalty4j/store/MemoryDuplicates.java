package org.loyalty4j.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.BlockingKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.customer.Profile;

/** What customers share who may be one, and who is known not to be. */
final class MemoryDuplicates {

    /** That a customer has a key. */
    record Held(long key, CustomerId customer) implements Comparable<Held> {

        static Held first(BlockingKey key) {
            return new Held(key.value(), CustomerId.NOBODY);
        }

        @Override
        public int compareTo(Held other) {
            int byKey = Long.compare(key, other.key);
            return byKey != 0 ? byKey : customer.compareTo(other.customer);
        }
    }

    /** Two who are known not to be one, each once as the first of both. */
    record Pair(CustomerId customer, CustomerId other) implements Comparable<Pair> {

        @Override
        public int compareTo(Pair pair) {
            int byFirst = customer.compareTo(pair.customer);
            return byFirst != 0 ? byFirst : other.compareTo(pair.other);
        }
    }

    /** A merging, as it was written or as it was undone, under both of its customers. */
    record Merging(CustomerId customer, CustomerId absorbed, int number, boolean undone)
            implements Comparable<Merging> {

        private static final Comparator<Merging> ORDER = Comparator.comparing(Merging::customer)
                .thenComparing(Merging::absorbed)
                .thenComparingInt(Merging::number)
                .thenComparing(Merging::undone);

        static Merging of(CustomerId customer, MergeRecord merge) {
            return new Merging(customer, merge.absorbed(), merge.number(), !merge.isInForce());
        }

        @Override
        public int compareTo(Merging other) {
            return ORDER.compare(this, other);
        }
    }

    final ConcurrentSkipListMap<Merging, InMemoryStore.Taken<MergeRecord>> merges = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListSet<Held> keys = new ConcurrentSkipListSet<>();
    final ConcurrentSkipListMap<Pair, InMemoryStore.Taken<Distinction.Known>> distinctions =
            new ConcurrentSkipListMap<>();

    /** Answers what somebody may see. */
    record Seen(MemoryReader reader) implements DuplicateStore {

        @Override
        public Map<BlockingKey, List<CustomerId>> holders(Set<BlockingKey> keys, int most) {
            Map<BlockingKey, List<CustomerId>> found = new HashMap<>();
            for (BlockingKey key : keys) {
                List<CustomerId> customers = new ArrayList<>(1);
                Iterator<Held> all = reader.keys(Held.first(key));
                while (all.hasNext() && customers.size() < most) {
                    Held next = all.next();
                    if (next.key() != key.value()) {
                        break;
                    }
                    customers.add(next.customer());
                }
                if (!customers.isEmpty()) {
                    found.put(key, customers);
                }
            }
            return found;
        }

        @Override
        public Set<BlockingKey> held(CustomerId customer, Set<BlockingKey> keys) {
            Set<BlockingKey> held = new HashSet<>();
            for (BlockingKey key : keys) {
                Held wanted = new Held(key.value(), customer);
                Iterator<Held> all = reader.keys(wanted);
                if (all.hasNext() && all.next().equals(wanted)) {
                    held.add(key);
                }
            }
            return held;
        }

        @Override
        public Map<CustomerId, Profile> profiles(Set<CustomerId> customers, Set<String> names) {
            Map<CustomerId, Profile> found = new HashMap<>();
            for (CustomerId id : customers) {
                reader.find(id).ifPresent(customer -> {
                    TreeMap<String, Attribute> said = new TreeMap<>();
                    for (Attribute attribute : reader.profiles().attributes(id)) {
                        if (attribute.value() != null && names.contains(attribute.name())) {
                            said.put(attribute.name(), attribute);
                        }
                    }
                    found.put(id, new Profile(customer, said));
                });
            }
            return found;
        }

        @Override
        public List<Distinction.Known> distinctions(Set<CustomerId> customers) {
            TreeSet<Distinction.Known> found = new TreeSet<>(Distinction.Known.IN_ORDER);
            for (CustomerId customer : customers) {
                for (Map.Entry<Pair, InMemoryStore.Taken<Distinction.Known>> entry : reader.store
                        .duplicates
                        .distinctions
                        .tailMap(new Pair(customer, CustomerId.NOBODY))
                        .entrySet()) {
                    if (!entry.getKey().customer().equals(customer)) {
                        break;
                    }
                    if (reader.sees(entry.getValue())) {
                        found.add(entry.getValue().value);
                    }
                }
            }
            return List.copyOf(found);
        }

        @Override
        public List<CustomerId> absorbed(CustomerId survivor) {
            TreeSet<CustomerId> found = new TreeSet<>();
            Deque<CustomerId> open = new ArrayDeque<>(List.of(survivor));
            while (!open.isEmpty()) {
                CustomerId next = open.remove();
                for (MergeRecord merge : merges(Set.of(next))) {
                    if (merge.isInForce() && merge.survivor().equals(next) && found.add(merge.absorbed())) {
                        open.add(merge.absorbed());
                    }
                }
            }
            return List.copyOf(found);
        }

        @Override
        public List<MergeRecord> merges(Set<CustomerId> customers) {
            TreeMap<MergeRecord, MergeRecord> found = new TreeMap<>(MergeRecord.IN_ORDER);
            for (CustomerId customer : customers) {
                for (Map.Entry<Merging, InMemoryStore.Taken<MergeRecord>> entry : reader.store
                        .duplicates
                        .merges
                        .tailMap(new Merging(customer, CustomerId.NOBODY, 0, false))
                        .entrySet()) {
                    if (!entry.getKey().customer().equals(customer)) {
                        break;
                    }
                    if (reader.sees(entry.getValue())) {
                        found.put(entry.getValue().value, entry.getValue().value);
                    }
                }
            }
            return List.copyOf(found.values());
        }
    }
}
