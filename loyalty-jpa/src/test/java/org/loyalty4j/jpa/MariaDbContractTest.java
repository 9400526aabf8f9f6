package org.loyalty4j.jpa;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

class MariaDbContractTest extends LoyaltyStoreContract {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @Override
    protected LoyaltyStore emptyStore() {
        return StoreOver.fresh(databases, TestDatabase.MARIADB);
    }
}
