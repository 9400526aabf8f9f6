package org.loyalty4j.jpa;

import java.sql.SQLException;

/** H2 in this JVM's memory: each schema of a test is a whole database of its own, named after it. */
final class H2Server implements TestServer {

    @Override
    public int port() {
        return 0;
    }

    @Override
    public String administrator() {
        return "sa";
    }

    @Override
    public String url(int port, String schema) {
        return "jdbc:h2:mem:" + schema;
    }

    @Override
    public void create(String schema) throws SQLException {
        // Or it ends with its last connection. Not in the address: users who are no administrators may not ask for it.
        administer(schema, "set db_close_delay -1");
    }

    @Override
    public void drop(String schema) throws SQLException {
        administer(schema, "shutdown");
    }
}
