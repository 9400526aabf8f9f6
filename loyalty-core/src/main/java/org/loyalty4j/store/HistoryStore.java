package org.loyalty4j.store;

import java.time.Instant;
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

/** Answers questions about the histories of customers. */
public interface HistoryStore {

    /** Returns the last revisions of some entries; those that are not there are missing. */
    Map<EntryId, Entry<?>> find(Set<EntryId> ids);

    /** Returns the last revisions of the entries that were written under some origins. */
    Map<Origin, Entry<?>> written(Set<Origin> origins);

    /** Returns all revisions of an entry, in their order. */
    List<Entry<?>> revisions(EntryId id);

    /**
     * Returns entries of a customer, the latest first, in the order of their places.
     *
     * @param kinds only of these kinds
     * @param before only those before this place, or null for all
     * @param from only those that happened at this instant or later, or null for all
     * @param count how many at most
     */
    List<Entry<?>> latest(
            CustomerId customer,
            Set<HistoryItem.Kind> kinds,
            Entry.@Nullable Place before,
            @Nullable Instant from,
            int count);

    /**
     * Returns live entries in the order of what is due first.
     *
     * @param after only those after this place, or null for all
     * @param count how many at most
     */
    List<Entry<?>> live(WorkList list, Entry.@Nullable DuePlace after, int count);

    /**
     * Returns entries of which somebody is to hear by an instant, soonest first, then by their ids.
     *
     * @param count how many at most
     */
    List<Entry<?>> waking(Instant until, int count);
}
