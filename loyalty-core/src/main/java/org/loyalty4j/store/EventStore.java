package org.loyalty4j.store;

import java.util.List;
import java.util.Map;
import org.loyalty4j.event.Event;

/** Answers questions about events. */
public interface EventStore {

    /**
     * Returns events that have a position, in the order of their positions.
     *
     * @param position only those after this one
     * @param count how many at most
     */
    List<Event> after(long position, int count);

    /** Returns up to which position each consumer has read, by their names; 0 for one that has read nothing yet. */
    Map<String, Long> consumers();
}
