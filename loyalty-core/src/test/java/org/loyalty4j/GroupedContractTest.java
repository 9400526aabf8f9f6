package org.loyalty4j;

import java.util.List;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

/** A store that wants commands to be settled together keeps every promise. */
class GroupedContractTest extends LoyaltyStoreContract {

    /** The last one; one that was never asked for holds nothing. */
    private GroupingStore store = new GroupingStore(512);

    @Override
    protected LoyaltyStore emptyStore() {
        store = new GroupingStore(512);
        return store;
    }

    @Override
    protected List<String> everythingKept() {
        return TextsWithin.of(store);
    }
}
