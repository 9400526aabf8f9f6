package org.loyalty4j.program;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.points.TrueUps;

/** Giving or taking what purchases earned too little or too much, because they did not arrive in their order. */
final class TrueUpDraft {

    private TrueUpDraft() {}

    /**
     * Writes it into an account.
     *
     * @return the refusal, with nothing written, or null
     */
    static Settlement.@Nullable Refused apply(AccountDraft draft, TrueUp request, @Nullable Differences known) {
        if (draft.status() == Status.CLOSED) {
            return draft.refused(Refusal.ACCOUNT_CLOSED, 0);
        }
        Map<String, Long> kept = new TreeMap<>(Map.ofEntries(TrueUps.from(request.from())));
        long points = 0;
        if (known != null) {
            for (Differences.OfPurchase one : known.purchases()) {
                Map.Entry<String, Long> part =
                        TrueUps.part(one.command(), one.difference().minor());
                kept.put(part.getKey(), part.getValue());
            }
            points = known.sum().minor();
        }
        draft.had(kept);
        if (points == 0) {
            return null;
        }
        Points.of(points).postable("points");
        return correct(draft, points, Posting.Kind.TRUE_UP, Posting.Kind.TRUE_DOWN)
                ? null
                : draft.refused(Refusal.TOO_FEW_POINTS, -points);
    }

    /**
     * Gives points, or takes them as far as the program says of corrections.
     *
     * @return false, with nothing written, where there are too few
     */
    static boolean correct(AccountDraft draft, long points, Posting.Kind up, Posting.Kind down) {
        LoyaltyProgram program = draft.programNow();
        if (points > 0) {
            draft.open(
                    up, points, program.lots().sourceOf(null, draft.standing().tierAt(draft.now())));
            return true;
        }
        ShortageRules.Rule rule = program.shortage().adjustments();
        long missing = Math.max(0, -points - draft.available() - rule.room(draft.debt()));
        boolean clamps = rule.mode() == ShortageRules.Mode.CLAMP && draft.available() > 0;
        if (missing > 0 && !clamps) {
            return false;
        }
        draft.burn(down, -points - missing);
        draft.missing(missing);
        return true;
    }
}
