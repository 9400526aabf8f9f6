package org.loyalty4j.jpa;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.loyalty4j.store.LoyaltyStore;

/** Makes stores over empty databases, and closes both after the test. */
final class StoreOver {

    private StoreOver() {}

    /** Returns a store with tables of its own, over the usual pool of a new database. */
    static JpaStore fresh(TestDatabases databases, TestDatabase kind) {
        return owning(databases, databases.fresh(kind).pool());
    }

    /** Returns a store that has created its tables. */
    static JpaStore owning(TestDatabases databases, DataSource pool) {
        return databases.closing(JpaStore.owning(pool).schema(LoyaltySchema.Mode.CREATE));
    }

    /** Makes the tables, as the administrator. */
    static void withTables(FreshDatabase database) {
        try {
            MadeTables.in(database);
        } catch (SQLException failed) {
            throw new AssertionError("The tables could not be made: " + failed, failed);
        }
    }

    /** Starts a store: its first use does. */
    static <S extends LoyaltyStore> S started(S store) {
        store.reading(reader -> reader.programs());
        return store;
    }
}
