package org.loyalty4j.privacy;

import java.time.Instant;

/**
 * That whoever is found by an identifier was erased. It holds no identifier and names no customer.
 *
 * @param hash HMAC-SHA-256 of the identifier in hexadecimal digits, see {@link SuppressionKey}
 * @param since when that was
 */
public record Suppression(String hash, Instant since) {

    /** Shows nothing that could be compared. */
    @Override
    public String toString() {
        return "Suppression[since " + since + "]";
    }
}
