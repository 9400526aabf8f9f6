package org.loyalty4j.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.loyalty4j.event.Event;

/** What one transaction has to tell, and which consumers it holds. Used by one thread. */
final class MemoryQueue implements EventQueue {

    private final InMemoryStore store;
    private final List<Event> told = new ArrayList<>(0);
    private final Map<String, Long> read = new HashMap<>(0);
    private final List<MemoryEvents.Reader> locked = new ArrayList<>(0);
    private final List<String> removed = new ArrayList<>(0);

    /** Up to which position events are removed at the end. */
    private long gone;

    MemoryQueue(InMemoryStore store) {
        this.store = store;
    }

    /** Positions follow the order of the commits. */
    @Override
    public int order(int most) {
        return 0;
    }

    @Override
    public long lock(String consumer) {
        MemoryEvents.Reader reader = store.events.reader(consumer);
        if (!reader.lock.isHeldByCurrentThread()) {
            try {
                if (!reader.lock.tryLock(store.lockWaitNanos(), TimeUnit.NANOSECONDS)) {
                    throw new StoreBusyException("Another one reads for the same consumer; repeat the request");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new StoreBusyException("The wait for a consumer was interrupted; repeat the request");
            }
            locked.add(reader);
        }
        return read.getOrDefault(consumer, reader.position);
    }

    @Override
    public void read(String consumer, long position) {
        read.put(consumer, position);
    }

    /** Done at the end, as nothing brings back what is removed. */
    @Override
    public int forget(long until, int most) {
        List<Event> first = store.events.after(gone, most).stream()
                .filter(event -> event.position() <= until)
                .toList();
        gone = first.isEmpty() ? gone : first.get(first.size() - 1).position();
        return first.size();
    }

    @Override
    public void remove(String consumer) {
        lock(consumer);
        removed.add(consumer);
    }

    void add(List<Event> events) {
        told.addAll(events);
    }

    void commit() {
        if (!told.isEmpty()) {
            store.events.add(told);
        }
        locked.forEach(reader -> reader.known = true);
        read.forEach((consumer, position) -> store.events.reader(consumer).position = position);
        removed.forEach(store.events.readers::remove);
        if (gone > 0) {
            store.events.forget(gone);
        }
    }

    void end() {
        locked.forEach(reader -> reader.lock.unlock());
    }
}
