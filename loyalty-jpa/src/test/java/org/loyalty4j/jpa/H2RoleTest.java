package org.loyalty4j.jpa;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

/** The whole kit as a database user who has only the rights that the library prints. */
class H2RoleTest extends LoyaltyStoreContract {

    @RegisterExtension
    static final EmptiedStore STORE = EmptiedStore.asRole(TestDatabase.H2);

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }

    @Override
    protected List<String> everythingKept() {
        return STORE.everythingKept();
    }
}
