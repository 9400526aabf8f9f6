package org.loyalty4j.testkit;

import org.loyalty4j.store.LoyaltyStore;

/**
 * What every {@link LoyaltyStore} must keep. Extend it, give an empty store, run it. There is nothing optional in it: a
 * store that fails one of these tests is not one that the library can stand on.
 */
public abstract class LoyaltyStoreContract extends DeskPromises {

    /** For classes that give a store. */
    protected LoyaltyStoreContract() {}

    /** Returns a store with nothing in it. Called once for each test. */
    @Override
    protected abstract LoyaltyStore emptyStore();
}
