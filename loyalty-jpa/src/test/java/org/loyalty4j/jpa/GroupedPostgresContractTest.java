package org.loyalty4j.jpa;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

class GroupedPostgresContractTest extends LoyaltyStoreContract {

    @RegisterExtension
    static final EmptiedStore STORE = EmptiedStore.grouping(TestDatabase.POSTGRESQL);

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }
}
