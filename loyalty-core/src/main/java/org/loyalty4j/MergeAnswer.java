package org.loyalty4j;

import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.MergeRecord;

/** What came of a request to merge two customers, or to undo that. */
public sealed interface MergeAnswer {

    /**
     * It is as was asked, now or before.
     *
     * @param merge what is on record of it, as it is now
     * @param replayed whether the key was used before, so that nothing was written now
     */
    record Done(MergeRecord merge, boolean replayed) implements MergeAnswer {}

    /**
     * Nothing was written and the key is free.
     *
     * @param why {@link Refusal#ALREADY_MERGED}, {@link Refusal#ACCOUNT_IN_USE}, {@link Refusal#MEMBERSHIP_ENDED}, {@link
     *     Refusal#NOT_MERGED} or {@link Refusal#MERGED_ON}
     */
    record Refused(Refusal why) implements MergeAnswer {}

    /**
     * Returns what is on record.
     *
     * @throws IllegalStateException if the request was refused
     */
    default MergeRecord orThrow() {
        if (this instanceof Done done) {
            return done.merge();
        }
        throw new IllegalStateException("The request was refused: " + this);
    }
}
