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
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;

/** A revision of what a customer is found by, which another one has followed. */
@Entity
@Table(name = "loyalty_identifier_past")
@IdClass(PastIdentifierRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class PastIdentifierRow {

    /** The primary key. */
    record Key(String kind, String identifier, int revision) implements Serializable {}

    @Id
    @Column(name = "kind")
    String kind;

    @Id
    @Column(name = "identifier")
    String identifier;

    @Id
    @Column(name = "revision")
    int revision;

    @Column(name = "status")
    String status;

    @Column(name = "customer_id")
    @Nullable
    UUID customerId;

    @Column(name = "place")
    int place;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "valid_until")
    @Nullable
    Instant validUntil;

    @Column(name = "actor")
    @Nullable
    String actor;

    @Column(name = "reason")
    @Nullable
    String reason;

    @Column(name = "source")
    @Nullable
    String source;

    @Column(name = "as_given")
    @Nullable
    String asGiven;

    @Column(name = "normalizer")
    @Nullable
    String normalizer;

    static PastIdentifierRow of(KnownIdentifier known) {
        PastIdentifierRow row = new PastIdentifierRow();
        row.kind = known.identifier().kind().name();
        row.identifier = known.identifier().value();
        row.asGiven = known.identifier().given();
        row.normalizer = known.identifier().normalizer();
        row.revision = known.revision();
        row.status = known.status().name();
        row.customerId = Columns.id(known.holder());
        row.place = known.place();
        row.recordedAt = known.from();
        row.validUntil = known.until();
        row.actor = Columns.actor(known.actor());
        row.reason = known.reason();
        row.source = Columns.source(known.source());
        return row;
    }

    KnownIdentifier known() {
        return new KnownIdentifier(
                new Identifier(Identifier.Kind.valueOf(kind), identifier, asGiven, normalizer),
                revision,
                KnownIdentifier.Status.valueOf(status),
                Columns.customer(customerId),
                place,
                recordedAt,
                validUntil,
                Columns.actor(actor),
                reason,
                Columns.source(source));
    }
}
