package org.loyalty4j.customer;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;

/**
 * That a customer was merged into another one, and what is needed to undo it.
 *
 * @param absorbed who is the other one from then on
 * @param number which merging of that customer it is, from 1
 * @param survivor who stood for both then
 * @param mergedAt when
 * @param mergedBy who asked for it, or null
 * @param taken what is said of the survivor since and was said of the absorbed one before: the names of the attributes,
 *     each with the revision that it has with the survivor
 * @param joined since when the survivor took part before, where that is longer now, or null
 * @param undoneAt when it was undone, or null
 * @param undoneBy who asked for that, or null
 */
public record MergeRecord(
        CustomerId absorbed,
        int number,
        CustomerId survivor,
        Instant mergedAt,
        @Nullable Actor mergedBy,
        SortedMap<String, Integer> taken,
        @Nullable Instant joined,
        @Nullable Instant undoneAt,
        @Nullable Actor undoneBy) {

    /** By the absorbed ones, and those of one in their order. */
    public static final Comparator<MergeRecord> IN_ORDER =
            Comparator.comparing(MergeRecord::absorbed).thenComparingInt(MergeRecord::number);

    /** Copies the map. */
    public MergeRecord {
        taken = Collections.unmodifiableSortedMap(new TreeMap<>(taken));
    }

    /** Makes one that is in force. */
    public MergeRecord(
            CustomerId absorbed,
            int number,
            CustomerId survivor,
            Instant mergedAt,
            @Nullable Actor mergedBy,
            Map<String, Integer> taken,
            @Nullable Instant joined) {
        this(absorbed, number, survivor, mergedAt, mergedBy, new TreeMap<>(taken), joined, null, null);
    }

    /** Says whether it was not undone. */
    public boolean isInForce() {
        return undoneAt == null;
    }

    /** Returns this as undone. */
    public MergeRecord undone(Instant at, @Nullable Actor by) {
        return new MergeRecord(absorbed, number, survivor, mergedAt, mergedBy, taken, joined, at, by);
    }
}
