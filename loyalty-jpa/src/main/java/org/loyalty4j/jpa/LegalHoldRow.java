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
import org.loyalty4j.command.Actor;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.privacy.LegalHold;

/** That what is known of a customer is kept for a matter of law. */
@Entity
@Table(name = "loyalty_legal_hold")
@IdClass(LegalHoldRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class LegalHoldRow {

    /** The primary key. */
    record Key(UUID customerId, int number) implements Serializable {}

    @Id
    @Column(name = "customer_id")
    UUID customerId;

    @Id
    @Column(name = "number")
    int number;

    @Column(name = "matter")
    String matter;

    @Column(name = "placed_at")
    Instant placedAt;

    @Column(name = "placed_by")
    String placedBy;

    @Column(name = "lifted_at")
    @Nullable
    Instant liftedAt;

    @Column(name = "lifted_by")
    @Nullable
    String liftedBy;

    static LegalHoldRow of(LegalHold hold) {
        LegalHoldRow row = new LegalHoldRow();
        row.customerId = hold.customer().value();
        row.number = hold.number();
        row.matter = hold.matter();
        row.placedAt = hold.placedAt();
        row.placedBy = hold.placedBy().id();
        row.liftedAt = hold.liftedAt();
        row.liftedBy = Columns.actor(hold.liftedBy());
        return row;
    }

    LegalHold hold() {
        return new LegalHold(
                new CustomerId(customerId),
                number,
                matter,
                placedAt,
                new Actor(placedBy),
                liftedAt,
                Columns.actor(liftedBy));
    }
}
