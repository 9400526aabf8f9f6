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
 * @param expiry what decided when they go
 */
public record LotTerms(
        AccountId account,
        long lot,
        int programVersion,
        @Nullable Waiting waiting,
        Source expiry) {

    /** Where it can be said when points go; what is said of fewer points counts before what is said of more. */
    public enum Level {
        /** Of all points of the program. */
        PROGRAM,
        /** Of the points that customers of a tier are given. */
        TIER,
        /** Of the points of a rule. */
        RULE,
        /** Of these points alone. */
        LOT
    }

    /**
     * What decided when points go.
     *
     * @param level where it was said
     * @param code the code of the tier or rule, otherwise null
     */
    public record Source(Level level, @Nullable String code) {

        /** The program. */
        public static final Source PROGRAM = new Source(Level.PROGRAM, null);

        /** The request that gave the points. */
        public static final Source LOT = new Source(Level.LOT, null);
    }

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
