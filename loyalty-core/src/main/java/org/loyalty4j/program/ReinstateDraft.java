package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.Settlement;

/** Giving points back that have expired: never more of them than did. */
final class ReinstateDraft {

    private ReinstateDraft() {}

    /**
     * Writes it into an account.
     *
     * @param known the points that expired, or null where none of that number are known
     * @return the refusal, with nothing written, or null
     */
    static Settlement.@Nullable Refused apply(
            AccountState state, AccountDraft draft, Reinstatement request, Reinstatement.@Nullable Expired known) {
        long wanted = request.points() == null ? 0 : request.points().minor();
        Refusal no = Decisions.notGiven(state, draft, draft.now());
        if (no != null) {
            return draft.refused(no, wanted);
        }
        // What is due is written first, so that it does not matter whether somebody has written it before.
        Posting added = draft.added(request.expiry());
        Reinstatement.Expired expired = added == null ? known : new Reinstatement.Expired(added, List.of());
        if (expired == null || expired.posting().kind() != Posting.Kind.EXPIRE) {
            return draft.refused(Refusal.UNKNOWN_EXPIRY, wanted);
        }
        long left = expired.posting().lots().stream().mapToLong(expired::left).sum();
        if (left == 0) {
            return draft.refused(Refusal.ALREADY_REINSTATED, wanted);
        }
        if (wanted > left) {
            return draft.refused(Refusal.MORE_THAN_EXPIRED, wanted);
        }
        Instant gone = request.goneAt();
        new Violations()
                .check(
                        gone == null || draft.now().isBefore(gone),
                        "goneAt",
                        Code.EMPTY_RANGE,
                        "points cannot be gone before they count")
                .throwIfAny();
        LoyaltyProgram program = draft.programNow();
        LotTerms.Source said = gone != null
                ? LotTerms.Source.LOT
                : program.lots().sourceOf(null, draft.standing().tierAt(draft.now()));
        List<Reinstated> parts = parts(state.account().id(), draft.nextNumber(), expired, wanted == 0 ? left : wanted);
        draft.reinstate(parts, gone != null ? gone : program.goneAt(draft.now(), said), said);
        draft.writeDue(draft.now());
        return null;
    }

    /** Those are given back first that were to be used first. */
    private static List<Reinstated> parts(AccountId account, long number, Reinstatement.Expired expired, long amount) {
        List<Reinstated> parts = new ArrayList<>(1);
        long still = amount;
        List<LotAllocation> inOrder = new ArrayList<>(expired.posting().lots());
        inOrder.sort((one, other) -> Lot.BURN_ORDER.compare(one.lot(account, 1), other.lot(account, 1)));
        for (LotAllocation part : inOrder) {
            long points = Math.min(still, expired.left(part));
            if (points > 0) {
                parts.add(new Reinstated(account, number, expired.posting().number(), part.lot(), points));
                still -= points;
            }
        }
        parts.sort(Reinstated.AS_GIVEN);
        return parts;
    }
}
