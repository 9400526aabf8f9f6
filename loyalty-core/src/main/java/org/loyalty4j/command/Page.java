package org.loyalty4j.command;

import java.util.List;
import java.util.Optional;

/**
 * A part of a longer list.
 *
 * @param items the rows of this page, in the order the question states
 * @param next the cursor of the next page, empty on the last one; good only for the same question
 * @param <T> what the rows are
 */
public record Page<T>(List<T> items, Optional<String> next) {

    /** The most rows a caller may ask for at once. */
    public static final int SIZE_MAX = 500;

    /** Copies the rows. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Returns the page size, checked.
     *
     * @throws InvalidRequestException if it is not from 1 to {@value #SIZE_MAX}
     */
    public static int checkedSize(int size) {
        if (size < 1 || size > SIZE_MAX) {
            throw new InvalidRequestException(
                    "count", Violation.Code.LIMIT_OUT_OF_RANGE, "a page has 1 to " + SIZE_MAX + " rows, not " + size);
        }
        return size;
    }
}
