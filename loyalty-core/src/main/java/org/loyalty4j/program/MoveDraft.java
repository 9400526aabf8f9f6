package org.loyalty4j.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;

/** Points that move between two accounts, one leg at a time. Used by one thread. */
final class MoveDraft {

    private final AccountState state;
    private final AccountDraft draft;
    private final Move leg;

    MoveDraft(AccountState state, AccountDraft draft, Move leg) {
        this.state = state;
        this.draft = draft;
        this.leg = leg;
    }

    /**
     * Writes the leg into its account.
     *
     * @return the refusal, with nothing written, or null
     */
    Settlement.@Nullable Refused apply() {
        Settlement.Refused refused = leg.request() instanceof Transfer transfer
                ? leg.operation() == Operation.TRANSFER_OUT ? send(transfer) : receive()
                : leg.request() instanceof TransferUndo undo
                        ? leg.operation() == Operation.TRANSFER_UNDO_OUT ? giveBack(undo) : takeBack(undo)
                        : null;
        if (refused == null) {
            draft.transfer(leg.other(), leg.otherSequence());
            draft.writeDue(draft.now());
        }
        return refused;
    }

    private Settlement.@Nullable Refused send(Transfer request) {
        if (draft.status() == Status.CLOSED) {
            return draft.refused(Refusal.ACCOUNT_CLOSED, 0);
        }
        if (draft.status() == Status.FROZEN) {
            return draft.refused(Refusal.ACCOUNT_FROZEN, 0);
        }
        if (!state.membership().covers(draft.now())) {
            return draft.refused(Refusal.MEMBERSHIP_ENDED, 0);
        }
        TransferRules rules = draft.programNow().transfers();
        long asked = request.points().minor();
        Points least = rules.least();
        if (least != null && asked < least.minor()) {
            return draft.refused(Refusal.BELOW_MINIMUM, asked);
        }
        Points most = rules.most();
        if (most != null && asked > most.minor()) {
            return draft.refused(Refusal.ABOVE_MAXIMUM, asked);
        }
        if (Math.addExact(asked, rules.fees()) > draft.available()) {
            return draft.refused(Refusal.TOO_FEW_POINTS, asked);
        }
        if (asked > draft.sendable()) {
            return draft.refused(Refusal.PERIOD_LIMIT_REACHED, asked);
        }
        draft.sent(draft.now(), asked);
        draft.moveOut(draft.take(asked));
        if (rules.fees() > 0) {
            draft.burn(Posting.Kind.FEE, rules.fees());
        }
        return null;
    }

    private Settlement.@Nullable Refused receive() {
        if (draft.status() != Status.OPEN || !state.membership().covers(draft.now())) {
            return draft.refused(Refusal.OTHER_ACCOUNT_UNAVAILABLE, 0);
        }
        draft.moveIn(leg.lots());
        return null;
    }

    /** What is left of the points goes back, whether the account is frozen or not. */
    private Settlement.@Nullable Refused giveBack(TransferUndo request) {
        AccountState.Done done = find(Operation.TRANSFER_IN, request);
        if (done == null) {
            return draft.refused(Refusal.UNKNOWN_TRANSFER, 0);
        }
        if (done.lastUndo() != null) {
            return draft.refused(Refusal.ALREADY_UNDONE, 0);
        }
        List<Posting> came = moved(done);
        long all = came.stream().mapToLong(Posting::amount).sum();
        List<LotAllocation> taken = draft.takeFrom(came, all);
        long got = -LotsDraft.sum(taken);
        if (got == 0 || (got < all && draft.programNow().transfers().spent() == TransferRules.Spent.REFUSE)) {
            return draft.refused(Refusal.POINTS_SPENT, all);
        }
        draft.moveOut(taken);
        draft.missing(all - got);
        draft.undo(done, got);
        return null;
    }

    private Settlement.@Nullable Refused takeBack(TransferUndo request) {
        if (draft.status() == Status.CLOSED) {
            return draft.refused(Refusal.ACCOUNT_CLOSED, 0);
        }
        AccountState.Done done = find(Operation.TRANSFER_OUT, request);
        if (done == null) {
            return draft.refused(Refusal.UNKNOWN_TRANSFER, 0);
        }
        List<LotAllocation> back = new ArrayList<>();
        List<Posting> went = moved(done);
        long sum = 0;
        for (LotAllocation part : leg.lots()) {
            // Each lot there was opened by the posting that is the pair of one here.
            LotAllocation own = went.get((int) part.lot()).lots().get(0);
            back.add(new LotAllocation(own.lot(), own.earnedAt(), own.goneAt(), part.amount()));
            sum += part.amount();
        }
        draft.undo(done, sum);
        draft.sent(went.get(0).countsAt(), -sum);
        draft.moveBack(back);
        return null;
    }

    private AccountState.@Nullable Done find(Operation of, TransferUndo request) {
        AccountState.Done done = UndoDraft.find(state, of, request.transfer());
        boolean between = done != null
                && done.command()
                        .fingerprint()
                        .equals(new Move(
                                        of,
                                        Transfer.of(
                                                request.transfer(),
                                                request.customer(),
                                                request.receiver(),
                                                Points.of(moved(done).stream()
                                                        .mapToLong(posting -> Math.abs(posting.amount()))
                                                        .sum())),
                                        leg.customer(),
                                        leg.other(),
                                        0,
                                        List.of())
                                .fingerprint());
        return between ? done : null;
    }

    private static List<Posting> moved(AccountState.Done done) {
        return done.postings().stream()
                .filter(posting -> posting.kind().moves())
                .toList();
    }
}
