package org.loyalty4j.store;

/**
 * The store failed while it was committing, so that the change may have happened or not. Repeat the request with the same
 * key: it has one effect in either case, and the repeat gets the answer.
 */
public final class OutcomeUnknownException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** Makes an exception with what was asked, found, and to do. */
    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
