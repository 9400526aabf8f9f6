package org.loyalty4j.examples.bench.db;

/** One way to keep sales and points in the tables of the library. Safe for use by many threads. */
interface Contender extends AutoCloseable {

    /** Returns what it is called in the tables of figures. */
    String name();

    /** Returns the schema that it writes to. */
    String schema();

    /**
     * Records the sale of three lines.
     *
     * @param customer index of the customer
     * @param key never used before
     * @throws RuntimeException if it was not recorded
     */
    void sell(int customer, String key);

    /**
     * Uses {@link Sample#REDEEMED} points, the soonest gone first.
     *
     * @param customer index of the customer, who has the points
     * @param key never used before
     * @throws RuntimeException if they were not used
     */
    void redeem(int customer, String key);

    /** Returns how often a command was begun again after losing a race, since the start. */
    long repeats();

    @Override
    void close();
}
