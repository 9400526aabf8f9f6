package org.loyalty4j.privacy;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Identifier;

/**
 * What identifiers of the erased are hashed with, so that an import does not bring them back. There are so few phones that
 * anybody could try them all against plain hashes; without this key, which is kept outside of the database, nobody can.
 * Whoever destroys the key makes everybody forget who was erased. Immutable, and shows nothing of the key.
 */
public final class SuppressionKey {

    /** The fewest bytes of a key. */
    public static final int LEAST_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private SuppressionKey(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Makes a key of random bytes.
     *
     * @param bytes at least {@value #LEAST_BYTES}; they are copied
     * @throws InvalidRequestException if the key is too short
     */
    public static SuppressionKey of(byte[] bytes) {
        new Violations()
                .required("suppressionKey", bytes)
                .check(
                        bytes == null || bytes.length >= LEAST_BYTES,
                        "suppressionKey",
                        Code.NUMBER_OUT_OF_RANGE,
                        "a key has at least " + LEAST_BYTES + " bytes")
                .throwIfAny();
        return new SuppressionKey(new SecretKeySpec(bytes, ALGORITHM));
    }

    /** Returns the hash of an identifier as it is written here: of its kind and its normal form. */
    public String hash(Identifier identifier) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(identifier.kind().name().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(identifier.value().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            // Every Java platform must have HmacSHA256, and any bytes are a key for it.
            throw new AssertionError(impossible);
        }
    }

    /** Says that there is a key, and nothing of it. */
    @Override
    public String toString() {
        return "SuppressionKey[]";
    }
}
