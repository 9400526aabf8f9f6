package org.loyalty4j.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.WorkList;

/** Answers questions about the histories of customers, each customer's under the lock of the account. Used by one thread. */
final class MemoryHistory implements HistoryStore {

    private final MemoryReader reader;

    MemoryHistory(MemoryReader reader) {
        this.reader = reader;
    }

    private @Nullable Entry<?> find(EntryId id) {
        CustomerId customer = reader.store.entries.get(id);
        return customer == null ? null : find(customer, id);
    }

    private @Nullable Entry<?> find(CustomerId customer, EntryId id) {
        List<Entry<?>> found = reader.within(customer, List.of(), account -> {
            Entry<?> entry = account.entries().find(id);
            return entry == null ? List.of() : List.<Entry<?>>of(entry);
        });
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public Map<EntryId, Entry<?>> find(Set<EntryId> ids) {
        Map<EntryId, Entry<?>> found = new HashMap<>();
        for (EntryId id : ids) {
            Entry<?> entry = find(id);
            if (entry != null) {
                found.put(id, entry);
            }
        }
        return found;
    }

    @Override
    public Map<Origin, Entry<?>> written(Set<Origin> origins) {
        Map<Origin, Entry<?>> found = new HashMap<>();
        for (Origin origin : origins) {
            InMemoryStore.Taken<EntryId> taken = reader.store.origins.get(origin);
            Entry<?> entry = taken == null || !reader.sees(taken) ? null : find(taken.value);
            if (entry != null) {
                found.put(origin, entry);
            }
        }
        return found;
    }

    @Override
    public List<Entry<?>> revisions(EntryId id) {
        CustomerId customer = reader.store.entries.get(id);
        return customer == null
                ? List.of()
                : reader.within(
                        customer, List.of(), account -> account.entries().revisions(id));
    }

    @Override
    public List<Entry<?>> latest(
            CustomerId customer,
            Set<HistoryItem.Kind> kinds,
            Entry.@Nullable Place before,
            @Nullable Instant from,
            int count) {
        return reader.within(customer, List.of(), account -> account.entries().latest(kinds, before, from, count));
    }

    @Override
    public List<Entry<?>> live(WorkList list, Entry.@Nullable DuePlace after, int count) {
        if (list.customer() != null) {
            return reader.within(
                    list.customer(), List.of(), account -> account.entries().live(list, after, count));
        }
        List<Entry<?>> found = new ArrayList<>();
        MemoryWork start = MemoryWork.start(list);
        Iterator<MemoryWork> rest = reader.work(start);
        while (rest.hasNext() && found.size() < count) {
            MemoryWork work = rest.next();
            boolean isOver =
                    list.dueBefore() != null && !work.place().deadline().isBefore(list.dueBefore());
            if (!work.scope().equals(start.scope()) || isOver) {
                break;
            }
            if (after == null || work.place().compareTo(after) > 0) {
                Entry<?> entry = find(work.customer(), work.place().id());
                if (entry != null && list.includes(entry) && work.place().equals(entry.duePlace())) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    @Override
    public List<Entry<?>> waking(Instant until, int count) {
        List<Entry<?>> found = new ArrayList<>();
        MemoryWork start = MemoryWork.waking();
        Iterator<MemoryWork> rest = reader.work(start);
        while (rest.hasNext() && found.size() < count) {
            MemoryWork work = rest.next();
            if (!work.scope().equals(start.scope()) || work.place().deadline().isAfter(until)) {
                break;
            }
            Entry<?> entry = find(work.customer(), work.place().id());
            if (entry != null && work.place().deadline().equals(entry.wakesAt())) {
                found.add(entry);
            }
        }
        return found;
    }
}
