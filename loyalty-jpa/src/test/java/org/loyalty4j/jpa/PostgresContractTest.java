package org.loyalty4j.jpa;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

class PostgresContractTest extends LoyaltyStoreContract {

    @RegisterExtension
    static final EmptiedStore STORE = EmptiedStore.of(TestDatabase.POSTGRESQL, PoolSettings.USUAL);

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }

    @Override
    protected List<String> everythingKept() {
        return STORE.everythingKept();
    }
}
