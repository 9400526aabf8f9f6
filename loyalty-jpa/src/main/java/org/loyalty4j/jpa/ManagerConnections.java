package org.loyalty4j.jpa;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import org.hibernate.Session;

/** The connection of the host's session. */
final class ManagerConnections implements ConnectionSource {

    private final EntityManager manager;

    ManagerConnections(EntityManager manager) {
        this.manager = manager;
    }

    /** The session keeps its connection as long as its transaction lasts. */
    @Override
    public Connection acquire() {
        Session session = manager.unwrap(Session.class);
        if (manager.isJoinedToTransaction()) {
            // What the host has not written yet could hold the lock or the row that our statements need.
            session.flush();
        }
        return session.doReturningWork(connection -> connection);
    }

    @Override
    public void release(Connection connection) {}

    @Override
    public boolean inTransaction() {
        return manager.isJoinedToTransaction();
    }
}
