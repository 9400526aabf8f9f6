package org.loyalty4j.store;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.history.Entry;
import org.loyalty4j.privacy.ErasureReceipt;
import org.loyalty4j.privacy.LegalHold;
import org.loyalty4j.privacy.Suppression;

/** Who was erased. */
final class MemoryPrivacy {

    /** A hold, as it was placed or as it was lifted. */
    record OfHold(CustomerId customer, int number, boolean lifted) implements Comparable<OfHold> {

        private static final Comparator<OfHold> ORDER = Comparator.comparing(OfHold::customer)
                .thenComparingInt(OfHold::number)
                .thenComparing(OfHold::lifted);

        @Override
        public int compareTo(OfHold other) {
            return ORDER.compare(this, other);
        }
    }

    final ConcurrentSkipListMap<CustomerId, InMemoryStore.Taken<ErasureReceipt>> receipts =
            new ConcurrentSkipListMap<>();
    final ConcurrentSkipListMap<OfHold, InMemoryStore.Taken<LegalHold>> holds = new ConcurrentSkipListMap<>();
    final ConcurrentHashMap<String, Suppression> suppressions = new ConcurrentHashMap<>();

    /** Answers what a transaction, or somebody who only asks, may see. */
    PrivacyStore seenBy(Predicate<InMemoryStore.Claim> sees) {
        return new Seen(sees);
    }

    private final class Seen implements PrivacyStore {

        private final Predicate<InMemoryStore.Claim> sees;

        Seen(Predicate<InMemoryStore.Claim> sees) {
            this.sees = sees;
        }

        @Override
        public Optional<ErasureReceipt> receipt(CustomerId customer) {
            return Optional.ofNullable(receipts.get(customer)).filter(sees).map(taken -> taken.value);
        }

        @Override
        public List<ErasureReceipt> receipts(@Nullable CustomerId after, int count) {
            ConcurrentNavigableMap<CustomerId, InMemoryStore.Taken<ErasureReceipt>> rest =
                    after == null ? receipts : receipts.tailMap(after, false);
            return rest.values().stream()
                    .filter(sees)
                    .limit(count)
                    .map(taken -> taken.value)
                    .toList();
        }

        @Override
        public List<LegalHold> holds(Set<CustomerId> customers) {
            TreeMap<LegalHold, LegalHold> found = new TreeMap<>(LegalHold.IN_ORDER);
            for (CustomerId customer : customers) {
                holds
                        .subMap(new OfHold(customer, 0, false), new OfHold(customer, Integer.MAX_VALUE, true))
                        .values()
                        .stream()
                        .filter(sees)
                        .forEach(taken -> found.put(taken.value, taken.value));
            }
            return List.copyOf(found.values());
        }

        @Override
        public Map<String, Suppression> suppressed(Set<String> hashes) {
            Map<String, Suppression> found = new HashMap<>();
            for (String hash : hashes) {
                Suppression known = suppressions.get(hash);
                if (known != null) {
                    found.put(hash, known);
                }
            }
            return found;
        }
    }

    /** Destroys an entry that a committed transaction has forgotten. */
    static void forget(InMemoryStore store, Entry<?> entry, MemoryAccount account) {
        account.entries().forget(entry.id());
        store.entries.remove(entry.id());
        store.origins.remove(entry.origin());
    }

    /** Destroys what a committed transaction has erased, whose locks are held; nothing here can fail. */
    static void destroy(
            InMemoryStore store, PrivacyChanges.Erased erased, Set<CustomerId> together, MemoryAccount account) {
        CustomerId id = erased.customer();
        MemoryEntries entries = account.entries();
        for (Entry<?> entry : entries.clear()) {
            store.entries.remove(entry.id());
            store.origins.remove(entry.origin());
            MemoryWork.of(entry).forEach(store.work::remove);
        }
        for (Entry<?> entry : erased.kept()) {
            entries.put(entry);
            store.entries.put(entry.id(), id);
            store.origins.put(entry.origin(), new InMemoryStore.Taken<>(entry.id()));
            store.work.addAll(MemoryWork.of(entry));
        }
        store.profiles.destroy(id, together, erased.identifiers());
        store.duplicates.keys.removeIf(held -> held.customer().equals(id));
        store.duplicates
                .distinctions
                .keySet()
                .removeIf(pair -> pair.customer().equals(id) || pair.other().equals(id));
        for (CustomerRecord.Operation operation : CustomerRecord.Operation.values()) {
            if (operation != CustomerRecord.Operation.ERASE) {
                store.customerKeys(operation)
                        .replaceAll((key, taken) -> taken.value.customer().equals(id)
                                ? new InMemoryStore.Taken<>(taken.value.erased())
                                : taken);
            }
        }
        store.guests.destroy(id, erased.identifiers());
    }
}
