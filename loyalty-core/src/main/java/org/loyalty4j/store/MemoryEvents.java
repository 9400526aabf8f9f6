package org.loyalty4j.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.loyalty4j.event.Event;

/** Events in the order in which they were committed, and how far consumers have read. Safe for use by many threads. */
final class MemoryEvents implements EventStore {

    /** A consumer; the position is written by who has the lock. */
    static final class Reader {
        final ReentrantLock lock = new ReentrantLock();
        volatile long position;

        /** Whether a transaction that had the lock has been committed. */
        volatile boolean known;
    }

    private final ConcurrentSkipListMap<Long, Event> events = new ConcurrentSkipListMap<>();
    private final AtomicLong last = new AtomicLong();
    final ConcurrentHashMap<String, Reader> readers = new ConcurrentHashMap<>(2);

    /** Up to which position events have been removed. */
    private volatile long forgotten;

    /** Puts what a transaction that has committed has to tell behind all others. */
    void add(List<Event> committed) {
        long place = last.getAndAdd(committed.size());
        for (Event event : committed) {
            place++;
            events.put(place, event.at(place));
        }
    }

    /** Another transaction may have taken positions and not put its events there yet; nobody reads beyond those. */
    @Override
    public List<Event> after(long position, int count) {
        List<Event> found = new ArrayList<>(Math.min(count, 512));
        long next = Math.max(position, forgotten) + 1;
        Event event = events.get(next);
        while (event != null && found.size() < count) {
            found.add(event);
            event = events.get(++next);
        }
        return found;
    }

    @Override
    public Map<String, Long> consumers() {
        Map<String, Long> read = new TreeMap<>();
        readers.forEach((name, reader) -> {
            if (reader.known) {
                read.put(name, reader.position);
            }
        });
        return read;
    }

    Reader reader(String consumer) {
        return Objects.requireNonNull(readers.computeIfAbsent(consumer, first -> new Reader()));
    }

    /** Removes the first events. One after the other, so that no gap is left to stop at. */
    synchronized void forget(long upTo) {
        forgotten = Math.max(forgotten, upTo);
        events.headMap(upTo, true).clear();
    }
}
