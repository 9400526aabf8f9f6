package org.loyalty4j.exchange;

import java.util.List;

/**
 * What became of the rows of a file so far. Each row is written, there, repeated, changed, refused or bad, and these add up to
 * the rows that were read. No text of it holds what a cell says.
 *
 * @param read how many rows were read, in this run
 * @param written how many were written, or with {@link ImportPlan.Mode#CHECK} would be
 * @param there how many were there already, from an earlier run
 * @param repeated how many stand in the file for another time; a repeat more than a million rows later may count as there
 * @param changed how many say something else than a row with their key that was written before; nothing was changed
 * @param refused how many a rule refused, such as a card that is somebody else's
 * @param bad how many cannot be meant
 * @param problems what was wrong, for the first of the last four and of repeats, as many as were asked for
 * @param position where to go on: after the last row that was dealt with
 * @param end whether and why reading has ended
 */
public record ImportReport(
        long read,
        long written,
        long there,
        long repeated,
        long changed,
        long refused,
        long bad,
        List<Problem> problems,
        Position position,
        End end) {

    /** Whether and why reading has ended. */
    public enum End {
        /** It goes on. */
        NOT_YET,
        /** All rows were read. */
        ALL_READ,
        /** Who was told of the progress said so. */
        STOPPED,
        /** A row could not be taken in, and the plan says to stop there. */
        BAD_ROW,
        /** Quotes are so wrong that nobody can tell where the next row begins: mend the file and read it again. */
        UNREADABLE
    }

    /** What kind of problem a row has. */
    public enum Kind {
        /** It cannot be meant. */
        BAD,
        /** A rule refused it. */
        REFUSED,
        /** It says something else under a key that was written before. */
        CHANGED,
        /** It stands in the file before. */
        REPEATED
    }

    /**
     * A place between two rows.
     *
     * @param line the physical line that comes next, from 1
     * @param offset how many characters are before it
     */
    public record Position(long line, long offset) {}

    /**
     * What is wrong with a row.
     *
     * @param line the physical line on which the row begins, from 1
     * @param column the header of the column as the plan has it, its number where the plan names none, or empty for the whole row
     * @param kind what kind of problem it is
     * @param code the name of a {@link org.loyalty4j.command.Violation.Code} or {@link org.loyalty4j.command.Refusal}
     * @param message what was found and what is allowed, without what the cell says
     */
    public record Problem(long line, String column, Kind kind, String code, String message) {}

    /** Copies the list. */
    public ImportReport {
        problems = List.copyOf(problems);
    }
}
