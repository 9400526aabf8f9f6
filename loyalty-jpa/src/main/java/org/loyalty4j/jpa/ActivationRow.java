package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;

/** Pending points that can be used from then on. */
@Entity
@Table(name = "loyalty_activation")
@IdClass(ActivationRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class ActivationRow {

    /** The primary key. */
    record Key(long account, long sequence, long lot) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "sequence")
    long sequence;

    @Id
    @Column(name = "lot")
    long lot;

    @Column(name = "after_number")
    long afterNumber;

    @Column(name = "amount")
    long amount;

    @Column(name = "gone_at")
    @Nullable
    Instant goneAt;

    @Column(name = "counts_at")
    Instant countsAt;

    @Column(name = "recorded_at")
    Instant recordedAt;

    static ActivationRow of(Activation activation, long account) {
        ActivationRow row = new ActivationRow();
        row.account = account;
        row.sequence = activation.sequence();
        row.lot = activation.lot();
        row.afterNumber = activation.afterNumber();
        row.amount = activation.amount();
        row.goneAt = activation.goneAt();
        row.countsAt = activation.countsAt();
        row.recordedAt = activation.recordedAt();
        return row;
    }

    Activation activation(AccountId id) {
        return new Activation(id, sequence, lot, afterNumber, amount, goneAt, countsAt, recordedAt);
    }
}
