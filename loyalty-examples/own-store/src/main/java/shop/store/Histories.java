package shop.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.store.HistoryStore;

/** Answers questions about the histories of customers from one state. */
final class Histories implements HistoryStore {

    private final State state;

    Histories(State state) {
        this.state = state;
    }

    private Stream<Entry<?>> last() {
        return state.entries.values().stream().map(revisions -> revisions.get(revisions.size() - 1));
    }

    @Override
    public Map<EntryId, Entry<?>> find(Set<EntryId> ids) {
        Map<EntryId, Entry<?>> found = new HashMap<>();
        last().filter(entry -> ids.contains(entry.id())).forEach(entry -> found.put(entry.id(), entry));
        return found;
    }

    @Override
    public Map<Origin, Entry<?>> written(Set<Origin> origins) {
        Map<Origin, Entry<?>> found = new HashMap<>();
        last().filter(entry -> origins.contains(entry.origin())).forEach(entry -> found.put(entry.origin(), entry));
        return found;
    }

    @Override
    public List<Entry<?>> revisions(EntryId id) {
        return List.copyOf(state.entries.getOrDefault(id, List.of()));
    }

    @Override
    public List<Entry<?>> latest(
            CustomerId customer, Set<HistoryItem.Kind> kinds, Entry.Place before, Instant from, int count) {
        return last().filter(entry -> entry.customer().equals(customer))
                .filter(entry -> kinds.contains(entry.item().kind()))
                .filter(entry -> before == null || entry.place().compareTo(before) < 0)
                .filter(entry -> from == null || !entry.at().isBefore(from))
                .sorted(Comparator.<Entry<?>, Entry.Place>comparing(Entry::place).reversed())
                .limit(count)
                .toList();
    }

    @Override
    public List<Entry<?>> live(WorkList list, Entry.DuePlace after, int count) {
        return last().filter(list::includes)
                .filter(entry -> after == null || entry.duePlace().compareTo(after) > 0)
                .sorted(Comparator.<Entry<?>, Entry.DuePlace>comparing(Entry::duePlace))
                .limit(count)
                .toList();
    }

    @Override
    public List<Entry<?>> waking(Instant until, int count) {
        return last().filter(entry ->
                        entry.wakesAt() != null && !entry.wakesAt().isAfter(until))
                .sorted(Comparator.<Entry<?>, Instant>comparing(Entry::wakesAt).thenComparing(Entry::id))
                .limit(count)
                .toList();
    }
}
