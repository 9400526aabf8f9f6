package org.loyalty4j.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;

/**
 * Who customers are. Nothing is written over: each revision is claimed by its place, as keys of requests are, and the last
 * one that somebody sees counts.
 */
final class MemoryProfiles {

    /** A place for one revision of an attribute. */
    record OfName(CustomerId customer, String name, int revision) {}

    /** A place for a revision of an identifier after the first one. */
    record OfIdentifier(Identifier identifier, int revision) {}

    /** A place for a time of a contact person, with and without its end. */
    record OfContact(CustomerId organization, int number, boolean ended) {}

    private record Contact(CustomerId organization, int number) {}

    final ConcurrentHashMap<OfName, InMemoryStore.Taken<Attribute>> attributes = new ConcurrentHashMap<>();
    /** First revisions, by identifiers; nearly all have only one. */
    final ConcurrentHashMap<Identifier, InMemoryStore.Taken<KnownIdentifier>> first = new ConcurrentHashMap<>();

    final ConcurrentHashMap<OfIdentifier, InMemoryStore.Taken<KnownIdentifier>> later = new ConcurrentHashMap<>();
    final ConcurrentHashMap<OfContact, InMemoryStore.Taken<ContactPerson>> contacts = new ConcurrentHashMap<>();

    /** Where to look; what a transaction adds may lead to nothing that anybody sees. */
    private final Map<CustomerId, Set<String>> names = new ConcurrentHashMap<>();

    /** Identifiers that have changed, by their holders; those of a first revision are known by their customer. */
    private final Map<CustomerId, Set<Identifier>> held = new ConcurrentHashMap<>();

    /** The numbers of cards that were issued before anybody had them. */
    private final ConcurrentSkipListSet<String> issued = new ConcurrentSkipListSet<>();

    /** The numbers of phones that somebody has or had. */
    private final ConcurrentSkipListSet<String> phones = new ConcurrentSkipListSet<>();

    private final Map<CustomerId, Set<Contact>> served = new ConcurrentHashMap<>();

    /** Notes where to look for an attribute. */
    void note(Attribute attribute) {
        names.computeIfAbsent(attribute.customer(), first -> new ConcurrentSkipListSet<>())
                .add(attribute.name());
    }

    /** Notes where to look for an identifier. */
    void note(KnownIdentifier known) {
        CustomerId holder = known.holder();
        if (holder != null && known.revision() > 1) {
            held.computeIfAbsent(holder, first -> ConcurrentHashMap.newKeySet()).add(known.identifier());
        } else if (holder == null) {
            issued.add(known.identifier().value());
        }
        if (known.identifier().kind() == Identifier.Kind.PHONE) {
            phones.add(known.identifier().value());
        }
    }

    /** Notes where to look for a contact person. */
    void note(ContactPerson contact) {
        served.computeIfAbsent(contact.person(), first -> ConcurrentHashMap.newKeySet())
                .add(new Contact(contact.organization(), contact.number()));
    }

    /**
     * Destroys what is known of a customer.
     *
     * @param together all who are destroyed together
     * @param last identifiers whose last revisions are the customer's
     */
    void destroy(CustomerId customer, Set<CustomerId> together, Set<Identifier> last) {
        Set<String> said = names.remove(customer);
        if (said != null) {
            for (String name : said) {
                int revision = 1;
                while (attributes.remove(new OfName(customer, name, revision)) != null) {
                    revision++;
                }
            }
        }
        Set<Identifier> all = new HashSet<>(last);
        Set<Identifier> changed = held.remove(customer);
        all.addAll(changed == null ? Set.of() : changed);
        all.forEach(identifier -> destroy(customer, together, identifier));
    }

    private void destroy(CustomerId customer, Set<CustomerId> together, Identifier identifier) {
        List<KnownIdentifier> chain = new ArrayList<>();
        InMemoryStore.Taken<KnownIdentifier> next = first.get(identifier);
        while (next != null) {
            chain.add(next.value);
            next = later.get(new OfIdentifier(identifier, chain.size() + 1));
        }
        boolean alone = chain.stream()
                .allMatch(known -> known.customer().filter(together::contains).isPresent());
        if (alone) {
            first.remove(identifier);
            phones.remove(identifier.value());
            for (int revision = 2; revision <= chain.size(); revision++) {
                later.remove(new OfIdentifier(identifier, revision));
            }
            return;
        }
        for (KnownIdentifier known : chain) {
            if (customer.equals(known.holder())) {
                InMemoryStore.Taken<KnownIdentifier> nobodys =
                        new InMemoryStore.Taken<>(known.erased(known.revision() == chain.size()));
                if (known.revision() == 1) {
                    first.put(identifier, nobodys);
                } else {
                    later.put(new OfIdentifier(identifier, known.revision()), nobodys);
                }
            }
        }
    }

    /** Answers what a transaction, or somebody who only asks, may see. */
    ProfileStore seenBy(Predicate<InMemoryStore.Claim> sees, Function<CustomerId, List<Identifier>> active) {
        return new Seen(sees, active);
    }

