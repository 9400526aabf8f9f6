package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A running database server, as its administrator sees it. Safe for use by many threads. */
interface TestServer {

    /** Returns the port on the loopback address that it listens on; 0 for one within this JVM. */
    int port();

    /** Returns the user that may do everything; it needs no password. */
    String administrator();

    /**
     * Returns an address for {@link DriverManager}.
     *
     * @param port where to connect to: {@link #port()}, or that of a {@link Relay} before it
     * @param schema the one that unqualified names mean
     */
    String url(int port, String schema);

    /** Makes an empty schema. */
    void create(String schema) throws SQLException;

    /** Drops a schema with all that is in it, if it is there. */
    void drop(String schema) throws SQLException;

    /** Runs statements as the administrator, each in a transaction of its own. */
    default void administer(String schema, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(port(), schema), administrator(), "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
