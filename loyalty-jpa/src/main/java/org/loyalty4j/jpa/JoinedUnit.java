package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreTransaction;

/** One piece of work as a part of the host's transaction. Used by one thread, once. */
final class JoinedUnit {

    private final StoreRuntime runtime;
    private final Host host;
    private final Savepoints savepoints;
    private final JpaTransaction transaction;

    JoinedUnit(StoreRuntime runtime, Connection connection, boolean savepointsWanted, Host host) {
        this.runtime = runtime;
        this.host = host;
        this.savepoints = new Savepoints(runtime, connection, savepointsWanted);
        this.transaction = new JpaTransaction(runtime, connection, savepoints);
    }

    /** Runs the work. If it fails, the host's transaction is left as it was before, where that can be. */
    <R> R run(Function<StoreTransaction, R> work) {
        R answer;
        try {
            answer = work.apply(transaction);
            RuntimeException refused = transaction.refused();
            if (refused != null) {
                throw refused;
            }
            savepoints.release();
            transaction.end();
            return answer;
        } catch (SQLException failure) {
            throw undone(runtime.faults().of(failure));
        } catch (RuntimeException failure) {
            throw undone(failure);
        } catch (Error failure) {
            undo();
            throw failure;
        }
    }

    private RuntimeException undone(RuntimeException failure) {
        boolean mayGoOn = undo();
        if (failure instanceof StoreBusyException busy) {
            if (!busy.hostMayGoOn()) {
                host.rollbackOnly();
            }
            return mayGoOn ? busy : JpaReader.forHost(busy);
        }
        if (failure instanceof LostRaceException && !mayGoOn) {
            // To begin again here would write a second time what is still there of the first.
            return new StoreBusyException(
                    "Another transaction was quicker; the host's transaction has to be rolled back and begun again",
                    failure,
                    false);
        }
        return failure;
    }

    /** Says whether nothing of this stays in the host's transaction, and that goes on. */
    private boolean undo() {
        boolean undone = transaction.canBeUndone();
        transaction.end();
        try {
            savepoints.rollBack();
        } catch (SQLException lost) {
            undone = false;
        }
        if (!undone) {
            host.rollbackOnly();
        }
        return undone;
    }
}
