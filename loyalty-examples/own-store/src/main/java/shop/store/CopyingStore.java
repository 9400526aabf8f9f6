package shop.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/**
 * The shortest store that keeps every promise. One lock lets one transaction in at a time; it works on a copy of
 * everything, and the copy takes the place of the original when the work returns. If the work throws, the copy is
 * dropped. Who only asks is given the last state and waits for nobody.
 *
 * <p>Right, and slow: each transaction costs as much as there is. A store for work locks single accounts and writes only
 * what is new.
 */
public final class CopyingStore implements LoyaltyStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Duration lockWaitMax;
    private volatile State state = new State();

    /** Makes an empty store that waits for its turn at most this long. */
    public CopyingStore(Duration lockWaitMax) {
        this.lockWaitMax = lockWaitMax;
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        waitForTurn();
        try {
            State copy = state.copy();
            CopyingTransaction transaction = new CopyingTransaction(copy);
            R answer = work.apply(transaction);
            transaction.checkWhole();
            state = copy;
            return answer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        return work.apply(new StateReader(state));
    }

    private void waitForTurn() {
        try {
            if (!lock.tryLock(lockWaitMax.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreBusyException("Another transaction is running; nothing was changed, repeat the request");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreBusyException("The wait was interrupted; nothing was changed, repeat the request");
        }
    }
}
