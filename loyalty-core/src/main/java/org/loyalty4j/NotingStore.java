package org.loyalty4j;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/**
 * A store that has the cache forget whom a transaction writes to: at the write, and again when it has ended, because
 * somebody may have asked in between.
 */
final class NotingStore implements LoyaltyStore {

    private final LoyaltyStore store;
    private final Cache cache;

    NotingStore(LoyaltyStore store, Cache cache) {
        this.store = store;
        this.cache = cache;
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        Set<CustomerId> changed = new HashSet<>(2);
        try {
            return store.inTransaction(tx -> work.apply(new Noting(tx, changed)));
        } finally {
            cache.forget(changed);
        }
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        return store.reading(work);
    }

    @Override
    public boolean seesWhatAllSee() {
        return store.seesWhatAllSee();
    }

    @Override
    public int commandsAtOnce() {
        return store.commandsAtOnce();
    }

    @Override
    public int unitsAtOnce() {
        return store.unitsAtOnce();
    }

    @Override
    public void requireCompletions() {
        store.requireCompletions();
    }

    @Override
    public void afterCompletion(Consumer<Boolean> then) {
        store.afterCompletion(then);
    }

    private final class Noting extends PassedOn {

        private final Set<CustomerId> changed;

        Noting(StoreTransaction tx, Set<CustomerId> changed) {
            super(tx);
            this.changed = changed;
        }

        @Override
        public void append(Changes changes) {
            super.append(changes);
            Set<CustomerId> now = new HashSet<>(2);
            changes.accounts().forEach(account -> now.add(account.id().holder()));
            changes.customers().forEach(customer -> now.add(customer.id()));
            // One that is good only until a time is still among those of its holder.
            Stream.of(changes.profiles().identifiers(), changes.profiles().past())
                    .flatMap(List::stream)
                    .forEach(known -> known.customer().ifPresent(now::add));
            cache.forget(now);
            changed.addAll(now);
        }
    }
}
