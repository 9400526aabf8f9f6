package org.loyalty4j.jpa;

import java.sql.Connection;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.ConcurrencyContract;

/** What several do at once, in transactions of a host's whose every question takes a lock. */
class MariaDbSerializableJoinedTest extends ConcurrencyContract {

    @RegisterExtension
    static final HostedStore STORE =
            HostedStore.of(TestDatabase.MARIADB, PoolSettings.USUAL.isolation(Connection.TRANSACTION_SERIALIZABLE));

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }
}
