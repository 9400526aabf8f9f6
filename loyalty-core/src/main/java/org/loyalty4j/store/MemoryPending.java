package org.loyalty4j.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;

/** What an account has of pending points; most accounts have none. Guarded by the lock of the account. */
final class MemoryPending {

    private static final Comparator<PendingLot> BY_NUMBER = Comparator.comparingLong(PendingLot::number);

    final SortedRows<PendingLot> lots = new SortedRows<>(BY_NUMBER);
    final ArrayList<LotTerms> terms = new ArrayList<>(1);
    final ArrayList<Activation> activations = new ArrayList<>(0);

    List<PendingLot> all() {
        return lots.after(null, Integer.MAX_VALUE);
    }

    List<LotTerms> terms(long from, int count) {
        return terms.stream().filter(each -> each.lot() >= from).limit(count).toList();
    }

    List<Activation> after(Activation last, int count) {
        return activations.stream()
                .filter(next -> isAfter(next, last))
                .limit(count)
                .toList();
    }

    /** Returns when the points of a lot go that became active first, or null when none did, or they stay. */
    @Nullable
    Instant goneAt(long lot) {
        for (Activation activation : activations) {
            if (activation.lot() == lot) {
                return activation.goneAt();
            }
        }
        return null;
    }

    private static boolean isAfter(Activation next, Activation last) {
        return next.sequence() > last.sequence() || (next.sequence() == last.sequence() && next.lot() > last.lot());
    }
}
