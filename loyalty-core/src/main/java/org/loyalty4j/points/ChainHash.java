package org.loyalty4j.points;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A SHA-256 hash, with a key or without ({@link ChainKey}), as four numbers of eight bytes each, big-endian.
 *
 * @param a the first eight bytes
 * @param b the second
 * @param c the third
 * @param d the last
 */
public record ChainHash(long a, long b, long c, long d) {

    /** What the first posting of an account is chained to. */
    public static final ChainHash START = new ChainHash(0, 0, 0, 0);

    /** Makes a hash of 32 bytes. */
    public static ChainHash of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new ChainHash(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /**
     * Returns the hash that stands after a command which wrote no posting of its own, so that its seal is covered, too.
     *
     * @param seal the seal of the command
     * @param key what hashes are made with
     * @param recordedAt when the command was recorded
     */
    public ChainHash after(ChainHash seal, ChainKey key, Instant recordedAt) {
        return new Canonical(80).hash(this).hash(seal).hashed(key, recordedAt);
    }

    /** Returns the 32 bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(32)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }
}
