package org.loyalty4j.tier;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which an account had one tier.
 *
 * @param from the first instant
 * @param to the first instant after it; empty while it lasts
 * @param tier the code of the tier
 * @param cause why it began
 */
public record TierInterval(Instant from, Optional<Instant> to, String tier, StandingChange.Cause cause) {}
