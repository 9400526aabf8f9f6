package org.loyalty4j.tier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tier that somebody gave by hand. While it lasts it stands in for what purchases come to, be that higher or lower; what
 * they come to is reckoned on underneath.
 *
 * @param tier the code of the tier
 * @param from the first instant of it
 * @param to the first instant after it, planned or come true; null where it has no end
 * @param command the number of the command that gave it, within its account
 * @param state whether its end is written down
 */
public record GivenTier(String tier, Instant from, @Nullable Instant to, long command, State state) {

    /** Whether the end of it is written down, and how it came. */
    public enum State {
        /** It is not. */
        LIVE,
        /** Its time was over. */
        OVER,
        /** It was taken back. */
        REVOKED
    }

    /** Says whether it is had at an instant. */
    public boolean covers(Instant at) {
        return !at.isBefore(from) && (to == null || at.isBefore(to));
    }

    /** Returns when its time is over, where that is not written yet. */
    public Optional<Instant> endsAt() {
        return state == State.LIVE ? Optional.ofNullable(to) : Optional.empty();
    }

    /** Returns it as it is after a change that concerns it, or the one that the change begins. */
    static GivenTier after(@Nullable GivenTier before, StandingChange change) {
        if (change.cause().begins() || before == null) {
            return new GivenTier(change.tier(), change.from(), change.until(), change.command(), State.LIVE);
        }
        State how = change.cause() == StandingChange.Cause.OVER ? State.OVER : State.REVOKED;
        return new GivenTier(before.tier, before.from, change.from(), before.command, how);
    }

    /** Returns the tiers that were given by hand, in order of time; each ends where the next one begins, or before. */
    public static List<GivenTier> of(List<StandingChange> recorded) {
        List<GivenTier> given = new ArrayList<>(0);
        recorded.stream()
                .filter(change -> change.cause().isByHand())
                .sorted(Comparator.comparingInt(StandingChange::number))
                .forEach(change -> {
                    int last = given.size() - 1;
                    GivenTier before = last < 0 ? null : given.get(last);
                    if (before != null && !change.cause().begins()) {
                        given.set(last, after(before, change));
                        return;
                    }
                    if (before != null && before.covers(change.from())) {
                        given.set(
                                last,
                                new GivenTier(before.tier, before.from, change.from(), before.command, before.state));
                    }
                    given.add(after(null, change));
                });
        return given;
    }

    /** Returns the one that was had at an instant, if any was. */
    public static Optional<GivenTier> at(List<StandingChange> recorded, Instant at) {
        return of(recorded).stream().filter(given -> given.covers(at)).findFirst();
    }
}
