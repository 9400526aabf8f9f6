package org.loyalty4j.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in an order in which no two are equal. New rows mostly belong at the end, and a row costs one reference, where a
 * tree would need forty bytes for each.
 *
 * @param <R> the rows
 */
final class SortedRows<R> implements Iterable<R> {

    private final ArrayList<R> rows = new ArrayList<>(0);
    private final Comparator<? super R> order;

    SortedRows(Comparator<? super R> order) {
        this.order = order;
    }

    int size() {
        return rows.size();
    }

    @Override
    public Iterator<R> iterator() {
        return rows.iterator();
    }

    /** Returns the row that stands where another would, if there is one. */
    @Nullable
    R find(R like) {
        int place = placeOf(like);
        return place < 0 ? null : rows.get(place);
    }

    /** Puts a row where it belongs, and returns the one that stood there, if there was one. */
    @Nullable
    R put(R row) {
        int place = placeOf(row);
        if (place >= 0) {
            return rows.set(place, row);
        }
        rows.add(-place - 1, row);
        return null;
    }

    /** Removes the row that stands where another would, and returns it, if there was one. */
    @Nullable
    R remove(R like) {
        int place = placeOf(like);
        return place < 0 ? null : rows.remove(place);
    }

    /** Returns the rows from one place to another, both included. */
    List<R> between(R first, R last) {
        int from = placeOf(first);
        int to = placeOf(last);
        return List.copyOf(rows.subList(from < 0 ? -from - 1 : from, to < 0 ? -to - 1 : to + 1));
    }

    /** Returns the rows after a place, or from the first on, at most some. */
    List<R> after(@Nullable R row, int count) {
        int from = 0;
        if (row != null) {
            int place = placeOf(row);
            from = place < 0 ? -place - 1 : place + 1;
        }
        return List.copyOf(rows.subList(from, (int) Math.min(rows.size(), (long) from + count)));
    }

    private int placeOf(R row) {
        int low = 0;
        int high = rows.size() - 1;
        if (high < 0 || order.compare(rows.get(high), row) < 0) {
            return -high - 2;
        }
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = order.compare(rows.get(middle), row);
            if (compared == 0) {
                return middle;
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
