package org.loyalty4j;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one account in their order, read a page at a time.
 *
 * @param <T> what a row is
 */
final class AuditRows<T> {

    private static final int PAGE = 500;

    /** Reads rows from a place on. */
    interface Reading<T> {
        List<T> from(long place, int count);
    }

    private final Reading<T> reading;
    private final ToLongFunction<T> placeOf;
    private List<T> page = List.of();
    private int at;
    private long from = 1;
    private boolean ended;

    AuditRows(Reading<T> reading, ToLongFunction<T> placeOf) {
        this.reading = reading;
        this.placeOf = placeOf;
    }

    /** Returns the row that is next, or null after the last one. */
    @Nullable
    T peek() {
        if (at == page.size() && !ended) {
            page = reading.from(from, PAGE);
            at = 0;
            long next = page.isEmpty() ? from : placeOf.applyAsLong(page.get(page.size() - 1)) + 1;
            // Rows that do not go on would be read for ever.
            ended = page.size() < PAGE || next <= from;
            from = next;
        }
        return at < page.size() ? page.get(at) : null;
    }

    /** Goes on to the row after the one that {@link #peek} returned. */
    void next() {
        at++;
    }
}
