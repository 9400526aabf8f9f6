package org.loyalty4j.store;

/**
 * The host's transaction was to be joined, and there is none: begin one before the library is called. Nothing was read or
 * written.
 */
public final class NoTransactionException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Makes an exception whose message names the fix. */
    public NoTransactionException(String message) {
        super(message);
    }
}
