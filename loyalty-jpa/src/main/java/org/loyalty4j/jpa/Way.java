package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.NoTransactionException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/** How a store lives in its host: in transactions of its own, or in the host's. Safe for use by many threads. */
sealed interface Way {

    /** Says whether it is a part of the host's transactions. */
    boolean joined();

    /** Says whether this thread is in a transaction of the host's, whose changes nobody else can see yet. */
    boolean insideHost();

    /** Runs some work on a connection. */
    <R> R on(Function<Connection, R> work);

    /** Runs some work that may write. */
    <R> R write(StoreRuntime runtime, StoreSettings settings, Function<StoreTransaction, R> work);

    /** Runs some work that only asks. */
    <R> R read(StoreRuntime runtime, Function<StoreReader, R> work);

    /** Refuses where it cannot be told how a transaction ended. */
    default void requireCompletions() {}

    /** Has something run once the transaction has ended that the last work of this thread was a part of. */
    default void afterCompletion(Consumer<Boolean> then) {
        then.accept(true);
    }

    /** Transactions of our own. */
    record Owning(DataSource dataSource) implements Way {

        @Override
        public boolean joined() {
            return false;
        }

        @Override
        public boolean insideHost() {
            return false;
        }

        @Override
        public <R> R on(Function<Connection, R> work) {
            Connection connection = acquire();
            try {
                return work.apply(connection);
            } finally {
                release(connection);
            }
        }

        private Connection acquire() {
            try {
                return dataSource.getConnection();
            } catch (SQLException failure) {
                throw Faults.ofConnect(failure);
            }
        }

        private static void release(Connection connection) {
            try {
                connection.close();
            } catch (SQLException late) {
                // What was to be done is done or undone; the pool throws a broken connection away.
            }
        }

        @Override
        public <R> R write(StoreRuntime runtime, StoreSettings settings, Function<StoreTransaction, R> work) {
            Connection connection = acquire();
            try {
                Before before = begin(runtime, connection);
                JpaTransaction transaction =
                        new JpaTransaction(runtime, connection, new Savepoints(runtime, connection, false));
                boolean done = false;
                try {
                    R answer = work.apply(transaction);
                    RuntimeException refused = transaction.refused();
                    if (refused != null) {
                        throw refused;
                    }
                    commit(runtime, connection, transaction.hasWritten());
                    done = true;
                    return answer;
                } finally {
                    end(runtime.dialect(), connection, done, before);
                    transaction.end();
                }
            } finally {
                release(connection);
            }
        }

        /** What a connection was like when it came. */
        private record Before(boolean autoCommit, int isolation) {}

        private static Before begin(StoreRuntime runtime, Connection connection) {
            try {
                int isolation = runtime.dialect().isolate(connection);
                boolean autoCommit = connection.getAutoCommit();
                if (autoCommit) {
                    connection.setAutoCommit(false);
                }
                runtime.dialect().ask(connection, runtime.dialect().beforeTransaction());
                return new Before(autoCommit, isolation);
            } catch (SQLException failure) {
                throw runtime.faults().of(failure);
            }
        }

        private static void commit(StoreRuntime runtime, Connection connection, boolean written) {
            try {
                connection.commit();
            } catch (SQLException failure) {
                // Where nothing was written, as for a quote, nothing can have happened.
                throw written
                        ? runtime.faults().ofCommit(failure)
                        : runtime.faults().of(failure);
            }
        }

        private static void end(Dialect dialect, Connection connection, boolean done, Before before) {
            try {
                if (!done) {
                    connection.rollback();
                }
                if (before.autoCommit()) {
                    connection.setAutoCommit(true);
                }
                dialect.giveBack(connection, before.isolation());
            } catch (SQLException late) {
                // A connection that cannot even be rolled back has nothing that could stay; why is on its way already.
            }
        }

        @Override
        public <R> R read(StoreRuntime runtime, Function<StoreReader, R> work) {
            Connection connection = acquire();
            try (JpaReader reader = new JpaReader(runtime, connection, false)) {
                return work.apply(reader);
            } catch (LostRaceException lost) {
                // At serializable, PostgreSQL may undo who only asks; the work is not ours to begin again.
                throw new StoreBusyException("Other transactions were in the way; repeat the question", lost, true);
            } finally {
                endReading(connection);
                release(connection);
            }
        }

        private static void endReading(Connection connection) {
            try {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            } catch (SQLException late) {
                // Nothing was written.
            }
        }
    }

    /** A part of the host's transactions. Never commits, rolls back, closes, or touches auto-commit. */
    record Joining(Host host) implements Way {

        @Override
        public void requireCompletions() {
            if (!host.tellsOfCompletion()) {
                throw new IllegalStateException(
                        "A listener is told after the host's transaction has been committed, and"
                                + " this source of connections does not say when that is: make it with"
                                + " ConnectionSource.of(acquire, release, inTransaction, afterCompletion)");
            }
        }

        @Override
        public void afterCompletion(Consumer<Boolean> then) {
            host.afterCompletion(then);
        }

        @Override
        public boolean joined() {
            return true;
        }

        @Override
        public boolean insideHost() {
            return host.inTransaction();
        }

        @Override
        public <R> R on(Function<Connection, R> work) {
            return host.on(work);
        }

        @Override
        public <R> R write(StoreRuntime runtime, StoreSettings settings, Function<StoreTransaction, R> work) {
            if (!host.inTransaction()) {
                throw new NoTransactionException("There is no transaction to join: begin one before the library is"
                        + " called (@Transactional, or auto-commit off), or use JpaStore.owning");
            }
            host.beforeWriting();
            return host.on(connection -> {
                requireBound(connection);
                return new JoinedUnit(runtime, connection, settings.savepoints(), host).run(work);
            });
        }

        private static void requireBound(Connection connection) {
            try {
                if (connection.isClosed()) {
                    throw lost(new SQLException("closed", "08003"));
                }
                if (connection.getAutoCommit()) {
                    throw new NoTransactionException("The connection commits by itself, so it is not bound to a"
                            + " transaction: switch auto-commit off, or give the connection of the host's transaction");
                }
            } catch (SQLException failure) {
                throw lost(failure);
            }
        }

        /** A driver does not tell a connection that the host has closed from one that broke. */
        private static StoreBusyException lost(SQLException failure) {
            return new StoreBusyException(
                    "The connection of the host's transaction is closed or lost (SQLSTATE " + failure.getSQLState()
                            + "), and the transaction with it; begin a new one on an open connection",
                    Faults.quiet(failure),
                    false);
        }

        @Override
        public <R> R read(StoreRuntime runtime, Function<StoreReader, R> work) {
            boolean inside = host.inTransaction();
            return host.on(connection -> {
                try (JpaReader reader = new JpaReader(runtime, connection, inside)) {
                    return work.apply(reader);
                }
            });
        }
    }
}
