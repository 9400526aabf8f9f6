package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.LotAllocation;

/** Which points of a lot are reserved. */
@Entity
@Table(name = "loyalty_hold_pin")
@IdClass(HoldPinRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class HoldPinRow {

    /** The primary key. */
    record Key(long account, long hold, int place) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "hold")
    long hold;

    @Id
    @Column(name = "place")
    int place;

    @Column(name = "lot")
    long lot;

    @Column(name = "earned_at")
    Instant earnedAt;

    @Column(name = "gone_at")
    @Nullable
    Instant goneAt;

    @Column(name = "amount")
    long amount;

    static HoldPinRow of(LotAllocation pin, long account, long hold, int place) {
        HoldPinRow row = new HoldPinRow();
        row.account = account;
        row.hold = hold;
        row.place = place;
        row.lot = pin.lot();
        row.earnedAt = pin.earnedAt();
        row.goneAt = pin.goneAt();
        row.amount = pin.amount();
        return row;
    }

    LotAllocation pin() {
        return new LotAllocation(lot, earnedAt, goneAt, amount);
    }
}
