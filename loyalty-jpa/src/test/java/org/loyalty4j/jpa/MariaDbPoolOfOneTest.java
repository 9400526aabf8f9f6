package org.loyalty4j.jpa;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.ConcurrencyContract;

/** F-20: a unit of work never needs a second connection. */
class MariaDbPoolOfOneTest extends ConcurrencyContract {

    @RegisterExtension
    static final EmptiedStore STORE = EmptiedStore.of(TestDatabase.MARIADB, PoolSettings.USUAL.size(1));

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }
}
