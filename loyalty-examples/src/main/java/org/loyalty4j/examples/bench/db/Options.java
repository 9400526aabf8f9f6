package org.loyalty4j.examples.bench.db;

import java.util.Set;

/**
 * What is measured, and for how long.
 *
 * @param parts what is measured
 * @param accounts how many accounts each contender has
 * @param rounds how often each cell is measured, the contenders in turn
 * @param roundMillis how long each contender has in a round
 * @param warmUpMillis how long each contender runs before the first round
 * @param sales how many sales the import has
 * @param due how many lots expire
 */
public record Options(
        Set<Part> parts, int accounts, int rounds, long roundMillis, long warmUpMillis, int sales, int due) {

    /** A part of the benchmark. */
    public enum Part {
        /** Sales and redemptions, side by side. */
        SPEED,
        /** Balances for displays, side by side with a read by primary key. */
        BALANCE,
        /** An import, side by side with batches of rows. */
        IMPORT,
        /** Lots that are due, written by maintenance. */
        EXPIRY,
        /** Events of other systems, side by side with batches of rows; pages of a long timeline, and cards. */
        HISTORY
    }
}
