package org.loyalty4j.jpa;

import java.sql.Connection;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.ConcurrencyContract;

/** F-15 at serializable. */
class PostgresSerializableTest extends ConcurrencyContract {

    @RegisterExtension
    static final EmptiedStore STORE =
            EmptiedStore.of(TestDatabase.POSTGRESQL, PoolSettings.USUAL.isolation(Connection.TRANSACTION_SERIALIZABLE));

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }
}
