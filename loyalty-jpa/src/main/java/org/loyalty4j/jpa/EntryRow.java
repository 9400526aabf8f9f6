package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.Origin;

/** Something in a customer's history, as it is now. */
@Entity
@Table(name = "loyalty_entry")
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class EntryRow {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "customer_id", updatable = false)
    UUID customerId;

    @Column(name = "kind", updatable = false)
    String kind;

    @Column(name = "revision")
    int revision;

    @Column(name = "state")
    String state;

    @Column(name = "happened_at")
    Instant happenedAt;

    @Column(name = "recorded_at", updatable = false)
    Instant recordedAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Column(name = "origin_space", updatable = false)
    String originSpace;

    @Column(name = "origin_id", updatable = false)
    String originId;

    @Column(name = "fingerprint", updatable = false)
    byte[] fingerprint;

    @Column(name = "author", updatable = false)
    @Nullable
    String author;

    @Column(name = "source", updatable = false)
    @Nullable
    String source;

    @Column(name = "changed_by")
    @Nullable
    String changedBy;

    @Column(name = "reason")
    @Nullable
    String reason;

    @Column(name = "wakes_at")
    @Nullable
    Instant wakesAt;

    @Column(name = "document")
    String document;

    static EntryRow of(Entry<?> entry) {
        EntryRow row = new EntryRow();
        row.id = entry.id().value();
        row.customerId = entry.customer().value();
        row.kind = entry.item().kind().name();
        row.revision = entry.revision();
        row.state = entry.item().state();
        row.happenedAt = entry.at();
        row.recordedAt = entry.recordedAt();
        row.changedAt = entry.changedAt();
        row.originSpace = entry.origin().space();
        row.originId = entry.origin().id();
        row.fingerprint = Columns.fingerprint(entry.print());
        row.author = Columns.actor(entry.author());
        row.source = Columns.source(entry.source());
        row.changedBy = Columns.actor(entry.changedBy());
        row.reason = entry.reason();
        row.wakesAt = entry.wakesAt();
        row.document = EntryDocument.write(entry.item());
        return row;
    }

    Entry<?> entry() {
        return new Entry<>(
                new EntryId(id),
                new CustomerId(customerId),
                revision,
                EntryDocument.read(kind, document),
                new Origin(originSpace, originId),
                Columns.fingerprint(fingerprint),
                Columns.actor(author),
                Columns.source(source),
                recordedAt,
                changedAt,
                Columns.actor(changedBy),
                reason,
                wakesAt);
    }

    /** Returns the entry as it was at an earlier revision. */
    Entry<?> entry(PastEntryRow past) {
        return new Entry<>(
                new EntryId(id),
                new CustomerId(customerId),
                past.revision,
                EntryDocument.read(kind, past.document),
                new Origin(originSpace, originId),
                Columns.fingerprint(fingerprint),
                Columns.actor(author),
                Columns.source(source),
                recordedAt,
                past.changedAt,
                Columns.actor(past.changedBy),
                past.reason,
                past.wakesAt);
    }
}
