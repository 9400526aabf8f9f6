package org.loyalty4j.acceptance;

import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;

class InMemoryTenderTest extends TenderCases {

    @Override
    protected LoyaltyStore emptyStore() {
        return new InMemoryStore();
    }
}
