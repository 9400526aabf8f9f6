package shop.store;

import java.time.Duration;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.LoyaltyStoreContract;

/** All that a store of one's own needs to be tested: the contract does the rest. */
class CopyingStoreTest extends LoyaltyStoreContract {

    @Override
    protected LoyaltyStore emptyStore() {
        return new CopyingStore(Duration.ofSeconds(2));
    }
}
