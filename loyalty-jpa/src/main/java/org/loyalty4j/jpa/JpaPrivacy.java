package org.loyalty4j.jpa;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.privacy.ErasureReceipt;
import org.loyalty4j.privacy.LegalHold;
import org.loyalty4j.privacy.Suppression;
import org.loyalty4j.store.PrivacyStore;

/** Answers questions about customers who were erased, or must not be, each with one query. */
final class JpaPrivacy implements PrivacyStore {

    private final Questions questions;

    JpaPrivacy(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Optional<ErasureReceipt> receipt(CustomerId customer) {
        return questions
                .list(
                        "select e from ErasureRow e where e.customerId = :customer",
                        ErasureRow.class,
                        Map.of("customer", customer.value()))
                .stream()
                .map(ErasureRow::receipt)
                .findFirst();
    }

    @Override
    public List<ErasureReceipt> receipts(@Nullable CustomerId after, int count) {
        List<ErasureRow> rows = after == null
                ? questions.list("select e from ErasureRow e order by e.customerId", ErasureRow.class, Map.of(), count)
                : questions.list(
                        "select e from ErasureRow e where e.customerId > :after order by e.customerId",
                        ErasureRow.class,
                        Map.of("after", after.value()),
                        count);
        return rows.stream().map(ErasureRow::receipt).toList();
    }

    @Override
    public List<LegalHold> holds(Set<CustomerId> customers) {
        return customers.isEmpty()
                ? List.of()
                : questions
                        .list(
                                "select h from LegalHoldRow h where h.customerId in (:customers)",
                                LegalHoldRow.class,
                                Map.of(
                                        "customers",
                                        customers.stream()
                                                .map(CustomerId::value)
                                                .toList()))
                        .stream()
                        .map(LegalHoldRow::hold)
                        .sorted(LegalHold.IN_ORDER)
                        .toList();
    }

    @Override
    public Map<String, Suppression> suppressed(Set<String> hashes) {
        Map<String, Suppression> found = new HashMap<>();
        if (!hashes.isEmpty()) {
            questions
                    .list(
                            "select s from SuppressionRow s where s.hash in (:hashes)",
                            SuppressionRow.class,
                            Map.of("hashes", List.copyOf(hashes)))
                    .forEach(row -> found.put(row.hash, row.suppression()));
        }
        return found;
    }
}
