package org.loyalty4j.tier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.points.CommandRecord;

/**
 * A time in which an account had one tier.
 *
 * @param from the first instant
 * @param to the first instant after it; empty while it lasts
 * @param tier the code of the tier
 * @param cause why it began
 * @param evidence what told it, see {@link StandingChange#evidence()}
 * @param counts what the conditions of its rule counted, see {@link StandingChange#counts()}
 * @param by for a tier that was given by hand, and for the tier after one that was taken back, the command that did it, with
 *     who asked and why unless these were erased; otherwise empty
 */
public record TierInterval(
        Instant from,
        Optional<Instant> to,
        String tier,
        StandingChange.Cause cause,
        long evidence,
        List<Long> counts,
        Optional<CommandRecord> by) {

    /** Copies the list. */
    public TierInterval {
        counts = List.copyOf(counts);
    }

    /** Makes a time with a tier that nobody gave or took back by hand. */
    public TierInterval(
            Instant from,
            Optional<Instant> to,
            String tier,
            StandingChange.Cause cause,
            long evidence,
            List<Long> counts) {
        this(from, to, tier, cause, evidence, counts, Optional.empty());
    }

    /** Returns the same with another end. */
    public TierInterval until(Instant end) {
        return new TierInterval(from, Optional.of(end), tier, cause, evidence, counts, by);
    }

    /** Says whether an instant is within it. */
    public boolean covers(Instant at) {
        return !at.isBefore(from) && to.map(at::isBefore).orElse(true);
    }
}
