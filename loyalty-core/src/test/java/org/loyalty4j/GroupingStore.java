package org.loyalty4j;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.CustomerStore;
import org.loyalty4j.store.DebtStore;
import org.loyalty4j.store.GuestStore;
import org.loyalty4j.store.HistoryStore;
import org.loyalty4j.store.HoldStore;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LedgerStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.ProfileStore;
import org.loyalty4j.store.SaleStore;
import org.loyalty4j.store.StandingStore;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/** A store in memory that wants commands to be settled together, and does what a test says at four places of each. */
final class GroupingStore implements LoyaltyStore {

    private final LoyaltyStore store = new InMemoryStore();
    private final int most;
    private final int units;

    /** How many keys each opening asked for, in their order. */
    final ConcurrentLinkedQueue<Integer> sizes = new ConcurrentLinkedQueue<>();

    volatile Runnable atBeginning = () -> {};
    volatile Consumer<List<Opening>> atOpening = openings -> {};
    volatile Consumer<Changes> atWriting = changes -> {};
    volatile Runnable afterCommit = () -> {};

    GroupingStore(int most) {
        this(most, 1);
    }

    GroupingStore(int most, int units) {
        this.most = most;
        this.units = units;
    }

    @Override
    public int commandsAtOnce() {
        return most;
    }

    @Override
    public int unitsAtOnce() {
        return units;
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        atBeginning.run();
        R answer = store.inTransaction(tx -> work.apply(new Transaction(tx)));
        afterCommit.run();
        return answer;
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        return store.reading(work);
    }

    private final class Transaction implements StoreTransaction {

        private final StoreTransaction tx;

        private Transaction(StoreTransaction tx) {
            this.tx = tx;
        }

        @Override
        public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
            sizes.add(
                    openings.stream().mapToInt(opening -> opening.keys().size()).sum());
            atOpening.accept(openings);
            return tx.open(openings);
        }

        @Override
        public void append(Changes changes) {
            atWriting.accept(changes);
            tx.append(changes);
        }

        @Override
        public CustomerStore customers() {
            return tx.customers();
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
        public org.loyalty4j.store.CounterStore counters() {
            return tx.counters();
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
        public ProgramHistory programs() {
            return tx.programs();
        }
    }
}
