package org.loyalty4j.jpa;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

/** The whole contract in transactions of a host's. */
class PostgresJoinedContractTest extends LoyaltyStoreContract {

    @RegisterExtension
    static final HostedStore STORE = HostedStore.of(TestDatabase.POSTGRESQL, PoolSettings.USUAL);

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }
}
