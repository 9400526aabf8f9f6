package org.loyalty4j.examples;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.loyalty4j.command.IdSource;

/**
 * Ids that are the same whenever the story is told from its beginning. For a store that holds a part of it already the
 * default source is to be taken: this one would give ids again. Used by one thread.
 */
final class SupplierIds implements IdSource {

    private static final long SEED = 2025;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long MILLIS = 0xFFFF_FFFF_FFFFL;

    private final Random random = new Random(SEED);
    private long count;

    @Override
    public UUID newId(Instant now) {
        count++;
        long high = (now.toEpochMilli() & MILLIS) << 16 | VERSION_7 | (count & 0xFFF);
        return new UUID(high, VARIANT | (random.nextLong() >>> 2));
    }

    @Override
    public long newSalt() {
        return random.nextLong();
    }
}
