package org.loyalty4j.store;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.Origin;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.program.ProgramHistory;

/**
 * Keeps everything in memory, for tests, trials and small shops that can do without a database. Also the worked example
 * of a store. Safe for use by many threads.
 *
 * <p>Each customer has a lock of its own, and nothing on the way of a sale takes another one. A transaction writes in
 * place and keeps, for every write, what undoes it; what others may see without the lock is put where they see it only
 * at the end.
 */
public final class InMemoryStore implements LoyaltyStore {

    /** How long a lock is waited for unless something else is said. */
    public static final Duration LOCK_WAIT_DEFAULT = Duration.ofSeconds(2);

    private final long lockWaitNanos;

    final ConcurrentHashMap<CustomerId, MemoryAccount> accounts = new ConcurrentHashMap<>();
    final ConcurrentNavigableMap<CustomerId, MemoryAccount> ordered = new ConcurrentSkipListMap<>();
    private final Map<CustomerRecord.Operation, ConcurrentHashMap<CommandKey, Taken<CustomerRecord>>> customerKeys =
            new EnumMap<>(CustomerRecord.Operation.class);
    /** The keys of the commands of each purse. */
    private final ConcurrentHashMap<String, Map<Operation, ConcurrentHashMap<CommandKey, CommandRow>>> keys =
            new ConcurrentHashMap<>(2);

    final MemoryDuplicates duplicates = new MemoryDuplicates();
    final MemoryProfiles profiles = new MemoryProfiles();
    final MemoryGuests guests = new MemoryGuests();
    final MemoryPrivacy privacy = new MemoryPrivacy();
    final ConcurrentHashMap<Origin, Taken<EntryId>> origins = new ConcurrentHashMap<>();

    /** Whose history an entry is in; what a transaction adds may lead to nothing that anybody sees. */
    final ConcurrentHashMap<EntryId, CustomerId> entries = new ConcurrentHashMap<>();

    final ConcurrentSkipListSet<MemoryWork> work = new ConcurrentSkipListSet<>();
    final MemoryEvents events = new MemoryEvents();
    final Agenda agenda = new Agenda();
    final ConcurrentSkipListSet<ExpiryNotice> notices = new ConcurrentSkipListSet<>(ExpiryNotice.SOONEST_FIRST);
    final ReentrantLock programLock = new ReentrantLock();

    volatile ProgramHistory programs = ProgramHistory.NONE;

    /** Makes an empty store that waits {@link #LOCK_WAIT_DEFAULT} for a lock. */
    public InMemoryStore() {
        this(LOCK_WAIT_DEFAULT);
    }

    /** Makes an empty store that waits for a lock at most this long. */
    public InMemoryStore(Duration lockWaitMax) {
        this.lockWaitNanos = lockWaitMax.toNanos();
        for (CustomerRecord.Operation operation : CustomerRecord.Operation.values()) {
            customerKeys.put(operation, new ConcurrentHashMap<>());
        }
    }

    /** Returns where the keys are kept that commands of a purse take. */
    ConcurrentHashMap<CommandKey, CommandRow> keys(String purse, Operation operation) {
        var ofPurse = keys.get(purse);
        return Objects.requireNonNull(
                (ofPurse == null ? keys.computeIfAbsent(purse, InMemoryStore::noKeys) : ofPurse).get(operation));
    }

    private static Map<Operation, ConcurrentHashMap<CommandKey, CommandRow>> noKeys(String purse) {
        Map<Operation, ConcurrentHashMap<CommandKey, CommandRow>> none = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            none.put(operation, new ConcurrentHashMap<>());
        }
        return none;
    }

    /** Returns a customer's purchase, even one of a transaction that is still running. */
    @Nullable
    CommandRow sold(CommandKey key) {
        return keys.keySet().stream()
                .map(purse -> keys(purse, Operation.SALE).get(key))
                .filter(Objects::nonNull)
                .findAny()
                .orElse(null);
    }

    /** Stands at everything that a running transaction shows others when it ends, so that all of it is seen at once. */
    static final class Pending {
        private final Thread owner = Thread.currentThread();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile boolean committed;

        Thread owner() {
            return owner;
        }

        void commit() {
            committed = true;
        }

        /** Lets those go on who wait for the end. */
        void end() {
            over.countDown();
        }

        /**
         * Waits until it has ended, one way or the other. Whoever waits holds nothing, so that no two wait for each other.
         *
         * @throws StoreBusyException if that takes too long
         */
        void await(long nanos) {
            try {
                if (!over.await(nanos, TimeUnit.NANOSECONDS)) {
                    throw new StoreBusyException(
                            "Another transaction that takes the same key or identifier did not end in"
                                    + " time; repeat the request");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new StoreBusyException("The wait for another transaction was interrupted; repeat the request");
            }
        }

        boolean isCommitted() {
            return committed;
        }
    }

    /** Something that is taken, by a transaction that is still running or for good. */
    abstract static class Claim {
        private volatile @Nullable Pending pending;

        void begin(Pending transaction) {
            pending = transaction;
        }

        /** Lets go of a transaction that has committed. */
        void settle() {
            pending = null;
        }

        boolean isCommitted() {
            Pending transaction = pending;
            return transaction == null || transaction.isCommitted();
        }

        /** Returns the transaction that has taken this and may be running still; null once it has committed. */
        @Nullable
        Pending taker() {
            return pending;
        }
    }

    /**
     * A taken key or identifier.
     *
     * @param <V> what it stands for
     */
    static final class Taken<V> extends Claim {
        final V value;

        Taken(V value) {
            this.value = value;
        }
    }

    ConcurrentHashMap<CommandKey, Taken<CustomerRecord>> customerKeys(CustomerRecord.Operation operation) {
        return Objects.requireNonNull(customerKeys.get(operation));
    }

    long lockWaitNanos() {
        return lockWaitNanos;
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        MemoryTransaction transaction = new MemoryTransaction(this);
        try {
            return run(transaction, work);
        } catch (LostRaceException lost) {
            // Begun again before the winner has ended, it would only lose again.
            transaction.awaitWinner();
            throw lost;
        }
    }

    private static <R> R run(MemoryTransaction transaction, Function<StoreTransaction, R> work) {
        boolean done = false;
        try {
            R answer = work.apply(transaction);
            transaction.commit();
            done = true;
            return answer;
        } finally {
            transaction.end(done);
        }
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        return work.apply(new MemoryReader(this));
    }
}
