package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.StoreReader;

/**
 * What has fallen due of an account and is not written yet, so that no answer depends on whether anybody came by. Used by
 * one thread.
 */
final class Overdue {

    private static final int PAGE = 500;

    private final StoreReader reader;
    private final RewardAccount head;
    private final Instant now;
    private final boolean due;
    private final List<LotAllocation> freed = new ArrayList<>(0);
    private @Nullable AccountState caughtUp;
    private long over;

    /** Reads the holds that are over, and what tiers give that have begun. */
    Overdue(StoreReader reader, RewardAccount head, Instant now) {
        this.reader = reader;
        this.head = head;
        this.now = now;
        this.due = head.due().filter(at -> !at.isAfter(now)).isPresent();
        ProgramHistory programs = due ? reader.programs() : ProgramHistory.NONE;
        if (due && (head.debt() > 0 || programs.anyInactivity())) {
            caughtUp = caughtUp(programs);
        } else if (due) {
            if (head.held() > 0) {
                readHolds();
            }
            DueEntries.by(reader, head, now).stream()
                    .filter(part -> !part.lot(head.id(), part.amount()).goneBy(now))
                    .forEach(freed::add);
        }
    }

    /** Whatever comes free repays what is owed, and may go or not: all of it has to be decided as maintenance would. */
    private AccountState caughtUp(ProgramHistory programs) {
        AccountState next =
                Ahead.until(programs, Ahead.read(reader, programs, head), now).next();
        freed.addAll(next.lots().known().stream()
                .map(lot -> lot.allocation(lot.remaining()))
                .toList());
        return next;
    }

    private void readHolds() {
        Hold after = null;
        List<Hold> page = reader.holds().live(head.id(), null, PAGE);
        while (!page.isEmpty()) {
            for (Hold hold : page) {
                if (!hold.isOverBy(now)) {
                    return;
                }
                over += hold.amount();
                for (LotAllocation pin : hold.pins()) {
                    if (!pin.lot(head.id(), pin.amount()).goneBy(now)) {
                        freed.add(pin);
                    }
                }
            }
            after = Ahead.later(after, page.get(page.size() - 1));
            page = reader.holds().live(head.id(), after, PAGE);
        }
    }

    /**
     * Returns the points of holds that are over, and those that tiers give, where they are not past their time; all that can
     * be used, if {@link #isWhole}.
     */
    List<LotAllocation> freed() {
        return freed;
    }

    /** Says whether no lot that is stored is what it is when all that is due is written. */
    boolean isWhole() {
        return caughtUp != null;
    }

    /** Returns from when the time counts after which points go when nothing happens, when all that is due is written. */
    @Nullable
    Instant activeAt() {
        return caughtUp == null ? head.activeAt() : caughtUp.account().activeAt();
    }

    /** Returns what is owed when all that is due is written. */
    long debt() {
        return caughtUp == null ? head.debt() : caughtUp.account().debt();
    }

    /** Returns the pending lots that become active by themselves, in the order in which they do. */
    List<PendingLot> waiting() {
        List<PendingLot> pending = caughtUp == null ? reader.ledger().pending(head.id()) : caughtUp.pending();
        return pending.stream()
                .filter(lot -> lot.activeAt() != null)
                .sorted(Comparator.comparing((PendingLot lot) -> Objects.requireNonNull(lot.activeAt()))
                        .thenComparing(lot -> lot.allocation(1).lot(head.id(), 1), Lot.BURN_ORDER))
                .toList();
    }

    /** Returns the balance as it is when all that is due is written. */
    Balance balance() {
        return balance(due && caughtUp == null ? goneBy() : 0);
    }

    /**
     * Returns the same to who has looked at the lots.
     *
     * @param gone how many points in stored lots are past their time
     */
    Balance balance(long gone) {
        if (!due) {
            return Balance.of(head, now, 0);
        }
        if (caughtUp != null) {
            return Balance.of(caughtUp.account(), now, 0);
        }
        long available = head.available() - gone;
        available += freed.stream().mapToLong(LotAllocation::amount).sum();
        long pending = head.pending();
        if (pending > 0) {
            for (PendingLot lot : reader.ledger().pending(head.id())) {
                boolean active = lot.isActiveBy(now);
                pending -= active || lot.isLostBy(now) ? lot.remaining() : 0;
                available += active && !lot.isLostBy(now) ? lot.remaining() : 0;
            }
        }
        return new Balance(
                now, Points.of(available), Points.of(pending), Points.of(head.held() - over), Points.of(head.debt()));
    }

    /** Returns how many points are past their time although no posting says so yet. */
    private long goneBy() {
        long gone = 0;
        LotPages pages = new LotPages(reader, head.id());
        for (List<Lot> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            for (Lot lot : page) {
                if (!lot.goneBy(now)) {
                    return gone;
                }
                gone += lot.remaining();
            }
        }
        return gone;
    }
}
