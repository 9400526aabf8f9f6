package org.loyalty4j;

import java.time.Instant;
import java.util.List;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.store.StoreReader;

/** What an account has at its own time, whether what has fallen due is written down or not. */
final class BalanceNow {

    private BalanceNow() {}

    /** Reads only what has fallen due since the last command. */
    static Balance of(StoreReader reader, RewardAccount head, Instant now) {
        Instant due = head.dueAt();
        if (due == null || due.isAfter(now)) {
            return Balance.of(head, now, 0);
        }
        long available = head.available() - goneBy(reader, head, now);
        long pending = head.pending();
        if (pending > 0) {
            for (PendingLot lot : reader.ledger().pending(head.id())) {
                boolean active = lot.isActiveBy(now);
                pending -= active || lot.isLostBy(now) ? lot.remaining() : 0;
                available += active && !lot.isLostBy(now) ? lot.remaining() : 0;
            }
        }
        return new Balance(
                now, Points.of(available), Points.of(pending), Points.of(head.held()), Points.of(head.debt()));
    }

    /** Returns how many points are past their time although no posting says so yet. */
    private static long goneBy(StoreReader reader, RewardAccount head, Instant now) {
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
