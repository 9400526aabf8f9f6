package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.event.Event;
import org.loyalty4j.event.EventId;
import org.loyalty4j.history.EntryId;

/** That something was changed. */
@Entity
@Table(name = "loyalty_event")
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class EventRow {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "place")
    @Nullable
    Long place;

    @Column(name = "kind", updatable = false)
    String kind;

    @Column(name = "what", updatable = false)
    String what;

    @Column(name = "customer_id", updatable = false)
    @Nullable
    UUID customerId;

    @Column(name = "purse", updatable = false)
    @Nullable
    String purse;

    @Column(name = "entry_id", updatable = false)
    @Nullable
    UUID entryId;

    @Column(name = "number", updatable = false)
    long number;

    @Column(name = "recorded_at", updatable = false)
    Instant recordedAt;

    static EventRow of(Event event) {
        EventRow row = new EventRow();
        row.id = event.id().value();
        row.kind = event.kind().name();
        row.what = event.what();
        row.customerId = Columns.id(event.customer());
        row.purse = event.purse();
        row.entryId = event.entry() == null ? null : event.entry().value();
        row.number = event.number();
        row.recordedAt = event.recordedAt();
        return row;
    }

    /** Returns what gives an event its place. */
    static EventRow placed(UUID id, long place) {
        EventRow row = new EventRow();
        row.id = id;
        row.place = place;
        return row;
    }

    Event event() {
        return new Event(
                new EventId(id),
                place == null ? 0 : place,
                Event.Kind.valueOf(kind),
                what,
                customerId == null ? null : new CustomerId(customerId),
                purse,
                entryId == null ? null : new EntryId(entryId),
                number,
                recordedAt);
    }
}
