package org.loyalty4j.exchange;

import java.util.List;
import org.loyalty4j.privacy.PersonalData;

/** Writes what is known of one person, a row for each value. Used by one thread. */
public final class PersonRows {

    private static final List<String> TITLES = List.of("kind", "number", "field", "value");

    private final CsvWriter writer;
    private long written;

    private PersonRows(Appendable to) {
        this.writer = new CsvWriter(to, "\r\n");
    }

    /**
     * Begins a file.
     *
     * @throws java.io.UncheckedIOException if it could not be written
     */
    public static PersonRows begin(Appendable to) {
        PersonRows rows = new PersonRows(to);
        rows.writer.row(TITLES);
        return rows;
    }

    /**
     * Writes a value.
     *
     * @param number which of its kind it belongs to, from 1
     * @param field the path to it, names and numbers with dots between
     * @throws java.io.UncheckedIOException if it could not be written
     */
    public void value(PersonalData kind, long number, String field, String value) {
        writer.row(List.of(kind.name(), Long.toString(number), CsvWriter.guarded(field), CsvWriter.guarded(value)));
        written++;
    }

    /** Returns how many values were written. */
    public long written() {
        return written;
    }
}
