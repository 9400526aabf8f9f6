package org.loyalty4j.program;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.ChainKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.StandingChange;

/**
 * What a command comes to: the answer, what is written, and the state the next command goes on from.
 *
 * @param next the state after it; the same as before when nothing is written
 * @param settlement the answer
 * @param command the record of the command, or null when nothing is written
 * @param postings the new postings, in the order of their numbers
 * @param lots the lots that changed, as they are now; one with nothing remaining is gone
 * @param days the qualifying days that changed, as they are now
 * @param changes the new changes of the tier
 * @param sale the purchase that was recorded, or null
 * @param giveBack the return that was recorded, or null
 * @param payments which redemptions now pay which purchases
 * @param undo the undoing that was recorded, or null
 * @param terms what new lots were opened with, where that is not what every lot has
 * @param pending the pending lots that changed, as they are now; one with nothing remaining is gone
 * @param activations pending points that can be used from now on
 * @param counters the counters that changed, as they are now
 * @param holds the new holds
 * @param ended the holds that ended, with their ends
 * @param transfer the leg of a transfer that was recorded, or null
 * @param notices what was told to go soon
 * @param reinstated points that had expired and were given back
 * @param debts the debts that changed, as they are now; one with nothing left is gone
 * @param repayments what was owed and is not any more
 * @param extended points that were given more time
 * @param opened days that were taken over from a former system
 */
public record Decision(
        AccountState next,
        Settlement settlement,
        @Nullable CommandRecord command,
        List<Posting> postings,
        List<Lot> lots,
        List<QualifyingDay> days,
        List<StandingChange> changes,
        @Nullable RecordedSale sale,
        @Nullable RecordedReturn giveBack,
        List<RecordedSale.Payment> payments,
        @Nullable RecordedUndo undo,
        List<LotTerms> terms,
        List<PendingLot> pending,
        List<Activation> activations,
        List<Counter> counters,
        List<Hold> holds,
        List<Hold> ended,
        @Nullable RecordedTransfer transfer,
        List<ExpiryNotice> notices,
        List<Reinstated> reinstated,
        List<Debt> debts,
        List<Debt.Repayment> repayments,
        List<Extended> extended,
        List<OpenedDay> opened) {

    /**
     * What the engine gives to a command: its id and time, and what ties its postings together.
     *
     * @param id the new id
     * @param salt new random bits
     * @param clock the engine's time, in microseconds
     * @param key what hashes are made with
     */
    public record Stamp(CommandId id, long salt, Instant clock, ChainKey key) {}

    /** Copies the lists. */
    public Decision {
        postings = List.copyOf(postings);
        lots = List.copyOf(lots);
        days = List.copyOf(days);
        changes = List.copyOf(changes);
        payments = List.copyOf(payments);
        terms = List.copyOf(terms);
        pending = List.copyOf(pending);
        activations = List.copyOf(activations);
        counters = List.copyOf(counters);
        holds = List.copyOf(holds);
        ended = List.copyOf(ended);
        notices = List.copyOf(notices);
        reinstated = List.copyOf(reinstated);
        debts = List.copyOf(debts);
        repayments = List.copyOf(repayments);
        extended = List.copyOf(extended);
        opened = List.copyOf(opened);
    }

    /** Returns a decision that writes nothing. */
    public static Decision nothing(AccountState state, Settlement settlement) {
        return new Decision(
                state,
                settlement,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Says whether anything is written. */
    public boolean writes() {
        return command != null;
    }
}
