package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.loyalty4j.store.NoTransactionException;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/** How a store lives in its host: in transactions of its own, or in the host's. Safe for use by many threads. */
sealed interface Way {

    /** Says whether it is a part of the host's transactions. */
    boolean joined();

    /** Returns a connection. */
    Connection acquire();

    /** Gives a connection back. */
    void release(Connection connection);

    /** Runs some work that may write. */
    <R> R write(StoreRuntime runtime, StoreSettings settings, Function<StoreTransaction, R> work);

    /** Runs some work that only asks. */
    <R> R read(StoreRuntime runtime, Function<StoreReader, R> work);

    /** Transactions of our own. */
    record Owning(DataSource dataSource) implements Way {

        @Override
        public boolean joined() {
            return false;
        }

        @Override
        public Connection acquire() {
            try {
                return dataSource.getConnection();
            } catch (SQLException failure) {
                throw Faults.ofConnect(failure);
            }
        }

        @Override
        public void release(Connection connection) {
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
                    commit(runtime, connection);
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

        private static void commit(StoreRuntime runtime, Connection connection) {
            try {
                connection.commit();
            } catch (SQLException failure) {
                throw runtime.faults().ofCommit(failure);
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
            try (JpaReader reader = new JpaReader(runtime, connection)) {
                return work.apply(reader);
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
    record Joining(ConnectionSource source) implements Way {

        @Override
        public boolean joined() {
            return true;
        }

        @Override
        public Connection acquire() {
            try {
                return source.acquire();
            } catch (SQLException failure) {
                throw Faults.ofConnect(failure);
            }
        }

        @Override
        public void release(Connection connection) {
            try {
                source.release(connection);
            } catch (SQLException failure) {
                throw new StoreException("The host did not take its connection back", Faults.quiet(failure));
            }
        }

        @Override
        public <R> R write(StoreRuntime runtime, StoreSettings settings, Function<StoreTransaction, R> work) {
            if (!source.inTransaction()) {
                throw new NoTransactionException("There is no transaction to join: begin one before the library is"
                        + " called (@Transactional, or auto-commit off), or use JpaStore.owning");
            }
            Connection connection = acquire();
            try {
                requireBound(connection);
                Savepoints savepoints = new Savepoints(runtime, connection, settings.savepoints());
                JpaTransaction transaction = new JpaTransaction(runtime, connection, savepoints);
                boolean done = false;
                try {
                    R answer = work.apply(transaction);
                    RuntimeException refused = transaction.refused();
                    if (refused != null) {
                        throw refused;
                    }
                    savepoints.release();
                    done = true;
                    return answer;
                } catch (SQLException failure) {
                    throw runtime.faults().of(failure);
                } finally {
                    transaction.end();
                    if (!done) {
                        rollBack(savepoints);
                    }
                }
            } finally {
                release(connection);
            }
        }

        private static void requireBound(Connection connection) {
            try {
                if (connection.getAutoCommit()) {
                    throw new NoTransactionException("The connection commits by itself, so it is not bound to a"
                            + " transaction: switch auto-commit off, or give the connection of the host's transaction");
                }
            } catch (SQLException failure) {
                throw Faults.ofConnect(failure);
            }
        }

        private static void rollBack(Savepoints savepoints) {
            try {
                savepoints.rollBack();
            } catch (SQLException late) {
                // The host's transaction is lost; why is on its way already.
            }
        }

        @Override
        public <R> R read(StoreRuntime runtime, Function<StoreReader, R> work) {
            Connection connection = acquire();
            try (JpaReader reader = new JpaReader(runtime, connection)) {
                return work.apply(reader);
            } finally {
                release(connection);
            }
        }
    }
}
