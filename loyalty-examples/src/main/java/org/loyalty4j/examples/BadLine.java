package org.loyalty4j.examples;

/**
 * A line that cannot be meant.
 *
 * @param line the physical line, from 1, blank ones counted
 * @param column the name of the column
 * @param message what is wrong there
 */
record BadLine(long line, String column, String message) {

    private static final int SHOWN_MAX = 40;

    /** Returns a text in quotes, short and on one line, for a message. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints()
                .limit(SHOWN_MAX)
                .forEach(character -> shown.appendCodePoint(isPrintable(character) ? character : '?'));
        return shown.append(text.codePointCount(0, text.length()) > SHOWN_MAX ? "…\"" : "\"")
                .toString();
    }

    private static boolean isPrintable(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    /** Returns the message with the place. */
    String in(String file) {
        return file + ": line " + line + ", column " + column + ": " + message;
    }
}
