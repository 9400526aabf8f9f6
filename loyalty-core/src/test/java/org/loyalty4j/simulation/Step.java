package org.loyalty4j.simulation;

import java.time.Instant;

/**
 * One step of a script.
 *
 * @param clock what the engine's clock shows
 * @param action what is asked
 * @param fault what the store does wrong
 * @param quoted whether a quote is asked for first
 */
record Step(Instant clock, Action action, Fault fault, boolean quoted) {

    /** Where a call to the store fails. */
    enum Fault {
        NONE,
        /** Before anything happened. */
        BEFORE,
        /** In the transaction, before its rows are written. */
        BEFORE_APPEND,
        /** In the transaction, after its rows are written: nothing may stay. */
        AFTER_APPEND,
        /** After the commit: everything stays, and the caller does not know. */
        AFTER_COMMIT,
        /** Another one was quicker; the engine is to begin again by itself. */
        LOST_RACE
    }

    @Override
    public String toString() {
        return clock + "  " + action + (fault == Fault.NONE ? "" : "  store fails " + fault)
                + (quoted ? "  quoted" : "");
    }
}
