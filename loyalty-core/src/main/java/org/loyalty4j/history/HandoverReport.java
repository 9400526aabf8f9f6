package org.loyalty4j.history;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far a handover is, or what it would do.
 *
 * @param customers of how many customers something was, or would be, handed over
 * @param entries how many entries of each kind
 * @param finished whether nothing is left
 */
public record HandoverReport(long customers, Map<HistoryItem.Kind, Long> entries, boolean finished) {

    /** Copies the map. */
    public HandoverReport {
        Map<HistoryItem.Kind, Long> copy = new EnumMap<>(HistoryItem.Kind.class);
        copy.putAll(entries);
        entries = Collections.unmodifiableMap(copy);
    }

    /** Returns how many entries there are of all kinds. */
    public long all() {
        return entries.values().stream().mapToLong(Long::longValue).sum();
    }
}
