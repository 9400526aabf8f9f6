package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Hold;

/** Points that are reserved: what its command does not say. */
@Entity
@Table(name = "loyalty_hold")
@IdClass(HoldRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class HoldRow {

    /** The primary key: a command makes one hold. */
    record Key(long account, long sequence) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "sequence")
    long sequence;

    @Column(name = "until_at")
    Instant until;

    @Column(name = "amount")
    long amount;

    @Column(name = "reward")
    @Nullable
    String reward;

    @Column(name = "purchase_key")
    @Nullable
    String purchaseKey;

    static HoldRow of(Hold hold, long account) {
        HoldRow row = new HoldRow();
        row.account = account;
        row.sequence = hold.number();
        row.until = hold.until();
        row.amount = hold.amount();
        row.reward = hold.reward();
        row.purchaseKey = hold.purchase() == null ? null : hold.purchase().value();
        return row;
    }
}
