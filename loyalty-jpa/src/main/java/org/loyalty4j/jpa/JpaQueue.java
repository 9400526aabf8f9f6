package org.loyalty4j.jpa;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.loyalty4j.store.EventQueue;

/** Gives events their places within one transaction. Used by one thread. */
final class JpaQueue implements EventQueue {

    /** The name of no consumer: its row holds the last place that was given, and is locked by who gives more. */
    static final String LAST = "";

    private final JpaTransaction tx;
    private final Dialect dialect;

    JpaQueue(JpaTransaction tx) {
        this.tx = tx;
        this.dialect = tx.runtime.dialect();
    }

    @Override
    public int order(int count) {
        if (questions("select e.id from EventRow e where e.place is null", Map.of(), 1)
                .isEmpty()) {
            return 0;
        }
        long last = lock(LAST);
        List<UUID> ids = questions(
                "select e.id from EventRow e where e.place is null order by e.recordedAt, e.number, e.id",
                Map.of(),
                count);
        List<EventRow> placed = new ArrayList<>(ids.size());
        for (UUID id : ids) {
            placed.add(EventRow.placed(id, ++last));
        }
        if (!placed.isEmpty()) {
            tx.write(List.of(
                    new Batch<>(Tables.EVENTS, Batch.What.UPDATE, placed),
                    new Batch<>(Tables.CONSUMERS, Batch.What.UPDATE, List.of(ConsumerRow.of(LAST, last)))));
        }
        return placed.size();
    }

    private List<UUID> questions(String query, Map<String, ?> values, int count) {
        return tx.questions().list(query, UUID.class, values, count);
    }

    /** A row that is not there yet is made before it is locked: to look for it with a lock could wait for whoever does so, too. */
    @Override
    public long lock(String consumer) {
        boolean known = !tx.questions()
                .list("select c.place from ConsumerRow c where c.name = :name", Long.class, Map.of("name", consumer))
                .isEmpty();
        if (!known) {
            tx.write(List.of(
                    new Batch<>(Tables.CONSUMERS, Batch.What.INSERT_IF_ABSENT, List.of(ConsumerRow.of(consumer, 0)))));
        }
        return locked(consumer);
    }

    /** What others have read, or given places to, since the host's transaction took its view would be passed over. */
    private long locked(String consumer) {
        List<Long> place = new ArrayList<>(1);
        List<Long> seen = new ArrayList<>(1);
        List<Ask> asks = new ArrayList<>(2);
        asks.add(place(consumer, place, dialect.lockingHeads(tx.runtime.lockWait())));
        if (tx.runtime.joined()) {
            asks.add(place(consumer, seen, ""));
        }
        try {
            tx.askLocking(asks);
        } catch (SQLException failure) {
            throw tx.failed(failure);
        }
        if (tx.runtime.joined() && !seen.equals(place)) {
            throw tx.stale("events");
        }
        return place.isEmpty() ? 0 : place.get(0);
    }

    private static Ask place(String consumer, List<Long> to, String how) {
        return new Ask(row -> to.add(row.getLong(1)))
                .sql("select a.place from loyalty_event_consumer a where a.name = ?")
                .value(ColumnType.TEXT, consumer)
                .sql(how);
    }

    @Override
    public void remove(String consumer) {
        lock(consumer);
        tx.write(List.of(new Batch<>(Tables.CONSUMERS, Batch.What.DELETE, List.of(ConsumerRow.of(consumer, 0)))));
    }

    @Override
    public void read(String consumer, long position) {
        tx.write(
                List.of(new Batch<>(Tables.CONSUMERS, Batch.What.UPDATE, List.of(ConsumerRow.of(consumer, position)))));
    }

    @Override
    public int forget(long upTo, int count) {
        List<EventRow> gone = new ArrayList<>();
        for (UUID id : questions(
                "select e.id from EventRow e where e.place <= :upTo order by e.place", Map.of("upTo", upTo), count)) {
            gone.add(EventRow.placed(id, 0));
        }
        if (!gone.isEmpty()) {
            tx.write(List.of(new Batch<>(Tables.EVENTS, Batch.What.DELETE, gone)));
        }
        return gone.size();
    }
}
