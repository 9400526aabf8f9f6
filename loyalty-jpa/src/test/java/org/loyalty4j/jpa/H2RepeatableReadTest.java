package org.loyalty4j.jpa;

import java.sql.Connection;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.ConcurrencyContract;

/** F-15 at repeatable read. */
class H2RepeatableReadTest extends ConcurrencyContract {

    @RegisterExtension
    static final EmptiedStore STORE =
            EmptiedStore.of(TestDatabase.H2, PoolSettings.USUAL.isolation(Connection.TRANSACTION_REPEATABLE_READ));

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }
}
