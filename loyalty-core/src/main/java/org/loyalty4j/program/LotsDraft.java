package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;

/** The lots of an account while a command is decided: opened, used in burn order, and put back. Used by one thread. */
final class LotsDraft {

    private final AccountId account;
    private final @Nullable Lot frontier;
    private final DebtDraft debts;
    private final LongSupplier number;
    private final IdleDraft idle;
    private final List<Lot> lots;
    private final Map<Long, Lot> changed = new LinkedHashMap<>();
    private final List<LotAllocation> fresh = new ArrayList<>(0);

    /**
     * Starts.
     *
     * @param debts what is owed, which is repaid with whatever comes into a lot
     * @param number returns the number of the last posting
     * @param idle when all points go because nothing happens
     */
    LotsDraft(AccountId account, AccountState.Lots brought, DebtDraft debts, LongSupplier number, IdleDraft idle) {
        this.account = account;
        this.debts = debts;
        this.number = number;
        this.idle = idle;
        this.frontier = brought.frontier();
        this.lots = new ArrayList<>(brought.known());
    }

    static long sum(List<LotAllocation> allocations) {
        long sum = 0;
        for (LotAllocation part : allocations) {
            sum = Math.addExact(sum, part.amount());
        }
        return sum;
    }

    /** Returns the same, with each lot named once, at its first place. */
    static List<LotAllocation> eachOnce(List<LotAllocation> parts) {
        Map<Long, LotAllocation> byLot = new LinkedHashMap<>();
        for (LotAllocation part : parts) {
            byLot.merge(
                    part.lot(),
                    part,
                    (one, other) ->
                            new LotAllocation(one.lot(), one.earnedAt(), one.goneAt(), one.amount() + other.amount()));
        }
        return List.copyOf(byLot.values());
    }

    /** Returns parts of the lots that points were taken from, those that were used last first. */
    static List<LotAllocation> lastConsumedFirst(List<LotAllocation> taken, long already, long amount) {
        List<LotAllocation> back = new ArrayList<>();
        long skip = already;
        long left = amount;
        for (int i = taken.size() - 1; i >= 0 && left > 0; i--) {
            LotAllocation used = taken.get(i);
            long free = -used.amount() - Math.min(skip, -used.amount());
            skip -= Math.min(skip, -used.amount());
            long part = Math.min(free, left);
            if (part > 0) {
                back.add(new LotAllocation(used.lot(), used.earnedAt(), used.goneAt(), part));
                left -= part;
            }
        }
        if (left > 0) {
            throw new IllegalStateException("Not that many points were used");
        }
        return back;
    }

    /** Returns when the first of the lots is gone, or null when there is none that goes. */
    @Nullable
    Instant firstGone() {
        return lots.isEmpty() ? null : lots.get(0).goneAt();
    }

    /** Returns an instant before which no lot is gone. It may be too early where not every lot is known. */
    @Nullable
    Instant dueAt() {
        boolean firstIsKnown =
                !lots.isEmpty() && (frontier == null || Lot.BURN_ORDER.compare(lots.get(0), frontier) <= 0);
        return firstIsKnown || frontier == null ? firstGone() : frontier.goneAt();
    }

    /** Takes all points that are gone at an instant; no lot is gone before it. */
    List<LotAllocation> takeGone(Instant gone) {
        List<LotAllocation> taken = new ArrayList<>();
        while (!lots.isEmpty() && gone.equals(lots.get(0).goneAt())) {
            taken.add(taken(lots.get(0), lots.get(0).remaining()));
        }
        return taken;
    }

    /** Says whether there are any points. */
    boolean any() {
        return !lots.isEmpty();
    }

    /** Takes all points there are. */
    List<LotAllocation> takeAll() {
        if (frontier != null) {
            throw new IllegalStateException("The lots of an account whose points all go were not brought");
        }
        List<LotAllocation> taken = new ArrayList<>(lots.size());
        for (Lot lot : lots) {
            taken.add(lot.allocation(-lot.remaining()));
            changed.put(lot.number(), lot.withRemaining(0));
        }
        lots.clear();
        return taken;
    }

    /** Takes all that is left of a lot. */
    LotAllocation takeAll(Lot lot) {
        return taken(lot, lot.remaining());
    }

    /** Opens a lot and returns what it holds. */
    LotAllocation open(long number, long amount, Instant countsAt, @Nullable Instant goneAt) {
        Lot lot = new Lot(account, number, countsAt, shared(goneAt), amount);
        LotAllocation opened = lot.allocation(amount);
        for (LotAllocation left : debts.repay(List.of(opened), number)) {
            put(lot.withRemaining(left.amount()));
            fresh.add(left);
        }
        return opened;
    }

    /** Returns what lots were given since it was asked last, without what was put back into them. */
    List<LotAllocation> drainFresh() {
        List<LotAllocation> given = List.copyOf(fresh);
        fresh.clear();
        return given;
    }

