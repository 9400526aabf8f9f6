package org.loyalty4j.store;

import java.time.Duration;
import java.util.function.Function;

/** A store that is honest but for one lie. */
class LyingStore implements LoyaltyStore {

    private final LoyaltyStore honest = new InMemoryStore(Duration.ofMillis(100));
    private final Function<StoreReader, Forwarding> lie;

    LyingStore(Function<StoreReader, Forwarding> lie) {
        this.lie = lie;
    }

    /** The store below. */
    LoyaltyStore honest() {
        return honest;
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        return honest.inTransaction(tx -> work.apply(lie.apply(tx)));
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        return honest.reading(reader -> work.apply(lie.apply(reader)));
    }
}
