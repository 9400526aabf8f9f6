package org.loyalty4j.program;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.tier.TierLadder;

/**
 * Using points, for a reward or simply a number of them, by the version of the program that is valid now. Used by one
 * thread.
 */
final class RedeemDraft {

    private final AccountState state;
    private final AccountDraft draft;
    private final Redemption request;
    private final @Nullable Purchase purchase;

    /**
     * Starts a redemption.
     *
     * @param purchase the receipt that it is on, or null when it is on none
     */
    RedeemDraft(AccountState state, AccountDraft draft, Redemption request, @Nullable Purchase purchase) {
        this.state = state;
        this.draft = draft;
        this.request = request;
        this.purchase = purchase;
    }

    /**
     * Writes it into the account, or says why not; the reasons are asked in their own order.
     *
     * @return the refusal, with nothing written, or null
     */
    Settlement.@Nullable Refused apply() {
        if (draft.status() == Status.CLOSED) {
            return draft.refused(Refusal.ACCOUNT_CLOSED, 0);
        }
        if (draft.status() == Status.FROZEN) {
            return draft.refused(Refusal.ACCOUNT_FROZEN, 0);
        }
        if (!state.membership().covers(draft.now())) {
            return draft.refused(Refusal.MEMBERSHIP_ENDED, 0);
        }
        return request.reward() == null ? useNumber(request.amount().orElseThrow()) : useFor(request.reward());
    }

    private Settlement.@Nullable Refused useFor(String code) {
        LoyaltyProgram program = draft.programNow();
        Optional<RewardOption> reward = program.reward(code);
        if (reward.isEmpty()) {
            return draft.refused(Refusal.REWARD_NOT_OFFERED, 0);
        }
        long price = reward.get().price().minor();
        TierLadder ladder = program.ladder();
        String lowest = reward.get().lowestTier();
        if (lowest != null && ladder.rank(draft.standing().standing().tier()) < ladder.rank(lowest)) {
            return draft.refused(Refusal.TIER_TOO_LOW, price);
        }
        if (price > draft.available()) {
            return draft.refused(Refusal.TOO_FEW_POINTS, price);
        }
        CommandRecord.Room room = draft.room();
        if (room != null && price > room.points()) {
            return draft.refused(Refusal.PERIOD_LIMIT_REACHED, price);
        }
        draft.burn(Posting.Kind.REDEEM, price);
        return null;
    }

    private Settlement.@Nullable Refused useNumber(Points asked) {
        LoyaltyProgram program = draft.programNow();
        CommandRecord.Usable usable = new CommandRecord.Usable(draft.available(), draft.room());
        Settlement.Use use = new Spending(program, purchase).use(asked, usable);
        Refusal why = refusal(use);
        if (why != null) {
            boolean ruled = !program.spending().equals(SpendingRules.none());
            boolean offers = ruled || request.extent() == Redemption.Extent.AT_MOST;
            return new Settlement.Refused(why, Points.of(draft.available()), asked, offers ? use : null);
        }
        draft.burn(Posting.Kind.REDEEM, use.used().minor());
        draft.explain(use, usable);
        return null;
    }

    private @Nullable Refusal refusal(Settlement.Use use) {
        List<Settlement.Cut> cuts = use.cuts();
        if (request.extent() == Redemption.Extent.EXACTLY && !cuts.isEmpty()) {
            return cuts.get(0).why();
        }
        if (use.used().minor() == 0) {
            return cuts.get(cuts.size() - 1).why();
        }
        return tendersAgree(use) ? null : Refusal.TENDER_DIFFERS;
    }

    /** A receipt need not say how it was paid; where it says that these points paid, it says what they are worth. */
    private boolean tendersAgree(Settlement.Use use) {
        if (purchase == null || use.value() == null) {
            return true;
        }
        boolean said = false;
        long left = use.value().minor();
        for (Tender tender : purchase.tenders()) {
            if (tender.kind() == Tender.Kind.POINTS && tender.redemptionKey() == null) {
                said = true;
                left = Math.subtractExact(left, tender.amount().minor());
            }
        }
        return !said || left == 0;
    }
}
