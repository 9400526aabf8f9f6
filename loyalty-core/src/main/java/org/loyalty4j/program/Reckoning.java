package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierRule;
import org.loyalty4j.tier.Upcoming;

/**
 * Which version of the program decides about a standing: a purchase is reckoned with the version that is valid when it
 * counts, and what it reached holds, has grace and is lost by that version until the next purchase. Every method is a
 * pure function of its arguments.
 */
final class Reckoning {

    /** The days of a shop lie after it; a date before it stands for all of them. */
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    private Reckoning() {}

    /**
     * The loss of a tier, or the beginning of a period with what was reached in the one before.
     *
     * @param on the first date without it, or of the period
     * @param tier the code of the tier that is had then
     * @param told for a loss the first date on which the lost tier did not hold any more, grace not counted; for a period the
     *     date on which it was reached
     * @param holds the dates until which tiers hold after it
     * @param begins whether a period begins; the tier may stay as it is
     */
    record Fall(LocalDate on, String tier, LocalDate told, Map<String, LocalDate> holds, boolean begins) {

        StandingChange.Cause cause() {
            return begins ? StandingChange.Cause.BEGUN : StandingChange.Cause.ENDED;
        }
    }

    /** Returns the ladder of a version. */
    static TierLadder ladder(ProgramHistory programs, int version) {
        return programs.versions().get(version - 1).ladder();
    }

    /** Says whether a standing is reckoned again when goods come back at an instant. */
    static boolean recomputes(ProgramHistory programs, Instant now) {
        TierLadder ladder = programs.atOrFirst(now).ladder();
        return ladder.tiers().size() > 1 && ladder.policy().returns() != TierPolicy.Returns.KEEP;
    }

    /** Says whether what tiers gave is taken back when goods come back at an instant that they were reached with. */
    static boolean clawsBack(ProgramHistory programs, Instant now) {
        return recomputes(programs, now)
                && programs.atOrFirst(now).ladder().policy().returns() == TierPolicy.Returns.CLAW_BACK;
    }

    /**
     * Says whether a tier, or a higher one, was had at any time since a date began. What a ladder does not know counts as
     * high enough.
     *
     * @param changes changes that stand, in the order of time
     */
    static boolean hadSince(
            ProgramHistory programs, TierLadder ladder, List<StandingChange> changes, String tier, LocalDate date) {
        Instant start = programs.versions().get(0).startOf(date);
        String before = ladder.lowest().code();
        boolean had = false;
        for (StandingChange change : changes) {
            if (change.from().isAfter(start)) {
                had |= reaches(ladder, change.tier(), tier);
            } else {
                before = change.tier();
            }
        }
        return had || reaches(ladder, before, tier);
    }

    private static boolean reaches(TierLadder ladder, String had, String tier) {
        return !ladder.knows(had) || !ladder.knows(tier) || ladder.rank(had) >= ladder.rank(tier);
    }

    /**
     * The versions of the program that days are reckoned with.
     *
     * @param least the lowest, which is not 1 after tiers were reckoned anew
     * @param most the one that last reckoned the standing
     */
    record Span(int least, int most) {

        /** Returns those of a standing with its changes. */
        static Span of(Standing standing, List<StandingChange> recorded) {
            return new Span(StandingChange.leastVersion(recorded), standing.programVersion());
        }
    }

    /** Returns the ladder by which a standing holds, has grace and is lost. */
    static TierLadder ladder(ProgramHistory programs, Standing standing) {
        return ladder(programs, standing.programVersion());
    }

    /** Returns what each condition of a tier's rule counts, in their order; none for a tier without a rule. */
    static List<Long> proof(TierLadder ladder, Tier tier, TierLadder.Counts counts) {
        TierRule rule = tier.rule();
        return rule == null
                ? List.of()
                : rule.conditions().stream()
                        .map(condition -> ladder.of(condition.count(), counts))
                        .toList();
    }

    /**
     * Returns the last date that belongs to the time before the last change of the tier, as it is on a date: a tier that
     * was reached on that very date changes nothing yet.
     *
     * @param changes changes that stand, in the order of time
     */
    static LocalDate changedBefore(ProgramHistory programs, List<StandingChange> changes, LocalDate date) {
        LocalDate changed = Standing.NO_DAY;
        for (StandingChange change : changes) {
            // A recount that leaves nothing says so as of the first instant of all.
            if (change.from().isAfter(Instant.EPOCH)) {
                LocalDate on = programs.versions().get(0).dateOf(change.from());
                LocalDate last = change.cause() == StandingChange.Cause.REACHED ? on : on.minusDays(1);
                changed = last.isBefore(date) ? last : changed;
            }
        }
        return changed;
    }

