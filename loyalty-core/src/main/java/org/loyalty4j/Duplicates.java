package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.BlockingKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.CustomerRecord.Operation;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.DuplicateCandidate;
import org.loyalty4j.customer.Merge;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.customer.Unmerge;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.ProfileChanges;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/**
 * Where customers are suggested who may be one and the same. Nothing is ever done about a suggestion here: the host asks
 * people, and remembers by {@link #record} who are not one.
 *
 * <p>Those are compared who have a phone, an e-mail address or a tax number in common, or a name that sounds alike, person
 * with person and organization with organization, by {@link DuplicateCandidate.Reason}. What more than {@value #SHARED_MAX}
 * customers share, such as the shop's own phone that was put in for want of another, tells nothing and is passed over. Safe
 * for use by many threads.
 */
public final class Duplicates {

    /** What more customers share tells nothing. */
    public static final int SHARED_MAX = 50;

    /** The most customers one is remembered not to be. */
    public static final int DISTINCTIONS_MAX = 1_000;

    private final Engine engine;

    Duplicates(Engine engine) {
        this.engine = engine;
    }

    /**
     * A customer, and another one enrolled before who may be the same.
     *
     * @param customer the customer
     * @param candidate the other one
     */
    public record Pair(CustomerId customer, DuplicateCandidate candidate) {}

    /**
     * What was found among some customers.
     *
     * @param pairs each two who may be one, once, at the one whose id comes later; those of a customer best first
     * @param next the customer to go on after, or null where all were looked at
     */
    public record Pairs(List<Pair> pairs, @Nullable CustomerId next) {

