package org.loyalty4j.acceptance;

import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;

/** What becomes of reserved points, in memory. */
class InMemoryHeldPointsTest extends HeldPointsCases {

    @Override
    protected LoyaltyStore emptyStore() {
        return new InMemoryStore();
    }
}
