package org.loyalty4j.acceptance;

import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;

/** The cases of reserved points in memory. */
class InMemoryHoldTest extends HoldCases {

    @Override
    protected LoyaltyStore emptyStore() {
        return new InMemoryStore();
    }
}
