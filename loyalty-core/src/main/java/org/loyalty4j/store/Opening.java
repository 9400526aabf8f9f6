package org.loyalty4j.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.Standing;

/**
 * Which account to lock, and what to bring of it. What is brought is bounded by what is asked, never by the length of
 * the account's history.
 *
 * @param customer whose account
 * @param purse the code of the purse
 * @param keys keys to look up
 * @param dueBy bring every lot that is gone by this instant
 * @param points bring lots in burn order until they hold this much beside those that are gone, but not more than
 *     {@link #LOTS_MAX}; in any case one
 * @param leaving bring the qualifying days that leave the standing's window: those after its {@code windowStart} up to and
 *     including this date; null for none, never {@link Standing#NO_DAY}. May be left out when this date is not before its {@code windowDay}
 * @param dates bring the qualifying days of these dates; a date without one is known to have none
 * @param sales bring these purchases, with what is left of the lots that they opened and that their payments
 *     were taken from, wherever those are in burn order
 * @param redemptions bring these redemptions
 * @param undone bring these commands with what was put back of them, and with what is left of the lots that they moved,
 *     wherever those are in burn order
 * @param counters bring these counters
 * @param holds bring these holds, with what is left of the lots that they pin, wherever those are in burn order
 */
public record Opening(
        CustomerId customer,
        String purse,
        Set<Key> keys,
        Instant dueBy,
        long points,
        @Nullable LocalDate leaving,
        Set<LocalDate> dates,
        Set<CommandKey> sales,
        Set<CommandKey> redemptions,
        Set<Key> undone,
        Set<Counter.Key> counters,
        Set<CommandKey> holds) {

    /** The most lots that are brought beside those that are gone. */
    public static final int LOTS_MAX = 256;

    /**
     * A key to look up; keys are unique within one operation of a purse.
     *
     * @param operation what was asked
     * @param key the caller's key
     */
    public record Key(CommandRecord.Operation operation, CommandKey key) {}

    /**
     * A command that was written under a key before.
     *
     * @param command the command
     * @param postings its own postings, in the order of their numbers; empty where it wrote to another account
     */
    public record Repeat(CommandRecord command, List<Posting> postings) {

        /** Copies the list. */
        public Repeat {
            postings = List.copyOf(postings);
        }
    }

    /**
     * What was found of an account.
     *
     * @param account the head
     * @param membership since when its holder takes part
     * @param standing the rank, or null when none was ever written
     * @param lots the lots
     * @param days the qualifying days
     * @param sales the purchases that are this account's
     * @param redemptions the redemptions that are this account's
     * @param done the commands to be undone that are this account's, in no particular order
     * @param repeats the keys that were used before, by this account, another of its purse, or a guest purchase, which
     *     is {@linkplain org.loyalty4j.program.RecordedGuest#taken a sale to nobody}
     * @param pending all pending lots, in the order of their numbers; of those that have become active in part, what is
     *     left of that is among the lots, wherever it is in burn order
     * @param counters the counters that were asked for, each of them: 0 for one that nothing was counted in
     * @param holds the holds that are this account's. Where points are held and the head says that something may be due
     *     by {@link Opening#dueBy}, also every live hold that is over by then, with what is left of the lots that it pins,
     *     and the next live hold
     * @param debts every open debt, and all repayments of those postings of purchases, payments and commands to be undone
     *     that took more than their lots gave; what is left of the lots that repaid these is among the lots, wherever it
     *     is in burn order
     */
    public record Opened(
            RewardAccount account,
            Membership membership,
            @Nullable Standing standing,
            AccountState.Lots lots,
            KnownDays days,
            Map<CommandKey, AccountState.Sale> sales,
            Map<CommandKey, AccountState.NamedRedemption> redemptions,
            List<AccountState.Done> done,
            Map<Key, Repeat> repeats,
            List<PendingLot> pending,
            Map<Counter.Key, Long> counters,
            AccountState.Holds holds,
            AccountState.Debts debts) {

        /** Copies the maps. */
        public Opened {
            done = List.copyOf(done);
            sales = Map.copyOf(sales);
            redemptions = Map.copyOf(redemptions);
            repeats = Map.copyOf(repeats);
            pending = List.copyOf(pending);
            counters = Map.copyOf(counters);
        }

        /** Makes what was found where nothing is to be undone and nothing is held. */
        public Opened(
                RewardAccount account,
                Membership membership,
                @Nullable Standing standing,
                AccountState.Lots lots,
                KnownDays days,
                Map<CommandKey, AccountState.Sale> sales,
                Map<CommandKey, AccountState.NamedRedemption> redemptions,
                Map<Key, Repeat> repeats,
                Map<Counter.Key, Long> counters) {
            this(
                    account,
                    membership,
                    standing,
                    lots,
                    days,
                    sales,
                    redemptions,
                    List.of(),
                    repeats,
                    List.of(),
                    counters,
                    AccountState.Holds.NONE,
                    AccountState.Debts.NONE);
        }
    }

    /** Says whether the live holds of an account are to be brought that are over, and the next one. */
    public boolean bringsDue(RewardAccount account) {
        return account.held() > 0
                && account.due().filter(due -> !due.isAfter(dueBy)).isPresent();
    }

    /** Copies the sets. */
    public Opening {
        keys = Set.copyOf(keys);
        dates = Set.copyOf(dates);
        sales = Set.copyOf(sales);
        redemptions = Set.copyOf(redemptions);
        undone = Set.copyOf(undone);
        counters = Set.copyOf(counters);
        holds = Set.copyOf(holds);
    }

    /** Makes an opening that undoes nothing and names no hold. */
    public Opening(
            CustomerId customer,
            String purse,
            Set<Key> keys,
            Instant dueBy,
            long points,
            @Nullable LocalDate leaving,
            Set<LocalDate> dates,
            Set<CommandKey> sales,
            Set<CommandKey> redemptions,
            Set<Counter.Key> counters) {
        this(customer, purse, keys, dueBy, points, leaving, dates, sales, redemptions, Set.of(), counters, Set.of());
    }
}
