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
import org.loyalty4j.points.LotTerms;

/** What a lot was opened with beside its dates, where that is not what every lot has. */
@Entity
@Table(name = "loyalty_lot_terms")
@IdClass(LotTermsRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class LotTermsRow {

    /** The primary key. */
    record Key(long account, long lot) implements Serializable {}

    private static final String DATED = "DATED";
    private static final String UNDATED = "UNDATED";

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "lot")
    long lot;

    @Column(name = "program_version")
    int programVersion;

    @Column(name = "waiting")
    @Nullable
    String waiting;

    @Column(name = "active_at")
    @Nullable
    Instant activeAt;

    @Column(name = "forfeit_at")
    @Nullable
    Instant forfeitAt;

    @Column(name = "expiry_level")
    String expiryLevel;

    @Column(name = "expiry_code")
    @Nullable
    String expiryCode;

    static LotTermsRow of(LotTerms terms, long account) {
        LotTermsRow row = new LotTermsRow();
        row.account = account;
        row.lot = terms.lot();
        row.programVersion = terms.programVersion();
        row.expiryLevel = terms.expiry().level().name();
        row.expiryCode = terms.expiry().code();
        LotTerms.Waiting waits = terms.waiting();
        if (waits != null) {
            row.waiting = waits.undated() ? UNDATED : DATED;
            row.activeAt = waits.activeAt();
            row.forfeitAt = waits.forfeitAt();
        }
        return row;
    }

    LotTerms terms(AccountId id) {
        return new LotTerms(
                id,
                lot,
                programVersion,
                waiting == null ? null : new LotTerms.Waiting(activeAt, forfeitAt, waiting.equals(UNDATED)),
                new LotTerms.Source(LotTerms.Level.valueOf(expiryLevel), expiryCode));
    }
}
