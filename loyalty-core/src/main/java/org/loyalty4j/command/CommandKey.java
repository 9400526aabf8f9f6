package org.loyalty4j.command;

/**
 * The caller's own name for one request, known before the call: a receipt number, a click id.
 *
 * <p>A request repeated with the same key has one effect and gets the first answer again. Keys are compared letter by
 * letter, after their outer white space is removed.
 *
 * @param value the key, 1 to {@value #LENGTH_MAX} code points without control characters
 */
public record CommandKey(String value) {

    /** The most code points a key may have. */
    public static final int LENGTH_MAX = 255;

    /**
     * Makes a key.
     *
     * @throws InvalidRequestException if the text is blank, too long, or holds characters that are not allowed
     */
    public CommandKey {
        value = Violations.textOf("key", value, LENGTH_MAX);
    }

    /**
     * Makes a key of a text.
     *
     * @throws InvalidRequestException if the text is blank, too long, or holds characters that are not allowed
     */
    public static CommandKey of(String value) {
        return new CommandKey(value);
    }
}
