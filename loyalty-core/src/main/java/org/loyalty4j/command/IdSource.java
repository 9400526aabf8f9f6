package org.loyalty4j.command;

import java.time.Instant;
import java.util.UUID;

/**
 * Where new ids come from. Safe for use by many threads.
 *
 * <p>Replaced in tests by a source that counts, so that two runs give the same rows.
 */
public interface IdSource {

    /**
     * Returns a new id, unique for ever.
     *
     * @param now the engine's time, which a time-ordered id begins with
     */
    UUID newId(Instant now);

    /** Returns 64 random bits that tie a command's erasable part to the audit chain. */
    long newSalt();

    /** Returns the default source: UUIDs of version 7 (RFC 9562) with random bits of {@code SecureRandom}. */
    static IdSource secure() {
        return new SecureIds();
    }
}
