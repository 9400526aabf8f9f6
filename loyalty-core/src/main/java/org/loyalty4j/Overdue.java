package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.store.StoreException;
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
    private long over;

    /** Reads the holds that are over. */
    Overdue(StoreReader reader, RewardAccount head, Instant now) {
        this.reader = reader;
        this.head = head;
        this.now = now;
        this.due = head.due().filter(at -> !at.isAfter(now)).isPresent();
        if (due && head.held() > 0) {
            readHolds();
        }
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
            Hold last = page.get(page.size() - 1);
            if (after != null && Hold.BY_LIMIT.compare(after, last) >= 0) {
                throw new StoreException("The store brings holds again that it was to go on after");
            }
            after = last;
            page = reader.holds().live(head.id(), after, PAGE);
        }
    }

    /** Returns the points of holds that are over, where they are not past their time. */
    List<LotAllocation> freed() {
        return freed;
    }

    /** Returns the balance as it is when all that is due is written. */
    Balance balance() {
        if (!due) {
            return Balance.of(head, now, 0);
        }
        long available = head.available() - goneBy();
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
        for (List<Lot> page = Accounts.lots(reader, head, null);
                !page.isEmpty();
                page = Accounts.lots(reader, head, Accounts.last(page))) {
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
