package org.loyalty4j.command;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Time-ordered ids with 74 random bits.
 *
 * <p>A call to {@link SecureRandom} costs about as much as settling half a sale, so random bytes are drawn a block at
 * a time, in as many stripes as keep two tills from waiting for each other.
 */
final class SecureIds implements IdSource {

    private static final int STRIPES = 16;
    private static final int BLOCK = 2048;

    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer[] stripes = new ByteBuffer[STRIPES];

    SecureIds() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = ByteBuffer.allocate(BLOCK).position(BLOCK);
        }
    }

    @Override
    public UUID newId(Instant now) {
        ByteBuffer stripe = stripe();
        long high;
        long low;
        synchronized (stripe) {
            high = next(stripe);
            low = next(stripe);
        }
        long most = (now.toEpochMilli() << 16) | 0x7000L | (high & 0x0FFFL);
        long least = 0x8000_0000_0000_0000L | (low & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(most, least);
    }

    @Override
    public long newSalt() {
        ByteBuffer stripe = stripe();
        synchronized (stripe) {
            return next(stripe);
        }
    }

    private ByteBuffer stripe() {
        return stripes[(int) (Thread.currentThread().getId() % STRIPES)];
    }

    private long next(ByteBuffer stripe) {
        if (stripe.remaining() < Long.BYTES) {
            byte[] block = new byte[BLOCK];
            random.nextBytes(block);
            stripe.clear().put(block).flip();
        }
        return stripe.getLong();
    }
}
