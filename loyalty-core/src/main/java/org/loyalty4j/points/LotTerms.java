package org.loyalty4j.points;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a lot was opened with beside its dates, where that is not what every lot has. Written once, with the posting that
 * opens the lot, and never changed.
 *
 * @param account whose
 * @param lot the number of the posting that opened the lot
 * @param programVersion the version of the program that decided it
 * @param waiting what its points wait for, or null where they could be used at once
 */
public record LotTerms(
        AccountId account,
        long lot,
        int programVersion,
        @Nullable Waiting waiting) {

    /**
     * What pending points wait for: an instant, or somebody's confirmation.
     *
     * @param activeAt the first instant at which they can be used, or null where they wait for a confirmation
     * @param forfeitAt the instant at which they are lost when nobody confirms them, or null where they wait for ever
     * @param undated whether it is the first confirmation that says when they go; until then nothing does
     */
    public record Waiting(
            @Nullable Instant activeAt, @Nullable Instant forfeitAt, boolean undated) {}

    /** Returns what its points wait for, if they do. */
    public Optional<Waiting> waits() {
        return Optional.ofNullable(waiting);
    }
}
