package org.loyalty4j.store;

/** A lock was not had in time. Nothing happened; repeat the request as it is. */
public class StoreBusyException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public StoreBusyException(String message) {
        super(message);
    }
}
