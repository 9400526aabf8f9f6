package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violations;
import org.loyalty4j.history.Entry;

/** An entry that still asks for something, or is in force. */
@Entity
@Table(name = "loyalty_live_entry")
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class LiveEntryRow {

    @Id
    @Column(name = "entry_id")
    UUID entryId;

    @Column(name = "customer_id")
    UUID customerId;

    @Column(name = "kind")
    String kind;

    @Column(name = "owner")
    @Nullable
    String owner;

    @Column(name = "unit")
    @Nullable
    String unit;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "wakes_at")
    @Nullable
    Instant wakesAt;

    static LiveEntryRow of(Entry<?> entry) {
        LiveEntryRow row = new LiveEntryRow();
        row.entryId = entry.id().value();
        row.customerId = entry.customer().value();
        row.kind = entry.item().kind().name();
        row.owner = Columns.actor(entry.item().owner());
        row.unit = entry.item().unit();
        row.dueAt = Objects.requireNonNullElse(entry.item().deadline(), Violations.LATEST);
        row.wakesAt = entry.wakesAt();
        return row;
    }
}
