package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;

/** Events that are no purchases, and undoing them. */
final class ActivityDraft {

    private ActivityDraft() {}

    /**
     * Writes what an event gives into an account.
     *
     * @return the refusal, with nothing written, or null
     */
    static Settlement.@Nullable Refused happen(
            ProgramHistory programs, AccountState state, AccountDraft draft, Activity request) {
        Instant countsAt = Decisions.countsAt(programs, state.membership().joined(), draft.now(), request.happenedAt());
        Refusal no = Decisions.notGiven(state, draft, countsAt);
        if (no != null) {
            return draft.refused(no, 0);
        }
        LoyaltyProgram program = programs.atOrFirst(countsAt);
        ActivityRun.Given came =
                new ActivityRun(program, request.event(), countsAt).give(draft.counters(), draft.balance());
        String tier = draft.standing().tierAt(draft.now());
        for (Attribution part : came.given()) {
            LotRules lots = program.lots();
            new EarningParts(List.of(part), lots.pendingOfRules().get(part.rule()), lots.sourceOf(part.rule(), tier))
                    .open(draft, Posting.Kind.EVENT, countsAt, program, null);
        }
        draft.had(came.kept(request.event(), countsAt));
        draft.writeDue(draft.now());
        return null;
    }

    /**
     * Takes back what an event gave.
     *
     * @return the refusal, with nothing written, or null
     */
    static Settlement.@Nullable Refused undo(
            ProgramHistory programs, AccountState state, AccountDraft draft, Command.UndoActivity asked) {
        if (draft.status() == Status.CLOSED) {
            return draft.refused(Refusal.ACCOUNT_CLOSED, 0);
        }
        CommandRecord origin = state.origin();
        AccountState.Given known = asked.known();
        if (origin == null
                || known == null
                || !origin.account().equals(state.account().id())) {
            return draft.refused(Refusal.UNKNOWN_ACTIVITY, 0);
        }
        if (draft.counters().amount(ActivityRun.undone(origin.sequence())) > 0) {
            return draft.refused(Refusal.ALREADY_UNDONE, 0);
        }
        List<Posting> lots = known.lots();
        // What has expired unused is gone already: taking it again would punish twice.
        long expired = known.expired() + draft.expiredOf(lots);
        long granted = known.points();
        long due = Math.max(0, granted - expired);
        draft.lapse(granted - due);
        long available = draft.available();
        long got = due > 0 ? draft.reverse(lots, due, first(due, attributions(known.given()))) : 0;
        if (got < due && draft.reversing().mode() == ShortageRules.Mode.FORBID) {
            return new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.of(available), Points.of(due));
        }
        free(programs, draft.counters(), origin, attributions(known.given()), got < due);
        draft.writeDue(draft.now());
        return null;
    }

    /** Notes that an event was undone, and frees its places unless points of it were missing. */
    static void free(
            ProgramHistory programs,
            CountersDraft counters,
            CommandRecord origin,
            List<Attribution> given,
            boolean missing) {
        counters.add(ActivityRun.undone(origin.sequence()), 1);
        Map.Entry<String, Instant> event = origin.result().event();
        if (event != null && !missing) {
            run(programs, event).free(counters, given);
        }
    }

    static ActivityRun run(ProgramHistory programs, Map.Entry<String, Instant> event) {
        return new ActivityRun(programs.atOrFirst(event.getValue()), event.getKey(), event.getValue());
    }

    static List<Attribution> attributions(List<Posting> given) {
        return Counting.attributions(given);
    }

    /** Says which rules the first points of an event came from. */
    private static List<Attribution> first(long points, List<Attribution> given) {
        List<Attribution> due = new ArrayList<>(1);
        long left = points;
        for (Attribution part : given) {
            long some = Math.min(left, part.granted());
            if (some > 0) {
                due.add(new Attribution(null, part.rule(), some, some));
            }
            left -= some;
        }
        return due;
    }
}
