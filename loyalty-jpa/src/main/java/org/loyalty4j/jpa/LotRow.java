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
import org.loyalty4j.points.Lot;

/** Points that came together and go together. The primary key is the order of burning. */
@Entity
@Table(name = "loyalty_lot")
@IdClass(LotRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class LotRow {

    /** Stands for "never": a part of a primary key cannot be null, and what never goes is burned last. */
    static final Instant NEVER = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** The primary key. */
    record Key(long account, Instant goneAt, Instant earnedAt, long number) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "gone_at")
    Instant goneAt;

    @Id
    @Column(name = "earned_at")
    Instant earnedAt;

    @Id
    @Column(name = "number")
    long number;

    @Column(name = "remaining")
    long remaining;

    static LotRow of(Lot lot, long account) {
        LotRow row = new LotRow();
        row.account = account;
        row.goneAt = goneAt(lot.goneAt());
        row.earnedAt = lot.earnedAt();
        row.number = lot.number();
        row.remaining = lot.remaining();
        return row;
    }

    static Instant goneAt(@Nullable Instant goneAt) {
        return goneAt == null ? NEVER : goneAt;
    }

    /** Returns the instant that a stored one stands for, or null for never. */
    static @Nullable Instant knownGoneAt(Instant stored) {
        return stored.equals(NEVER) ? null : stored;
    }

    Lot lot(AccountId id) {
        return new Lot(id, number, earnedAt, knownGoneAt(goneAt), remaining);
    }
}
