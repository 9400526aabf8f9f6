package org.loyalty4j.jpa;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /**
     * Those that a host's transaction at REPEATABLE READ still sees without a place, though another one gave them one, get
     * another: then they are read twice, never left out.
     */
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

    @Override
    public long lock(String consumer) {
        Long place = locked(consumer);
        if (place == null) {
            tx.write(List.of(
                    new Batch<>(Tables.CONSUMERS, Batch.What.INSERT_IF_ABSENT, List.of(ConsumerRow.of(consumer, 0)))));
            place = locked(consumer);
        }
        return place == null ? 0 : place;
    }

    private @Nullable Long locked(String consumer) {
        Long[] place = new Long[1];
        try {
            tx.askLocking(List.of(new Ask(row -> place[0] = row.getLong(1))
                    .sql("select a.place from loyalty_event_consumer a where a.name = ")
                    .sql("?")
                    .value(ColumnType.TEXT, consumer)
                    .sql(dialect.lockingHeads(tx.runtime.lockWait()))));
        } catch (SQLException failure) {
            throw tx.failed(failure);
        }
        return place[0];
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
