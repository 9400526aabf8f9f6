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
import org.loyalty4j.points.PendingLot;

/** Points of a lot that cannot be used yet. */
@Entity
@Table(name = "loyalty_pending_lot")
@IdClass(PendingLotRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class PendingLotRow {

    /** The primary key. */
    record Key(long account, long number) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "number")
    long number;

    @Column(name = "earned_at")
    Instant earnedAt;

    @Column(name = "gone_at")
    @Nullable
    Instant goneAt;

    /** 1 when some of the lot has become active before, otherwise 0. */
    @Column(name = "begun")
    int begun;

    @Column(name = "remaining")
    long remaining;

    static PendingLotRow of(PendingLot lot, long account) {
        PendingLotRow row = new PendingLotRow();
        row.account = account;
        row.number = lot.number();
        row.earnedAt = lot.earnedAt();
        row.goneAt = lot.goneAt();
        row.begun = lot.begun() ? 1 : 0;
        row.remaining = lot.remaining();
        return row;
    }

    PendingLot lot(AccountId id, LotTermsRow terms) {
        return new PendingLot(terms.terms(id), earnedAt, goneAt, begun == 1, remaining);
    }
}
