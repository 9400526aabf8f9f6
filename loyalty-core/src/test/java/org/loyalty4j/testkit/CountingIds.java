package org.loyalty4j.testkit;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.loyalty4j.command.IdSource;

/** Ids that count 1, 2, 3 …, so that two runs of one script give the same rows. Safe for use by many threads. */
public final class CountingIds implements IdSource {

    private final AtomicLong last = new AtomicLong();

    /** Starts with 1. */
    public CountingIds() {}

    @Override
    public UUID newId(Instant now) {
        return new UUID(0x7000L, 0x8000_0000_0000_0000L | last.incrementAndGet());
    }

    @Override
    public long newSalt() {
        return last.incrementAndGet() * 0x9E37_79B9_7F4A_7C15L;
    }
}
