package org.loyalty4j.jpa;

import java.sql.Connection;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

/** The whole contract in transactions of a host's whose every question takes a lock. */
class MariaDbSerializableJoinedTest extends LoyaltyStoreContract {

    @RegisterExtension
    static final HostedStore STORE =
            HostedStore.of(TestDatabase.MARIADB, PoolSettings.USUAL.isolation(Connection.TRANSACTION_SERIALIZABLE));

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }
}
