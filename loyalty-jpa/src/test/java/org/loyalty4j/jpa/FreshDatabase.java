package org.loyalty4j.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A database of one test's own, empty at first; closing it drops it. Safe for use by many threads. */
final class FreshDatabase implements AutoCloseable {

    private final TestDatabase kind;
    private final Queue<String> schemas = new ConcurrentLinkedQueue<>();
    private final AtomicInteger beside = new AtomicInteger();
    private final String schema;
    private final List<HikariDataSource> pools = new ArrayList<>();
    private @Nullable HikariDataSource usual;

    FreshDatabase(TestDatabase kind, String schema) {
        this.kind = kind;
        this.schema = schema;
        schemas.add(schema);
    }

    TestDatabase kind() {
        return kind;
    }

    /** Returns the schema that unqualified names mean. */
    String schema() {
        return schema;
    }

    /** Makes one more empty schema, for a second tenant; it goes when this database is closed. */
    String anotherSchema() {
        if (kind == TestDatabase.H2) {
            String name = "beside_" + beside.incrementAndGet();
            administer("create schema " + name);
            return name; // goes with its database
        }
        String name = kind.newSchema();
        schemas.add(name);
        return name;
    }

    /** Returns the pool with {@linkplain PoolSettings#USUAL the usual settings}, the same at each call. */
    synchronized HikariDataSource pool() {
        if (usual == null) {
            usual = pool(PoolSettings.USUAL);
        }
        return usual;
    }

    /** Returns a new pool; it is closed with this database. */
    HikariDataSource pool(PoolSettings settings) {
        return pool(settings, kind.server().port());
    }

    /**
     * Returns a new pool whose connections go by another port of this machine, that of a {@link Relay}; it is closed
     * with this database.
     */
    synchronized HikariDataSource pool(PoolSettings settings, int port) {
        HikariConfig config = settings.toHikari();
        config.setJdbcUrl(url(port));
        config.setUsername(settings.user().orElse(kind.server().administrator()));
        config.setPassword("");
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** Returns a connection outside any pool, as the administrator; the caller closes it. */
    Connection connect() throws SQLException {
        return connect(kind.server().port());
    }

    /** The same by another port of this machine. */
    Connection connect(int port) throws SQLException {
        return DriverManager.getConnection(url(port), kind.server().administrator(), "");
    }

    /** Returns the address for {@link DriverManager} by a port of this machine. */
    String url(int port) {
        return kind.server().url(port, schema);
    }

    /** Runs statements as the administrator, each in a transaction of its own. */
    void administer(String... statements) {
        try {
            kind.server().administer(schema, statements);
        } catch (SQLException failed) {
            throw new AssertionError("A test's own statement failed: " + failed, failed);
        }
    }

    @Override
    public synchronized void close() {
        pools.forEach(HikariDataSource::close);
        pools.clear();
        usual = null;
        for (String name = schemas.poll(); name != null; name = schemas.poll()) {
            kind.drop(name);
        }
    }
}
