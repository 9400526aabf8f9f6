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
import org.loyalty4j.tier.StandingChange;

/** The beginning of an interval in which an account had a tier. */
@Entity
@Table(name = "loyalty_tier_change")
@IdClass(TierChangeRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class TierChangeRow {

    /** The primary key. */
    record Key(long account, int number) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "number")
    int number;

    @Column(name = "revision")
    int revision;

    @Column(name = "from_at")
    Instant fromAt;

    @Column(name = "tier")
    String tier;

    @Column(name = "cause")
    String cause;

    @Column(name = "evidence")
    long evidence;

    @Column(name = "counts")
    @Nullable
    String counts;

    @Column(name = "until_at")
    @Nullable
    Instant untilAt;

    @Column(name = "sequence")
    long sequence;

    static TierChangeRow of(StandingChange change, long account) {
        TierChangeRow row = new TierChangeRow();
        row.account = account;
        row.number = change.number();
        row.revision = change.revision();
        row.fromAt = change.from();
        row.tier = change.tier();
        row.cause = change.cause().name();
        row.evidence = change.evidence();
        row.counts = Columns.counts(change.counts());
        row.untilAt = change.until();
        row.sequence = change.command();
        return row;
    }

    StandingChange change(AccountId id) {
        return new StandingChange(
                id,
                number,
                revision,
                fromAt,
                tier,
                StandingChange.Cause.valueOf(cause),
                evidence,
                Columns.counts(counts),
                untilAt,
                sequence);
    }
}
