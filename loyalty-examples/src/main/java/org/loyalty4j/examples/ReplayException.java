package org.loyalty4j.examples;

import org.jspecify.annotations.Nullable;

/** Something about the input or the options that the user has to mend; the message says what. */
final class ReplayException extends Exception {

    private static final long serialVersionUID = 1L;

    ReplayException(String message) {
        super(message);
    }

    ReplayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
