package org.loyalty4j.points;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * What the hashes of an account's chain are made with. Without a key anybody who can write to the tables can also reckon the
 * hashes again, so the chain finds accidents; with one that is kept elsewhere it finds those, too, who change a row and all
 * that follow it. Immutable, and shows nothing of the key.
 */
public final class ChainKey {

    /** SHA-256 without a key, which is what a library uses that was given none. */
    public static final ChainKey NONE = new ChainKey(null, Instant.MAX);

    /** The fewest bytes of a key: as many as a hash has. */
    public static final int LEAST_BYTES = 32;

    private final @Nullable SecretKeySpec key;
    private final Instant since;

    private ChainKey(@Nullable SecretKeySpec key, Instant since) {
        this.key = key;
        this.since = since;
    }

    /**
     * Makes a key of random bytes, for HMAC-SHA-256.
     *
     * @param bytes at least {@value #LEAST_BYTES}; they are copied
     * @param since from when on what is recorded is hashed with it; the same for ever, and not before the moment at which every
     *     server over the store has the key. {@link Instant#MIN} for a store that never was without. Cut to microseconds
     * @throws org.loyalty4j.command.InvalidRequestException if the key is too short
     */
    public static ChainKey of(byte[] bytes, Instant since) {
        new Violations()
                .required("chainKey", bytes)
                .required("since", since)
                .check(
                        bytes == null || bytes.length >= LEAST_BYTES,
                        "chainKey",
                        Code.NUMBER_OUT_OF_RANGE,
                        "a key has at least " + LEAST_BYTES + " bytes")
                .throwIfAny();
        return new ChainKey(
                new SecretKeySpec(bytes, "HmacSHA256"),
                since.equals(Instant.MIN) ? since : since.truncatedTo(ChronoUnit.MICROS));
    }

    /** Returns what makes the hash of something that was recorded at a time. */
    ChainKey at(Instant recordedAt) {
        return recordedAt.isBefore(since) ? NONE : this;
    }

    /** Returns a keyed digest, or null where there is no key. */
    @Nullable
    Mac mac() {
        if (key == null) {
            return null;
        }
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            // Every Java platform must have HmacSHA256, and any bytes are a key for it.
            throw new AssertionError(impossible);
        }
    }

    /** Says whether there is a key, and nothing of it. */
    @Override
    public String toString() {
        return key == null ? "ChainKey[none]" : "ChainKey[since " + since + "]";
    }
}
