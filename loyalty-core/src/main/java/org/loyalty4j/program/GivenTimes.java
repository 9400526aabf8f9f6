package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.tier.GivenTier;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.StandingChange.Cause;
import org.loyalty4j.tier.TierInterval;

/** When tiers that were given by hand stand in for those that purchases come to. Pure functions of their arguments. */
final class GivenTimes {

    private GivenTimes() {}

    /** Returns the last date with a tier that was given by hand, if its end is planned or has come. */
    static Optional<LocalDate> lastDay(LoyaltyProgram program, GivenTier given) {
        return Optional.ofNullable(given.to()).map(to -> program.dateOf(to.minusNanos(1000)));
    }

    /**
     * Lays the tiers that were given by hand over those that purchases come to.
     *
     * @param reached what purchases come to, in order of time
     * @param changes all changes of the tier as recorded
     * @param now what begins later has not come yet
     * @param lowest the tier before the first interval
     * @param commands finds a command of the account by its number
     */
    static List<TierInterval> over(
            List<TierInterval> reached,
            List<StandingChange> changes,
            Instant now,
            String lowest,
            LongFunction<Optional<CommandRecord>> commands) {
        List<TierInterval> history = reached;
        for (GivenTier given : GivenTier.of(changes)) {
            // One that was replaced at the instant at which it was given was never had.
            if (given.to() == null || given.to().isAfter(given.from())) {
                history = over(history, given, changes, now, lowest, commands);
            }
        }
        return history;
    }

    private static List<TierInterval> over(
            List<TierInterval> below,
            GivenTier given,
            List<StandingChange> changes,
            Instant now,
            String lowest,
            LongFunction<Optional<CommandRecord>> commands) {
        Instant to = given.to();
        boolean ended = to != null && !to.isAfter(now);
        List<TierInterval> history = new ArrayList<>();
        TierInterval had = null;
        for (TierInterval interval : below) {
            if (interval.from().isBefore(given.from())) {
                boolean cut =
                        interval.to().filter(end -> !end.isAfter(given.from())).isEmpty();
                history.add(cut ? interval.until(given.from()) : interval);
            }
            had = ended && !interval.from().isAfter(to) ? interval : had;
        }
        StandingChange over = takenOver(changes, given);
        history.add(new TierInterval(
                given.from(),
                Optional.ofNullable(ended ? to : null),
                given.tier(),
                over == null ? Cause.GIVEN : Cause.TAKEN_OVER,
                over == null ? 0 : over.evidence(),
                List.of(),
                commands.apply(given.command())));
        if (ended && to != null) {
            if (had == null || had.from().isBefore(to)) {
                StandingChange back = takenBack(changes, given);
                history.add(new TierInterval(
                        to,
                        had == null ? firstOf(below) : had.to(),
                        had == null ? lowest : had.tier(),
                        back == null ? Cause.OVER : Cause.REVOKED,
                        0,
                        List.of(),
                        back == null ? Optional.empty() : commands.apply(back.command())));
            }
            below.stream().filter(interval -> !interval.from().isBefore(to)).forEach(history::add);
        }
        return history;
    }

    private static Optional<Instant> firstOf(List<TierInterval> intervals) {
        return intervals.isEmpty()
                ? Optional.empty()
                : Optional.of(intervals.get(0).from());
    }

    private static @Nullable StandingChange takenOver(List<StandingChange> changes, GivenTier given) {
        return changes.stream()
                .filter(change -> change.cause() == Cause.TAKEN_OVER && change.command() == given.command())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable StandingChange takenBack(List<StandingChange> changes, GivenTier given) {
        return changes.stream()
                .filter(change -> change.cause() == Cause.REVOKED
                        && given.state() == GivenTier.State.REVOKED
                        && change.from().equals(given.to()))
                .findFirst()
                .orElse(null);
    }
}
