package org.loyalty4j.customer;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Source;

/** What every request about a customer says, beside what it asks. */
public interface Request {

    /** Returns the caller's key. */
    CommandKey key();

    /** Returns whom it is about. */
    CustomerId customer();

    /** Returns who asks, or null. */
    @Nullable
    Actor actor();

    /** Returns why, or null. */
    default @Nullable String reason() {
        return null;
    }

    /** Returns which system asks, or null. */
    default @Nullable Source source() {
        return null;
    }

    /** Returns on what grounds it is asked beside the reason in words, or null. */
    default @Nullable Grounds grounds() {
        return null;
    }
}
