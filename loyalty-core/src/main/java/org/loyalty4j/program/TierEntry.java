package org.loyalty4j.program;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/**
 * Points that a tier gives to who reached it.
 *
 * @param program the version of the program that gives them
 * @param tier the code of the tier that was reached
 * @param had the code of the tier that the customer has then, which is another one where one was given by hand
 * @param points how many
 * @param at the instant from which they count
 */
public record TierEntry(LoyaltyProgram program, String tier, String had, long points, Instant at) {

    private static final String RULE = "entry:";

    /**
     * Points that a tier gave although it has turned out that it was never reached.
     *
     * @param tier the code of the tier
     * @param number the number of their posting
     */
    public record Lost(String tier, long number) {}

    /**
     * Returns what the tier gives that begins, or null where none does, where it gives nothing, or where its period has had
     * it.
     *
     * @param standing what purchases come to now
     * @param before the code of the tier that they came to before
     * @param had tells the code of the tier that the customer has at an instant
     */
    static @Nullable TierEntry of(
            LoyaltyProgram program, Standing standing, String before, Function<Instant, String> had, Instant at) {
        TierLadder ladder = program.ladder();
        if (ladder.rank(standing.tier()) <= ladder.rank(before)) {
            return null;
        }
        Tier reached = ladder.tier(standing.tier());
        Tier.Entry entry = reached.entry();
        Standing.Entered last = standing.entered().get(reached.code());
        if (entry == null
                || (last != null
                        && !entry.per()
                                .startOf(program.dateOf(at))
                                .isAfter(entry.per().startOf(last.on())))) {
            return null;
        }
        return new TierEntry(
                program, reached.code(), had.apply(at), entry.points().minor(), at);
    }

    /** Returns by which rule the points of a tier are explained. */
    public static String rule(String tier) {
        return RULE + tier;
    }

    /** Says whether points are explained by a tier that gave them to who reached it. */
    public static boolean isOf(Attribution part) {
        return part.line() == null && part.rule().startsWith(RULE);
    }

    /** Returns a standing that knows of it. */
    Standing after(Standing standing) {
        return standing.entered(tier, program.dateOf(at));
    }

    /**
     * Returns what tiers give that begin by an instant if nothing more is bought, in the order in which they do.
     *
     * @param joined the instant since which the holder takes part
     * @param standing the rank as it was written last
     */
    public static List<TierEntry> due(ProgramHistory programs, Instant joined, Standing standing, Instant until) {
        StandingDraft draft = new StandingDraft(programs, joined, standing, KnownDays.none(standing.account()), null);
        for (Instant at = draft.dueAt(); at != null && !at.isAfter(until); at = draft.dueAt()) {
            draft.writeDue(at);
        }
        return draft.takeEntries();
    }

    /** Returns what decides when the points go. */
    public LotTerms.Source expiry() {
        return program.lots().sourceOf(null, had);
    }

    /** Returns by what the points are explained, of which an account has room for so many as its balance leaves. */
    public List<Attribution> attributions(long balance) {
        long given = Math.min(points, Points.BALANCE_MAX - balance);
        return given <= 0 ? List.of() : List.of(new Attribution(null, rule(tier), points, given));
    }

    /** Writes it, where the account takes points. */
    void write(AccountState state, AccountDraft draft) {
        List<Attribution> given = attributions(draft.balance());
        if (!given.isEmpty() && Decisions.notGiven(state, draft, at) == null) {
            new EarningParts(given, null, expiry()).open(draft, Posting.Kind.ENTRY, at, program, null);
            draft.entered(tier);
        }
    }
}
