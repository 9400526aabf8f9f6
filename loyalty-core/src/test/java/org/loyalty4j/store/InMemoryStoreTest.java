package org.loyalty4j.store;

import org.loyalty4j.testkit.LoyaltyStoreContract;

class InMemoryStoreTest extends LoyaltyStoreContract {

    @Override
    protected LoyaltyStore emptyStore() {
        return new InMemoryStore();
    }
}
