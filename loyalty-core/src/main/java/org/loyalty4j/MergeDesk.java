package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord.Operation;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.KnownIdentifier.Status;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.customer.Merge;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.customer.Request;
import org.loyalty4j.customer.Unmerge;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.ProfileChanges;
import org.loyalty4j.store.StoreTransaction;

/**
 * Makes one customer of two, and two of one again. What a customer is found by and what is said of him goes over to the
 * survivor; what happened stays with each, and is read together. Used by one thread, within one unit of work.
 */
final class MergeDesk {

    private final Engine engine;
    private final StoreTransaction tx;
    private final Instant now;
    private final Changes changes = Changes.none();

    MergeDesk(Engine engine, StoreTransaction tx) {
        this.engine = engine;
        this.tx = tx;
        this.now = engine.now();
    }

    MergeAnswer merge(Merge request) {
        CustomerId absorbed = request.absorbed();
        CustomerId survivor = Kin.required(tx, request.customer()).id();
        Set<CustomerId> used = accounts(survivor, absorbed);
        Map<CustomerId, Customer> locked = locked(survivor, absorbed);
        Customer one = Customers.unerased(locked.get(survivor), request.customer());
        Customer other = Customers.unerased(locked.get(absorbed), absorbed);
        Fingerprint print = Fingerprint.of().value(absorbed.value()).end().make();
        if (Customers.isRepeat(tx, Operation.MERGE, request, print)) {
            return new MergeAnswer.Done(last(absorbed), true);
        }
        requireAsSeen(!one.isMerged());
        if (other.isMerged() || survivor.equals(absorbed)) {
            return new MergeAnswer.Refused(Refusal.ALREADY_MERGED);
        }
        check(one, other);
        if (one.membership().left().isPresent() && other.membership().left().isEmpty()) {
            return new MergeAnswer.Refused(Refusal.MEMBERSHIP_ENDED);
        }
        if (used.contains(absorbed)) {
            return new MergeAnswer.Refused(Refusal.ACCOUNT_IN_USE);
        }
        MergeRecord merge = merged(request, one, other);
        children(absorbed, locked).forEach(child -> changes.customers().add(child.merged(survivor)));
        write(Operation.MERGE, request, print, merge);
        return new MergeAnswer.Done(merge, false);
    }

    MergeAnswer unmerge(Unmerge request) {
        CustomerId absorbed = request.customer();
        Customer seen = Customers.unerased(tx.customers().find(absorbed).orElse(null), absorbed);
        CustomerId survivor = Objects.requireNonNullElse(seen.mergedInto(), absorbed);
        accounts(survivor, absorbed);
        Map<CustomerId, Customer> locked = locked(survivor, absorbed);
        Customer one = Customers.unerased(locked.get(survivor), absorbed);
        Customer other = Customers.unerased(locked.get(absorbed), absorbed);
        Fingerprint print = Fingerprint.of().make();
        if (Customers.isRepeat(tx, Operation.UNMERGE, request, print)) {
            return new MergeAnswer.Done(last(absorbed), true);
        }
        requireAsSeen(Objects.equals(seen.mergedInto(), other.mergedInto()));
        if (!other.isMerged()) {
            return new MergeAnswer.Refused(Refusal.NOT_MERGED);
        }
        MergeRecord merge = last(absorbed);
        if (!merge.survivor().equals(survivor)) {
            return new MergeAnswer.Refused(Refusal.MERGED_ON);
        }
        MergeRecord undone = merge.undone(now, request.actor());
        List<Customer> children = children(absorbed, locked);
        split(request, one, other, merge, children.size());
        children.forEach(child -> changes.customers().add(child.merged(absorbed)));
        write(Operation.UNMERGE, request, print, undone);
        return new MergeAnswer.Done(undone, false);
    }

    private static void requireAsSeen(boolean same) {
        if (!same) {
            throw new LostRaceException("Who is concerned by it has changed before the lock was had; begin again");
        }
    }

    /** Locks the accounts first, as everybody does, so that nothing is settled meanwhile; returns whose have something. */
    private Set<CustomerId> accounts(CustomerId... both) {
        return Customers.open(engine, tx, new TreeSet<>(List.of(both)), now).stream()
                .filter(account -> account.commands() > 0)
                .map(account -> account.id().holder())
                .collect(Collectors.toSet());
    }

