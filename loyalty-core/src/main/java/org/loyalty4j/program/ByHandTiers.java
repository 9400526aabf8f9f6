package org.loyalty4j.program;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.tier.GivenTier;
import org.loyalty4j.tier.StandingChange.Cause;

/** Decides about tiers that are given by hand. Every method is a pure function of its arguments. */
final class ByHandTiers {

    private ByHandTiers() {}

    /** Gives a tier; one that was given before and lasts is replaced. */
    static Decision give(AccountState state, AccountDraft draft, TierOverride request) {
        if (draft.status() == Status.CLOSED) {
            return no(state, draft, Refusal.ACCOUNT_CLOSED);
        }
        if (!state.membership().covers(draft.now())) {
            return no(state, draft, Refusal.MEMBERSHIP_ENDED);
        }
        if (!draft.programNow().ladder().knows(request.tier())) {
            return no(state, draft, Refusal.UNKNOWN_TIER);
        }
        new Violations()
                .check(
                        request.until() == null || draft.now().isBefore(request.until()),
                        "until",
                        Code.EMPTY_RANGE,
                        "a tier cannot end before it begins")
                .throwIfAny();
        long number = state.account().commands() + 1;
        draft.standing().note(draft.now(), request.tier(), Cause.GIVEN, request.until(), number);
        return draft.decide(draft.command(), null, null);
    }

    /** Takes a tier back, also of an account that is closed or whose holder has left. */
    static Decision take(AccountState state, AccountDraft draft, TierOverride.End request) {
        CommandRecord origin = state.origin();
        GivenTier given = draft.standing().standing().given();
        if (origin == null
                || given == null
                || !origin.account().equals(state.account().id())) {
            return no(state, draft, Refusal.UNKNOWN_OVERRIDE);
        }
        Refusal over = notLive(given, origin.sequence());
        if (over != null) {
            return no(state, draft, over);
        }
        long number = state.account().commands() + 1;
        draft.standing().note(draft.now(), given.tier(), Cause.REVOKED, null, number);
        return draft.decide(draft.command(), null, null);
    }

    private static @Nullable Refusal notLive(GivenTier given, long command) {
        if (given.command() != command) {
            return Refusal.OVERRIDE_REPLACED;
        }
        return switch (given.state()) {
            case LIVE -> null;
            case OVER -> Refusal.OVERRIDE_OVER;
            case REVOKED -> Refusal.OVERRIDE_ALREADY_REVOKED;
        };
    }

    private static Decision no(AccountState state, AccountDraft draft, Refusal why) {
        return Decision.nothing(state, draft.refused(why, 0));
    }
}
