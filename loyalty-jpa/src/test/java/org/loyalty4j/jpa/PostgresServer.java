package org.loyalty4j.jpa;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * A PostgreSQL server. Most tests share the one of {@link TestDatabase#POSTGRESQL}; a test that kills the server or sets
 * it up otherwise starts its own. Ends with the JVM at the latest.
 *
 * <p>Commits reach the disk, as in a shop, unless the system property {@code loyalty.test.fsync} is {@code off}.
 */
final class PostgresServer implements TestServer, AutoCloseable {

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static PostgresServer start() {
        return start(Map.of());
    }

    /**
     * Starts a server on a free port.
     *
     * @param settings of the server, by name; they win over ours
     */
    static PostgresServer start(Map<String, String> settings) {
        String durable = System.getProperty("loyalty.test.fsync", "on");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setServerConfig("fsync", durable)
                .setServerConfig("synchronous_commit", durable)
                .setServerConfig("shared_buffers", "128MB");
        settings.forEach(builder::setServerConfig);
        return started(builder);
    }

    /** Starts a server on a free port whose commits reach the disk, whatever the system property says. */
    static PostgresServer startDurable() {
        return start(Map.of("fsync", "on", "synchronous_commit", "on"));
    }

    /** Starts a server on data that is kept, and is there from before, if the folder is; commits reach the disk. */
    static PostgresServer startOn(Path data) {
        return started(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setDataDirectory(data)
                .setCleanDataDirectory(false));
    }

    private static PostgresServer started(EmbeddedPostgres.Builder builder) {
        try {
            return new PostgresServer(builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public int port() {
        return postgres.getPort();
    }

    @Override
    public String administrator() {
        return "postgres";
    }

    @Override
    public String url(int port, String schema) {
        return "jdbc:postgresql://localhost:" + port + "/postgres?currentSchema=" + schema;
    }

    @Override
    public void create(String schema) throws SQLException {
        administer("public", "create schema " + schema);
    }

    @Override
    public void drop(String schema) throws SQLException {
        // A test that left a transaction open is told so, instead of hanging.
        administer("public", "set lock_timeout = '10s'", "drop schema if exists " + schema + " cascade");
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
