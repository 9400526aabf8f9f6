package org.loyalty4j.customer;

import java.util.UUID;

/**
 * Our own id of a customer, made at enrollment. The host's ids are {@link Identifier}s.
 *
 * @param value the id
 */
public record CustomerId(UUID value) implements Comparable<CustomerId> {

    /** Nobody: whoever made a purchase without saying who. Never enrolled, and has no account. */
    public static final CustomerId NOBODY = new CustomerId(new UUID(0, 0));

    /** Makes an id of the text that {@link #toString()} of its value gave. */
    public static CustomerId parse(String text) {
        return new CustomerId(UUID.fromString(text));
    }

    /** Orders by the unsigned bits, as databases order a UUID: older customers first. */
    @Override
    public int compareTo(CustomerId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }
}
