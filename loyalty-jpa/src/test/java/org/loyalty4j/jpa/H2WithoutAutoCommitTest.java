package org.loyalty4j.jpa;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.ConcurrencyContract;

/** A pool whose connections come with auto-commit off. */
class H2WithoutAutoCommitTest extends ConcurrencyContract {

    @RegisterExtension
    static final EmptiedStore STORE = EmptiedStore.of(TestDatabase.H2, PoolSettings.USUAL.withoutAutoCommit());

    @Override
    protected LoyaltyStore emptyStore() {
        return STORE.empty();
    }
}
