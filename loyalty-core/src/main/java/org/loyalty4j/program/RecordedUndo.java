package org.loyalty4j.program;

import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord;

/**
 * One step of undoing a command, with the sum of all steps up to it, so that no more is ever undone than was done.
 *
 * @param command what was asked and what came of it
 * @param of what is undone
 * @param key the key of the command that is undone
 * @param debit the number of that command's first posting
 * @param step 1, 2, 3 … for the command that is undone
 * @param points how many of its points were undone so far, by all steps together
 */
public record RecordedUndo(
        CommandRecord command, CommandRecord.Operation of, CommandKey key, long debit, int step, long points) {

    /** Returns this with its command as it is once the words of its caller are erased. */
    public RecordedUndo with(CommandRecord erased) {
        return new RecordedUndo(erased, of, key, debit, step, points);
    }

    /** Says whether this is a step of undoing a command. */
    public boolean isOf(CommandRecord other) {
        return of == other.operation() && key.equals(other.key());
    }
}