        /** Copies the list. */
        public Pairs {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * What was done with some customers.
     *
     * @param looked how many were looked at
     * @param written how many can be found now who could not before
     * @param next the customer to go on after, or null where all were looked at
     */
    public record Indexed(
            long looked, long written, @Nullable CustomerId next) {}

    /**
     * Returns who may be the same as a customer, best first: those from {@link DuplicateCandidate#SUGGESTED_FROM} on who are
     * not remembered to be somebody else.
     *
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws InvalidRequestException if the count is not
     */
    public List<DuplicateCandidate> of(CustomerId customer, int count) {
        int size = Page.checkedSize(count);
        new Violations().required("customer", customer).throwIfAny();
        return engine.read(reader -> {
            CustomerId survivor = Kin.required(reader, customer).id();
            Map<CustomerId, Profile> profiles = reader.duplicates().profiles(Set.of(survivor), Traits.NAMES);
            return found(reader, profiles).getOrDefault(survivor, List.of()).stream()
                    .limit(size)
                    .toList();
        });
    }

    /**
     * Returns who may be the same as somebody about to be enrolled, best first. Nothing is written and the key stays free.
     *
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the count is not
     */
    public List<DuplicateCandidate> of(NewCustomer customer, int count) {
        int size = Page.checkedSize(count);
        new Violations().required("customer", customer).throwIfAny();
        Instant now = engine.now();
        Customer asked = customer.customer(CustomerId.NOBODY, now)
                .foundBy(engine.phones().written(customer.identifiers()));
        Map<CustomerId, Profile> profiles = Map.of(CustomerId.NOBODY, new Profile(asked, new TreeMap<>()));
        return engine.read(reader -> found(reader, profiles).getOrDefault(CustomerId.NOBODY, List.of()).stream()
                .limit(size)
                .toList());
    }

    /**
     * Looks at some customers, in the order of their ids, for others before them who may be the same. Going on from page to
     * page, each two who may be one come once.
     *
     * @param after go on after this customer, or null to begin
     * @param count how many customers are looked at, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the count is not
     */
    public Pairs page(@Nullable CustomerId after, int count) {
        int size = Page.checkedSize(count);
        return engine.read(reader -> {
            List<CustomerId> ids = reader.customers().page(after, size).stream()
                    .map(Customer::id)
                    .toList();
            Map<CustomerId, Profile> profiles = new LinkedHashMap<>();
            Map<CustomerId, Profile> read = reader.duplicates().profiles(Set.copyOf(ids), Traits.NAMES);
            ids.forEach(id -> Optional.ofNullable(read.get(id))
                    .filter(profile -> !profile.customer().isMerged())
                    .ifPresent(profile -> profiles.put(id, profile)));
            Map<CustomerId, List<DuplicateCandidate>> found = found(reader, profiles);
            List<Pair> pairs = new ArrayList<>();
            profiles.keySet()
                    .forEach(id -> found.getOrDefault(id, List.of()).stream()
                            .filter(candidate -> candidate.customer().id().compareTo(id) < 0)
                            .forEach(candidate -> pairs.add(new Pair(id, candidate))));
            return new Pairs(pairs, ids.size() < size ? null : ids.get(ids.size() - 1));
        });
    }

    /** Returns who is suggested for each of some, best first. */
    private static Map<CustomerId, List<DuplicateCandidate>> found(StoreReader reader, Map<CustomerId, Profile> asked) {
        Map<CustomerId, Traits> traits = new LinkedHashMap<>();
        Map<CustomerId, Set<BlockingKey>> keys = new HashMap<>();
        Set<BlockingKey> all = new LinkedHashSet<>();
        asked.forEach((id, profile) -> {
            traits.put(id, Traits.of(profile));
            keys.put(id, traits.get(id).keys());
            all.addAll(keys.get(id));
        });
        Map<BlockingKey, List<CustomerId>> holders = reader.duplicates().holders(all, SHARED_MAX + 1);
        Map<CustomerId, Set<CustomerId>> others = new LinkedHashMap<>();
        Set<CustomerId> wanted = new HashSet<>();
        keys.forEach((id, own) -> {
            Set<CustomerId> sharing = new HashSet<>();
            own.stream()
                    .map(key -> holders.getOrDefault(key, List.of()))
                    .filter(each -> each.size() <= SHARED_MAX)
                    .forEach(sharing::addAll);
            sharing.remove(id);
            others.put(id, sharing);
            wanted.addAll(sharing);
        });
        wanted.removeAll(asked.keySet());
        Map<CustomerId, Profile> profiles = new HashMap<>(asked);
        if (!wanted.isEmpty()) {
            profiles.putAll(reader.duplicates().profiles(wanted, Traits.NAMES));
        }
        Map<CustomerId, Set<CustomerId>> distinct = distinct(reader, asked.keySet(), profiles);
        Map<CustomerId, List<DuplicateCandidate>> found = new HashMap<>();
        others.forEach((id, sharing) -> {
            sharing.removeAll(distinct.getOrDefault(id, Set.of()));
            found.put(id, compared(traits, id, sharing, profiles));
        });
        return found;
    }

    /** What is remembered of one who was merged is remembered of whom he is by now. */
    private static Map<CustomerId, Set<CustomerId>> distinct(
            StoreReader reader, Set<CustomerId> asked, Map<CustomerId, Profile> profiles) {
        Map<CustomerId, Set<CustomerId>> distinct = new HashMap<>();
        if (profiles.size() < 2 && asked.containsAll(profiles.keySet())) {
            return distinct;
        }
        Map<CustomerId, CustomerId> survivors = new HashMap<>();
        Set<CustomerId> all = new HashSet<>(asked);
        profiles.forEach((id, profile) -> {
            for (CustomerId absorbed : Kin.of(reader, profile.customer()).absorbed()) {
                survivors.put(absorbed, id);
                if (asked.contains(id)) {
                    all.add(absorbed);
                }
            }
        });
        for (Distinction.Known known : reader.duplicates().distinctions(all)) {
            CustomerId one = survivors.getOrDefault(known.first(), known.first());
            CustomerId other = survivors.getOrDefault(known.second(), known.second());
            distinct.computeIfAbsent(one, first -> new HashSet<>()).add(other);
            distinct.computeIfAbsent(other, first -> new HashSet<>()).add(one);
        }
        return distinct;
    }

    private static List<DuplicateCandidate> compared(
            Map<CustomerId, Traits> traits, CustomerId id, Set<CustomerId> sharing, Map<CustomerId, Profile> profiles) {
        Traits own = traits.get(id);
        List<DuplicateCandidate> candidates = new ArrayList<>();
        for (CustomerId other : sharing) {
            Profile profile = profiles.get(other);
            if (own != null && profile != null) {
                Traits theirs = traits.containsKey(other) ? traits.get(other) : Traits.of(profile);
                DuplicateCandidate candidate = DuplicateCandidate.of(profile.customer(), own.compared(theirs));
                if (candidate.isSuggested()) {
                    candidates.add(candidate);
                }
            }
        }
        candidates.sort(DuplicateCandidate.BEST_FIRST);
        return candidates;
    }

    /**
     * Remembers that two customers are not one. Where that is known already, it stays as it was.
     *
     * @return what is remembered
     * @throws UnknownCustomerException if one of both is not enrolled
     * @throws KeyReusedException if its key stands for another request
     * @throws InvalidRequestException if one of them would be remembered not to be more than {@value #DISTINCTIONS_MAX} others
     */
    public Distinction.Known record(Distinction request) {
        new Violations().required("distinction", request).throwIfAny();
        // Whichever of both is named first, it is the same request.
        Distinction.Known asked = Distinction.Known.of(request.customer(), request.other(), Instant.EPOCH);
        Fingerprint print = Fingerprint.of().value(asked.second().value()).end().make();
        return engine.write(tx -> {
            Set<CustomerId> both = Set.of(asked.first(), asked.second());
            Map<CustomerId, Customer> locked = tx.lock(both);
            for (CustomerId id : List.of(request.customer(), request.other())) {
                Customers.present(locked.get(id), id);
            }
            List<Distinction.Known> before = tx.duplicates().distinctions(both);
            Optional<Distinction.Known> known = before.stream()
                    .filter(each ->
                            each.first().equals(asked.first()) && each.second().equals(asked.second()))
                    .findFirst();
            Optional<CustomerRecord> earlier = tx.customers().find(Operation.DISTINCTION, request.key());
            if (earlier.isPresent()) {
                Customers.requireSame(earlier.get(), asked.first(), print);
                return known.orElseThrow();
            }
            Instant now = engine.now();
            Changes changes = Changes.none();
            if (known.isEmpty()) {
                requireRoom(before, both);
                changes.profiles().distinctions().add(Distinction.Known.of(request.customer(), request.other(), now));
            }
            changes.customerCommands()
                    .add(new CustomerRecord(
                            Operation.DISTINCTION,
                            request.key(),
                            asked.first(),
                            request.actor(),
                            request.reason(),
                            request.source(),
                            print,
                            now));
            engine.append(tx, changes);
            return known.orElseGet(() -> Distinction.Known.of(request.customer(), request.other(), now));
        });
    }

    private static void requireRoom(List<Distinction.Known> before, Set<CustomerId> both) {
        Violations violations = new Violations();
        for (CustomerId id : both) {
            long count = before.stream()
                    .filter(each -> each.first().equals(id) || each.second().equals(id))
                    .count();
            violations.check(
                    count < DISTINCTIONS_MAX,
                    "other",
                    Code.TOO_MANY_ITEMS,
                    "one customer is remembered not to be at most " + DISTINCTIONS_MAX + " others");
        }
        violations.throwIfAny();
    }

    /**
     * Returns who a customer is remembered not to be, in an order that stays.
     *
     * @throws UnknownCustomerException if there is none
     */
    public List<Distinction.Known> distinctions(CustomerId customer) {
        new Violations().required("customer", customer).throwIfAny();
        return engine.read(reader -> reader.duplicates()
                .distinctions(Set.copyOf(Kin.of(reader, customer).ids())));
    }

    /**
     * Has two customers be one from now on. What a customer is found by goes over to the survivor, and so does what is said of
     * the absorbed one and not of the survivor, and for whom he acts; the earlier beginning of both memberships counts. What
     * happened stays with each as it was recorded, and is read together: timelines, cards, lists of what is to be done, who
     * is responsible, where the survivor's counts first, and whether somebody may be contacted, where an objection of either
     * holds until a later agreement in so many words. The id of the absorbed one leads to the survivor for ever, and what is
     * settled under it is settled with the survivor; only who changes what is known of a person has to name the survivor.
     *
     * @return what is on record; for a repeat as it is now
     * @throws UnknownCustomerException if one of both is not enrolled, or was erased
     * @throws KeyReusedException if its key stands for another request
     * @throws InvalidRequestException if one is a person and the other an organization, or both together have more identifiers
     *     or attributes than one customer can have
     */
    public MergeAnswer merge(Merge request) {
        new Violations().required("merge", request).throwIfAny();
        return engine.write(tx -> new MergeDesk(engine, tx).merge(request));
    }

    /**
     * Has a customer be himself again who was merged into another one. The identifiers that he brought are his again, also
     * those that were blocked or replaced since; what was said of the survivor with his words is taken away unless it was said
     * anew, and what was recorded under his id stays with him. What was recorded under the id of the survivor, and whatever was
     * settled since, stays with the survivor. Both are remembered not to be one.
     *
     * @return what is on record; for a repeat as it is now
     * @throws UnknownCustomerException if the customer is not enrolled, or was erased
     * @throws KeyReusedException if its key stands for another request
     */
    public MergeAnswer unmerge(Unmerge request) {
        new Violations().required("unmerge", request).throwIfAny();
        return engine.write(tx -> new MergeDesk(engine, tx).unmerge(request));
    }

    /**
     * Returns the mergings in which a customer was absorbed or stood for both, undone or not: by the absorbed ones, in the order
     * of their ids, and those of one in their order.
     *
     * @throws UnknownCustomerException if there is none
     */
    public List<MergeRecord> merges(CustomerId customer) {
        new Violations().required("customer", customer).throwIfAny();
        return engine.read(reader -> {
            Kin.required(reader, customer);
            return reader.duplicates().merges(Set.of(customer));
        });
    }

    /**
     * Has some customers found who were enrolled before the library looked for duplicates, in the order of their ids. All who
     * were enrolled since, or changed, are found anyway. Can be stopped and gone on with; each customer is a transaction of its
     * own, so tills go on meanwhile.
     *
     * @param after go on after this customer, or null to begin
     * @param count how many customers are looked at, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the count is not
     */
    public Indexed index(@Nullable CustomerId after, int count) {
        int size = Page.checkedSize(count);
        List<CustomerId> ids = engine.read(reader ->
                reader.customers().page(after, size).stream().map(Customer::id).toList());
        long written = 0;
        for (CustomerId id : ids) {
            boolean whole = engine.read(reader -> missing(reader, id).isEmpty());
            written += !whole && engine.write(tx -> index(tx, id)) ? 1 : 0;
        }
        return new Indexed(ids.size(), written, ids.size() < size ? null : ids.get(ids.size() - 1));
    }

    private static boolean index(StoreTransaction tx, CustomerId id) {
        if (tx.lock(Set.of(id)).isEmpty()) {
            return false;
        }
        Set<BlockingKey> missing = missing(tx, id);
        Changes changes = Changes.none();
        missing.forEach(key -> changes.profiles().keys().add(new ProfileChanges.Key(key, id, true)));
        if (!missing.isEmpty()) {
            tx.append(changes);
        }
        return !missing.isEmpty();
    }

    private static Set<BlockingKey> missing(StoreReader reader, CustomerId id) {
        Profile profile = reader.duplicates().profiles(Set.of(id), Traits.NAMES).get(id);
        if (profile == null || profile.customer().isMerged()) {
            return Set.of();
        }
        Set<BlockingKey> keys = new LinkedHashSet<>(Traits.of(profile).keys());
        keys.removeAll(reader.duplicates().held(id, keys));
        return keys;
    }
}
