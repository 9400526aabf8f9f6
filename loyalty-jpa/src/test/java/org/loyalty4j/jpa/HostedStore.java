package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/**
 * A joined store in a host that opens a transaction around every piece of work, so that the whole contract kit can be run
 * in the host's transactions. When such a transaction is lost as a whole, the host begins it again, as a host does after a
 * deadlock. One database for all tests of a class, emptied before each of them.
 */
final class HostedStore implements LoyaltyStore, AfterAllCallback {

    /** One of those who wait for each other always goes on; with few tries the same one may lose each time. */
    private static final int TRIES = 200;

    private final TestDatabase kind;
    private final PoolSettings settings;
    private @Nullable FreshDatabase database;
    private @Nullable HostTransactions host;
    private @Nullable StoreRuntime runtime;

    private HostedStore(TestDatabase kind, PoolSettings settings) {
        this.kind = kind;
        this.settings = settings;
    }

    /** Describes a host; nothing is started yet. */
    static HostedStore of(TestDatabase kind, PoolSettings settings) {
        return new HostedStore(kind, settings);
    }

    /** Returns the store with nothing in it. */
    LoyaltyStore empty() {
        FreshDatabase known = database;
        if (known == null) {
            known = kind.fresh();
            database = known;
            host = new HostTransactions(known.pool(settings));
            StoreOver.withTables(known);
            runtime = start(known);
        } else {
            deleteAll(known);
            runtime().programs().forget();
        }
        return this;
    }

    /** Starting Hibernate takes longer than most tests do, so it is started once. */
    private static StoreRuntime start(FreshDatabase database) {
        try (Connection connection = database.connect()) {
            return StoreRuntime.start(connection, StoreSettings.DEFAULT, true);
        } catch (SQLException failed) {
            throw new AssertionError("The store could not be started: " + failed, failed);
        }
    }

    private Way way() {
        return new Way.Joining(new SourceHost(host()));
    }

    private HostTransactions host() {
        return Objects.requireNonNull(host, "no test has begun");
    }

    private StoreRuntime runtime() {
        return Objects.requireNonNull(runtime, "no test has begun");
    }

    private static void deleteAll(FreshDatabase database) {
        List<String> deletes = new ArrayList<>(Tables.expected().keySet());
        Collections.reverse(deletes);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : deletes) {
                if (!table.equals(SchemaState.VERSION_TABLE)) {
                    statement.execute("delete from " + table);
                }
            }
        } catch (SQLException failed) {
            throw new AssertionError("The database could not be emptied: " + failed, failed);
        }
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return host().run(() -> way().write(runtime(), StoreSettings.DEFAULT, work));
            } catch (StoreBusyException busy) {
                if (busy.hostMayGoOn() || attempt == TRIES) {
                    throw busy;
                }
            }
        }
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        return way().read(runtime(), work);
    }

    @Override
    public boolean seesWhatAllSee() {
        return !way().insideHost();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        FreshDatabase known = database;
        if (known == null) {
            return;
        }
        runtime().factory().close();
        known.close();
        database = null;
        if (!host().recording().ownersCalls().isEmpty()) {
            throw new AssertionError("The store did what only the host may do: "
                    + host().recording().ownersCalls());
        }
    }
}
