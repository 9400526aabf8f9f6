package org.loyalty4j;

import java.util.List;
import org.loyalty4j.event.Event;
import org.loyalty4j.event.EventListener;
import org.loyalty4j.points.CommandRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears of changes. Safe for use by many threads. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<EventListener> listeners;

    Listeners(List<EventListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /**
     * Tells of a request that is decided.
     *
     * @throws org.loyalty4j.event.VetoException if one refuses it
     */
    void deciding(List<CommandRecord> commands) {
        if (!isEmpty() && !commands.isEmpty()) {
            decidingEvents(commands.stream().map(ChangeEvents::of).toList());
        }
    }

    /**
     * Tells of a request that is decided.
     *
     * @throws org.loyalty4j.event.VetoException if one refuses it
     */
    void decidingEvents(List<Event> events) {
        if (!events.isEmpty()) {
            listeners.forEach(listener -> listener.deciding(events));
        }
    }

    /** Tells of what is committed. Whoever asked for it is answered as if nobody had listened. */
    void committed(List<Event> events) {
        List<Event> told = List.copyOf(events);
        for (EventListener listener : listeners) {
            try {
                listener.committed(told);
            } catch (VirtualMachineError end) {
                throw end;
            } catch (RuntimeException | Error failure) {
                // The message may hold anything, so that only the kind of failure is told.
                LOG.warn(
                        "A listener failed after a commit, with {}; what was committed stays",
                        failure.getClass().getName());
            }
        }
    }
}
