package org.loyalty4j;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.Forwarding;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/**
 * A store as another process sees it that shares it: what is published it remembers from its last opening, as a database's
 * does.
 */
final class LaggingStore implements LoyaltyStore {

    private final LoyaltyStore store;

    private volatile @Nullable ProgramHistory known;

    LaggingStore(LoyaltyStore store) {
        this.store = store;
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        return store.inTransaction(tx -> work.apply(new Transaction(tx)));
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        return store.reading(work);
    }

    private final class Transaction extends Forwarding {

        private @Nullable ProgramHistory opened;

        private Transaction(StoreTransaction tx) {
            super(tx);
        }

        @Override
        public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
            var found = super.open(openings);
            opened = super.programs();
            known = opened;
            return found;
        }

        @Override
        public ProgramHistory programs() {
            ProgramHistory lately = opened == null ? known : opened;
            if (lately == null) {
                open(List.of());
                return super.programs();
            }
            return lately;
        }
    }
}
