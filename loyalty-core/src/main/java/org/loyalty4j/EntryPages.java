package org.loyalty4j;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.store.StoreReader;

/** Whole histories, read a page at a time. */
final class EntryPages {

    private static final int PAGE = 512;

    private EntryPages() {}

    /** Gives each entry of a customer to somebody, the latest first. */
    static void each(StoreReader reader, CustomerId customer, Set<HistoryItem.Kind> kinds, Consumer<Entry<?>> to) {
        Entry.Place before = null;
        List<Entry<?>> page;
        do {
            page = reader.history().latest(customer, kinds, before, null, PAGE);
            for (Entry<?> entry : page) {
                before = entry.place();
                to.accept(entry);
            }
        } while (page.size() == PAGE);
    }

    /** Returns all revisions of an entry, in their order; most have only one. */
    static List<Entry<?>> revisions(StoreReader reader, Entry<?> entry) {
        return entry.revision() == 1 ? List.of(entry) : reader.history().revisions(entry.id());
    }
}
