package org.loyalty4j;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.store.StoreReader;

/**
 * A customer with all who are this customer by now: what is recorded of them stays with each as it was given, and is read
 * together.
 *
 * @param survivor who stands for all
 * @param absorbed the others, in the order of their ids; hardly anybody has some
 */
record Kin(Customer survivor, List<CustomerId> absorbed) {

    /** Returns the customer who is somebody by now, himself or whom he is merged into; nobody who is not enrolled. */
    static Optional<Customer> survivor(StoreReader reader, CustomerId id) {
        Optional<Customer> found = reader.customers().find(id);
        while (found.isPresent() && found.get().isMerged()) {
            found = reader.customers().find(Objects.requireNonNull(found.get().mergedInto()));
        }
        return found;
    }

    /**
     * Returns the customer who is somebody by now.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    static Customer required(StoreReader reader, CustomerId id) {
        return survivor(reader, id).orElseThrow(() -> new UnknownCustomerException(id));
    }

    /**
     * Returns who a customer is by now, with all others who are.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    static Kin of(StoreReader reader, CustomerId id) {
        return of(reader, required(reader, id));
    }

    /** Returns one who is not merged into another, with all others who are this one. */
    static Kin of(StoreReader reader, Customer survivor) {
        return new Kin(
                survivor,
                survivor.absorbed() == 0 ? List.of() : reader.duplicates().absorbed(survivor.id()));
    }

    /** Says whether two ids are those of one customer by now. */
    static boolean same(StoreReader reader, CustomerId one, CustomerId other) {
        return one.equals(other)
                || survivor(reader, one)
                        .filter(customer -> survivor(reader, other)
                                .filter(another -> another.id().equals(customer.id()))
                                .isPresent())
                        .isPresent();
    }

    /** Returns all who were ever a customer, by whichever way, whether or not they are themselves again. */
    static Set<CustomerId> ever(StoreReader reader, CustomerId survivor) {
        Set<CustomerId> found = new HashSet<>();
        Set<CustomerId> next = Set.of(survivor);
        while (!next.isEmpty()) {
            Set<CustomerId> into = next;
            next = reader.duplicates().merges(into).stream()
                    .filter(merge -> into.contains(merge.survivor()))
                    .map(MergeRecord::absorbed)
                    .filter(found::add)
                    .collect(Collectors.toSet());
        }
        return found;
    }

    CustomerId id() {
        return survivor.id();
    }

    /** Returns all of them, the survivor first. */
    List<CustomerId> ids() {
        if (absorbed.isEmpty()) {
            return List.of(id());
        }
        List<CustomerId> all = new ArrayList<>(absorbed.size() + 1);
        all.add(id());
        all.addAll(absorbed);
        return all;
    }

    /** Returns their entries together, the latest first. */
    List<Entry<?>> latest(StoreReader reader, Set<HistoryItem.Kind> kinds, Entry.@Nullable Place before, int count) {
        if (absorbed.isEmpty()) {
            return reader.history().latest(id(), kinds, before, null, count);
        }
        return ids().stream()
                .<Entry<?>>flatMap(each -> reader.history().latest(each, kinds, before, null, count).stream())
                .sorted(Comparator.<Entry<?>, Entry.Place>comparing(Entry::place)
                        .reversed())
                .limit(count)
                .toList();
    }

    /** Returns their live entries together, what is due first at first. */
    List<Entry<?>> live(StoreReader reader, WorkList list, Entry.@Nullable DuePlace after, int count) {
        if (absorbed.isEmpty()) {
            return reader.history().live(list.about(id()), after, count);
        }
        return ids().stream()
                .<Entry<?>>flatMap(each -> reader.history().live(list.about(each), after, count).stream())
                .sorted(Comparator.comparing(entry -> Objects.requireNonNull(entry.duePlace())))
                .limit(count)
                .toList();
    }
}
