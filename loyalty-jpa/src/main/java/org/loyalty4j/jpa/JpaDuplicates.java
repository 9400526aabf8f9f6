package org.loyalty4j.jpa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.BlockingKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.store.DuplicateStore;

/** Answers questions about customers who may be one, and about those who were merged. */
final class JpaDuplicates implements DuplicateStore {

    private final Questions questions;

    JpaDuplicates(Questions questions) {
        this.questions = questions;
    }

    /** Each key by itself: one that very many have is read no further than asked. */
    @Override
    public Map<BlockingKey, List<CustomerId>> holders(Set<BlockingKey> keys, int most) {
        Map<BlockingKey, List<CustomerId>> found = new HashMap<>();
        for (BlockingKey key : keys) {
            List<UUID> ids = questions.list(
                    "select k.customerId from BlockingKeyRow k where k.value = :key order by k.customerId",
                    UUID.class,
                    Map.of("key", key.value()),
                    most);
            if (!ids.isEmpty()) {
                found.put(key, ids.stream().map(CustomerId::new).toList());
            }
        }
        return found;
    }

    @Override
    public Set<BlockingKey> held(CustomerId customer, Set<BlockingKey> keys) {
        return keys.isEmpty()
                ? Set.of()
                : new HashSet<>(questions
                        .list(
                                "select k.value from BlockingKeyRow k where k.value in (:keys) and k.customerId = :customer",
                                Long.class,
                                Map.of(
                                        "keys",
                                        keys.stream().map(BlockingKey::value).toList(),
                                        "customer",
                                        customer.value()))
                        .stream()
                        .map(BlockingKey::new)
                        .toList());
    }

    @Override
    public Map<CustomerId, Profile> profiles(Set<CustomerId> customers, Set<String> names) {
        if (customers.isEmpty()) {
            return Map.of();
        }
        Map<CustomerId, TreeMap<String, Attribute>> said = new HashMap<>();
        List<UUID> ids = customers.stream().map(CustomerId::value).toList();
        questions
                .list(
                        "select a from AttributeRow a where a.customerId in (:customers) and a.saidUntil is null"
                                + " and a.name in (:names)",
                        AttributeRow.class,
                        Map.of("customers", ids, "names", names.isEmpty() ? List.of("") : List.copyOf(names)))
                .stream()
                .map(AttributeRow::attribute)
                .filter(attribute -> attribute.value() != null)
                .forEach(attribute -> said.computeIfAbsent(attribute.customer(), first -> new TreeMap<>())
                        .put(attribute.name(), attribute));
        Map<CustomerId, Profile> found = new HashMap<>();
        for (Customer customer : new JpaCustomers(questions).all(ids)) {
            found.put(customer.id(), new Profile(customer, said.getOrDefault(customer.id(), new TreeMap<>())));
        }
        return found;
    }

    @Override
    public List<Distinction.Known> distinctions(Set<CustomerId> customers) {
        if (customers.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = customers.stream().map(CustomerId::value).toList();
        // Two questions: for one with an "or" a database may look through all there are.
        List<DistinctionRow> rows = new ArrayList<>(questions.list(
                "select d from DistinctionRow d where d.first in (:ids)", DistinctionRow.class, Map.of("ids", ids)));
        rows.addAll(questions.list(
                "select d from DistinctionRow d where d.second in (:ids)", DistinctionRow.class, Map.of("ids", ids)));
        return rows.stream()
                .map(DistinctionRow::known)
                .distinct()
                .sorted(Distinction.Known.IN_ORDER)
                .toList();
    }

    @Override
    public List<CustomerId> absorbed(CustomerId survivor) {
        return questions
                .list(
                        "select c.id from CustomerRow c where c.mergedInto = :survivor order by c.id",
                        UUID.class,
                        Map.of("survivor", survivor.value()))
                .stream()
                .map(CustomerId::new)
                .toList();
    }

    @Override
    public List<MergeRecord> merges(Set<CustomerId> customers) {
        if (customers.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = customers.stream().map(CustomerId::value).toList();
        List<MergeRow> rows = new ArrayList<>(questions.list(
                "select m from MergeRow m where m.absorbed in (:ids)", MergeRow.class, Map.of("ids", ids)));
        rows.addAll(questions.list(
                "select m from MergeRow m where m.survivor in (:ids)", MergeRow.class, Map.of("ids", ids)));
        return rows.stream()
                .map(MergeRow::merge)
                .distinct()
                .sorted(MergeRecord.IN_ORDER)
                .toList();
    }
}
