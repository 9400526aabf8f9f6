package org.loyalty4j.history;

import java.util.UUID;

/**
 * Our own id of an entry of a customer's history, made when it is written.
 *
 * @param value the id
 */
public record EntryId(UUID value) implements Comparable<EntryId> {

    /** Makes an id of the text that {@link #toString()} of its value gave. */
    public static EntryId parse(String text) {
        return new EntryId(UUID.fromString(text));
    }

    /** Orders by the unsigned bits, as databases order a UUID: older entries first. */
    @Override
    public int compareTo(EntryId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }
}