    @Nullable
    Lot frontier() {
        return frontier;
    }

    /** Returns how much is left in a lot, 0 where it is not known. */
    long remaining(long number) {
        Lot lot = find(number);
        return lot == null ? 0 : lot.remaining();
    }

    /** Returns when the first lot goes of those that do not go before an instant, or null where none is known. */
    @Nullable
    Instant firstGoneFrom(Instant from) {
        for (Lot lot : lots) {
            Instant gone = lot.goneAt();
            if (gone == null || !gone.isBefore(from)) {
                return gone;
            }
        }
        return null;
    }

    /** Returns the lots that go between two instants, the second not included. */
    List<Lot> goneWithin(Instant from, Instant to) {
        List<Lot> found = new ArrayList<>();
        for (Lot lot : lots) {
            Instant gone = lot.goneAt();
            if (gone == null || !gone.isBefore(to)) {
                break;
            }
            if (!gone.isBefore(from)) {
                found.add(lot);
            }
        }
        return found;
    }

    /** Points of one customer go at few instants: one object serves all lots of each, which a store in memory feels. */
    private @Nullable Instant shared(@Nullable Instant goneAt) {
        for (int i = goneAt == null ? -1 : lots.size() - 1; i >= 0; i--) {
            Instant other = lots.get(i).goneAt();
            if (other != null && other.equals(goneAt)) {
                return other;
            }
        }
        return goneAt;
    }

    /** Takes points in burn order, as many as there are. */
    List<LotAllocation> take(long amount) {
        List<LotAllocation> taken = new ArrayList<>();
        long left = amount;
        while (left > 0 && !lots.isEmpty()) {
            Lot lot = lots.get(0);
            if (frontier != null && Lot.BURN_ORDER.compare(lot, frontier) > 0) {
                throw new IllegalStateException("Lots for " + amount + " points were not brought");
            }
            long part = Math.min(left, lot.remaining());
            taken.add(taken(lot, part));
            left -= part;
        }
        return taken;
    }

    /** Takes points from the lots that earnings opened, as many as are left in them. */
    List<LotAllocation> takeFrom(List<Posting> earnings, long amount) {
        List<LotAllocation> taken = new ArrayList<>();
        long left = amount;
        for (Posting earning : earnings) {
            for (LotAllocation opened : earning.lots()) {
                Lot lot = find(opened.lot());
                if (lot != null && left > 0) {
                    long part = Math.min(left, lot.remaining());
                    taken.add(taken(lot, part));
                    left -= part;
                }
            }
        }
        return taken;
    }

    /**
     * Puts points back into the lots they came from, as far as they repay no debt, and returns, as taken, what of them is
     * past its time by now.
     */
    List<LotAllocation> putBack(List<LotAllocation> back, Instant now) {
        List<LotAllocation> gone = new ArrayList<>(0);
        for (LotAllocation part : debts.repay(back, number.getAsLong())) {
            Lot lot = find(part.lot());
            Lot whole =
                    lot == null ? part.lot(account, part.amount()) : lot.withRemaining(lot.remaining() + part.amount());
            if (whole.goneBy(now) || idle.isOver(now)) {
                // Neither brought nor left: its row stays away.
                gone.add(whole.allocation(-part.amount()));
            } else {
                if (lot != null) {
                    lots.remove(lot);
                }
                put(whole);
            }
        }
        return gone;
    }

    /** Puts points that have become active into their lots, also where these are past their time. */
    void activate(List<LotAllocation> active) {
        for (LotAllocation part : debts.repay(active, number.getAsLong())) {
            Lot lot = find(part.lot());
            if (lot != null) {
                lots.remove(lot);
            }
            put(part.lot(account, part.amount() + (lot == null ? 0 : lot.remaining())));
            fresh.add(part);
        }
    }

    private LotAllocation taken(Lot lot, long amount) {
        int at = Collections.binarySearch(lots, lot, Lot.BURN_ORDER);
        Lot left = lot.withRemaining(lot.remaining() - amount);
        if (left.remaining() == 0) {
            lots.remove(at);
        } else {
            lots.set(at, left);
        }
        changed.put(lot.number(), left);
        return lot.allocation(-amount);
    }

    private void put(Lot lot) {
        int at = Collections.binarySearch(lots, lot, Lot.BURN_ORDER);
        lots.add(at < 0 ? -at - 1 : at, lot);
        changed.put(lot.number(), lot);
    }

    private @Nullable Lot find(long number) {
        for (Lot lot : lots) {
            if (lot.number() == number) {
                return lot;
            }
        }
        return null;
    }

    /** Returns the lots that changed, as they are now. */
    List<Lot> changed() {
        return List.copyOf(changed.values());
    }

    /** Returns what the next command finds. */
    AccountState.Lots known() {
        return new AccountState.Lots(lots, frontier);
    }
}