    /** Locks both, who is the absorbed one by now, and the organizations for which he acts. */
    private Map<CustomerId, Customer> locked(CustomerId survivor, CustomerId absorbed) {
        Set<CustomerId> all = concerned(survivor, absorbed);
        Map<CustomerId, Customer> locked = tx.lock(all);
        // Somebody may have begun to act for another organization meanwhile.
        requireAsSeen(all.containsAll(concerned(survivor, absorbed)));
        return locked;
    }

    private Set<CustomerId> concerned(CustomerId survivor, CustomerId absorbed) {
        Set<CustomerId> all = new TreeSet<>(Set.of(survivor));
        all.add(absorbed);
        all.addAll(tx.duplicates().absorbed(absorbed));
        all.addAll(tx.duplicates().absorbed(survivor));
        for (CustomerId person : List.of(survivor, absorbed)) {
            tx.profiles().organizations(person).forEach(time -> all.add(time.organization()));
        }
        return all;
    }

    /** Returns the last merging in which a customer was absorbed. */
    private MergeRecord last(CustomerId absorbed) {
        List<MergeRecord> all = mergings(absorbed);
        return all.get(all.size() - 1);
    }

    private List<MergeRecord> mergings(CustomerId absorbed) {
        return tx.duplicates().merges(Set.of(absorbed)).stream()
                .filter(merge -> merge.absorbed().equals(absorbed))
                .toList();
    }

    /** Returns who was merged into a customer, and into those, whoever they are by now. */
    private List<Customer> children(CustomerId of, Map<CustomerId, Customer> locked) {
        List<Customer> found = new ArrayList<>();
        Set<CustomerId> parents = new HashSet<>(Set.of(of));
        boolean more = true;
        List<MergeRecord> merges = tx.duplicates().merges(locked.keySet()).stream()
                .filter(MergeRecord::isInForce)
                .toList();
        while (more) {
            more = false;
            for (MergeRecord merge : merges) {
                Customer child = locked.get(merge.absorbed());
                if (child != null && parents.contains(merge.survivor()) && parents.add(merge.absorbed())) {
                    found.add(child);
                    more = true;
                }
            }
        }
        return found;
    }

    private void check(Customer one, Customer other) {
        List<KnownIdentifier> all = new ArrayList<>(tx.profiles().identifiers(one.id()));
        all.addAll(tx.profiles().identifiers(other.id()));
        long held = all.stream()
                .filter(known -> known.status() == Status.ACTIVE || known.status() == Status.BLOCKED)
                .count();
        new Violations()
                .check(
                        one.kind() == other.kind(),
                        "absorbed",
                        Code.BAD_RELATION,
                        "a person and an organization are not one")
                .check(
                        one.absorbed() + other.absorbed() < Customer.ABSORBED_MAX,
                        "absorbed",
                        Code.TOO_MANY_ITEMS,
                        "a customer stands for at most " + Customer.ABSORBED_MAX + " others")
                .check(
                        held <= Customer.IDENTIFIERS_MAX,
                        "absorbed.identifiers",
                        Code.TOO_MANY_ITEMS,
                        "a customer has at most " + Customer.IDENTIFIERS_MAX + ", both together")
                .throwIfAny();
    }

    private MergeRecord merged(Merge request, Customer one, Customer other) {
        SortedMap<String, Attribute> own = ProfileDesk.known(tx, one);
        SortedMap<String, Attribute> others = ProfileDesk.known(tx, other);
        Profile before = ProfileDesk.profile(one, own);
        Traits.of(ProfileDesk.profile(other, others))
                .keys()
                .forEach(key -> changes.profiles().keys().add(new ProfileChanges.Key(key, other.id(), false)));
        SortedMap<String, Optional<AttributeValue>> missing = new TreeMap<>();
        others.forEach((name, attribute) -> {
            if (attribute.value() != null && !own.containsKey(name)) {
                missing.put(name, attribute.said());
            }
        });
        Customer survivor = said(request, one, own, missing);
        Map<String, Integer> taken = new HashMap<>();
        missing.keySet()
                .forEach(name ->
                        taken.put(name, Objects.requireNonNull(own.get(name)).revision()));
        List<Identifier> identifiers = new ArrayList<>(one.identifiers());
        identifiers.addAll(give(request, tx.profiles().identifiers(other.id()), one.id()));
        new ContactTimes(tx, now, changes.profiles()).merge(other, one.id());
        Membership membership = one.membership();
        Instant joined = null;
        if (other.membership().joined().isBefore(membership.joined())) {
            joined = membership.joined();
            membership = new Membership(other.membership().joined(), membership.leftAt());
        }
        survivor = survivor.foundBy(identifiers).with(membership).absorbing(one.absorbed() + other.absorbed() + 1);
        Traits.note(changes.profiles(), before, ProfileDesk.profile(survivor, own));
        changes.customers().add(survivor);
        changes.customers().add(other.foundBy(List.of()).merged(one.id()));
        return new MergeRecord(
                other.id(), mergings(other.id()).size() + 1, one.id(), now, request.actor(), taken, joined);
    }

