package org.loyalty4j.examples;

import java.util.List;

/**
 * All that is read of a replay.
 *
 * @param figures what it came to
 * @param customers what it came to for each customer, those with the most points first, ties by id
 */
record ReplayReading(ReplayFigures figures, List<CustomerFigures> customers) {

    /** Copies the list. */
    ReplayReading {
        customers = List.copyOf(customers);
    }
}
