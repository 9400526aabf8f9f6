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

/** How a posting moved one lot. */
@Entity
@Table(name = "loyalty_lot_allocation")
@IdClass(AllocationRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class AllocationRow {

    /** The primary key. */
    record Key(long account, long posting, int place) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "posting_number")
    long posting;

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

    static AllocationRow of(LotAllocation part, long account, long posting, int place) {
        AllocationRow row = new AllocationRow();
        row.account = account;
        row.posting = posting;
        row.place = place;
        row.lot = part.lot();
        row.earnedAt = part.earnedAt();
        row.goneAt = part.goneAt();
        row.amount = part.amount();
        return row;
    }

    LotAllocation allocation() {
        return new LotAllocation(lot, earnedAt, goneAt, amount);
    }
}
