package org.loyalty4j.store;

/**
 * What a store keeps its data in has another form than this version of the library needs. Thrown when the store is
 * started, before anything is read or written; the message names both versions and what brings one to the other.
 */
public final class SchemaMismatchException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** Makes an exception with what is needed, found, and to do. */
    public SchemaMismatchException(String message) {
        super(message);
    }

    /** Makes an exception with what is needed, found, and to do. */
    public SchemaMismatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
