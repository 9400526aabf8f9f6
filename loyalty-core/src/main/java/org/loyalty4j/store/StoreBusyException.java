package org.loyalty4j.store;

/** The store could not do it now: a lock or a connection was not had in time. Nothing happened; repeat the request as it is. */
public class StoreBusyException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final boolean hostMayGoOn;

    /** Makes the exception for a store that has undone its part. */
    public StoreBusyException(String message) {
        super(message);
        this.hostMayGoOn = true;
    }

    /**
     * Makes the exception.
     *
     * @param hostMayGoOn see {@link #hostMayGoOn()}
     */
    public StoreBusyException(String message, Throwable cause, boolean hostMayGoOn) {
        super(message, cause);
        this.hostMayGoOn = hostMayGoOn;
    }

    /**
     * Says whether a host's transaction that the call was part of is still good: what the host did itself can be
     * committed, without points. Otherwise it has to be rolled back as a whole. True where no host's transaction was
     * joined.
     */
    public boolean hostMayGoOn() {
        return hostMayGoOn;
    }
}
