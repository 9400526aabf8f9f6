package org.loyalty4j.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes rows of cells as RFC 4180 has them, each cell in quotes. What a spreadsheet could take for a formula gets an
 * apostrophe in front, and so does what begins with one: whoever takes one apostrophe away has the text again. Used by one
 * thread.
 */
final class CsvWriter {

    /** Characters that begin a formula, also in the width of East Asian letters. */
    private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private final Appendable to;
    private final String end;

    CsvWriter(Appendable to, String end) {
        this.to = to;
        this.end = end;
    }

    void row(List<String> cells) {
        try {
            for (int i = 0; i < cells.size(); i++) {
                to.append(i == 0 ? "\"" : ",\"")
                        .append(cells.get(i).replace("\"", "\"\""))
                        .append('"');
            }
            to.append(end);
        } catch (IOException failure) {
            throw new UncheckedIOException("The file could not be written on", failure);
        }
    }

    /** Returns a text as it is safe in a spreadsheet. */
    static String guarded(String text) {
        return text.startsWith("'") || isFormula(text) ? "'" + text : text;
    }

    /** Returns the text that was guarded. */
    static String unguarded(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    private static boolean isFormula(String text) {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (character == '\t' || character == '\r' || character == '\n' || FORMULA.indexOf(character) >= 0) {
                return true;
            }
            if (!isInvisible(character)) {
                return false;
            }
            i += Character.charCount(character);
        }
        return false;
    }

    private static boolean isInvisible(int character) {
        int type = Character.getType(character);
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || type == Character.FORMAT
                || type == Character.CONTROL;
    }
}
