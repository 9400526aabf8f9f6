package shop.store;

import java.util.List;
import java.util.Map;
import org.loyalty4j.event.Event;
import org.loyalty4j.store.EventQueue;
import org.loyalty4j.store.EventStore;

/** Answers questions about events from one state, and has consumers go on in it. Transactions run one after the other here. */
final class Events implements EventStore, EventQueue {

    private final State state;

    Events(State state) {
        this.state = state;
    }

    @Override
    public List<Event> after(long position, int count) {
        return state.events.tailMap(position, false).values().stream().limit(count).toList();
    }

    @Override
    public Map<String, Long> consumers() {
        return Map.copyOf(state.consumers);
    }

    /** Each has its position from the start: no other transaction can end before this one. */
    @Override
    public int order(int count) {
        return 0;
    }

    @Override
    public long lock(String consumer) {
        return state.consumers.computeIfAbsent(consumer, first -> 0L);
    }

    @Override
    public void remove(String consumer) {
        state.consumers.remove(consumer);
    }

    @Override
    public void read(String consumer, long position) {
        state.consumers.put(consumer, position);
    }

    @Override
    public int forget(long upTo, int count) {
        List<Long> gone = state.events.headMap(upTo, true).keySet().stream().limit(count).toList();
        gone.forEach(state.events::remove);
        return gone.size();
    }

    void add(Event event) {
        state.lastEvent++;
        state.events.put(state.lastEvent, event.at(state.lastEvent));
    }
}
