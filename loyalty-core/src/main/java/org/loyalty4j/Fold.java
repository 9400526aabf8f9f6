package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.store.StoreReader;

/**
 * An account folded from its postings up to what was known at an instant. Points past their time that no posting wrote
 * off by then count as gone, as they are in every other answer. Used by one thread.
 */
final class Fold {

    private static final int PAGE = 500;

    private final List<Posting> postings = new ArrayList<>();
    private final Map<Long, Lot> lots = new HashMap<>();

    Fold(StoreReader reader, RewardAccount head, Instant knownAt) {
        long next = 1;
        while (next <= head.lastNumber()) {
            List<Posting> page = reader.ledger().postings(head.id(), next, PAGE);
            for (Posting posting : page) {
                if (posting.recordedAt().isAfter(knownAt) || posting.number() > head.lastNumber()) {
                    return;
                }
                add(posting);
            }
            if (page.isEmpty()) {
                return;
            }
            next += page.size();
        }
    }

    private void add(Posting posting) {
        postings.add(posting);
        for (LotAllocation part : posting.lots()) {
            Lot lot = lots.get(part.lot());
            long left = (lot == null ? 0 : lot.remaining()) + part.amount();
            lots.put(part.lot(), part.lot(posting.account(), left));
        }
    }

    Balance balance(Instant at) {
        long sum = 0;
        for (Posting posting : postings) {
            sum += posting.countsAt().isAfter(at) ? 0 : posting.amount();
        }
        for (Lot lot : lots.values()) {
            sum -= lot.goneBy(at) ? lot.remaining() : 0;
        }
        return Balance.ofAvailable(at, sum);
    }
}
