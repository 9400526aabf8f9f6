package org.loyalty4j;

/**
 * How often what was asked for was in the cache, since the library was built.
 *
 * @param customerHits customers that were found by an identifier without asking the store
 * @param customerMisses those for which it was asked
 * @param balanceHits balances that were shown without asking the store
 * @param balanceMisses those for which it was asked
 */
public record CacheStatistics(long customerHits, long customerMisses, long balanceHits, long balanceMisses) {

    /** Returns the share of customers that were found without asking the store, in percent; 0 when none was asked for. */
    public int customerHitPercent() {
        return percent(customerHits, customerMisses);
    }

    /** Returns the share of balances that were shown without asking the store, in percent; 0 when none was asked for. */
    public int balanceHitPercent() {
        return percent(balanceHits, balanceMisses);
    }

    private static int percent(long hits, long misses) {
        return hits + misses == 0 ? 0 : (int) (100 * hits / (hits + misses));
    }
}
