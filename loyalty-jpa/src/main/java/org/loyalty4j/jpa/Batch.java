package org.loyalty4j.jpa;

import java.util.List;

/**
 * Rows that one statement writes.
 *
 * @param table where
 * @param what what is done with them
 * @param rows the rows
 * @param <R> the entity class
 */
record Batch<R>(RowTable<R> table, What what, List<R> rows) {

    /** What is done with rows. */
    enum What {
        /** They are new; one that is there already fails the write. */
        INSERT,
        /** They are new, or there already, which is as good. */
        INSERT_IF_ABSENT,
        /** They are new, or stand in for those with the same key. */
        INSERT_OR_UPDATE,
        /** They are there, and change. */
        UPDATE,
        /** They are there, and go; one that is not there is passed over. */
        DELETE
    }
}
