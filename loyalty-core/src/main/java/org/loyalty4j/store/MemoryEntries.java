package org.loyalty4j.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.WorkList;

/** The history of one customer. Guarded by the lock of the customer's account. */
final class MemoryEntries {

    private final TreeMap<Entry.Place, Entry<?>> byPlace = new TreeMap<>();
    private final Map<EntryId, Entry<?>> byId = new HashMap<>();
    private final TreeMap<Entry.DuePlace, Entry<?>> live = new TreeMap<>();

    /** Earlier revisions of those that have some. */
    private final Map<EntryId, List<Entry<?>>> past = new HashMap<>();

    @Nullable
    Entry<?> find(EntryId id) {
        return byId.get(id);
    }

    /** Puts an entry in the place of the one with its id; returns that one, or null. */
    @Nullable
    Entry<?> put(Entry<?> entry) {
        Entry<?> before = remove(entry.id());
        byId.put(entry.id(), entry);
        byPlace.put(entry.place(), entry);
        Entry.DuePlace due = entry.duePlace();
        if (due != null) {
            live.put(due, entry);
        }
        return before;
    }

    @Nullable
    Entry<?> remove(EntryId id) {
        Entry<?> before = byId.remove(id);
        if (before != null) {
            byPlace.remove(before.place());
            Entry.DuePlace due = before.duePlace();
            if (due != null) {
                live.remove(due);
            }
        }
        return before;
    }

    /** Forgets an entry with all its revisions. */
    void forget(EntryId id) {
        remove(id);
        past.remove(id);
    }

    /** Forgets all of them, and returns those of now. */
    List<Entry<?>> clear() {
        List<Entry<?>> all = List.copyOf(byId.values());
        byPlace.clear();
        byId.clear();
        live.clear();
        past.clear();
        return all;
    }

    /** Puts a revision in the place of the one with its number. */
    void rewrite(Entry<?> entry) {
        Entry<?> last = byId.get(entry.id());
        if (last != null && last.revision() == entry.revision()) {
            put(entry);
        } else {
            past.getOrDefault(entry.id(), List.of())
                    .replaceAll(one -> one.revision() == entry.revision() ? entry : one);
        }
    }

    List<Entry<?>> pastOf(EntryId id) {
        return past.computeIfAbsent(id, first -> new ArrayList<>(1));
    }

    List<Entry<?>> revisions(EntryId id) {
        List<Entry<?>> all = new ArrayList<>(past.getOrDefault(id, List.of()));
        Entry<?> last = byId.get(id);
        if (last != null) {
            all.add(last);
        }
        return all;
    }

    List<Entry<?>> latest(
            Set<HistoryItem.Kind> kinds, Entry.@Nullable Place before, @Nullable Instant from, int count) {
        NavigableMap<Entry.Place, Entry<?>> rest = before == null ? byPlace : byPlace.headMap(before, false);
        List<Entry<?>> found = new ArrayList<>();
        for (Entry<?> entry : rest.descendingMap().values()) {
            if (found.size() == count || (from != null && entry.at().isBefore(from))) {
                break;
            }
            if (kinds.contains(entry.item().kind())) {
                found.add(entry);
            }
        }
        return found;
    }

    List<Entry<?>> live(WorkList list, Entry.@Nullable DuePlace after, int count) {
        return (after == null ? live : live.tailMap(after, false))
                .values().stream()
                        .filter(list::includes)
                        .limit(count)
                        .<Entry<?>>map(entry -> entry)
                        .toList();
    }
}
