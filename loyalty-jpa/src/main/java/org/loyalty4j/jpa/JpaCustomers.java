package org.loyalty4j.jpa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.store.CustomerStore;

/** Answers questions about customers, each with one query. */
final class JpaCustomers implements CustomerStore {

    private static final String WITH_IDENTIFIERS =
            "select c, i from CustomerRow c left join IdentifierRow i on i.customerId = c.id and i.status = 'ACTIVE' where c.id ";

    private final Questions questions;

    JpaCustomers(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Optional<Customer> find(CustomerId id) {
        return customers(questions.list(
                        WITH_IDENTIFIERS + "= :id order by i.place", Object[].class, Map.of("id", id.value())))
                .stream()
                .findFirst();
    }

    /** Returns those of some customers who are enrolled. */
    List<Customer> all(List<UUID> ids) {
        return customers(questions.list(
                WITH_IDENTIFIERS + "in (:ids) order by c.id, i.place", Object[].class, Map.of("ids", ids)));
    }

    @Override
    public Set<CustomerId> enrolled(Set<CustomerId> ids) {
        return ids.isEmpty()
                ? Set.of()
                : questions
                        .list(
                                "select c.id from CustomerRow c where c.id in (:ids) and c.erasedAt is null",
                                UUID.class,
                                Map.of(
                                        "ids",
                                        ids.stream().map(CustomerId::value).toList()))
                        .stream()
                        .map(CustomerId::new)
                        .collect(Collectors.toSet());
    }

    @Override
    public Optional<Customer> find(List<Identifier> forms, Instant at) {
        return forms.size() == 1 ? find(forms.get(0), at) : findFirst(forms, at);
    }

    /** Those of all forms come in one step; there is hardly ever more than one customer. */
    private Optional<Customer> findFirst(List<Identifier> forms, Instant at) {
        List<String> values = forms.stream().map(Identifier::value).toList();
        List<Object[]> rows = questions.list(
                WITH_IDENTIFIERS
                        + "in (select f.customerId from IdentifierRow f where f.kind = :kind and f.identifier in"
                        + " (:identifiers) and f.status = 'ACTIVE' and (f.validUntil is null or f.validUntil > :at))"
                        + " order by c.id, i.place",
                Object[].class,
                Map.of("kind", forms.get(0).kind().name(), "identifiers", values, "at", at));
        Optional<UUID> first = rows.stream()
                .flatMap(row -> row[1] instanceof IdentifierRow one ? Stream.of(one) : Stream.empty())
                .filter(one -> forms.contains(one.identifier()) && one.known().findsAt(at))
                .min(Comparator.comparingInt(one -> forms.indexOf(one.identifier())))
                .map(one -> one.customerId);
        return customers(rows).stream()
                .filter(customer -> first.filter(customer.id().value()::equals).isPresent())
                .findFirst();
    }

    @Override
    public Optional<Customer> find(Identifier identifier, Instant at) {
        return customers(questions.list(
                        WITH_IDENTIFIERS
                                + "= (select f.customerId from IdentifierRow f where f.kind = :kind and f.identifier ="
                                + " :identifier and f.status = 'ACTIVE' and (f.validUntil is null or f.validUntil > :at))"
                                + " order by i.place",
                        Object[].class,
                        Map.of("kind", identifier.kind().name(), "identifier", identifier.value(), "at", at)))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<CustomerRecord> find(CustomerRecord.Operation operation, CommandKey key) {
        return questions
                .list(
                        "select c from CustomerCommandRow c where c.operation = :operation and c.requestKey = :key",
                        CustomerCommandRow.class,
                        Map.of("operation", operation.name(), "key", key.value()))
                .stream()
                .map(CustomerCommandRow::command)
                .findFirst();
    }

    @Override
    public List<Customer> page(@Nullable CustomerId after, int count) {
        List<UUID> ids = after == null
                ? questions.list("select c.id from CustomerRow c order by c.id", UUID.class, Map.of(), count)
                : questions.list(
                        "select c.id from CustomerRow c where c.id > :after order by c.id",
                        UUID.class,
                        Map.of("after", after.value()),
                        count);
        return ids.isEmpty()
                ? List.of()
                : customers(questions.list(
                        WITH_IDENTIFIERS + "between :first and :last order by c.id, i.place",
                        Object[].class,
                        Map.of("first", ids.get(0), "last", ids.get(ids.size() - 1))));
    }

    private static List<Customer> customers(List<Object[]> rows) {
        Map<UUID, List<Identifier>> identifiers = new LinkedHashMap<>();
        Map<UUID, CustomerRow> customers = new LinkedHashMap<>();
        for (Object[] row : rows) {
            CustomerRow customer = (CustomerRow) row[0];
            customers.put(customer.id, customer);
            List<Identifier> known = identifiers.computeIfAbsent(customer.id, first -> new ArrayList<>());
            if (row[1] instanceof IdentifierRow identifier) {
                known.add(identifier.identifier());
            }
        }
        List<Customer> found = new ArrayList<>(customers.size());
        customers.forEach((id, row) -> found.add(row.customer(identifiers.getOrDefault(id, List.of()))));
        return found;
    }
}
