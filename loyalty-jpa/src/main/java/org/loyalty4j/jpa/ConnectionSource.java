package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Where the host's connections come from, for a store that joins the host's transactions. Never committed, rolled back,
 * closed or switched by the store. Safe for use by many threads.
 */
public interface ConnectionSource {

    /** Gives a connection. */
    interface Acquire {
        /** Returns the connection that is bound to the host's current transaction. */
        Connection acquire() throws SQLException;
    }

    /** Has something run when a transaction has ended. */
    interface Completion {
        /**
         * Has something run once the host's transaction of this thread has ended.
         *
         * @param then is told whether it was committed
         */
        void register(Consumer<Boolean> then);
    }

    /** Takes a connection back. */
    interface Release {
        /** Takes back what was acquired; the host's transaction goes on. */
        void release(Connection connection) throws SQLException;
    }

    /**
     * Returns the connection that is bound to the host's transaction of this thread; where there is none, one that can be
     * asked. Each is released again.
     */
    Connection acquire() throws SQLException;

    /** Takes back what {@link #acquire} gave. Must not close a connection that is bound to a transaction. */
    void release(Connection connection) throws SQLException;

    /** Says whether this thread is in a transaction of the host's. */
    boolean inTransaction();

    /**
     * Is called when our part of the host's transaction could not be undone, so that it must not be committed: a source
     * that can marks it for rollback. What was thrown says so in any case. Does nothing here.
     */
    default void rollbackOnly() {}

    /** Says whether {@link #afterCompletion} can be used. It cannot here. */
    default boolean tellsOfCompletion() {
        return false;
    }

    /**
     * Has something run once the host's transaction of this thread has ended, such as by Spring's {@code
     * TransactionSynchronizationManager.registerSynchronization}. Without it there can be no listener.
     *
     * @param then is told whether it was committed
     * @throws IllegalStateException always here
     */
    default void afterCompletion(Consumer<Boolean> then) {
        throw new IllegalStateException("This source of connections does not tell how a transaction ended");
    }

    /**
     * Makes a source of four functions, as {@link #of(Acquire, Release, BooleanSupplier)} does, that also tells how the host's
     * transactions end.
     */
    static ConnectionSource of(
            Acquire acquire, Release release, BooleanSupplier inTransaction, Completion afterCompletion) {
        ConnectionSource plain = of(acquire, release, inTransaction);
        Objects.requireNonNull(afterCompletion, "afterCompletion");
        return new ConnectionSource() {
            @Override
            public Connection acquire() throws SQLException {
                return plain.acquire();
            }

            @Override
            public void release(Connection connection) throws SQLException {
                plain.release(connection);
            }

            @Override
            public boolean inTransaction() {
                return plain.inTransaction();
            }

            @Override
            public boolean tellsOfCompletion() {
                return true;
            }

            @Override
            public void afterCompletion(Consumer<Boolean> then) {
                afterCompletion.register(then);
            }
        };
    }

    /**
     * Makes a source of three functions, such as Spring's {@code DataSourceUtils.getConnection} and {@code
     * releaseConnection} and {@code TransactionSynchronizationManager.isActualTransactionActive}.
     */
    static ConnectionSource of(Acquire acquire, Release release, BooleanSupplier inTransaction) {
        return new ConnectionSource() {
            @Override
            public Connection acquire() throws SQLException {
                return acquire.acquire();
            }

            @Override
            public void release(Connection connection) throws SQLException {
                release.release(connection);
            }

            @Override
            public boolean inTransaction() {
                return inTransaction.getAsBoolean();
            }
        };
    }

    /**
     * Makes a source of one connection that the host holds, with a transaction on it: good for the thread and the time
     * the host uses it. It is in a transaction as long as its auto-commit is off.
     */
    static ConnectionSource of(Connection connection) {
        Objects.requireNonNull(connection, "connection");
        return of(() -> connection, same -> {}, () -> isOpen(connection));
    }

    private static boolean isOpen(Connection connection) {
        try {
            return !connection.isClosed() && !connection.getAutoCommit();
        } catch (SQLException broken) {
            return false;
        }
    }
}
