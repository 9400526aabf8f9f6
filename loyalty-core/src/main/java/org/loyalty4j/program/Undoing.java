package org.loyalty4j.program;

import org.loyalty4j.points.CommandRecord;

/** A step of undoing something, before it is known by which command. */
record Undoing(AccountState.Done of, long points) {

    RecordedUndo by(CommandRecord command) {
        RecordedUndo last = of.lastUndo();
        int step = last == null ? 1 : last.step() + 1;
        return new RecordedUndo(
                command,
                of.command().operation(),
                of.command().key(),
                of.command().result().firstNumber(),
                step,
                of.undone() + points);
    }
}
