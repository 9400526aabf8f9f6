package org.loyalty4j.jpa;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loyalty4j.event.Event;
import org.loyalty4j.store.EventStore;

/** Answers questions about events, each with one query. */
final class JpaEvents implements EventStore {

    private final Questions questions;

    JpaEvents(Questions questions) {
        this.questions = questions;
    }

    @Override
    public List<Event> after(long position, int count) {
        return questions
                .list(
                        "select e from EventRow e where e.place > :after order by e.place",
                        EventRow.class,
                        Map.of("after", position),
                        count)
                .stream()
                .map(EventRow::event)
                .toList();
    }

    @Override
    public Map<String, Long> consumers() {
        Map<String, Long> read = new TreeMap<>();
        questions
                .list(
                        "select c from ConsumerRow c where c.name <> :last",
                        ConsumerRow.class,
                        Map.of("last", JpaQueue.LAST))
                .forEach(row -> read.put(row.name, row.place));
        return read;
    }
}
