package org.loyalty4j;

import org.loyalty4j.acceptance.RaceCases;
import org.loyalty4j.store.LoyaltyStore;

class GroupedRaceTest extends RaceCases {

    @Override
    protected LoyaltyStore emptyStore() {
        return new GroupingStore(512);
    }
}
