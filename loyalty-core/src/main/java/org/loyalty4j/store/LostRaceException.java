package org.loyalty4j.store;

/**
 * Another transaction has taken a key or an identifier after this one looked. Nothing of this one stays; it is to be
 * begun again, and will then see what the other one wrote.
 */
public class LostRaceException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public LostRaceException(String message) {
        super(message);
    }
}
