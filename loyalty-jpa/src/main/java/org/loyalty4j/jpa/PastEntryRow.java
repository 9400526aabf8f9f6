package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.history.Entry;

/** What an entry of a history said until it said something else. */
@Entity
@Table(name = "loyalty_entry_past")
@IdClass(PastEntryRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class PastEntryRow {

    /** The primary key. */
    record Key(UUID entryId, int revision) implements Serializable {}

    @Id
    @Column(name = "entry_id")
    UUID entryId;

    @Id
    @Column(name = "revision")
    int revision;

    @Column(name = "changed_at")
    Instant changedAt;

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

    static PastEntryRow of(Entry<?> entry) {
        PastEntryRow row = new PastEntryRow();
        row.entryId = entry.id().value();
        row.revision = entry.revision();
        row.changedAt = entry.changedAt();
        row.changedBy = Columns.actor(entry.changedBy());
        row.reason = entry.reason();
        row.wakesAt = entry.wakesAt();
        row.document = EntryDocument.write(entry.item());
        return row;
    }
}
