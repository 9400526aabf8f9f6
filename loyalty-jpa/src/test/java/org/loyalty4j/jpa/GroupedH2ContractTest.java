package org.loyalty4j.jpa;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

class GroupedH2ContractTest extends LoyaltyStoreContract {

    @RegisterExtension
    static final EmptiedStore STORE = EmptiedStore.grouping(TestDatabase.H2);

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }
}