    /**
     * A rank while time passes and nothing is bought.
     *
     * @param entered the date on which the tier began
     * @param upcoming what begins with the next period, or null
     */
    record Idle(
            String tier,
            LocalDate entered,
            Map<String, LocalDate> holds,
            @Nullable Upcoming upcoming) {

        Idle after(Fall fall) {
            return new Idle(
                    fall.tier(),
                    fall.tier().equals(tier) ? entered : fall.on(),
                    fall.holds(),
                    fall.begins() ? null : upcoming);
        }
    }

    /** Returns the rank of a standing. */
    static Idle idle(ProgramHistory programs, Standing standing) {
        LocalDate entered = programs.versions().get(0).dateOf(standing.since());
        return new Idle(standing.tier(), entered, standing.holds(), standing.upcoming());
    }

    /** Returns what happens next to a rank if nothing more is bought: what was reached begins before a tier is lost. */
    static Optional<Fall> next(TierLadder ladder, Idle rank) {
        Optional<LocalDate> lost = ladder.lostOn(rank.tier(), rank.entered(), rank.holds());
        Upcoming upcoming = rank.upcoming();
        if (upcoming != null && lost.filter(upcoming.on()::isAfter).isEmpty()) {
            boolean rises = ladder.rank(upcoming.tier()) > ladder.rank(rank.tier());
            return Optional.of(new Fall(
                    upcoming.on(),
                    rises ? upcoming.tier() : rank.tier(),
                    upcoming.reached(),
                    ladder.holdsAfter(rank.holds(), upcoming.on(), upcoming.tier()),
                    true));
        }
        return lost.map(on -> {
            Tier left = ladder.fallenFrom(rank.tier(), rank.holds(), on);
            return new Fall(
                    on,
                    left.code(),
                    rank.holds().getOrDefault(rank.tier(), on),
                    ladder.holdsAfterFall(rank.holds(), left, on),
                    false);
        });
    }

    /** Returns what happens to a rank up to a date, one after the other. */
    static List<Fall> until(TierLadder ladder, Idle rank, LocalDate date) {
        List<Fall> falls = new ArrayList<>(0);
        Idle now = rank;
        Optional<Fall> next = next(ladder, now);
        while (next.isPresent() && !next.get().on().isAfter(date)) {
            Fall fall = next.get();
            falls.add(fall);
            now = now.after(fall);
            next = next(ladder, now);
        }
        return falls;
    }

    /**
     * Returns the version that a day is reckoned with anew. Days do not know the instants of their purchases: where a
     * version begins within a day, its whole day is reckoned with it, except the last one of the standing, whose version
     * is known.
     */
    static int versionOn(ProgramHistory programs, Span span, LocalDate day) {
        LoyaltyProgram first = programs.versions().get(0);
        Instant end = first.startOf(day.plusDays(1));
        int version = span.most();
        while (version > span.least()
                && !programs.versions().get(version - 1).validFrom().isBefore(end)) {
            version--;
        }
        return version;
    }

    /** Returns the version that the last day before a date was reckoned with. */
    private static int versionBefore(
            ProgramHistory programs, Span span, Collection<QualifyingDay> days, LocalDate date) {
        // Before the first day that may still matter everybody has the lowest tier, by any version.
        LocalDate last = date;
        for (QualifyingDay day : days) {
            if (day.date().isBefore(date) && day.peak() != null) {
                last = day.date();
            }
        }
        return versionOn(programs, span, last);
    }

    /** Returns the ladder of a version, or of the last one before it that knows a tier. */
    static TierLadder knowing(ProgramHistory programs, int version, String tier) {
        for (int i = version; i > 0; i--) {
            if (ladder(programs, i).knows(tier)) {
                return ladder(programs, i);
            }
        }
        return ladder(programs, version);
    }

    /**
     * The rank that a time begins with.
     *
     * @param tier the code of the tier
     * @param since the first instant of it
     * @param holds the dates until which tiers hold
     * @param version the version of the program that the last day was reckoned with
     * @param upcoming what begins with the next period, or null
     */
    record Rank(
            String tier,
            Instant since,
            Map<String, LocalDate> holds,
            int version,
            @Nullable Upcoming upcoming) {}

    /**
     * Folds days, and the changes of the tier in them, into the rank they leave.
     *
     * @param lowest the tier without any change
     * @param days at least those that may still matter, before the date
     * @param changes all changes that stand, before the date
     * @param date the first date after them
     * @param joined the date on which the customer joined
     */
    static Rank rankAfter(
            ProgramHistory programs,
            LocalDate joined,
            Span span,
            Tier lowest,
            Collection<QualifyingDay> days,
            List<StandingChange> changes,
            LocalDate date) {
        StandingChange last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
        return new Rank(
                last == null ? lowest.code() : last.tier(),
                last == null ? Instant.EPOCH : last.from(),
                holds(programs, joined, span, days, changes, date),
                versionBefore(programs, span, days, date),
                upcoming(programs, joined, span, days, date));
    }

