package org.loyalty4j.program;

import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.CommandRecord;

/**
 * One leg of a transfer, or of undoing one: which account is at the other end, and which of its commands is the other
 * leg. Both legs have one key.
 *
 * @param command what was asked and what came of it here
 * @param other the customer at the other end
 * @param otherSequence the place of the other leg among the other account's commands
 */
public record RecordedTransfer(CommandRecord command, CustomerId other, long otherSequence) {

    /** Returns this with its command as it is once the words of its caller are erased. */
    public RecordedTransfer with(CommandRecord erased) {
        return new RecordedTransfer(erased, other, otherSequence);
    }
}
