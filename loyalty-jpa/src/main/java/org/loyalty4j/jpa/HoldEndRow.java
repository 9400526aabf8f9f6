package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.Hold;

/** How a hold ended, which it does once. */
@Entity
@Table(name = "loyalty_hold_end")
@IdClass(HoldEndRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class HoldEndRow {

    /** The primary key. */
    record Key(long account, long hold) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "hold")
    long hold;

    @Column(name = "how")
    String how;

    @Column(name = "captured")
    long captured;

    @Column(name = "ended_at")
    Instant endedAt;

    @Column(name = "sequence")
    long sequence;

    static HoldEndRow of(Hold hold, long account) {
        Hold.End end = Objects.requireNonNull(hold.end());
        HoldEndRow row = new HoldEndRow();
        row.account = account;
        row.hold = hold.number();
        row.how = end.how().name();
        row.captured = end.captured();
        row.endedAt = end.at();
        row.sequence = end.command();
        return row;
    }

    /**
     * Returns the end.
     *
     * @param key the key of the command that wrote it
     */
    Hold.End end(@Nullable String key) {
        Hold.How kind = Hold.How.valueOf(how);
        boolean asked = kind != Hold.How.LAPSED;
        return new Hold.End(
                kind, captured, endedAt, sequence, asked ? new CommandKey(Objects.requireNonNull(key)) : null);
    }
}
