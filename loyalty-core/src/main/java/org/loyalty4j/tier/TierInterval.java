package org.loyalty4j.tier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A time in which an account had one tier.
 *
 * @param from the first instant
 * @param to the first instant after it; empty while it lasts
 * @param tier the code of the tier
 * @param cause why it began
 * @param evidence what told it, see {@link StandingChange#evidence()}
 * @param counts what the conditions of its rule counted, see {@link StandingChange#counts()}
 */
public record TierInterval(
        Instant from, Optional<Instant> to, String tier, StandingChange.Cause cause, long evidence, List<Long> counts) {

    /** Copies the list. */
    public TierInterval {
        counts = List.copyOf(counts);
    }

    /** Says whether an instant is within it. */
    public boolean covers(Instant at) {
        return !at.isBefore(from) && to.map(at::isBefore).orElse(true);
    }
}
