package org.loyalty4j;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.StandingView;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.TierInterval;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierProgress;

/** Asks a store what is to be known to say which tier an account had, has or will have. */
final class Ranks {

    private Ranks() {}

    /** Returns the rank at an instant, and what is missing for more. */
    static TierProgress progress(StoreReader reader, RewardAccount head, Instant at) {
        ProgramHistory programs = reader.programs();
        Standing standing = recorded(reader, head, programs, at);
        List<StandingChange> changes = reader.standings().changes(head.id());
        LocalDate date = programs.atOrFirst(at).dateOf(at);
        Instant joined = joined(reader, head, programs);
        LocalDate first = StandingView.daysFrom(programs, joined, standing, at);
        return StandingView.progress(
                programs, joined, standing, changes, reader.standings().days(head.id(), first, date), at);
    }

    /** Returns the tiers that were had until an instant, in order of time. */
    static List<TierInterval> history(StoreReader reader, RewardAccount head, Instant now) {
        ProgramHistory programs = reader.programs();
        return StandingView.history(
                programs,
                recorded(reader, head, programs, now),
                reader.standings().changes(head.id()),
                now,
                number ->
                        reader.ledger().commands(head.id(), number, 1).stream().findFirst());
    }

    private static Standing recorded(StoreReader reader, RewardAccount head, ProgramHistory programs, Instant at) {
        return reader.standings()
                .find(head.id())
                .orElseGet(
                        () -> Standing.lowest(head.id(), programs.atOrFirst(at).ladder()));
    }

    /** Who joined when is asked for only where it matters: the rank may be reckoned by any version. */
    private static Instant joined(StoreReader reader, RewardAccount head, ProgramHistory programs) {
        boolean matters = programs.versions().stream()
                .anyMatch(version -> version.ladder().has(TierLadder.Window.Kind.MEMBERSHIP_YEAR));
        return matters
                ? reader.customers()
                        .find(head.id().holder())
                        .orElseThrow(
                                () -> new UnknownCustomerException(head.id().holder()))
                        .membership()
                        .joined()
                : Instant.EPOCH;
    }
}
