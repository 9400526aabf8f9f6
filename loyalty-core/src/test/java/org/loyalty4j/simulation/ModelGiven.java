package org.loyalty4j.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;

/** The tiers that were given to one customer by hand, each until it ended. */
final class ModelGiven {

    private final List<Time> times = new ArrayList<>();

    /**
     * A tier that was given.
     *
     * @param until what was said of its end, or null
     * @param cut when it was replaced or taken back, or null
     */
    record Time(
            CommandKey key,
            int rank,
            Instant from,
            @Nullable Instant until,
            @Nullable Instant cut,
            boolean revoked) {

        /** Returns when it ends or has ended, or null. */
        @Nullable
        Instant end() {
            return cut == null ? until : cut;
        }

        private boolean covers(Instant at) {
            Instant end = end();
            return !at.isBefore(from) && (end == null || at.isBefore(end));
        }
    }

    ModelGiven copy() {
        ModelGiven copy = new ModelGiven();
        copy.times.addAll(times);
        return copy;
    }

    @Nullable
    Time at(Instant at) {
        return times.stream().filter(time -> time.covers(at)).findFirst().orElse(null);
    }

    void give(CommandKey key, int rank, Instant from, @Nullable Instant until) {
        end(from, false);
        times.add(new Time(key, rank, from, until, null, false));
    }

    void end(Instant at, boolean revoked) {
        times.replaceAll(time ->
                time.covers(at) ? new Time(time.key(), time.rank(), time.from(), time.until(), at, revoked) : time);
    }

    /** Says why a tier cannot be taken back, or returns null. */
    @Nullable
    Refusal cannotEnd(CommandKey key, Instant now) {
        for (int i = 0; i < times.size(); i++) {
            Time time = times.get(i);
            if (time.key().equals(key)) {
                if (i < times.size() - 1) {
                    return Refusal.OVERRIDE_REPLACED;
                }
                if (time.revoked()) {
                    return Refusal.OVERRIDE_ALREADY_REVOKED;
                }
                return time.covers(now) ? null : Refusal.OVERRIDE_OVER;
            }
        }
        return Refusal.UNKNOWN_OVERRIDE;
    }
}
