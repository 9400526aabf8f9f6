package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.ExpiryNotice;

/** That points of an account go soon. */
@Entity
@Table(name = "loyalty_expiry_notice")
@IdClass(NoticeRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class NoticeRow {

    /** The primary key. */
    record Key(long account, long sequence, Instant goneAt, Instant since) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "sequence")
    long sequence;

    @Id
    @Column(name = "gone_at")
    Instant goneAt;

    @Id
    @Column(name = "since_at")
    Instant since;

    @Column(name = "points")
    long points;

    static NoticeRow of(ExpiryNotice notice, long account) {
        NoticeRow row = new NoticeRow();
        row.account = account;
        row.sequence = notice.sequence();
        row.goneAt = notice.goneAt();
        row.since = notice.since();
        row.points = notice.points();
        return row;
    }

    ExpiryNotice notice(AccountId id) {
        return new ExpiryNotice(id, sequence, goneAt, since, points);
    }
}
