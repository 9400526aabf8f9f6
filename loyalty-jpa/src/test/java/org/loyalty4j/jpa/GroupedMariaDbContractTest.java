package org.loyalty4j.jpa;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

class GroupedMariaDbContractTest extends LoyaltyStoreContract {

    @RegisterExtension
    static final EmptiedStore STORE = EmptiedStore.grouping(TestDatabase.MARIADB);

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }
}
