package org.loyalty4j.event;

/** Thrown by a listener that refuses a change. Nothing of that change was written, and its key is free. */
public class VetoException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Makes one.
     *
     * @param message why, without personal values
     */
    public VetoException(String message) {
        super(message);
    }
}