    private void split(Unmerge request, Customer one, Customer other, MergeRecord merge, int children) {
        SortedMap<String, Attribute> own = ProfileDesk.known(tx, one);
        Profile before = ProfileDesk.profile(one, own);
        SortedMap<String, Optional<AttributeValue>> over = new TreeMap<>();
        merge.taken().forEach((name, revision) -> {
            Attribute known = own.get(name);
            if (known != null && known.revision() == revision) {
                over.put(name, Optional.empty());
            }
        });
        Customer survivor = said(request, one, own, over);
        List<KnownIdentifier> back = tx.profiles().identifiers(one.id()).stream()
                .filter(known -> !known.isFree() && cameFrom(known, other.id()))
                .toList();
        List<Identifier> given = give(request, back, other.id());
        List<Identifier> kept = new ArrayList<>(one.identifiers());
        kept.removeAll(given);
        new ContactTimes(tx, now, changes.profiles()).split(one, other.id(), merge.mergedAt());
        Membership membership = one.membership();
        if (merge.joined() != null
                && membership.joined().equals(other.membership().joined())) {
            membership = new Membership(merge.joined(), membership.leftAt());
        }
        survivor = survivor.foundBy(kept).with(membership).absorbing(one.absorbed() - children - 1);
        Customer himself = other.foundBy(given).merged(null);
        Traits.note(changes.profiles(), before, ProfileDesk.profile(survivor, own));
        Traits.note(changes.profiles(), ProfileDesk.profile(himself, ProfileDesk.known(tx, other)));
        changes.customers().add(survivor);
        changes.customers().add(himself);
        // Nobody is to suggest right away what was just undone.
        Distinction.Known distinct = Distinction.Known.of(one.id(), other.id(), now);
        boolean known = tx.duplicates().distinctions(Set.of(one.id(), other.id())).stream()
                .anyMatch(each -> Distinction.Known.IN_ORDER.compare(each, distinct) == 0);
        if (!known) {
            changes.profiles().distinctions().add(distinct);
        }
    }

    private Customer said(
            Request request,
            Customer customer,
            SortedMap<String, Attribute> known,
            SortedMap<String, Optional<AttributeValue>> values) {
        return values.isEmpty()
                ? customer
                : ProfileDesk.change(
                        customer,
                        known,
                        new ProfileChange(
                                request.key(),
                                customer.id(),
                                values,
                                request.reason(),
                                request.actor(),
                                request.source()),
                        now,
                        changes);
    }

    /** Writes identifiers as another customer's, but those that anybody may have; returns those by which he is found. */
    private List<Identifier> give(Request request, List<KnownIdentifier> identifiers, CustomerId to) {
        int place = tx.profiles().identifiers(to).stream()
                .mapToInt(KnownIdentifier::place)
                .max()
                .orElse(0);
        List<Identifier> found = new ArrayList<>();
        for (KnownIdentifier known : identifiers) {
            if (!known.isFree()) {
                changes.profiles().past().add(known);
                changes.profiles()
                        .identifiers()
                        .add(known.next(known.status(), to, ++place, known.until(), now, request));
                if (known.status() == Status.ACTIVE) {
                    found.add(known.identifier());
                }
            }
        }
        return found;
    }

    /** Says whether an identifier came by way of a customer to whom it belongs now: from merging to merging. */
    private boolean cameFrom(KnownIdentifier known, CustomerId other) {
        List<CustomerId> way = new ArrayList<>();
        for (KnownIdentifier revision : tx.profiles().revisions(known.identifier())) {
            CustomerId holder = revision.holder();
            if (holder == null || revision.isFree()) {
                // Whoever has it next has it anew.
                way.clear();
            } else if (way.contains(holder)) {
                // What was between was undone.
                way.subList(way.indexOf(holder) + 1, way.size()).clear();
            } else {
                way.add(holder);
            }
        }
        return way.contains(other);
    }

    private void write(Operation operation, Request request, Fingerprint print, MergeRecord merge) {
        changes.profiles().merges().add(merge);
        changes.customerCommands().add(Customers.record(operation, request, print, now));
        engine.append(tx, changes);
    }
}
