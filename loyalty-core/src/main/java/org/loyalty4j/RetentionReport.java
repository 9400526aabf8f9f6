package org.loyalty4j;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.privacy.Erasure;

/**
 * What was forgotten because its time is over, or would be.
 *
 * @param looked at how many customers
 * @param customers how many customers were erased
 * @param entries how many entries were destroyed of customers who stay, by kinds; those without any are missing
 * @param kept how many customers' time is over who stay because something is open, by what it is: one may count several times
 * @param next the customer to go on after, or null where all were looked at
 */
public record RetentionReport(
        long looked,
        long customers,
        Map<HistoryItem.Kind, Long> entries,
        Map<Erasure.Open, Long> kept,
        @Nullable CustomerId next) {

    /** Copies the maps; both are in the order of the constants. */
    public RetentionReport {
        Map<HistoryItem.Kind, Long> kinds = new EnumMap<>(HistoryItem.Kind.class);
        kinds.putAll(entries);
        entries = Collections.unmodifiableMap(kinds);
        Map<Erasure.Open, Long> reasons = new EnumMap<>(Erasure.Open.class);
        reasons.putAll(kept);
        kept = Collections.unmodifiableMap(reasons);
    }
}
