package org.loyalty4j;

import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

/** A store that wants commands to be settled together keeps every promise. */
class GroupedContractTest extends LoyaltyStoreContract {

    @Override
    protected LoyaltyStore emptyStore() {
        return new GroupingStore(512);
    }
}
