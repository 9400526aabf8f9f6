package org.loyalty4j.store;

import java.util.ArrayList;
import java.util.List;
import org.loyalty4j.history.Entry;

/**
 * What a unit of work writes into the histories of customers.
 *
 * @param added new entries, each of revision 1; their customers are enrolled, and need not be locked
 * @param changed entries as they are now, each once: of the revision after the last one, or of the last one with another instant
 *     to wake at
 * @param past the revisions that those of {@code changed} follow
 */
public record HistoryChanges(List<Entry<?>> added, List<Entry<?>> changed, List<Entry<?>> past) {

    /** Starts with nothing to write. */
    public static HistoryChanges none() {
        return new HistoryChanges(new ArrayList<>(0), new ArrayList<>(0), new ArrayList<>(0));
    }

    /** Says whether there is nothing to write. */
    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty();
    }
}
