package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/**
 * What a decision is given of one account: a bounded part of it, read under its lock. Immutable; each decision returns
 * the next one, and further commands of a unit go on from there.
 *
 * @param account the head
 * @param membership since when its holder takes part
 * @param standing the rank
 * @param lots the lots that were brought
 * @param days the qualifying days that were brought
 * @param changes all changes of the tier, or null when they were not brought
 * @param sales recorded purchases that were brought, and those that the unit has decided, by their keys; one that a
 *     redemption from a store pays is not among the latter, because what it used is not known
 * @param redemptions recorded redemptions that purchases name, and those that the unit has decided, by their keys
 * @param done recorded commands that are to be undone
 * @param pending the pending lots, all of them, in the order of their numbers
 * @param origin the command that gave the pending points which the next command is about, or null
 * @param counters the counters that were brought; 0 for one that nothing was counted in
 * @param holds the holds that were brought, and those that the unit has made
 * @param debts what is owed, and what repaid the debits that were brought
 */
public record AccountState(
        RewardAccount account,
        Membership membership,
        Standing standing,
        Lots lots,
        KnownDays days,
        @Nullable List<StandingChange> changes,
        Map<CommandKey, Sale> sales,
        Map<CommandKey, NamedRedemption> redemptions,
        List<Done> done,
        List<PendingLot> pending,
        @Nullable CommandRecord origin,
        Map<Counter.Key, Long> counters,
        Holds holds,
        Debts debts) {

    /**
     * The lots that are known of an account: all up to a frontier in burn order, and some after it.
     *
     * @param known in burn order
     * @param frontier every open lot up to this one is known; null when every open lot is
     * @param moved the numbers of lots whose points stood in others before, here or in another account; only of those that
     *     a command may put points back into past their time
     */
    public record Lots(List<Lot> known, @Nullable Lot frontier, Set<Long> moved) {

        /** Copies list and set. */
        public Lots {
            known = List.copyOf(known);
            moved = Set.copyOf(moved);
        }

        /** Makes lots of which nobody asks where their points stood before. */
        public Lots(List<Lot> known, @Nullable Lot frontier) {
            this(known, frontier, Set.of());
        }

        /** Returns the same lots, with those whose points stood in others before. */
        public Lots moved(Set<Long> lots) {
            return new Lots(known, frontier, lots);
        }

        /** Makes the lots of a page in burn order that may be followed by others. */
        public static Lots page(List<Lot> page, boolean more) {
            return new Lots(page, more && !page.isEmpty() ? page.get(page.size() - 1) : null);
        }

        /**
         * Returns these and a further page that begins right after the frontier.
         *
         * @param emptied lots of which nothing is left, whatever the page says
         */
        public Lots and(List<Lot> page, boolean more, Set<Long> emptied) {
            List<Lot> all = new ArrayList<>(known);
            Set<Long> numbers = new HashSet<>(emptied);
            known.forEach(lot -> numbers.add(lot.number()));
            page.stream().filter(lot -> !numbers.contains(lot.number())).forEach(all::add);
            all.sort(Lot.BURN_ORDER);
            return new Lots(all, more && !page.isEmpty() ? page.get(page.size() - 1) : null);
        }

        /** Returns these and single lots from anywhere. */
        public Lots and(Collection<Lot> single) {
            Set<Long> numbers = new HashSet<>();
            known.forEach(lot -> numbers.add(lot.number()));
            List<Lot> all = new ArrayList<>(known);
            single.stream().filter(lot -> numbers.add(lot.number())).forEach(all::add);
            all.sort(Lot.BURN_ORDER);
            return new Lots(all, frontier);
        }

        /** Returns how many points that are not gone by an instant can be burned in order without knowing more. */
        public long inOrder(Instant now) {
            long sum = 0;
            for (Lot lot : known) {
                if (frontier != null && Lot.BURN_ORDER.compare(lot, frontier) > 0) {
                    break;
                }
                sum += lot.goneBy(now) ? 0 : lot.remaining();
            }
            return sum;
        }
    }

    /**
     * A recorded purchase with everything a return of it needs.
     *
     * @param sale the purchase
     * @param earnings the postings that its points came with
     * @param payments the redemptions that pay it, in the order of their numbers
     * @param lastReturn the last step of returning it, or null before the first
     * @param expired how many points of its own lots have expired and were not given back
     * @param undone how many points of its payments were put back by undoing them, by the numbers of their postings; only
     *     payments of which some were
     * @param extended the postings that opened lots in which points of it stand since they were given more time
     * @param entries what tiers gave that may not be reached without it; none unless the program takes it back
     */
    public record Sale(
            RecordedSale sale,
            List<Posting> earnings,
            List<Posting> payments,
            @Nullable RecordedReturn lastReturn,
            long expired,
            Map<Long, Long> undone,
            List<Posting> extended,
            List<Given> entries) {

        /** Copies the lists. */
        public Sale {
            earnings = List.copyOf(earnings);
            payments = List.copyOf(payments);
            undone = Map.copyOf(undone);
            extended = List.copyOf(extended);
            entries = List.copyOf(entries);
        }

        /** Makes a purchase of which nobody asks what tiers gave. */
        public Sale(
                RecordedSale sale,
                List<Posting> earnings,
                List<Posting> payments,
                @Nullable RecordedReturn lastReturn,
                long expired,
                Map<Long, Long> undone,
                List<Posting> extended) {
            this(sale, earnings, payments, lastReturn, expired, undone, extended, List.of());
        }

        /** Makes a purchase whose points were given no more time. */
        public Sale(
                RecordedSale sale,
                List<Posting> earnings,
                List<Posting> payments,
                @Nullable RecordedReturn lastReturn,
                long expired,
                Map<Long, Long> undone) {
            this(sale, earnings, payments, lastReturn, expired, undone, List.of(), List.of());
        }

        /** Makes a purchase of whose payments nothing was undone. */
        public Sale(
                RecordedSale sale,
                List<Posting> earnings,
                List<Posting> payments,
                @Nullable RecordedReturn lastReturn,
                long expired) {
            this(sale, earnings, payments, lastReturn, expired, Map.of());
        }

        Sale with(List<Given> gave) {
            return new Sale(sale, earnings, payments, lastReturn, expired, undone, extended, gave);
        }

        /** Returns the postings that opened the lots in which its points stand. */
        List<Posting> lots() {
            return extended.isEmpty()
                    ? earnings
                    : Stream.concat(earnings.stream(), extended.stream()).toList();
        }

        /** Returns how many points of a payment were put back by undoing it. */
        long undone(Posting payment) {
            return undone.getOrDefault(payment.number(), 0L);
        }

        /** Returns how many points of a payment were put back by returns so far. */
        long returned(Posting payment) {
            return lastReturn == null ? 0 : lastReturn.restored(payment.number());
        }

        /** Returns how many points that expired are not used up by returns: so many can be given back. */
        long expiredAndKept() {
            return expired - (lastReturn == null ? 0 : lastReturn.lapsed());
        }

        /** Says whether a lot is its own. */
        boolean opened(long lot) {
            return earnings.stream().anyMatch(earning -> earning.number() == lot);
        }

        /** Returns the last step of returning it, if there was one. */
        public Optional<RecordedReturn> returned() {
            return Optional.ofNullable(lastReturn);
        }
    }

    /**
     * Points that were given and may have to be taken back.
     *
     * @param given the postings that they came with
     * @param extended the postings that opened lots in which some of them stand since they were given more time
     * @param expired how many points of those lots have expired and were not given back, or were taken back while pending
     */
    public record Given(List<Posting> given, List<Posting> extended, long expired) {

        /** Copies the lists. */
        public Given {
            given = List.copyOf(given);
            extended = List.copyOf(extended);
        }

        /** Returns how many points were given. */
        public long points() {
            return given.stream().mapToLong(Posting::amount).sum();
        }

        /** Returns the postings that opened the lots in which they stand. */
        List<Posting> lots() {
            return Stream.concat(given.stream(), extended.stream()).toList();
        }
    }

    /**
     * A redemption that a purchase says it was paid with.
     *
     * @param command the redemption
     * @param pays the key of the purchase it pays already, or null
     * @param postings its postings, where it was decided in the same unit; none where it was brought from a store
     */
    public record NamedRedemption(
            CommandRecord command, @Nullable CommandKey pays, List<Posting> postings) {

        /** Copies the list. */
        public NamedRedemption {
            postings = List.copyOf(postings);
        }

        /** Makes a redemption that was brought from a store. */
        public NamedRedemption(CommandRecord command, @Nullable CommandKey pays) {
            this(command, pays, List.of());
        }

        NamedRedemption paying(CommandKey purchase) {
            return new NamedRedemption(command, purchase, postings);
        }
    }

    /**
     * A command that is to be undone.
     *
     * @param command the command
     * @param postings its own postings, in the order of their numbers
     * @param returned how many of its points came back with returns of the purchase it pays
     * @param lastUndo the last step of undoing it, or null before the first
     */
    public record Done(
            CommandRecord command,
            List<Posting> postings,
            long returned,
            @Nullable RecordedUndo lastUndo) {

        /** Copies the list. */
        public Done {
            postings = List.copyOf(postings);
        }

        /** Returns how many of its points were put back by undoing it. */
        public long undone() {
            return lastUndo == null ? 0 : lastUndo.points();
        }
    }

    /**
     * The holds that are known of an account.
     *
     * @param live live ones, in the order of {@link Hold#BY_LIMIT}
     * @param named those that requests name, whether live or ended, by their keys
     * @param unknown no other live hold is over before this instant; null when there is no other
     */
    public record Holds(
            List<Hold> live,
            Map<CommandKey, Hold> named,
            @Nullable Instant unknown) {

        /** No hold, and none anywhere else. */
        public static final Holds NONE = new Holds(List.of(), Map.of(), null);

        /** Copies list and map. */
        public Holds {
            live = List.copyOf(live);
            named = Map.copyOf(named);
        }

        /**
         * Makes the holds that were found of an account.
         *
         * @param live every live hold that is over by some instant and the next one, or none where nothing was due
         */
        public static Holds found(RewardAccount account, List<Hold> live, Map<CommandKey, Hold> named) {
            long known = live.stream().mapToLong(Hold::amount).sum();
            if (known == account.held()) {
                return live.isEmpty() && named.isEmpty() ? NONE : new Holds(live, named, null);
            }
            return new Holds(
                    live,
                    named,
                    live.isEmpty() ? account.dueAt() : live.get(live.size() - 1).until());
        }
    }

    /**
     * What an account owes.
     *
     * @param open its open debts, all of them, the oldest first
     * @param repayments what repaid debits that were brought, and what the unit has repaid, in their order
     */
    public record Debts(List<Debt> open, List<Debt.Repayment> repayments) {

        /** Nothing, now and before. */
        public static final Debts NONE = new Debts(List.of(), List.of());

        /** Copies the lists. */
        public Debts {
            open = List.copyOf(open);
            repayments = List.copyOf(repayments);
        }
    }

    /** Copies the maps. */
    public AccountState {
        done = List.copyOf(done);
        sales = Layers.of(sales);
        redemptions = Layers.of(redemptions);
        counters = Layers.of(counters);
        changes = changes == null ? null : List.copyOf(changes);
        pending = List.copyOf(pending);
    }

    /** Makes a state without anything that is to be undone, was counted or is held. */
    public AccountState(
            RewardAccount account,
            Membership membership,
            Standing standing,
            Lots lots,
            KnownDays days,
            @Nullable List<StandingChange> changes,
            Map<CommandKey, Sale> sales,
            Map<CommandKey, NamedRedemption> redemptions) {
        this(
                account,
                membership,
                standing,
                lots,
                days,
                changes,
                sales,
                redemptions,
                List.of(),
                List.of(),
                null,
                Map.of(),
                Holds.NONE,
                Debts.NONE);
    }

    /**
     * Returns what is to be known of an account to find out what comes of it when nothing more happens; its rank is not
     * looked at.
     *
     * @param lots all lots; none where points are owed
     * @param pending its pending lots
     * @param holds its live holds
     * @param open its open debts
     */
    public static AccountState ahead(
            RewardAccount account,
            ProgramHistory programs,
            List<Lot> lots,
            List<PendingLot> pending,
            Holds holds,
            List<Debt> open) {
        return new AccountState(
                account,
                new Membership(Instant.EPOCH, null),
                Standing.lowest(account.id(), programs.versions().get(0).ladder()),
                new Lots(lots, null),
                KnownDays.none(account.id()),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                pending,
                null,
                Map.of(),
                holds,
                new Debts(open, List.of()));
    }

    /** Returns this state with the rank of its holder. */
    public AccountState ranked(Membership since, Standing rank) {
        return new AccountState(
                account,
                since,
                rank,
                lots,
                days,
                changes,
                sales,
                redemptions,
                done,
                pending,
                origin,
                counters,
                holds,
                debts);
    }

    /** Returns this state with commands that are to be undone. */
    public AccountState undoing(List<Done> brought) {
        return new AccountState(
                account,
                membership,
                standing,
                lots,
                days,
                changes,
                sales,
                redemptions,
                brought,
                pending,
                origin,
                counters,
                holds,
                debts);
    }

    /** Returns this state with other lots. */
    public AccountState with(Lots brought) {
        return new AccountState(
                account,
                membership,
                standing,
                brought,
                days,
                changes,
                sales,
                redemptions,
                done,
                pending,
                origin,
                counters,
                holds,
                debts);
    }

    /**
     * Returns this state with what tiers gave that may not be reached without a purchase.
     *
     * @param known the standing, which knows by which postings they gave it
     */
    public AccountState with(CommandKey purchase, List<Given> gave, Standing known) {
        Map<CommandKey, Sale> brought = new HashMap<>(sales);
        brought.computeIfPresent(purchase, (key, sale) -> sale.with(gave));
        return new AccountState(
                account,
                membership,
                known,
                lots,
                days,
                changes,
                brought,
                redemptions,
                done,
                pending,
                origin,
                counters,
                holds,
                debts);
    }

    /** Returns this state with other days. */
    public AccountState with(KnownDays brought) {
        return new AccountState(
                account,
                membership,
                standing,
                lots,
                brought,
                changes,
                sales,
                redemptions,
                done,
                pending,
                origin,
                counters,
                holds,
                debts);
    }

    /** Returns this state with the changes of the tier. */
    public AccountState with(List<StandingChange> brought) {
        return new AccountState(
                account,
                membership,
                standing,
                lots,
                days,
                brought,
                sales,
                redemptions,
                done,
                pending,
                origin,
                counters,
                holds,
                debts);
    }

    /** Returns this state with the command that gave the points which the next command is about, or without one. */
    public AccountState withOrigin(@Nullable CommandRecord gave) {
        return new AccountState(
                account,
                membership,
                standing,
                lots,
                days,
                changes,
                sales,
                redemptions,
                done,
                pending,
                gave,
                counters,
                holds,
                debts);
    }

    /** Returns this state with more counters. */
    public AccountState with(Map<Counter.Key, Long> brought) {
        Layers<Counter.Key, Long> more = Layers.of(counters);
        for (Map.Entry<Counter.Key, Long> entry : brought.entrySet()) {
            more = more.and(entry.getKey(), entry.getValue());
        }
        return new AccountState(
                account,
                membership,
                standing,
                lots,
                days,
                changes,
                sales,
                redemptions,
                done,
                pending,
                origin,
                more,
                holds,
                debts);
    }
}
