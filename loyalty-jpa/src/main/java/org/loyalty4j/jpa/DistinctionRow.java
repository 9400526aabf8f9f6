package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Distinction;

/** That two customers are not one. */
@Entity
@Table(name = "loyalty_distinction")
@IdClass(DistinctionRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class DistinctionRow {

    /** The primary key. */
    record Key(UUID first, UUID second) implements Serializable {}

    @Id
    @Column(name = "first_id")
    UUID first;

    @Id
    @Column(name = "second_id")
    UUID second;

    @Column(name = "recorded_at")
    Instant recordedAt;

    static DistinctionRow of(Distinction.Known known) {
        DistinctionRow row = new DistinctionRow();
        row.first = known.first().value();
        row.second = known.second().value();
        row.recordedAt = known.recordedAt();
        return row;
    }

    Distinction.Known known() {
        return new Distinction.Known(new CustomerId(first), new CustomerId(second), recordedAt);
    }
}
