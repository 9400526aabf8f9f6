package org.loyalty4j.program;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;

/** Undoing a redemption: never more of it than was used, whatever came back with the purchase it paid. */
final class UndoDraft {

    private UndoDraft() {}

    /** Returns a command that is to be undone, brought from a store or decided by the same unit; null when there is none. */
    static AccountState.@Nullable Done find(AccountState state, Operation of, CommandKey key) {
        for (AccountState.Done done : state.done()) {
            CommandRecord command = done.command();
            if (command.operation() == of && command.key().equals(key)) {
                return done;
            }
        }
        AccountState.NamedRedemption named =
                of == Operation.REDEEM ? state.redemptions().get(key) : null;
        if (named == null || named.postings().isEmpty()) {
            return null;
        }
        AccountState.Sale paid = named.pays() == null ? null : state.sales().get(named.pays());
        long returned = paid == null ? 0 : paid.returned(named.postings().get(0));
        return new AccountState.Done(named.command(), named.postings(), returned, null);
    }

    /**
     * Writes the undoing into an account.
     *
     * @return the refusal, with nothing written, or null
     */
    static Settlement.@Nullable Refused apply(AccountState state, AccountDraft draft, Undo request) {
        long wanted = request.points() == null ? 0 : request.points().minor();
        if (draft.status() == Status.CLOSED) {
            return draft.refused(Refusal.ACCOUNT_CLOSED, 0);
        }
        AccountState.Done done = find(state, Operation.REDEEM, request.redemption());
        if (done == null) {
            boolean undoing = find(state, Operation.UNDO, request.redemption()) != null;
            return draft.refused(undoing ? Refusal.NOT_REVERSIBLE : Refusal.UNKNOWN_REDEMPTION, 0);
        }
        Posting debit = done.postings().get(0);
        long already = done.returned() + done.undone();
        long left = -debit.amount() - already;
        if (left <= 0) {
            return draft.refused(Refusal.ALREADY_UNDONE, wanted);
        }
        if (wanted > left) {
            return draft.refused(Refusal.MORE_THAN_USED, wanted);
        }
        long amount = wanted == 0 ? left : wanted;
        List<LotAllocation> gone = draft.restore(debit, already, amount);
        draft.undo(done, amount);
        draft.expireBack(gone);
        return null;
    }
}
