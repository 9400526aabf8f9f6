package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.loyalty4j.store.StoreException;

/** A host that hands over its connections. */
record SourceHost(ConnectionSource source) implements Host {

    @Override
    public boolean inTransaction() {
        return source.inTransaction();
    }

    @Override
    public <R> R on(Function<Connection, R> work) {
        Connection connection = acquire();
        boolean done = false;
        try {
            R answer = work.apply(connection);
            done = true;
            return answer;
        } finally {
            release(connection, done);
        }
    }

    private Connection acquire() {
        try {
            return source.acquire();
        } catch (SQLException failure) {
            throw Faults.ofConnect(failure);
        }
    }

    private void release(Connection connection, boolean done) {
        try {
            source.release(connection);
        } catch (SQLException failure) {
            // Why the work failed matters more.
            if (done) {
                throw new StoreException("The host did not take its connection back", Faults.quiet(failure));
            }
        }
    }

    @Override
    public boolean tellsOfCompletion() {
        return source.tellsOfCompletion();
    }

    @Override
    public void afterCompletion(Consumer<Boolean> then) {
        source.afterCompletion(then);
    }

    @Override
    public void rollbackOnly() {
        source.rollbackOnly();
    }
}
