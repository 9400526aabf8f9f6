package org.loyalty4j.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.WorkList;

/**
 * Where a live entry is looked for across customers.
 *
 * @param scope what is asked for: all, those of an owner, those of a unit, or those to wake
 * @param place where it stands there
 * @param customer whose it is
 */
record MemoryWork(String scope, Entry.DuePlace place, CustomerId customer) implements Comparable<MemoryWork> {

    private static final String ALL = "*";
    private static final String WAKING = "w";

    private static final Comparator<MemoryWork> ORDER = Comparator.comparing(MemoryWork::scope)
            .thenComparing(MemoryWork::place)
            .thenComparing(MemoryWork::customer);

    private static final EntryId FIRST = new EntryId(new java.util.UUID(0, 0));

    /** Returns every place at which an entry is looked for. */
    static List<MemoryWork> of(Entry<?> entry) {
        List<MemoryWork> all = new ArrayList<>(4);
        Entry.DuePlace place = entry.duePlace();
        if (place != null) {
            all.add(new MemoryWork(ALL, place, entry.customer()));
            if (entry.item().owner() != null) {
                all.add(new MemoryWork("o" + entry.item().owner().id(), place, entry.customer()));
            }
            if (entry.item().unit() != null) {
                all.add(new MemoryWork("u" + entry.item().unit(), place, entry.customer()));
            }
        }
        if (entry.wakesAt() != null) {
            all.add(new MemoryWork(WAKING, new Entry.DuePlace(entry.wakesAt(), entry.id()), entry.customer()));
        }
        return all;
    }

    /** Returns where the entries of a list begin that is not one customer's. */
    static MemoryWork start(WorkList list) {
        String scope = list.owner() != null ? "o" + list.owner().id() : list.unit() != null ? "u" + list.unit() : ALL;
        return new MemoryWork(scope, new Entry.DuePlace(Instant.MIN, FIRST), CustomerId.NOBODY);
    }

    /** Returns where the entries begin that are to wake. */
    static MemoryWork waking() {
        return new MemoryWork(WAKING, new Entry.DuePlace(Instant.MIN, FIRST), CustomerId.NOBODY);
    }

    @Override
    public int compareTo(MemoryWork other) {
        return ORDER.compare(this, other);
    }
}
