package shop.store;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.store.ProfileStore;

/** Answers questions about who customers are from one state. */
final class Profiles implements ProfileStore {

    private final State state;

    Profiles(State state) {
        this.state = state;
    }

    @Override
    public List<Attribute> attributes(CustomerId customer) {
        return revisions(customer).stream()
                .filter(attribute -> attribute.until() == null)
                .toList();
    }

    @Override
    public List<Attribute> revisions(CustomerId customer) {
        return state.attributes.values().stream()
                .filter(attribute -> attribute.customer().equals(customer))
                .sorted(Attribute.BY_NAME)
                .toList();
    }

    @Override
    public Map<Identifier, KnownIdentifier> known(Set<Identifier> identifiers) {
        Map<Identifier, KnownIdentifier> found = new HashMap<>();
        for (Identifier identifier : identifiers) {
            revisions(identifier).forEach(known -> found.put(identifier, known));
        }
        return found;
    }

    @Override
    public List<KnownIdentifier> identifiers(CustomerId customer) {
        return state.identifiers.values().stream()
                .map(revisions -> revisions.get(revisions.size() - 1))
                .filter(known -> customer.equals(known.holder()))
                .sorted(Comparator.comparingInt(KnownIdentifier::place))
                .toList();
    }

    @Override
    public List<KnownIdentifier> issued(Identifier after, int count) {
        return state.identifiers.values().stream()
                .map(revisions -> revisions.get(revisions.size() - 1))
                .filter(known -> known.status() == KnownIdentifier.Status.ISSUED)
                .filter(known -> after == null || known.identifier().value().compareTo(after.value()) > 0)
                .sorted(Comparator.comparing(known -> known.identifier().value()))
                .limit(count)
                .toList();
    }

    @Override
    public List<KnownIdentifier> phones(String except, Identifier after, int count) {
        return state.identifiers.values().stream()
                .map(revisions -> revisions.get(revisions.size() - 1))
                .filter(known -> known.identifier().kind() == Identifier.Kind.PHONE && !known.isFree())
                .filter(known -> !except.equals(known.identifier().normalizer()))
                .filter(known -> after == null || known.identifier().value().compareTo(after.value()) > 0)
                .sorted(Comparator.comparing(known -> known.identifier().value()))
                .limit(count)
                .toList();
    }

    @Override
    public List<KnownIdentifier> revisions(Identifier identifier) {
        return List.copyOf(state.identifiers.getOrDefault(identifier, List.of()));
    }

    @Override
    public List<ContactPerson> people(CustomerId organization) {
        return state.contacts.values().stream()
                .filter(contact -> contact.organization().equals(organization))
                .sorted(Comparator.comparingInt(ContactPerson::number))
                .toList();
    }

    @Override
    public List<ContactPerson> organizations(CustomerId person) {
        return state.contacts.values().stream()
                .filter(contact -> contact.person().equals(person))
                .sorted(Comparator.comparing(ContactPerson::recordedAt)
                        .thenComparing(ContactPerson::organization)
                        .thenComparingInt(ContactPerson::number))
                .toList();
    }
}
