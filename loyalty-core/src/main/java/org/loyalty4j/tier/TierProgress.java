package org.loyalty4j.tier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Where a customer stands at an instant, and what is missing.
 *
 * @param tier the code of the tier
 * @param since the first instant of it
 * @param lastDay the last day of it if nothing more is bought, grace counted; empty when it lasts
 * @param inGrace whether only the grace still keeps it
 * @param counted what the ladder's window counts on that day, in the metric's units
 * @param next the code of the next tier, empty on the highest
 * @param missingToNext what is still missing for the next tier on that day, 0 on the highest
 * @param missingToRetain what is still missing on that day to qualify for the tier anew, 0 when nothing is
 */
public record TierProgress(
        String tier,
        Instant since,
        Optional<LocalDate> lastDay,
        boolean inGrace,
        long counted,
        Optional<String> next,
        long missingToNext,
        long missingToRetain) {}
