package org.loyalty4j.points;

import java.util.Comparator;

/**
 * Points of a lot that had expired and were given back, in a lot of their own. Written once, with the posting that gives
 * them back, and never changed.
 *
 * @param account whose
 * @param number the number of the posting that gave them back, and so of the lot that it opened
 * @param expiry the number of the posting that they had expired with
 * @param lot the number of the lot that they had expired in
 * @param points how many, more than zero
 */
public record Reinstated(AccountId account, long number, long expiry, long lot, long points) {

    /** The order in which they are given back: by their postings, those of a posting by the lots they had expired in. */
    public static final Comparator<Reinstated> AS_GIVEN =
            Comparator.comparingLong(Reinstated::number).thenComparingLong(Reinstated::lot);
}
