package org.loyalty4j;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.program.CounterFold;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.StandingFold;
import org.loyalty4j.program.TierEntry;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.StandingChange;

/** What the purchases and returns of one account come to by some versions of the program. Used by one thread. */
final class TrialSide {

    private final PersonalFactors factors;
    private final ProgramHistory programs;
    private final Instant since;
    private final StandingFold standing;
    private final CounterFold counters;
    private final Map<CommandKey, List<Attribution>> returnable = new HashMap<>();
    private final Map<CommandKey, RecordedReturn> steps = new HashMap<>();
    private final Map<String, Long> byRule = new HashMap<>();
    private final Map<String, Long> byTier = new HashMap<>();
    private final Instant left;
    private long earned;

    /**
     * Starts before the first purchase.
     *
     * @param member since when the holder takes part, and until when
     */
    TrialSide(PersonalFactors factors, ProgramHistory programs, AccountId account, Membership member, Instant since) {
        this.factors = factors;
        this.programs = programs;
        this.since = since;
        this.standing = new StandingFold(programs, account, member.joined());
        this.left = member.left().orElse(Instant.MAX);
        this.counters = new CounterFold(programs, account);
    }

    /** Returns what is left of the earnings of purchases that count since the instant, after their returns. */
    long earned() {
        return earned;
    }

    /** Returns what each rule gave these purchases, before returns. */
    Map<String, Long> byRule() {
        return byRule;
    }

    /** Returns what each tier gave since the instant to a customer who reached it. */
    Map<String, Long> byTier() {
        return byTier;
    }

    /** Returns the tier at an instant after everything that was counted. */
    String tierAt(Instant now) {
        begin(now);
        return standing.tier();
    }

    private void begin(Instant recordedAt) {
        standing.begin(recordedAt);
        give();
    }

    private void commit() {
        standing.commit();
        give();
    }

    private void give() {
        for (TierEntry entry : standing.takeEntries()) {
            if (!entry.at().isBefore(since) && entry.at().isBefore(left)) {
                byTier.merge(entry.tier(), entry.points(), Long::sum);
            }
        }
    }

    /** Gives a tier by hand, or takes one back, as it was recorded. */
    void byHand(StandingChange change) {
        begin(change.from());
        if (change.cause() == StandingChange.Cause.RECKONED) {
            standing.reckonAnew(change.command());
        } else if (change.cause() != StandingChange.Cause.REVOKED) {
            standing.give(change.tier(), change.until(), change.command());
        } else {
            standing.takeBack(change.command());
        }
    }

    /** Takes days of a former system over, as they were recorded. */
    void open(Instant recordedAt, List<OpenedDay> days) {
        begin(recordedAt);
        standing.open(days);
        commit();
    }

    /**
     * Counts a purchase.
     *
     * @param isReturned whether something of it comes back later
     */
    void sale(RecordedSale sale, boolean isReturned) {
        begin(sale.command().recordedAt());
        boolean counts = !sale.countsAt().isBefore(since);
        long points = 0;
        // What was used meanwhile is not reckoned: a cap of the balance looks at each purchase alone.
        List<Attribution> due = counters.sale(sale, factors.of(programs, sale), standing, 0);
        for (Attribution part : due) {
            points += part.granted();
            if (counts && !part.isCut()) {
                byRule.merge(part.rule(), part.granted(), Long::sum);
            }
        }
        standing.sale(sale, points);
        commit();
        earned += counts ? points : 0;
        if (isReturned) {
            returnable.put(sale.purchase().key(), due);
        }
    }

    /** Takes a step of a return back. */
    void giveBack(RecordedSale sale, RecordedReturn recorded) {
        begin(recorded.command().recordedAt());
        RecordedReturn before = steps.get(recorded.purchase());
        RecordedReturn step =
                ArrivalOrder.reckoned(sale, returnable.getOrDefault(recorded.purchase(), List.of()), recorded);
        standing.giveBack(sale, before, step);
        counters.giveBack(sale, returnable.getOrDefault(recorded.purchase(), List.of()), before, step);
        commit();
        if (!sale.countsAt().isBefore(since)) {
            earned -= points(step) - points(before);
        }
        steps.put(recorded.purchase(), step);
    }

    private static long points(@Nullable RecordedReturn step) {
        return step == null
                ? 0
                : step.lines().stream()
                        .mapToLong(RecordedReturn.LineSum::points)
                        .sum();
    }
}
