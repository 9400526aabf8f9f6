package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;

/** Tells Hibernate that it has no connections of its own: every session is given one. Safe for use by many threads. */
final class NoConnections implements ConnectionProvider {

    private static final long serialVersionUID = 1L;

    @Override
    public Connection getConnection() throws SQLException {
        throw new SQLException("The library's sessions are given their connections; this one was not");
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        throw new SQLException("A connection that was given to the library is not its own to close");
    }

    @Override
    public boolean supportsAggressiveRelease() {
        return false;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }
}
