package org.loyalty4j;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.Forwarding;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.Opening;
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

    private final class Transaction extends Forwarding {

        private Transaction(StoreTransaction tx) {
            super(tx);
        }

        @Override
        public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
            sizes.add(
                    openings.stream().mapToInt(opening -> opening.keys().size()).sum());
            atOpening.accept(openings);
            return super.open(openings);
        }

        @Override
        public void append(Changes changes) {
            atWriting.accept(changes);
            super.append(changes);
        }
    }
}
