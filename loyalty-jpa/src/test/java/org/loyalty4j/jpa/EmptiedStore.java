package org.loyalty4j.jpa;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/**
 * One database for all tests of a class, and a store over it that is emptied before each of them: making the tables and
 * starting Hibernate takes longer than most tests do.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EmptiedStore STORE = EmptiedStore.of(TestDatabase.H2, PoolSettings.USUAL);
 * }</pre>
 */
final class EmptiedStore implements AfterAllCallback {

    private final TestDatabase kind;
    private final PoolSettings settings;
    private final boolean asRole;
    private final int commandsAtOnce;
    private @Nullable FreshDatabase database;
    private @Nullable Started started;

    private EmptiedStore(TestDatabase kind, PoolSettings settings, boolean asRole, int commandsAtOnce) {
        this.kind = kind;
        this.settings = settings;
        this.asRole = asRole;
        this.commandsAtOnce = commandsAtOnce;
    }

    /** Describes a store in transactions of its own; nothing is started yet. */
    static EmptiedStore of(TestDatabase kind, PoolSettings settings) {
        return new EmptiedStore(kind, settings, false, 1);
    }

    /** Describes a store that settles the commands of callers who come at the same time in one transaction. */
    static EmptiedStore grouping(TestDatabase kind) {
        return new EmptiedStore(kind, PoolSettings.USUAL, false, JpaStore.GROUP_MAX);
    }

    /** Describes a store whose database user has only the rights that the library prints. */
    static EmptiedStore asRole(TestDatabase kind) {
        return new EmptiedStore(kind, PoolSettings.USUAL, true, 1);
    }

    /** Returns the store with nothing in it. */
    LoyaltyStore empty() {
        FreshDatabase made = database;
        Started running = started;
        if (made != null && running != null) {
            clear(made);
            running.runtime().programs().forget();
            return running;
        }
        made = kind.fresh();
        database = made;
        StoreOver.withTables(made);
        running = start(made.pool(asRole ? settings.user(Role.granted(made)) : settings), commandsAtOnce);
        started = running;
        return running;
    }

    /** Returns every value of every row of every table as a text; bytes as if they were one. */
    List<String> everythingKept() {
        List<String> texts = new ArrayList<>();
        try (Connection connection = Objects.requireNonNull(database).connect();
                Statement statement = connection.createStatement()) {
            for (String table : Tables.expected().keySet()) {
                try (ResultSet rows = statement.executeQuery("select * from " + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            Object value = rows.getObject(i);
                            texts.add(
                                    value instanceof byte[] bytes
                                            ? new String(bytes, StandardCharsets.ISO_8859_1)
                                            : String.valueOf(rows.getString(i)));
                        }
                    }
                }
            }
            return texts;
        } catch (SQLException failed) {
            throw new AssertionError("The database could not be looked at: " + failed, failed);
        }
    }

    private static void clear(FreshDatabase database) {
        List<String> tables = new ArrayList<>(Tables.expected().keySet());
        Collections.reverse(tables); // children before parents
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : tables) {
                statement.execute("delete from " + table);
            }
            connection.commit();
        } catch (SQLException failed) {
            throw new AssertionError("The database could not be emptied: " + failed, failed);
        }
    }

    private static Started start(DataSource pool, int commandsAtOnce) {
        StoreSettings settings = StoreSettings.DEFAULT.settlingAtOnce(commandsAtOnce);
        Way.Owning way = new Way.Owning(pool);
        try (Connection connection = pool.getConnection()) {
            LoyaltySchema.Database kind =
                    StoreRuntime.databaseOf(connection.getMetaData().getDatabaseProductName());
            LoyaltySchema.prepare(connection, kind, null, settings.mode(), Tables.expected());
            return new Started(way, settings, StoreRuntime.start(connection, settings, false));
        } catch (SQLException failed) {
            throw new AssertionError("The store could not be started: " + failed, failed);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Drops the database. */
    void close() {
        if (started != null) {
            started.runtime().factory().close();
            started = null;
        }
        if (database != null) {
            database.close();
            Role.forget(database);
            database = null;
        }
    }

    /** What {@link JpaStore} is once it is started. */
    private record Started(Way way, StoreSettings settings, StoreRuntime runtime) implements LoyaltyStore {

        @Override
        public int commandsAtOnce() {
            return settings.commandsAtOnce();
        }

        @Override
        public int unitsAtOnce() {
            return JpaStore.UNITS_AT_ONCE;
        }

        @Override
        public <R> R inTransaction(Function<StoreTransaction, R> work) {
            return way.write(runtime, settings, work);
        }

        @Override
        public <R> R reading(Function<StoreReader, R> work) {
            return way.read(runtime, work);
        }
    }
}
