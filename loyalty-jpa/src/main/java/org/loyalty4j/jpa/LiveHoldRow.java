package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.loyalty4j.points.Hold;

/** A hold that has not ended. The primary key is the order in which they are over. */
@Entity
@Table(name = "loyalty_live_hold")
@IdClass(LiveHoldRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class LiveHoldRow {

    /** The primary key. */
    record Key(long account, Instant until, long hold) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "until_at")
    Instant until;

    @Id
    @Column(name = "hold")
    long hold;

    static LiveHoldRow of(Hold hold, long account) {
        LiveHoldRow row = new LiveHoldRow();
        row.account = account;
        row.until = hold.until();
        row.hold = hold.number();
        return row;
    }
}
