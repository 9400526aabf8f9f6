package org.loyalty4j.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.jpa.JpaStore;
import org.loyalty4j.jpa.LoyaltySchema;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;

/**
 * The store that a replay was told to use, open until it is closed. Tables are made where there are none; those of another
 * version are refused.
 */
final class ReplayStore implements AutoCloseable {

    static final String MEMORY = "memory";

    private static final String FILE = "file:";
    private static final String JDBC = "jdbc:";
    private static final String H2 = "jdbc:h2:file:";

    /** H2 keeps the plans of eight questions; with all of ours kept, a replay takes a third less. */
    private static final String H2_SETTINGS = ";QUERY_CACHE_SIZE=256";

    private static final String H2_SUFFIX = ".mv.db";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoyaltyStore store;
    private final Runnable closing;

    private ReplayStore(LoyaltyStore store, Runnable closing) {
        this.store = store;
        this.closing = closing;
    }

    /**
     * Who a database is entered as.
     *
     * @param user the name, or null for what the address says
     * @param password the password, or null for none; never shown
     */
    record Login(@Nullable String user, @Nullable String password) {

        static final Login NONE = new Login(null, null);

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /**
     * Opens a store.
     *
     * @param name {@code memory}, {@code file:PATH} or an address that begins with {@code jdbc:}
     * @throws ReplayException if there is no such store, or it cannot be opened; its message shows no password
     */
    static ReplayStore open(String name, Login login) throws ReplayException {
        if (name.startsWith(JDBC)) {
            return overDatabase(name, login, "the database");
        }
        if (!login.equals(Login.NONE)) {
            throw new ReplayException("--user and --password go with --store jdbc:…");
        }
        if (name.equals(MEMORY)) {
            return new ReplayStore(new InMemoryStore(), () -> {});
        }
        if (name.startsWith(FILE)) {
            Path file = file(name.substring(FILE.length()));
            return overDatabase(H2 + file + H2_SETTINGS, new Login("sa", ""), "the file " + file + H2_SUFFIX);
        }
        throw new ReplayException(
                "--store is memory, file:PATH or jdbc:…, not " + BadLine.shown(DatabaseFailure.withoutSecrets(name)));
    }

    LoyaltyStore store() {
        return store;
    }

    /** Returns the path as H2 takes it, its folder made. */
    private static Path file(String text) throws ReplayException {
        // H2 would read what follows as its settings.
        if (text.isBlank() || text.contains(";")) {
            throw new ReplayException("--store file:PATH needs the path of a file, without a semicolon");
        }
        try {
            Path path = Path.of(text.endsWith(H2_SUFFIX) ? text.substring(0, text.length() - H2_SUFFIX.length()) : text)
                    .toAbsolutePath()
                    .normalize();
            Path folder = path.getParent();
            if (folder == null || Files.isDirectory(path)) {
                throw new ReplayException("Cannot open the store " + path + ": it is a directory");
            }
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new ReplayException("Cannot open the store " + path + ": its directory cannot be written to");
            }
            return path;
        } catch (InvalidPathException wrong) {
            throw new ReplayException("--store file:PATH: that is not a path", wrong);
        } catch (IOException failed) {
            throw new ReplayException("Cannot open the store " + text + ": " + InputFile.reason(failed), failed);
        }
    }

    private static ReplayStore overDatabase(String url, Login login, String what) throws ReplayException {
        requireDriver(url);
        HikariDataSource pool = pool(url, login, what);
        JpaStore store = JpaStore.owning(pool).schema(LoyaltySchema.Mode.CREATE);
        ReplayStore opened = new ReplayStore(store, () -> {
            store.close();
            pool.close();
        });
        try {
            store.reading(StoreReader::programs);
            return opened;
        } catch (StoreException failed) {
            opened.close();
            throw cannotOpen(what, login, failed);
        }
    }

    private static HikariDataSource pool(String url, Login login, String what) throws ReplayException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setMaximumPoolSize(2);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException failed) {
            throw cannotOpen(what, login, failed);
        }
    }

    private static void requireDriver(String url) throws ReplayException {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException none) {
            String kind = url.replaceFirst("^(jdbc:[A-Za-z0-9]*).*", "$1:…");
            throw new ReplayException(
                    "No driver on the class path knows --store " + kind
                            + "; there are drivers for jdbc:postgresql:…, jdbc:mariadb:… and jdbc:h2:…",
                    none);
        }
    }

    private static ReplayException cannotOpen(String what, Login login, RuntimeException failed) {
        return new ReplayException("Cannot open " + what + ": " + DatabaseFailure.inWords(failed, login), failed);
    }

    @Override
    public void close() {
        closing.run();
    }
}
