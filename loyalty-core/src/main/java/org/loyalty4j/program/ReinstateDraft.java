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
        Reinstatement.Expired expired = added == null ? known : new Reinstatement.Expired(added, List.of(), List.of());
        if (expired == null || expired.posting().kind() != Posting.Kind.EXPIRE) {
            return draft.refused(Refusal.UNKNOWN_EXPIRY, wanted);
        }
        List<Reinstated> most = most(state.account().id(), draft, expired);
        long left = most.stream().mapToLong(Reinstated::points).sum();
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
        List<Reinstated> parts = parts(most, wanted == 0 ? left : wanted);
        draft.reinstate(parts, gone != null ? gone : program.goneAt(draft.now(), said), said);
        draft.writeDue(draft.now());
        return null;
    }

    /**
     * Returns how many points of each lot can be given back, those first that were to be used first. A return that took
     * nothing for points of its purchase because they had expired has used up as many of these: they were of goods that are
     * not there any more.
     */
    private static List<Reinstated> most(AccountId account, AccountDraft draft, Reinstatement.Expired expired) {
        List<Reinstated> most = new ArrayList<>(1);
        long[] kept = expired.lapsed().stream()
                .mapToLong(sale -> sale.expiredAndKept() + draft.expiredOf(sale.earnings()))
                .toArray();
        List<LotAllocation> inOrder = new ArrayList<>(expired.posting().lots());
        inOrder.sort((one, other) -> Lot.BURN_ORDER.compare(one.lot(account, 1), other.lot(account, 1)));
        for (LotAllocation part : inOrder) {
            long points = expired.left(part);
            for (int i = 0; i < kept.length; i++) {
                if (expired.lapsed().get(i).opened(part.lot())) {
                    points = Math.min(points, kept[i]);
                    kept[i] -= points;
                }
            }
            if (points > 0) {
                most.add(new Reinstated(
                        account, draft.nextNumber(), expired.posting().number(), part.lot(), points));
            }
        }
        return most;
    }

    private static List<Reinstated> parts(List<Reinstated> most, long amount) {
        List<Reinstated> parts = new ArrayList<>(1);
        long still = amount;
        for (Reinstated part : most) {
            long points = Math.min(still, part.points());
            if (points > 0) {
                parts.add(new Reinstated(part.account(), part.number(), part.expiry(), part.lot(), points));
                still -= points;
            }
        }
        parts.sort(Reinstated.AS_GIVEN);
        return parts;
    }
}
