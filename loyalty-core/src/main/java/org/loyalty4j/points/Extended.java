package org.loyalty4j.points;

import java.time.Instant;

/**
 * Points that were to go and were given more time: they left their lot for one of their own that goes later. Written once,
 * with the posting that opened the other lot, and never changed.
 *
 * @param account whose
 * @param number the number of the posting that opened the lot they stand in since then
 * @param lot the number of the lot they stood in
 * @param root the number of the lot that they stood in before they were ever given more time
 * @param before the first instant at which they could not have been used any more
 * @param until the first instant at which they cannot be used any more since then, later
 */
public record Extended(AccountId account, long number, long lot, long root, Instant before, Instant until) {}
