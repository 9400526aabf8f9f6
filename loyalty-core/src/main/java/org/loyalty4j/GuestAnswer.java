package org.loyalty4j;

import org.loyalty4j.command.Refusal;
import org.loyalty4j.program.RecordedGuest;

/** What came of recording a guest purchase, or of goods of one that came back. */
public sealed interface GuestAnswer {

    /**
     * It is written down, now or before.
     *
     * @param guest the purchase with everything that was done with it
     * @param replayed whether the key was used before, so that nothing was written now
     */
    record Kept(RecordedGuest guest, boolean replayed) implements GuestAnswer {}

    /**
     * It was refused; nothing was written and the key is free.
     *
     * @param why the reason
     */
    record Refused(Refusal why) implements GuestAnswer {}

    /**
     * Returns the purchase.
     *
     * @throws IllegalStateException if it was refused
     */
    default RecordedGuest orThrow() {
        if (this instanceof Kept kept) {
            return kept.guest();
        }
        throw new IllegalStateException("It was refused: " + this);
    }
}
