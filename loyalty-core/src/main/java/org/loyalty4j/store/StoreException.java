package org.loyalty4j.store;

/** A store could not do its work. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public StoreException(String message) {
        super(message);
    }

    /** Makes the exception. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
