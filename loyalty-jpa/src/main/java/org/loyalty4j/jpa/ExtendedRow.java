package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Extended;

/** Points that were given more time. */
@Entity
@Table(name = "loyalty_extended")
@IdClass(ExtendedRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class ExtendedRow {

    /** The primary key, by which the lots of a purchase are found. */
    record Key(long account, long root, long number) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "root")
    long root;

    @Id
    @Column(name = "number")
    long number;

    @Column(name = "lot")
    long lot;

    @Column(name = "before_at")
    Instant before;

    @Column(name = "until_at")
    Instant until;

    static ExtendedRow of(Extended longer, long account) {
        ExtendedRow row = new ExtendedRow();
        row.account = account;
        row.root = longer.root();
        row.number = longer.number();
        row.lot = longer.lot();
        row.before = longer.before();
        row.until = longer.until();
        return row;
    }

    Extended extended(AccountId id) {
        return new Extended(id, number, lot, root, before, until);
    }
}
