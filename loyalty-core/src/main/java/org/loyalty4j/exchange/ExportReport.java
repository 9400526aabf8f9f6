package org.loyalty4j.exchange;

import java.util.Optional;

/**
 * How far an export is.
 *
 * @param customers how many customers were looked at, in this run
 * @param rows how many rows were written
 * @param leftOut how many points, in smallest units, are no opening balance and so not in the file: held and pending ones, and
 *     those of customers who have left
 * @param debt how many points, in smallest units, are owed; they are not in the file either
 * @param next where to go on, or empty at the end
 */
public record ExportReport(long customers, long rows, long leftOut, long debt, Optional<String> next) {

    /** Returns whether all customers were looked at. */
    public boolean finished() {
        return next.isEmpty();
    }
}
