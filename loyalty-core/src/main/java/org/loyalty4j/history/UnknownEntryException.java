package org.loyalty4j.history;

import java.util.NoSuchElementException;

/** No entry has an id. Repeating the call does not help. */
public final class UnknownEntryException extends NoSuchElementException {

    private static final long serialVersionUID = 1L;

    private final transient EntryId entry;

    /** Makes the exception for an id. */
    public UnknownEntryException(EntryId entry) {
        super("No entry " + entry.value() + " is in anybody's history; use an id that was returned");
        this.entry = entry;
    }

    /** Returns the id. */
    public EntryId entry() {
        return entry;
    }
}
