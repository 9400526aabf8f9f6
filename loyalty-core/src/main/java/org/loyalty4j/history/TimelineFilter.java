package org.loyalty4j.history;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;

/** Says who sees what of timelines: the host's own rights. An implementation is safe for use by many threads. */
@FunctionalInterface
public interface TimelineFilter {

    /** Everybody sees everything. */
    TimelineFilter EVERYTHING = (entry, viewer) -> true;

    /**
     * Says whether something is shown.
     *
     * @param viewer who looks, or null where the request does not say
     */
    boolean shows(TimelineEntry entry, @Nullable Actor viewer);
}
