package org.loyalty4j.jpa;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

class GroupedPostgresContractTest extends LoyaltyStoreContract {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @Override
    protected LoyaltyStore emptyStore() {
        return databases.closing(
                StoreOver.fresh(databases, TestDatabase.POSTGRESQL).groupCommit(JpaStore.GROUP_MAX));
    }
}
