package org.loyalty4j.program;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Release;

/** Decides about points that are reserved for a while. Every method is a pure function of its arguments. */
final class Holding {

    private Holding() {}

    /** Reserves points by all the rules by which they could be used now. */
    static Decision hold(AccountState state, AccountDraft draft, HoldRequest request) {
        Settlement.Refused refused = new RedeemDraft(
                        state, draft, request.redemption(), null, points -> draft.hold(points, request))
                .ofWhatIsThere()
                .apply();
        return refused == null ? draft.decide(draft.command(), null, null) : Decision.nothing(state, refused);
    }

    /** Uses reserved points: what they are for, and what for they may be used, was settled when they were reserved. */
    static Decision capture(AccountState state, AccountDraft draft, Capture request) {
        Refusal no = RedeemDraft.cannotUse(state, draft);
        if (no != null) {
            return Decision.nothing(state, draft.refused(no, 0));
        }
        Hold hold = draft.holds().named(request.hold());
        if (hold == null || hold.end() != null) {
            return Decision.nothing(state, refused(draft, notLive(hold), 0, hold));
        }
        long points = request.amount().map(Points::minor).orElse(hold.amount());
        if (points > hold.amount()) {
            return Decision.nothing(state, refused(draft, Refusal.EXCEEDS_HOLD, points, hold));
        }
        draft.rewards(hold);
        draft.capture(hold, points);
        Optional.ofNullable(request.purchase())
                .or(() -> Optional.ofNullable(hold.purchase()))
                .ifPresent(purchase ->
                        draft.pay(new RecordedSale.Payment(state.account().id(), purchase, request.key())));
        return draft.decide(draft.command(), null, null);
    }

    /** Gives reserved points back; an account that is frozen, or whose holder has left, can still be tidied up. */
    static Decision release(AccountState state, AccountDraft draft, Release request) {
        CommandKey key = request.hold();
        Hold hold = draft.holds().named(key);
        if (hold == null || hold.end() != null) {
            return Decision.nothing(state, refused(draft, notLive(hold), 0, hold));
        }
        draft.release(hold);
        return draft.decide(draft.command(), null, null);
    }

    private static Refusal notLive(@Nullable Hold hold) {
        Hold.End end = hold == null ? null : hold.end();
        if (end == null) {
            return Refusal.UNKNOWN_HOLD;
        }
        return switch (end.how()) {
            case CAPTURED -> Refusal.HOLD_ALREADY_CAPTURED;
            case RELEASED -> Refusal.HOLD_ALREADY_RELEASED;
            case LAPSED -> Refusal.HOLD_LAPSED;
        };
    }

    private static Settlement.Refused refused(AccountDraft draft, Refusal why, long asked, @Nullable Hold hold) {
        Settlement.Refused refused = draft.refused(why, asked);
        return new Settlement.Refused(
                why, refused.available(), refused.asked(), null, hold == null ? null : hold.answered());
    }

    /** Says why an account cannot be closed, or returns null. */
    static @Nullable Refusal cannotClose(AccountDraft draft) {
        if (draft.status() == Status.CLOSED) {
            return null;
        }
        if (draft.held() > 0) {
            return Refusal.HOLDS_LEFT;
        }
        if (draft.debt() > 0) {
            return Refusal.DEBT_LEFT;
        }
        return draft.balance() == 0 ? null : Refusal.POINTS_LEFT;
    }
}
