package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.store.ProfileChanges;
import org.loyalty4j.store.StoreReader;

/**
 * Who acts for whom after customers became one, or two again: times that last end with the one and begin with the other.
 * Used by one thread, once.
 */
final class ContactTimes {

    private final StoreReader reader;
    private final Instant now;
    private final ProfileChanges changes;

    /** The times of all people at organizations, as this leaves them. */
    private final Map<CustomerId, List<ContactPerson>> known = new HashMap<>();

    ContactTimes(StoreReader reader, Instant now, ProfileChanges changes) {
        this.reader = reader;
        this.now = now;
        this.changes = changes;
    }

    /** Has a survivor act for whom another one does, or has those act for him who act for the other one. */
    void merge(Customer other, CustomerId survivor) {
        if (other.kind() == Customer.Kind.ORGANIZATION) {
            for (ContactPerson time : open(other.id())) {
                pass(time, survivor, time.person());
            }
            return;
        }
        for (CustomerId organization : organizations(other.id())) {
            for (ContactPerson time : open(organization)) {
                if (time.person().equals(other.id())) {
                    pass(time, organization, survivor);
                }
            }
        }
    }

    /** Gives back what went over to a survivor with a merging and lasts. */
    void split(Customer survivor, CustomerId other, Instant mergedAt) {
        if (survivor.kind() == Customer.Kind.ORGANIZATION) {
            for (ContactPerson time : open(survivor.id())) {
                giveBack(time, mergedAt, other, time.person());
            }
            return;
        }
        for (CustomerId organization : organizations(survivor.id())) {
            for (ContactPerson time : open(organization)) {
                if (time.person().equals(survivor.id())) {
                    giveBack(time, mergedAt, organization, other);
                }
            }
        }
    }

    private Set<CustomerId> organizations(CustomerId person) {
        Set<CustomerId> found = new LinkedHashSet<>();
        reader.profiles().organizations(person).forEach(time -> found.add(time.organization()));
        return found;
    }

    private List<ContactPerson> times(CustomerId organization) {
        return known.computeIfAbsent(
                organization, id -> new ArrayList<>(reader.profiles().people(id)));
    }

    private List<ContactPerson> open(CustomerId organization) {
        return times(organization).stream().filter(time -> time.until() == null).toList();
    }

    /** Ends a time, and has it go on as another one's; one who acts there already does so in all roles of both. */
    private void pass(ContactPerson time, CustomerId organization, CustomerId person) {
        Instant at = end(time);
        ContactPerson own = open(organization).stream()
                .filter(each -> each.person().equals(person))
                .findFirst()
                .orElse(null);
        if (own == null) {
            begin(organization, person, time, time.roles(), at);
            return;
        }
        SortedSet<String> roles = new TreeSet<>(own.roles());
        if (roles.addAll(time.roles()) || (time.main() && !own.main())) {
            Instant from = end(own);
            begin(organization, person, own.main() ? own : time, roles, from.isAfter(at) ? from : at);
        }
    }

    /** Ends a time that began when two were merged, and has both go on as they did before. */
    private void giveBack(ContactPerson time, Instant mergedAt, CustomerId organization, CustomerId person) {
        ContactPerson theirs = last(organization, person, mergedAt);
        if (theirs == null || !time.roles().containsAll(theirs.roles())) {
            return;
        }
        ContactPerson own = last(time.organization(), time.person(), mergedAt);
        Instant at = end(time);
        begin(organization, person, theirs, theirs.roles(), at);
        if (own != null && Objects.equals(own.until(), theirs.until())) {
            begin(time.organization(), time.person(), own, own.roles(), at);
        }
    }

    /** Returns the first time of somebody to end since two were merged: one who is another by then begins no other one. */
    private @Nullable ContactPerson last(CustomerId organization, CustomerId person, Instant mergedAt) {
        return times(organization).stream()
                .filter(each -> each.person().equals(person)
                        && each.until() != null
                        && !each.until().isBefore(mergedAt))
                .min(Comparator.comparing(each -> Objects.requireNonNull(each.until())))
                .orElse(null);
    }

    private Instant end(ContactPerson time) {
        Instant at = time.from().isAfter(now) ? time.from() : now;
        put(time.endedAt(at));
        return at;
    }

    private void begin(
            CustomerId organization, CustomerId person, ContactPerson like, SortedSet<String> roles, Instant at) {
        boolean main = like.main() && open(organization).stream().noneMatch(ContactPerson::main);
        put(new ContactPerson(
                organization, times(organization).size() + 1, person, roles, like.influence(), main, at, null, now));
    }

    private void put(ContactPerson time) {
        List<ContactPerson> times = times(time.organization());
        times.removeIf(each -> each.number() == time.number());
        times.add(time);
        changes.contacts().add(time);
    }
}