    private final class Seen implements ProfileStore {

        private final Predicate<InMemoryStore.Claim> sees;
        private final Function<CustomerId, List<Identifier>> active;

        Seen(Predicate<InMemoryStore.Claim> sees, Function<CustomerId, List<Identifier>> active) {
            this.sees = sees;
            this.active = active;
        }

        private InMemoryStore.@Nullable Taken<KnownIdentifier> taken(Identifier identifier, int revision) {
            return revision == 1 ? first.get(identifier) : later.get(new OfIdentifier(identifier, revision));
        }

        private <V> @Nullable V look(InMemoryStore.@Nullable Taken<V> claim) {
            return claim != null && sees.test(claim) ? claim.value : null;
        }

        private List<Attribute> revisions(CustomerId customer, String name) {
            List<Attribute> found = new ArrayList<>(1);
            Attribute next = look(attributes.get(new OfName(customer, name, 1)));
            while (next != null) {
                Attribute now = next;
                next = look(attributes.get(new OfName(customer, name, now.revision() + 1)));
                found.add(next == null ? now : now.endedAt(next.from()));
            }
            return found;
        }

        @Override
        public List<Attribute> attributes(CustomerId customer) {
            return names.getOrDefault(customer, Set.of()).stream()
                    .map(name -> revisions(customer, name))
                    .filter(found -> !found.isEmpty())
                    .map(found -> found.get(found.size() - 1))
                    .toList();
        }

        @Override
        public List<Attribute> revisions(CustomerId customer) {
            return names.getOrDefault(customer, Set.of()).stream()
                    .flatMap(name -> revisions(customer, name).stream())
                    .toList();
        }

        @Override
        public Map<Identifier, KnownIdentifier> known(Set<Identifier> wanted) {
            Map<Identifier, KnownIdentifier> found = new HashMap<>();
            wanted.forEach(identifier -> last(identifier).ifPresent(known -> found.put(identifier, known)));
            return found;
        }

        private Optional<KnownIdentifier> last(Identifier identifier) {
            List<KnownIdentifier> found = revisions(identifier);
            return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
        }

        @Override
        public List<KnownIdentifier> identifiers(CustomerId customer) {
            return Stream.concat(active.apply(customer).stream(), held.getOrDefault(customer, Set.of()).stream())
                    .distinct()
                    .flatMap(identifier -> last(identifier).stream())
                    .filter(known -> customer.equals(known.holder()))
                    .sorted(Comparator.comparingInt(KnownIdentifier::place))
                    .toList();
        }

        @Override
        public List<KnownIdentifier> issued(@Nullable Identifier after, int count) {
            return (after == null ? issued : issued.tailSet(after.value(), false))
                    .stream()
                            .flatMap(card -> last(Identifier.card(card)).stream())
                            .filter(this::isNobodys)
                            .limit(count)
                            .toList();
        }

        @Override
        public List<KnownIdentifier> phones(String except, @Nullable Identifier after, int count) {
            return (after == null ? phones : phones.tailSet(after.value(), false))
                    .stream()
                            .flatMap(phone -> last(Identifier.phone(phone)).stream())
                            .filter(known -> !known.isFree()
                                    && !except.equals(known.identifier().normalizer()))
                            .limit(count)
                            .toList();
        }

        /** A card that somebody has is nobody's never again. */
        private boolean isNobodys(KnownIdentifier known) {
            InMemoryStore.Taken<KnownIdentifier> given = taken(known.identifier(), 2);
            if (given != null && given.isCommitted()) {
                issued.remove(known.identifier().value());
            }
            return known.status() == KnownIdentifier.Status.ISSUED;
        }

        @Override
        public List<KnownIdentifier> revisions(Identifier identifier) {
            List<KnownIdentifier> found = new ArrayList<>(1);
            KnownIdentifier next = look(taken(identifier, 1));
            while (next != null) {
                found.add(next);
                next = look(taken(identifier, next.revision() + 1));
            }
            return found;
        }

        private @Nullable ContactPerson contact(CustomerId organization, int number) {
            ContactPerson ended = look(contacts.get(new OfContact(organization, number, true)));
            return ended == null ? look(contacts.get(new OfContact(organization, number, false))) : ended;
        }

        @Override
        public List<ContactPerson> people(CustomerId organization) {
            List<ContactPerson> found = new ArrayList<>();
            ContactPerson next = contact(organization, 1);
            while (next != null) {
                found.add(next);
                next = contact(organization, next.number() + 1);
            }
            return found;
        }

        @Override
        public List<ContactPerson> organizations(CustomerId person) {
            return served.getOrDefault(person, Set.of()).stream()
                    .map(place -> contact(place.organization(), place.number()))
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparing(ContactPerson::recordedAt)
                            .thenComparing(ContactPerson::organization)
                            .thenComparingInt(ContactPerson::number))
                    .toList();
        }
    }
}
