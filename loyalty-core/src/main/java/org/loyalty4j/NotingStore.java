package org.loyalty4j;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.CounterStore;
import org.loyalty4j.store.CustomerStore;
import org.loyalty4j.store.DebtStore;
import org.loyalty4j.store.GuestStore;
import org.loyalty4j.store.HistoryStore;
import org.loyalty4j.store.HoldStore;
import org.loyalty4j.store.LedgerStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.ProfileStore;
import org.loyalty4j.store.SaleStore;
import org.loyalty4j.store.StandingStore;
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

    private final class Noting implements StoreTransaction {

        private final StoreTransaction tx;
        private final Set<CustomerId> changed;

        Noting(StoreTransaction tx, Set<CustomerId> changed) {
            this.tx = tx;
            this.changed = changed;
        }

        @Override
        public void append(Changes changes) {
            tx.append(changes);
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

        @Override
        public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
            return tx.open(openings);
        }

        @Override
        public Map<CustomerId, Customer> lock(Set<CustomerId> customers) {
            return tx.lock(customers);
        }

        @Override
        public ProfileStore profiles() {
            return tx.profiles();
        }

        @Override
        public CustomerStore customers() {
            return tx.customers();
        }

        @Override
        public HistoryStore history() {
            return tx.history();
        }

        @Override
        public GuestStore guests() {
            return tx.guests();
        }

        @Override
        public SaleStore sales() {
            return tx.sales();
        }

        @Override
        public LedgerStore ledger() {
            return tx.ledger();
        }

        @Override
        public HoldStore holds() {
            return tx.holds();
        }

        @Override
        public DebtStore debts() {
            return tx.debts();
        }

        @Override
        public StandingStore standings() {
            return tx.standings();
        }

        @Override
        public CounterStore counters() {
            return tx.counters();
        }

        @Override
        public ProgramHistory programs() {
            return tx.programs();
        }
    }
}
