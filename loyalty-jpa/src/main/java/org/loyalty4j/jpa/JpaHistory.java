package org.loyalty4j.jpa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.store.HistoryStore;

/** Answers questions about the histories of customers, each with one query, or two. */
final class JpaHistory implements HistoryStore {

    private static final String LIVE = "select e from LiveEntryRow l join EntryRow e on e.id = l.entryId where ";

    /** For so many kinds each is asked for by itself. */
    private static final int FEW_KINDS = 3;

    private final Questions questions;

    JpaHistory(Questions questions) {
        this.questions = questions;
    }

    private List<Entry<?>> entries(String query, Map<String, Object> values, int count) {
        return questions.list(query, EntryRow.class, values, count).stream()
                .<Entry<?>>map(EntryRow::entry)
                .toList();
    }

    @Override
    public Map<EntryId, Entry<?>> find(Set<EntryId> ids) {
        Map<EntryId, Entry<?>> found = new HashMap<>();
        if (!ids.isEmpty()) {
            entries(
                            "select e from EntryRow e where e.id in (:ids)",
                            Map.of("ids", ids.stream().map(EntryId::value).toList()),
                            Integer.MAX_VALUE)
                    .forEach(entry -> found.put(entry.id(), entry));
        }
        return found;
    }

    @Override
    public Map<Origin, Entry<?>> written(Set<Origin> origins) {
        Map<Origin, Entry<?>> found = new HashMap<>();
        origins.stream()
                .collect(Collectors.groupingBy(Origin::space, Collectors.mapping(Origin::id, Collectors.toList())))
                .forEach((space, ids) -> entries(
                                "select e from EntryRow e where e.originSpace = :space and e.originId in (:ids)",
                                Map.of("space", space, "ids", ids),
                                Integer.MAX_VALUE)
                        .forEach(entry -> found.put(entry.origin(), entry)));
        return found;
    }

    @Override
    public List<Entry<?>> revisions(EntryId id) {
        List<EntryRow> last =
                questions.list("select e from EntryRow e where e.id = :id", EntryRow.class, Map.of("id", id.value()));
        if (last.isEmpty()) {
            return List.of();
        }
        EntryRow entry = last.get(0);
        List<Entry<?>> all = new ArrayList<>();
        if (entry.revision > 1) {
            questions
                    .list(
                            "select p from PastEntryRow p where p.entryId = :id order by p.revision",
                            PastEntryRow.class,
                            Map.of("id", id.value()))
                    .forEach(past -> all.add(entry.entry(past)));
        }
        all.add(entry.entry());
        return all;
    }

    @Override
    public List<Entry<?>> latest(
            CustomerId customer,
            Set<HistoryItem.Kind> kinds,
            Entry.@Nullable Place before,
            @Nullable Instant from,
            int count) {
        if (kinds.size() > FEW_KINDS) {
            return latestOf(customer, kinds, before, from, count);
        }
        // Of one kind there is an index in this order; for several the database may look through all there are.
        return kinds.stream()
                .flatMap(kind -> latestOf(customer, Set.of(kind), before, from, count).stream())
                .sorted(Comparator.<Entry<?>, Entry.Place>comparing(Entry::place)
                        .reversed())
                .limit(count)
                .toList();
    }

    private List<Entry<?>> latestOf(
            CustomerId customer,
            Set<HistoryItem.Kind> kinds,
            Entry.@Nullable Place before,
            @Nullable Instant from,
            int count) {
        StringBuilder query = new StringBuilder("select e from EntryRow e where e.customerId = :customer");
        Map<String, Object> values = new HashMap<>();
        values.put("customer", customer.value());
        if (kinds.size() == 1) {
            query.append(" and e.kind = :kind");
            values.put("kind", kinds.iterator().next().name());
        } else if (kinds.size() < HistoryItem.Kind.values().length) {
            query.append(" and e.kind in (:kinds)");
            values.put("kinds", names(kinds));
        }
        if (before != null) {
            // The first part is what the index is searched by.
            query.append(" and e.happenedAt <= :at and (e.happenedAt < :at or e.recordedAt < :recorded")
                    .append(" or (e.recordedAt = :recorded and e.id < :id))");
            values.put("at", before.at());
            values.put("recorded", before.recordedAt());
            values.put("id", before.id().value());
        }
        if (from != null) {
            query.append(" and e.happenedAt >= :from");
            values.put("from", from);
        }
        query.append(" order by e.happenedAt desc, e.recordedAt desc, e.id desc");
        return entries(query.toString(), values, count);
    }

    private static List<String> names(Set<HistoryItem.Kind> kinds) {
        return kinds.stream().map(Enum::name).sorted().toList();
    }

    @Override
    public List<Entry<?>> live(WorkList list, Entry.@Nullable DuePlace after, int count) {
        StringBuilder query = new StringBuilder(LIVE).append("l.kind in (:kinds)");
        Map<String, Object> values = new HashMap<>();
        values.put("kinds", names(list.kinds()));
        if (list.customer() != null) {
            query.append(" and l.customerId = :customer");
            values.put("customer", list.customer().value());
        }
        if (list.owner() != null) {
            query.append(" and l.owner = :owner");
            values.put("owner", list.owner().id());
        }
        if (list.unit() != null) {
            query.append(" and l.unit = :unit");
            values.put("unit", list.unit());
        }
        if (list.dueBefore() != null) {
            query.append(" and l.dueAt < :dueBefore");
            values.put("dueBefore", list.dueBefore());
        }
        if (after != null) {
            query.append(" and l.dueAt >= :at and (l.dueAt > :at or l.entryId > :id)");
            values.put("at", after.deadline());
            values.put("id", after.id().value());
        }
        query.append(" order by l.dueAt, l.entryId");
        return entries(query.toString(), values, count);
    }

    @Override
    public List<Entry<?>> waking(Instant until, int count) {
        return entries(LIVE + "l.wakesAt <= :until order by l.wakesAt, l.entryId", Map.of("until", until), count);
    }
}
