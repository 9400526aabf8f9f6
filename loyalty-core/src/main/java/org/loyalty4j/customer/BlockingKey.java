package org.loyalty4j.customer;

import org.loyalty4j.command.Fingerprint;

/**
 * What customers share who may be one: a hash of a phone, an address, a tax number, or of how a name sounds. Customers without
 * a key in common are never compared. A key says nothing by itself, and belongs to a person all the same.
 *
 * @param value the first eight bytes of a SHA-256; of two texts in 2⁶⁴ it is the same, which comparing them finds out
 */
public record BlockingKey(long value) {

    /** Makes the key of a text, which is in the one form that all have who may be the same. */
    public static BlockingKey of(String text) {
        return new BlockingKey(Fingerprint.of().text(text).end().make().hashes().get(0));
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "BlockingKey[•]";
    }
}
