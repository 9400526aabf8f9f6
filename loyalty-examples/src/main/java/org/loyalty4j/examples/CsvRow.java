package org.loyalty4j.examples;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of a CSV file.
 *
 * @param line the physical line it begins on, from 1
 * @param fields its fields, without their quotes
 * @param quoted whether any of them was quoted
 */
record CsvRow(long line, List<String> fields, boolean quoted) {

    CsvRow {
        fields = List.copyOf(fields);
    }

    /** Says whether the line holds nothing but white space. */
    boolean blank() {
        return fields.size() == 1 && !quoted && fields.get(0).isBlank();
    }

    /** Gathers rows, and knows how far it came when a row cannot be read. Used by one thread, for one file. */
    static final class Gatherer extends AbstractBaseCsvCallbackHandler<CsvRow> {

        private List<String> fields = new ArrayList<>();
        private boolean quoted;

        /** Returns the row read so far. */
        CsvRow unfinished() {
            return new CsvRow(getStartingLineNumber(), fields, quoted);
        }

        @Override
        protected void handleBegin(long line) {
            fields = new ArrayList<>();
            quoted = false;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
            fields.add(new String(buffer, offset, length));
            quoted |= isQuoted;
        }

        @Override
        protected CsvRow buildRecord() {
            return unfinished();
        }
    }
}
