package org.loyalty4j.examples;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;

/**
 * The purchases of a file.
 *
 * @param name what to call the file
 * @param identity the SHA-256 of its content
 * @param hasColumns whether it has a header with all columns
 * @param rows the purchases above the first bad line, in the order of their dates, those of a day in that of their lines
 * @param bad the first line that cannot be meant, or null
 */
record PurchaseFile(
        String name,
        String identity,
        boolean hasColumns,
        List<Row> rows,
        @Nullable BadLine bad) {

    PurchaseFile {
        rows = List.copyOf(rows);
    }

    /**
     * The names of the columns.
     *
     * @param customer who bought
     * @param date when
     * @param amount for how many dollars
     */
    record Columns(String customer, String date, String amount) {

        /** Drops white space around the names, as it is dropped in the header. */
        Columns {
            customer = customer.strip();
            date = date.strip();
            amount = amount.strip();
        }
    }

    /**
     * One purchase.
     *
     * @param line the line it begins on
     * @param customer the id as the file spells it
     * @param date the day
     * @param amount dollars, with two decimals
     */
    record Row(long line, String customer, LocalDate date, BigDecimal amount) {}

    /** How many digits the number of a line has in a key. */
    private static final int KEY_DIGITS = 10;

    /** Returns the key of a purchase, also of the redemption before it: equal lines are different purchases. */
    CommandKey key(Row row) {
        String line = Long.toString(row.line());
        return CommandKey.of(identity + "-" + "0".repeat(Math.max(0, KEY_DIGITS - line.length())) + line);
    }

    /** Reads the purchases of a file. */
    static PurchaseFile of(InputFile file, Columns columns) {
        List<Row> rows = new ArrayList<>();
        RowParser parser = new RowParser(columns);
        BadLine bad = read(file, parser, rows);
        rows.sort(Comparator.comparing(Row::date).thenComparing(Row::line));
        return new PurchaseFile(file.name(), file.identity(), parser.hasHeader(), rows, bad);
    }

    private static @Nullable BadLine read(InputFile file, RowParser parser, List<Row> rows) {
        CsvRow.Gatherer gatherer = new CsvRow.Gatherer();
        // Where the bytes stop being UTF-8, something stands in for the rest, so that the line is there to be named.
        String text = file.cut() ? file.text() + "?" : file.text();
        Iterator<CsvRow> lines = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(Math.max(text.length() + 1, 1024))
                .build(gatherer, text)
                .iterator();
        try {
            while (lines.hasNext()) {
                CsvRow line = lines.next();
                if (file.cut() && !lines.hasNext()) {
                    return parser.bad(line, line.fields().size() - 1, "the bytes are not UTF-8");
                }
                BadLine bad = line.blank() ? null : parser.add(line, rows);
                if (bad != null) {
                    return bad;
                }
            }
        } catch (CsvParseException broken) {
            CsvRow line = gatherer.unfinished();
            return parser.bad(
                    line, line.fields().size(), file.cut() ? "the bytes are not UTF-8" : "the quotes are wrong");
        }
        return parser.noHeader();
    }
}
