package org.loyalty4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one account in their order, read a page at a time, each page after the last row of the one before. Used by
 * one thread.
 *
 * @param <T> what a row is
 */
final class RowsAfter<T> {

    private static final int PAGE = 500;

    /** Reads rows after one, or from the first on. */
    interface Reading<T> {
        List<T> after(@Nullable T last, int count);
    }

    private final Reading<T> reading;
    private List<T> page = List.of();
    private int at;
    private @Nullable T last;
    private boolean ended;

    RowsAfter(Reading<T> reading) {
        this.reading = reading;
    }

    /** Returns the row that is next, or null after the last one. */
    @Nullable
    T peek() {
        if (at == page.size() && !ended) {
            page = reading.after(last, PAGE);
            at = 0;
            T before = last;
            last = page.isEmpty() ? last : page.get(page.size() - 1);
            // Rows that do not go on would be read for ever.
            ended = page.size() < PAGE || (before != null && before.equals(last));
        }
        return at < page.size() ? page.get(at) : null;
    }

    /** Goes on to the row after the one that {@link #peek} returned. */
    void next() {
        at++;
    }
}
