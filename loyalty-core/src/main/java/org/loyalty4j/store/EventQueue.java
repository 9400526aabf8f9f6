package org.loyalty4j.store;

/** Where a transaction gives events their positions, and consumers go on. */
public interface EventQueue {

    /**
     * Gives the next positions to committed events that have none, those of one account in the order in which they were
     * written. One transaction does so at a time. A store whose events have their positions when they are committed does
     * nothing.
     *
     * @param count how many at most
     * @return how many
     * @throws StoreBusyException if a lock was not had in time
     */
    int order(int count);

    /**
     * Locks a consumer until the transaction ends. It is one of the consumers from then on, if the transaction is committed.
     *
     * @return up to which position it has read; 0 for one that never read
     * @throws StoreBusyException if the lock was not had in time
     */
    long lock(String consumer);

    /** Has it forgotten that there was a consumer. */
    void remove(String consumer);

    /** Says up to which position a consumer that is locked has read. */
    void read(String consumer, long position);

    /**
     * Removes events, the first ones first.
     *
     * @param upTo only those up to this position
     * @param count how many at most
     * @return how many
     */
    int forget(long upTo, int count);
}
