package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes before and after the statements of a transaction: how long a lock is waited for, and in a host's transaction
 * the savepoint that our part of it goes back to. On PostgreSQL it travels with the statements. Used by one thread.
 */
final class Savepoints {

    private static final String NAME = "loyalty4j_call";

    private final Dialect dialect;
    private final Connection connection;
    private final Duration lockWait;
    private final boolean joined;
    private final boolean wanted;
    private @Nullable Savepoint savepoint;
    private boolean set;

    /** Whether the transaction, if it is our own, waits no longer than it should from now on. */
    private boolean limited;

    Savepoints(StoreRuntime runtime, Connection connection, boolean wanted) {
        this.dialect = runtime.dialect();
        this.connection = connection;
        this.lockWait = runtime.lockWait();
        this.joined = runtime.joined();
        this.wanted = joined && wanted;
    }

    /** Returns what goes before the lock. */
    List<Ask> beforeOpen() throws SQLException {
        List<Ask> asks = new ArrayList<>(2);
        begin(asks);
        limitWait(asks);
        return asks;
    }

    private void limitWait(List<Ask> asks) {
        if (dialect.asksAtOnce()) {
            limited = !joined;
            String limit = Math.max(1, lockWait.toMillis()) + "ms";
            Ask wait = Ask.quiet()
                    .sql(
                            joined
                                    ? "select set_config('loyalty4j.lock_timeout', current_setting('lock_timeout'), true),"
                                            + " set_config('lock_timeout', ?, true)"
                                    : "select set_config('lock_timeout', ?, true)");
            asks.add(wait.value(ColumnType.TEXT, limit));
        }
    }

    private void begin(List<Ask> asks) throws SQLException {
        if (wanted && !set) {
            set = true;
            if (dialect.asksAtOnce()) {
                asks.add(Ask.quiet().sql("savepoint " + NAME));
            } else {
                savepoint = connection.setSavepoint(NAME);
            }
        }
    }

    /** Says whether our part can be undone by itself. */
    boolean areSet() {
        return set;
    }

    /** Returns what goes right after the lock: the host's own statements wait as long as the host said. */
    List<Ask> afterLock() {
        return joined && dialect.asksAtOnce()
                ? List.of(Ask.quiet()
                        .sql("select set_config('lock_timeout', current_setting('loyalty4j.lock_timeout'), true)"))
                : List.of();
    }

    /** Returns what goes before a write. */
    List<Ask> beforeAppend() throws SQLException {
        List<Ask> asks = new ArrayList<>(2);
        begin(asks);
        if (!limited) {
            // A key that another transaction is writing is waited for as well.
            limitWait(asks);
        }
        return asks;
    }

    /** Returns what goes after a write. */
    List<Ask> afterAppend() {
        return afterLock();
    }

    /** Lets our part of the host's transaction stand. */
    void release() throws SQLException {
        if (!set) {
            return;
        }
        set = false;
        if (savepoint != null) {
            connection.releaseSavepoint(savepoint);
        } else {
            dialect.ask(connection, List.of(Ask.quiet().sql("release savepoint " + NAME)));
        }
    }

    /** Undoes our part of the host's transaction. */
    void rollBack() throws SQLException {
        if (!set) {
            return;
        }
        set = false;
        if (savepoint != null) {
            connection.rollback(savepoint);
        } else {
            dialect.ask(
                    connection,
                    List.of(
                            Ask.quiet().sql("rollback to savepoint " + NAME),
                            Ask.quiet().sql("release savepoint " + NAME)));
        }
    }
}
