package org.loyalty4j.tier;

import java.time.LocalDate;

/**
 * What was reached in a period and begins with the next one, where the program says so ({@link TierPolicy.Upgrade}).
 *
 * @param tier the code of the highest tier that was reached
 * @param on the first date of the next period, from which on it holds
 * @param reached the date on which it was reached
 */
public record Upcoming(String tier, LocalDate on, LocalDate reached) {}
