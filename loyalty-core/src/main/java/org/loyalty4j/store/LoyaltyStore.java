package org.loyalty4j.store;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps everything, and decides nothing. Safe for use by many threads.
 *
 * <p>A transaction is all or nothing, and nobody else sees a part of it. Who opened an account has it alone until the
 * transaction ends. Each value comes back equal to what was written: instants to the microsecond, texts letter by letter,
 * of any characters. Keys and identifiers are compared letter by letter, too. The contract kit states every promise as a
 * test.
 */
public interface LoyaltyStore {

    /**
     * Runs some work in a transaction of its own: everything it appended stays if it returns, nothing if it throws an
     * exception or an error, which is passed on as it is.
     *
     * @return what the work returned
     * @throws StoreBusyException if a lock was not had in time; nothing happened
     * @throws LostRaceException if a key or identifier was taken meanwhile; nothing happened, begin again
     * @throws StoreException if the store failed
     */
    <R> R inTransaction(Function<StoreTransaction, R> work);

    /**
     * Runs some work that only asks. It sees what was committed before; where somebody is writing, it is shown what was
     * there before, or waits.
     *
     * @return what the work returned
     * @throws StoreBusyException if a lock was not had in time
     * @throws StoreException if the store failed
     */
    <R> R reading(Function<StoreReader, R> work);

    /**
     * Says whether a reading of this thread now sees only what everybody can see. Not so in a host's transaction that the
     * store is a part of, which may still be undone: what is read there is not kept for others.
     */
    default boolean seesWhatAllSee() {
        return true;
    }

    /**
     * Refuses where {@link #afterCompletion} cannot be told how a transaction ended.
     *
     * @throws IllegalStateException if so; it says what the host has to give
     */
    default void requireCompletions() {}

    /**
     * Has something run once the transaction has ended that the last call of {@link #inTransaction} of this thread was a part
     * of: at once where that was a transaction of its own.
     *
     * @param then is told whether it was committed
     * @throws IllegalStateException if the store cannot know
     */
    default void afterCompletion(Consumer<Boolean> then) {
        then.accept(true);
    }

    /**
     * Returns how many commands, of as many callers who come at the same time, this store wants to be settled in one
     * transaction: from 1, each command in a transaction of its own, to 512. A library asks once, when it is built. Worth
     * more than 1 where a commit costs more than a command, as on a disk.
     */
    default int commandsAtOnce() {
        return 1;
    }

    /**
     * Returns how many transactions of {@link #commandsAtOnce} may run at the same time, from 1. Each customer's commands
     * always meet in the same of them, so they do not wait for each other's accounts. More than 1 is worth it where one
     * can be decided while the database writes another; too many are too small. A library asks once, when it is built.
     */
    default int unitsAtOnce() {
        return 1;
    }
}
