package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * What a host's framework does: binds a connection to each thread that is in a transaction. Records what is asked of the
 * connections while they are lent to a store. Safe for use by many threads.
 */
final class HostTransactions implements ConnectionSource {

    private final DataSource dataSource;
    private final Recording recording = new Recording();
    private final Map<Thread, Connection> bound = new ConcurrentHashMap<>();
    private final Set<Thread> rollbackOnly = ConcurrentHashMap.newKeySet();
    private final Map<Connection, Connection> unbound = Collections.synchronizedMap(new IdentityHashMap<>());
    private final AtomicInteger lent = new AtomicInteger();

    /** What is to run after the transactions of threads. */
    private final Map<Thread, List<Consumer<Boolean>>> after = new ConcurrentHashMap<>();

    /** Whether this host says how transactions end. */
    volatile boolean telling = true;

    HostTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Returns what the store asked of the connections it was lent. */
    Recording recording() {
        return recording;
    }

    /** Returns how many connections are lent and not taken back. */
    int lent() {
        return lent.get();
    }

    /** Runs some work in a transaction: committed when it returns, rolled back when it throws or was marked for it. */
    <R> R run(Supplier<R> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            bound.put(Thread.currentThread(), connection);
            boolean done = false;
            try {
                R answer = work.get();
                done = !isMarkedForRollback();
                return answer;
            } finally {
                bound.remove(Thread.currentThread());
                rollbackOnly.remove(Thread.currentThread());
                List<Consumer<Boolean>> waiting = after.remove(Thread.currentThread());
                if (done) {
                    connection.commit();
                } else {
                    undo(connection);
                }
                connection.setAutoCommit(autoCommit);
                boolean committed = done;
                if (waiting != null) {
                    waiting.forEach(then -> then.accept(committed));
                }
            }
        } catch (SQLException failed) {
            throw new org.loyalty4j.store.StoreBusyException("The host's own commit failed", failed, false);
        }
    }

    private static void undo(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            connection.rollback();
        }
    }

    /** Runs some work in a transaction. */
    void run(Runnable work) {
        run(() -> {
            work.run();
            return true;
        });
    }

    /** Returns the host's own connection, unrecorded. */
    Connection own() {
        Connection connection = bound.get(Thread.currentThread());
        if (connection == null) {
            throw new AssertionError("The test is in no transaction");
        }
        return connection;
    }

    /** Has the host write an order of its own in its transaction. */
    void order(long number) {
        try (PreparedStatement insert = own().prepareStatement("insert into shop_order (id) values (?)")) {
            insert.setLong(1, number);
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new AssertionError("The host could not write its order: " + failed, failed);
        }
    }

    boolean isMarkedForRollback() {
        return rollbackOnly.contains(Thread.currentThread());
    }

    @Override
    public Connection acquire() throws SQLException {
        lent.incrementAndGet();
        Connection own = bound.get(Thread.currentThread());
        Connection target = own == null ? dataSource.getConnection() : own;
        Connection given = recording.over(target);
        if (own == null) {
            unbound.put(given, target);
        }
        return given;
    }

    @Override
    public void release(Connection connection) throws SQLException {
        lent.decrementAndGet();
        Connection target = unbound.remove(connection);
        if (target != null) {
            target.close();
        }
    }

    @Override
    public boolean inTransaction() {
        return bound.get(Thread.currentThread()) != null;
    }

    @Override
    public boolean tellsOfCompletion() {
        return telling;
    }

    @Override
    public void afterCompletion(Consumer<Boolean> then) {
        after.computeIfAbsent(Thread.currentThread(), first -> new ArrayList<>())
                .add(then);
    }

    @Override
    public void rollbackOnly() {
        rollbackOnly.add(Thread.currentThread());
    }
}
