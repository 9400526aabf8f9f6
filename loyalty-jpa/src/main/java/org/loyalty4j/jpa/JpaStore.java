package org.loyalty4j.jpa;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.HibernateException;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/**
 * Keeps everything in a relational database: PostgreSQL, MariaDB or H2. It lives in transactions of its own or in the
 * host's, always through a persistence unit of its own, so that the host lists none of its classes. Safe for use by many
 * threads.
 *
 * <p>Each {@code with…} or setting method returns another store. A store is started with its first use: it looks at the
 * database then and fails with {@code SchemaMismatchException} if the tables are not those of this version.
 */
public final class JpaStore implements LoyaltyStore, AutoCloseable {

    /** The most commands that {@link #groupCommit} settles in one transaction. */
    public static final int GROUP_MAX = 512;

    static final int UNITS_AT_ONCE = 2;

    private final Way way;
    private final StoreSettings settings;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable StoreRuntime runtime;

    private JpaStore(Way way, StoreSettings settings) {
        this.way = way;
        this.settings = settings;
    }

    /**
     * Makes a store with transactions of its own. Deadlocks and lost races are repeated. Give it a pool: a transaction
     * takes one connection, never two.
     */
    public static JpaStore owning(DataSource dataSource) {
        return new JpaStore(new Way.Owning(Objects.requireNonNull(dataSource, "dataSource")), StoreSettings.DEFAULT);
    }

    /** Makes a store that is a part of the host's transactions, over the host's connections. */
    public static JpaStore overConnection(ConnectionSource source) {
        return new JpaStore(
                new Way.Joining(new SourceHost(Objects.requireNonNull(source, "source"))), StoreSettings.DEFAULT);
    }

    /**
     * Makes a store that is a part of the host's transactions, over the connection of the host's Hibernate session.
     *
     * @param manager the host's, such as the shared one that a container injects
     */
    public static JpaStore joining(EntityManager manager) {
        return new JpaStore(
                new Way.Joining(new ManagerHost(Objects.requireNonNull(manager, "manager"))), StoreSettings.DEFAULT);
    }

    /** Says what is done about the tables when the store is started; without it, they are checked. */
    public JpaStore schema(LoyaltySchema.Mode mode) {
        return new JpaStore(way, settings.with(Objects.requireNonNull(mode, "mode")));
    }

    /**
     * Names the schema of the tables; without it, it is the connection's. Each schema is a world of its own: a tenant.
     *
     * @param schema letters, digits and underscores
     */
    public JpaStore in(String schema) {
        return new JpaStore(way, settings.in(LoyaltySchema.checkedName(schema)));
    }

    /** Says how long an account's lock is waited for; without it, 2 seconds. On MariaDB it is rounded up to seconds. */
    public JpaStore lockWait(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("A lock is waited for longer than " + longest);
        }
        return new JpaStore(way, settings.with(longest));
    }

    /**
     * Makes a store that sets no savepoint in the host's transaction, for transaction managers that do not allow it. When a
     * call fails, the host's transaction then has to be rolled back.
     */
    public JpaStore withoutSavepoints() {
        return new JpaStore(way, settings.withoutSavepoints());
    }

    /**
     * Makes a store whose library settles commands of callers who come at the same time in one transaction, which shares
     * the round trips and the commit among them: worth it where many come at once, above all to the same accounts. There
     * is no thread and no timer in it: one of the callers does it for those who wait, and who comes alone is served as
     * without it. Each caller gets its own answer or exception. A command within a host's own {@code inTransaction} is
     * never part of it.
     *
     * @param most how many commands are settled in one transaction at most, from 1, which is as without this, to
     *     {@value #GROUP_MAX}
     * @throws IllegalStateException if this store is a part of the host's transactions, which are not ours to share
     */
    public JpaStore groupCommit(int most) {
        if (way.joined()) {
            throw new IllegalStateException(
                    "A store that joins the host's transactions cannot settle commands of several"
                            + " callers in one; use JpaStore.owning for it");
        }
        if (most < 1 || most > GROUP_MAX) {
            throw new IllegalArgumentException(
                    "From 1 to " + GROUP_MAX + " commands are settled in one transaction, not " + most);
        }
        return new JpaStore(way, settings.settlingAtOnce(most));
    }

    @Override
    public int commandsAtOnce() {
        return settings.commandsAtOnce();
    }

    /** Returns 2: while the database writes for one, the other decides. */
    @Override
    public int unitsAtOnce() {
        return UNITS_AT_ONCE;
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        return way.write(started(), settings, work);
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        return way.read(started(), work);
    }

    @Override
    public boolean seesWhatAllSee() {
        return !way.insideHost();
    }

    @Override
    public void requireCompletions() {
        way.requireCompletions();
    }

    @Override
    public void afterCompletion(Consumer<Boolean> then) {
        way.afterCompletion(then);
    }

    private StoreRuntime started() {
        StoreRuntime known = runtime;
        if (known != null) {
            return known;
        }
        starting.lock();
        try {
            known = runtime;
            if (known == null) {
                known = start();
                runtime = known;
            }
            return known;
        } finally {
            starting.unlock();
        }
    }

    private StoreRuntime start() {
        boolean inside = way.insideHost();
        return way.on(connection -> start(connection, inside));
    }

    private StoreRuntime start(Connection connection, boolean inside) {
        try {
            LoyaltySchema.Database database =
                    StoreRuntime.databaseOf(connection.getMetaData().getDatabaseProductName());
            if (way.joined() && (inside || settings.mode() == LoyaltySchema.Mode.VALIDATE)) {
                LoyaltySchema.look(connection, database, settings.schemaName(), settings.mode(), Tables.expected());
            } else {
                LoyaltySchema.prepare(connection, database, settings.schemaName(), settings.mode(), Tables.expected());
            }
            return StoreRuntime.start(connection, settings, way.joined());
        } catch (SQLException | HibernateException failure) {
            throw new StoreException("The store could not be started", failure);
        }
    }

    /** Gives up the persistence unit. The host's data source or entity manager stays open. */
    @Override
    public void close() {
        StoreRuntime known = runtime;
        runtime = null;
        if (known != null) {
            known.factory().close();
        }
    }
}
