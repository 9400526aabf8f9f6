package org.loyalty4j.command;

/**
 * The system a request came from, such as {@code pos}, {@code web} or {@code import}.
 *
 * @param name the host's name of it, 1 to {@value #LENGTH_MAX} code points
 */
public record Source(String name) {

    /** The most code points a source's name may have. */
    public static final int LENGTH_MAX = 50;

    /**
     * Makes a source.
     *
     * @throws InvalidRequestException if the name is blank, too long, or holds characters that are not allowed
     */
    public Source {
        name = Violations.textOf("source", name, LENGTH_MAX);
    }
}
