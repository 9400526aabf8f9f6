package org.loyalty4j.exchange;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;

/** Several rows in one cell: rows of cells of their own, a line each. */
final class Nested {

    /** More than any list has that may stand in a cell. */
    private static final int ROWS_MAX = 1_000;

    private Nested() {}

    static String of(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        CsvWriter writer = new CsvWriter(text, "\n");
        rows.forEach(writer::row);
        return text.isEmpty() ? "" : text.substring(0, text.length() - 1);
    }

    static List<List<String>> rows(String cell) {
        CsvReader reader = new CsvReader(new StringReader(cell), ',', ImportReader.EXPORTED_CELL_MAX);
        List<List<String>> rows = new ArrayList<>();
        for (CsvReader.Row row = reader.next(); row != null; row = reader.next()) {
            if (row.fault() != null || rows.size() == ROWS_MAX) {
                throw new InvalidRequestException("cell", Code.BAD_ROW, "the rows in this cell cannot be read");
            }
            rows.add(row.cells());
        }
        return rows;
    }
}
