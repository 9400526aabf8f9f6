package org.loyalty4j.event;

import java.util.List;

/**
 * Hears of changes within the library that makes them. Called by the thread that asked for the change, while it waits; several
 * threads may call at once. For other servers, and for what must not be missed when one stops, read the written events.
 */
public interface EventListener {

    /**
     * Is told of a change that is decided and not written yet. Throwing a {@link VetoException} refuses it: of several that
     * are settled together only that one. What is undone later, or begun again after a lost race or a veto, was told, too, so
     * this must have no effect outside. Quotes are not told, and what falls due is not: expiry, reminders, tiers that are
     * reckoned anew, handovers. Does nothing here.
     *
     * @param events what one request changes, of a payment in several purses what it changes in one, without positions
     * @throws VetoException if it is not to be
     */
    default void deciding(List<Event> events) {}

    /**
     * Is told once that a transaction has been committed, by the thread that committed it, which others may wait for: where
     * commands of several callers are settled together it tells of all of them. What this throws is logged and changes nothing
     * any more; what was committed by a process that stopped then is never told. In a host's transaction it is called once for
     * each call of the library, and also for one that the host has rolled back to a savepoint of its own, as long as the
     * transaction itself is committed. Does nothing here.
     *
     * @param events all that was changed, in order, without positions
     */
    default void committed(List<Event> events) {}
}