    private static Map<String, LocalDate> holds(
            ProgramHistory programs,
            LocalDate joined,
            Span span,
            Collection<QualifyingDay> days,
            List<StandingChange> changes,
            LocalDate date) {
        Map<String, LocalDate> holds = Map.of();
        for (QualifyingDay day : days) {
            String peak = day.peak();
            if (peak != null) {
                TierLadder ladder = knowing(programs, versionOn(programs, span, day.date()), peak);
                LocalDate from = ladder.beginsAfter(day.date(), joined).orElse(day.date());
                if (from.isAfter(day.date())) {
                    ladder = knowing(programs, versionBefore(programs, span, days, from), peak);
                }
                holds = from.isBefore(date) ? ladder.holdsAfter(holds, from, peak) : holds;
            }
        }
        for (StandingChange change : changes) {
            if (change.cause() == StandingChange.Cause.ENDED) {
                LocalDate on = programs.versions().get(0).dateOf(change.from());
                TierLadder ladder = ladder(programs, versionBefore(programs, span, days, on));
                holds = ladder.holdsAfterFall(holds, ladder.tier(change.tier()), on);
            }
        }
        return holds;
    }

    private static @Nullable Upcoming upcoming(
            ProgramHistory programs, LocalDate joined, Span span, Collection<QualifyingDay> days, LocalDate date) {
        Upcoming upcoming = null;
        for (QualifyingDay day : days) {
            String peak = day.peak();
            if (peak != null && day.date().isBefore(date)) {
                TierLadder ladder = knowing(programs, versionOn(programs, span, day.date()), peak);
                upcoming = awaiting(ladder, upcoming, day.date(), joined, peak);
            }
        }
        return upcoming == null || upcoming.on().isBefore(date) ? null : upcoming;
    }

    /** Returns what begins with the next period after a day on which a tier was reached. */
    static @Nullable Upcoming awaiting(
            TierLadder ladder, @Nullable Upcoming before, LocalDate day, LocalDate joined, String reached) {
        LocalDate on = ladder.beginsAfter(day, joined).orElse(null);
        if (on == null || ladder.rank(reached) == 0) {
            return before;
        }
        boolean higher = before == null || !before.on().equals(on) || ladder.rank(reached) > ladder.rank(before.tier());
        return higher ? new Upcoming(reached, on, day) : before;
    }

    /**
     * Returns the first date whose days it takes to reckon anew from a date to an instant: those in the window of the
     * date, and those that may let a tier hold on it.
     */
    static LocalDate daysFrom(ProgramHistory programs, LocalDate date, Instant until) {
        List<LoyaltyProgram> versions = programs.versions();
        Instant start = versions.get(0).startOf(date);
        int from = programs.atOrFirst(start).version();
        int to = programs.atOrFirst(until).version();
        LocalDate window = date;
        List<TierLadder> ladders = new ArrayList<>(to);
        for (int version = 1; version <= to; version++) {
            TierLadder ladder = ladder(programs, version);
            if (version >= from) {
                window = earlier(window, WindowSums.earliestStart(ladder, date));
            }
            if (ladder.tiers().size() > 1) {
                ladders.add(ladder);
            }
        }
        return window.equals(Standing.NO_DAY) ? window : earlier(window, holdingFrom(ladders, date));
    }

    private static LocalDate holdingFrom(List<TierLadder> ladders, LocalDate date) {
        int steps = 1;
        for (TierLadder ladder : ladders) {
            if (ladder.validity() == null || ladder.downgrade() == TierLadder.Downgrade.NONE) {
                return Standing.NO_DAY;
            }
            // Each tier on the way down holds as long again.
            steps = ladder.downgrade() == TierLadder.Downgrade.ONE_STEP
                    ? Math.max(steps, ladder.tiers().size() - 1)
                    : steps;
        }
        LocalDate from = date;
        for (int i = 0; i < steps && !from.isBefore(EARLIEST); i++) {
            from = holdingFromOnce(ladders, from);
        }
        return from.isBefore(EARLIEST) ? Standing.NO_DAY : from;
    }

    /** What one version lets hold may have the grace of another. */
    private static LocalDate holdingFromOnce(List<TierLadder> ladders, LocalDate date) {
        LocalDate graced = date;
        for (TierLadder ladder : ladders) {
            boolean edged = ladder.policy().graceEdge() != PeriodEnd.Edge.START_OF_DAY;
            graced = earlier(graced, date.minus(ladder.grace()).minusYears(edged ? 1 : 0));
        }
        LocalDate held = graced;
        for (TierLadder ladder : ladders) {
            PeriodEnd validity = ladder.validity();
            held = validity == null ? held : earlier(held, graced.minus(validity.period()));
        }
        boolean later =
                ladders.stream().anyMatch(ladder -> ladder.policy().upgrade() == TierPolicy.Upgrade.NEXT_PERIOD);
        // A year more than the period reaches back behind every edge, another one before what begins with a period.
        return ladders.isEmpty() ? date : held.minusYears(later ? 2 : 1);
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
