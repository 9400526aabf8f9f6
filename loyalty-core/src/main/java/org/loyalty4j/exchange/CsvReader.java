package org.loyalty4j.exchange;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of cells as RFC 4180 writes them, with any separator and any end of line. What is too large is read over, not
 * held. Used by one thread.
 */
final class CsvReader {

    /** The most cells of a row. */
    static final int CELLS_MAX = 1_000;

    private static final int END = -1;

    private final Reader in;
    private final char separator;
    private final int cellMax;
    private final char[] buffer = new char[8192];
    private int filled;
    private int next;
    private long offset;
    private long line = 1;

    /** Where in a row the reader is. */
    private enum State {
        /** Before the first character of a cell. */
        BEGIN,
        /** In a cell without quotes. */
        PLAIN,
        /** Between quotes. */
        QUOTED,
        /** After a quote that ends the cell, or is the first of two. */
        QUOTE,
        /** After the end of a cell, where nothing may be. */
        AFTER
    }

    /**
     * What is wrong with a row.
     *
     * @param cell in which cell, from 0
     */
    record Fault(int cell, String message) {}

    /**
     * A row.
     *
     * @param line the physical line on which it begins, from 1
     * @param from how many characters are before it
     * @param size how many characters are held
     * @param fault what is wrong with it, or null
     * @param lost whether nobody can tell where the next row begins
     */
    record Row(
            long line,
            long from,
            int size,
            List<String> cells,
            @Nullable Fault fault,
            boolean lost) {}

    CsvReader(Reader in, char separator, int cellMax) {
        this.in = in;
        this.separator = separator;
        this.cellMax = cellMax;
        if (peek() == '\uFEFF') {
            take();
        }
    }

    /** Returns how many characters were read. */
    long offset() {
        return offset;
    }

    /** Returns the physical line that comes next, from 1. */
    long line() {
        return line;
    }

    /** Goes on after so many characters, on a line; says whether a line begins there. */
    boolean skipTo(long wanted, long itsLine) {
        int last = '\n';
        while (offset < wanted && last != END) {
            last = take();
        }
        line = itsLine;
        return offset == wanted && (last == '\n' || (last == '\r' && peek() != '\n'));
    }

    /** Returns the next row that says anything, or null at the end. */
    @Nullable
    Row next() {
        while (peek() != END) {
            Row row = new Reading().row();
            if (row.fault() != null || !row.cells().stream().allMatch(String::isBlank)) {
                return row;
            }
        }
        return null;
    }

    private int peek() {
        if (next == filled) {
            try {
                filled = Math.max(0, in.read(buffer, 0, buffer.length));
            } catch (IOException failure) {
                throw new UncheckedIOException("The file could not be read on after character " + offset, failure);
            }
            next = 0;
        }
        return next == filled ? END : buffer[next];
    }

    private int take() {
        int taken = peek();
        if (taken != END) {
            next++;
            offset++;
        }
        return taken;
    }

    /** The reading of one row. */
    private final class Reading {

        private final long begun = line;
        private final long from = offset;
        private final List<String> cells = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private State state = State.BEGIN;
        private int ended;
        private int held;
        private @Nullable Fault fault;
        private boolean misquoted;
        private boolean lost;

        Row row() {
            boolean open = true;
            while (open) {
                open = accepts(take());
            }
            // A row that ends on its own line is followed by another one; where quotes are wrong and lines were read
            // over,
            // nobody can tell which of them were rows.
            return new Row(begun, from, held, List.copyOf(cells), fault, lost);
        }

        private boolean accepts(int taken) {
            if (state == State.QUOTED) {
                return acceptsQuoted(taken);
            }
            if (taken == END || taken == '\n' || taken == '\r') {
                endCell();
                lost |= misquoted && line != begun;
                countLine(taken);
                return false;
            }
            if (taken == separator) {
                endCell();
                state = State.BEGIN;
                return true;
            }
            switch (state) {
                case BEGIN -> {
                    if (taken == '"') {
                        state = State.QUOTED;
                    } else {
                        state = State.PLAIN;
                        hold((char) taken);
                    }
                }
                case PLAIN -> {
                    if (taken == '"') {
                        misquoted(
                                "a quote stands within a cell that does not begin with one; put the cell in quotes, and"
                                        + " double those in it");
                    }
                    hold((char) taken);
                }
                case QUOTE -> {
                    if (taken == '"') {
                        hold('"');
                        state = State.QUOTED;
                    } else {
                        misquoted("something stands between the quote that ends a cell and the separator; double the"
                                + " quotes in a cell");
                        state = State.AFTER;
                    }
                }
                default -> {
                    // What follows the end of a cell is read over.
                }
            }
            return true;
        }

        private boolean acceptsQuoted(int taken) {
            if (taken == END) {
                misquoted("a quote is not closed; nothing after it could be read");
                endCell();
                lost = true;
                return false;
            }
            if (taken == '"') {
                state = State.QUOTE;
                return true;
            }
            hold((char) taken);
            if (taken == '\n' || (taken == '\r' && peek() != '\n')) {
                line++;
            }
            return true;
        }

        private void countLine(int taken) {
            if (taken == '\r' && peek() == '\n') {
                take();
            }
            line += taken == END ? 0 : 1;
        }

        private void hold(char taken) {
            if (cell.length() >= cellMax || held >= 2 * cellMax) {
                fault("a cell is longer than " + cellMax + " characters, or the row than twice as many");
            } else {
                cell.append(taken);
                held++;
            }
        }

        private void endCell() {
            if (cells.size() < CELLS_MAX) {
                cells.add(cell.toString());
            } else {
                fault("a row has at most " + CELLS_MAX + " cells");
            }
            ended++;
            cell.setLength(0);
            if (cell.capacity() > buffer.length) {
                cell.trimToSize();
            }
        }

        private void misquoted(String message) {
            misquoted = true;
            fault(message);
        }

        private void fault(String message) {
            fault = fault == null ? new Fault(ended, message) : fault;
        }
    }
}
