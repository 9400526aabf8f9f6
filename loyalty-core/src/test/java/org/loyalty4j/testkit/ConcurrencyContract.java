package org.loyalty4j.testkit;

import org.loyalty4j.store.LoyaltyStore;

/**
 * The part of {@link LoyaltyStoreContract} about the ledger's keys, transactions and many threads at once: run a store
 * under it once more for each setting that decides who waits for whom, such as another isolation or a pool of one
 * connection. A store that passes only this is not proven.
 */
public abstract class ConcurrencyContract extends ConcurrencyPromises {

    /** For classes that give a store. */
    protected ConcurrencyContract() {}

    /** Returns a store with nothing in it. Called once for each test. */
    @Override
    protected abstract LoyaltyStore emptyStore();
}
