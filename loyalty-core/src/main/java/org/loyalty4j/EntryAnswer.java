package org.loyalty4j;

import org.loyalty4j.command.Refusal;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.HistoryItem;

/**
 * What came of a request to say anew what an entry says.
 *
 * @param <I> what the entry says
 */
public sealed interface EntryAnswer<I extends HistoryItem> {

    /**
     * It is as was asked, now or before.
     *
     * @param entry the entry of now
     * @param replayed whether the key was used before, so that nothing was written now
     * @param <I> what the entry says
     */
    record Done<I extends HistoryItem>(Entry<I> entry, boolean replayed) implements EntryAnswer<I> {}

    /**
     * Nothing was written and the key is free.
     *
     * @param why {@link Refusal#CHANGED_MEANWHILE}, {@link Refusal#TASK_CLOSED}, {@link Refusal#ENTRY_CLOSED} or {@link
     *     Refusal#STAGE_NOT_ALLOWED}
     * @param <I> what the entry says
     */
    record Refused<I extends HistoryItem>(Refusal why) implements EntryAnswer<I> {}

    /**
     * Returns the entry.
     *
     * @throws IllegalStateException if the request was refused
     */
    default Entry<I> orThrow() {
        if (this instanceof Done<I> done) {
            return done.entry();
        }
        throw new IllegalStateException("The request was refused: " + this);
    }
}
