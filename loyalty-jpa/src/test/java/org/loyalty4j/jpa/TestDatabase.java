package org.loyalty4j.jpa;

import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A kind of database that tests run against, each with a real server, no container and no network. It is started on the
 * first use in a test JVM and ends with that JVM. Safe for use by many threads.
 *
 * <p>Most tests take a database from {@link TestDatabases}, which closes it after the test.
 */
enum TestDatabase {
    /** In this JVM's memory: a few milliseconds. */
    H2,
    /** One to two seconds to start, and as long again where its binaries are not unpacked yet. */
    POSTGRESQL,
    /** Three to eight seconds to start. */
    MARIADB;

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Returns a new, empty database. */
    FreshDatabase fresh() {
        return new FreshDatabase(this, newSchema());
    }

    /**
     * Makes an empty schema beside the others: a schema of PostgreSQL and H2, what MariaDB calls a database.
     *
     * @return its name, unlike any other of this JVM
     */
    String newSchema() {
        String name = "shop_" + COUNT.incrementAndGet();
        run(() -> server().create(name));
        return name;
    }

    /** Drops a schema with all that is in it; what was dropped already stays so. */
    void drop(String schema) {
        run(() -> server().drop(schema));
    }

    /** Returns the server, started. */
    TestServer server() {
        return switch (this) {
            case H2 -> H2Memory.SERVER;
            case POSTGRESQL -> Postgres.SERVER;
            case MARIADB -> MariaDb.SERVER;
        };
    }

    /** Returns what it is called in file names and system properties. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static void run(SqlWork work) {
        try {
            work.run();
        } catch (SQLException failed) {
            throw new AssertionError("The test's database could not be set up or cleared away: " + failed, failed);
        }
    }

    @FunctionalInterface
    private interface SqlWork {
        void run() throws SQLException;
    }

    // One holder each, so that asking for one server starts no other.

    private static final class H2Memory {
        static final TestServer SERVER = new H2Server();
    }

    private static final class Postgres {
        static final TestServer SERVER = PostgresServer.start();
    }

    private static final class MariaDb {
        static final TestServer SERVER = MariaDbServer.start();
    }
}
