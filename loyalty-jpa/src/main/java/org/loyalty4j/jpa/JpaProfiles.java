package org.loyalty4j.jpa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.store.ProfileStore;

/** Answers questions about who customers are, each with one query, or two. */
final class JpaProfiles implements ProfileStore {

    private static final String OF_IDENTIFIER = " r where r.kind = :kind and r.identifier = :identifier";

    private final Questions questions;

    JpaProfiles(Questions questions) {
        this.questions = questions;
    }

    @Override
    public List<Attribute> attributes(CustomerId customer) {
        return attributes(customer, " and a.saidUntil is null");
    }

    @Override
    public List<Attribute> revisions(CustomerId customer) {
        return attributes(customer, "");
    }

    private List<Attribute> attributes(CustomerId customer, String which) {
        // The order of letters is the database's own; that of the names is to be the same everywhere.
        return questions
                .list(
                        "select a from AttributeRow a where a.customerId = :customer" + which,
                        AttributeRow.class,
                        Map.of("customer", customer.value()))
                .stream()
                .map(AttributeRow::attribute)
                .sorted(Attribute.BY_NAME)
                .toList();
    }

    private static Map<String, Object> of(Identifier identifier) {
        return Map.of("kind", identifier.kind().name(), "identifier", identifier.value());
    }

    @Override
    public Map<Identifier, KnownIdentifier> known(Set<Identifier> identifiers) {
        Map<Identifier, KnownIdentifier> found = new HashMap<>();
        identifiers.stream()
                .collect(Collectors.groupingBy(
                        Identifier::kind, Collectors.mapping(Identifier::value, Collectors.toList())))
                .forEach((kind, values) -> questions
                        .list(
                                "select r from IdentifierRow r where r.kind = :kind and r.identifier in (:identifiers)",
                                IdentifierRow.class,
                                Map.of("kind", kind.name(), "identifiers", values))
                        .forEach(row -> found.put(row.identifier(), row.known())));
        return found;
    }

    @Override
    public List<KnownIdentifier> identifiers(CustomerId customer) {
        return questions
                .list(
                        "select r from IdentifierRow r where r.customerId = :customer order by r.place",
                        IdentifierRow.class,
                        Map.of("customer", customer.value()))
                .stream()
                .map(IdentifierRow::known)
                .toList();
    }

    @Override
    public List<KnownIdentifier> issued(@Nullable Identifier after, int count) {
        return questions
                .list(
                        "select r from IdentifierRow r where r.customerId is null and r.kind = 'CARD'"
                                + " and r.identifier > :after order by r.identifier",
                        IdentifierRow.class,
                        Map.of("after", after == null ? "" : after.value()),
                        count)
                .stream()
                .map(IdentifierRow::known)
                .toList();
    }

    @Override
    public List<KnownIdentifier> phones(String except, @Nullable Identifier after, int count) {
        return questions
                .list(
                        "select r from IdentifierRow r where r.kind = 'PHONE' and r.identifier > :after and r.status in"
                                + " ('ACTIVE', 'BLOCKED') and (r.normalizer is null or r.normalizer <> :except)"
                                + " order by r.identifier",
                        IdentifierRow.class,
                        Map.of("after", after == null ? "" : after.value(), "except", except),
                        count)
                .stream()
                .map(IdentifierRow::known)
                .toList();
    }

    @Override
    public List<KnownIdentifier> revisions(Identifier identifier) {
        List<KnownIdentifier> found = new ArrayList<>();
        questions
                .list(
                        "select r from PastIdentifierRow" + OF_IDENTIFIER + " order by r.revision",
                        PastIdentifierRow.class,
                        of(identifier))
                .forEach(row -> found.add(row.known()));
        found.addAll(known(Set.of(identifier)).values());
        return found;
    }

    private List<ContactPerson> contacts(String which, CustomerId customer) {
        return questions
                .list(
                        "select p from ContactPersonRow p where " + which,
                        ContactPersonRow.class,
                        Map.of("customer", customer.value()))
                .stream()
                .map(ContactPersonRow::contact)
                .toList();
    }

    @Override
    public List<ContactPerson> people(CustomerId organization) {
        return contacts("p.organizationId = :customer order by p.number", organization);
    }

    @Override
    public List<ContactPerson> organizations(CustomerId person) {
        return contacts("p.personId = :customer order by p.recordedAt, p.organizationId, p.number", person);
    }
}
