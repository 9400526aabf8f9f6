package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Reinstated;

/** Points of a lot that had expired and were given back. */
@Entity
@Table(name = "loyalty_reinstated")
@IdClass(ReinstatedRow.Key.class)
class ReinstatedRow {

    /** The primary key. */
    record Key(long account, long number, long lot) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "number")
    long number;

    @Id
    @Column(name = "lot")
    long lot;

    @Column(name = "expiry")
    long expiry;

    @Column(name = "points")
    long points;

    static ReinstatedRow of(Reinstated back, long account) {
        ReinstatedRow row = new ReinstatedRow();
        row.account = account;
        row.number = back.number();
        row.lot = back.lot();
        row.expiry = back.expiry();
        row.points = back.points();
        return row;
    }

    Reinstated reinstated(AccountId id) {
        return new Reinstated(id, number, expiry, lot, points);
    }
}
