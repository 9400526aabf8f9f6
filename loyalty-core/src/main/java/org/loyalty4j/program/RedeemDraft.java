package org.loyalty4j.program;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Points;
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
    private final LongConsumer use;
    private ShortageRules.Rule shortage;
    private boolean pays;

    /**
     * Starts a redemption.
     *
     * @param purchase the receipt that it is on, or null when it is on none
     * @param use what is done with the points once it is known how many
     */
    RedeemDraft(
            AccountState state, AccountDraft draft, Redemption request, @Nullable Purchase purchase, LongConsumer use) {
        this.state = state;
        this.draft = draft;
        this.request = request;
        this.purchase = purchase;
        this.use = use;
        this.shortage = draft.programNow().shortage().redemptions();
    }

    /** Returns the same, where only points can be taken that are there. */
    RedeemDraft ofWhatIsThere() {
        shortage = ShortageRules.Rule.forbid();
        return this;
    }

    /** Returns the same, where it pays an amount of money or not. */
    RedeemDraft paying(boolean money) {
        pays = money;
        return this;
    }

    /**
     * Writes it into the account, or says why not; the reasons are asked in their own order.
     *
     * @return the refusal, with nothing written, or null
     */
    Settlement.@Nullable Refused apply() {
        Refusal no = cannotUse(state, draft);
        if (no != null) {
            return draft.refused(no, 0);
        }
        return request.reward() == null ? useNumber(request.amount().orElseThrow()) : useFor(request.reward());
    }

    /** Says why no points of an account can be used now, or returns null. */
    static @Nullable Refusal cannotUse(AccountState state, AccountDraft draft) {
        return switch (draft.status()) {
            case CLOSED -> Refusal.ACCOUNT_CLOSED;
            case FROZEN -> Refusal.ACCOUNT_FROZEN;
            case OPEN -> state.membership().covers(draft.now()) ? null : Refusal.MEMBERSHIP_ENDED;
        };
    }

    private Settlement.@Nullable Refused useFor(String code) {
        LoyaltyProgram program = draft.programNow();
        Optional<RewardOption> reward = program.reward(code);
        if (reward.isEmpty()) {
            return draft.refused(Refusal.REWARD_NOT_OFFERED, 0);
        }
        String tier = draft.standing().tierAt(draft.now());
        long price = reward.get().priceFor(tier).minor();
        TierLadder ladder = program.ladder();
        String lowest = reward.get().lowestTier();
        if (lowest != null && ladder.rank(tier) < ladder.rank(lowest)) {
            return draft.refused(Refusal.TIER_TOO_LOW, price);
        }
        long usable = draft.available() + owing();
        boolean ruled = !new Spending(program, purchase).overrules(request);
        if (ruled && !new Spending(program, purchase).opens(usable)) {
            return draft.refused(Refusal.BALANCE_TOO_LOW, price);
        }
        if (price > usable) {
            return draft.refused(Refusal.TOO_FEW_POINTS, price);
        }
        CommandRecord.Room room = draft.room();
        if (ruled && room != null && price > room.points()) {
            return draft.refused(Refusal.PERIOD_LIMIT_REACHED, price);
        }
        draft.rewards(new Settlement.Reward(code, program.version()));
        use.accept(price);
        return null;
    }

    private Settlement.@Nullable Refused useNumber(Points asked) {
        LoyaltyProgram program = draft.programNow();
        // Who asks for what there is wants no debt.
        long owing = request.extent() == Redemption.Extent.AT_MOST ? 0 : owing();
        CommandRecord.Usable usable = new CommandRecord.Usable(draft.available() + owing, draft.room());
        Settlement.Use came = new Spending(program, purchase).use(request, usable, pays);
        Refusal why = refusal(came);
        if (why != null) {
            boolean ruled = !program.spending().equals(SpendingRules.none());
            boolean offers = ruled || request.extent() == Redemption.Extent.AT_MOST;
            return new Settlement.Refused(why, Points.of(draft.available()), asked, offers ? came : null);
        }
        draft.explain(came, usable);
        use.accept(came.used().minor());
        return null;
    }

    private @Nullable Refusal refusal(Settlement.Use came) {
        List<Settlement.Cut> cuts = came.cuts();
        // What a till has used already stays whole, whatever the rules would have cut.
        if (request.extent() == Redemption.Extent.EXACTLY && !came.used().equals(came.asked())) {
            return cuts.get(0).why();
        }
        if (came.used().minor() == 0) {
            return cuts.get(cuts.size() - 1).why();
        }
        return tendersAgree(came) ? null : Refusal.TENDER_DIFFERS;
    }

    /** Returns how many points it may owe: by the limit of those that are used, or by that of a till without connection. */
    private long owing() {
        long room = shortage.room(draft.debt());
        return request.offline() ? Math.max(room, draft.programNow().spending().offlineRoom(draft.debt())) : room;
    }

    /** A receipt need not say how it was paid; where it says that these points paid, it says what they are worth. */
    private boolean tendersAgree(Settlement.Use came) {
        if (purchase == null || came.value() == null) {
            return true;
        }
        boolean said = false;
        long left = came.value().minor();
        for (Tender tender : purchase.tenders()) {
            if (tender.kind() == Tender.Kind.POINTS && tender.redemptionKey() == null) {
                said = true;
                left = Math.subtractExact(left, tender.amount().minor());
            }
        }
        return !said || left == 0;
    }
}
