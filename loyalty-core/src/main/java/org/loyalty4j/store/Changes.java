package org.loyalty4j.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.event.Event;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
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
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/**
 * Everything a unit of work writes.
 *
 * @param accounts heads, as they are now, each once
 * @param standings ranks, as they are now, each once
 * @param commands new commands; those of purchases and returns are here, too
 * @param postings new postings, those of an account in the order of their numbers
 * @param lots lots as they are now, in the order of the changes, so that the last of a lot counts; one with nothing
 *     remaining is to be removed, and may be written again later
 * @param days qualifying days as they are now
 * @param changes new changes of tiers
 * @param sales new purchases, each of whose commands is among the commands
 * @param returns new returns, those of a purchase in the order of their steps
 * @param payments new ties between redemptions and purchases
 * @param due instants at which accounts have to be looked at, to be added; one that is there already stays, once
 * @param dueDone such instants that are over, to be removed before others are added; one that is not there is passed over
 * @param enrollments new customers; the transaction has their accounts open from then on. Their identifiers are among those of
 *     the profiles
 * @param customerCommands new commands about customers; that of an enrollment is here, too
 * @param customers changed customers, as they are now; the identifiers that changed are among those of the profiles, too
 * @param programs new versions of the program
 * @param undos new steps of undoing something, those of a command in their order
 * @param terms what new lots were opened with, where that is not what every lot has
 * @param pending pending lots as they are now, in the order of the changes, so that the last of a lot counts; one with
 *     nothing remaining is to be removed
 * @param activations pending points that can be used from now on
 * @param counters counters as they are now, in the order of the changes, so that the last of a key counts
 * @param holds new holds
 * @param ended holds that have ended, each once, with their ends; one of them may be new, too
 * @param transfers new legs of transfers, each of whose commands is among the commands
 * @param notices what was told to go soon, each by a command that is among the commands
 * @param guests new guest purchases, without steps
 * @param guestSteps what is done with guest purchases, the steps of each in their order; the sale of one that is claimed is
 *     among the sales
 * @param reinstated points that had expired and were given back, each by a posting that is among the postings
 * @param debts open debts as they are now, in the order of the changes, so that the last of a debit counts; one with
 *     nothing left is to be removed
 * @param repayments new repayments of debts
 * @param extended points that were given more time, each by a posting that is among the postings
 * @param opened days that were taken over from a former system, those of one account in their order
 * @param profiles what is written about who customers are
 * @param history what is written into the histories of customers
 * @param privacy what is destroyed of customers
 * @param events what is told of all that, without positions
 */
public record Changes(
        List<RewardAccount> accounts,
        List<Standing> standings,
        List<CommandRecord> commands,
        List<Posting> postings,
        List<Lot> lots,
        List<QualifyingDay> days,
        List<StandingChange> changes,
        List<RecordedSale> sales,
        List<RecordedReturn> returns,
        List<RecordedSale.Payment> payments,
        List<Due> due,
        List<Due> dueDone,
        List<Customer> enrollments,
        List<CustomerRecord> customerCommands,
        List<Customer> customers,
        List<LoyaltyProgram> programs,
        List<RecordedUndo> undos,
        List<LotTerms> terms,
        List<PendingLot> pending,
        List<Activation> activations,
        List<Counter> counters,
        List<Hold> holds,
        List<Hold> ended,
        List<RecordedTransfer> transfers,
        List<ExpiryNotice> notices,
        List<RecordedGuest> guests,
        List<RecordedGuest.Step> guestSteps,
        List<Reinstated> reinstated,
        List<Debt> debts,
        List<Debt.Repayment> repayments,
        List<Extended> extended,
        List<OpenedDay> opened,
        ProfileChanges profiles,
        HistoryChanges history,
        PrivacyChanges privacy,
        List<Event> events) {

    /**
     * An instant at which something of an account may be due.
     *
     * @param at the instant
     * @param account the account
     */
    public record Due(Instant at, AccountId account) implements Comparable<Due> {

        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : account.compareTo(other.account);
        }
    }

    /** Starts with nothing to write. */
    public static Changes none() {
        return new Changes(
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                ProfileChanges.none(),
                HistoryChanges.none(),
                PrivacyChanges.none(),
                new ArrayList<>(0));
    }

    /** Says whether there is nothing to write. */
    public boolean isEmpty() {
        return accounts.isEmpty()
                && due.isEmpty()
                && dueDone.isEmpty()
                && enrollments.isEmpty()
                && customerCommands.isEmpty()
                && customers.isEmpty()
                && programs.isEmpty()
                && guests.isEmpty()
                && guestSteps.isEmpty()
                && profiles.isEmpty()
                && history.isEmpty()
                && privacy.isEmpty();
    }
}
