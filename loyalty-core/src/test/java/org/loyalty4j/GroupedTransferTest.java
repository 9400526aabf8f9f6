package org.loyalty4j;

import org.loyalty4j.acceptance.TransferCases;
import org.loyalty4j.store.LoyaltyStore;

/** A transfer is settled by itself, beside units of the commands of others. */
class GroupedTransferTest extends TransferCases {

    @Override
    protected LoyaltyStore emptyStore() {
        return new GroupingStore(512);
    }
}
