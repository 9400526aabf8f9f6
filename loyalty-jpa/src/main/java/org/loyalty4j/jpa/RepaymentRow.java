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
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.LotAllocation;

/** Points of a debt that are owed no more. */
@Entity
@Table(name = "loyalty_repayment")
@IdClass(RepaymentRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class RepaymentRow {

    /** The primary key. */
    record Key(long account, long sequence, int place) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "sequence")
    long sequence;

    @Id
    @Column(name = "place")
    int place;

    @Column(name = "debit")
    long debit;

    @Column(name = "after_number")
    long afterNumber;

    @Column(name = "amount")
    long amount;

    @Column(name = "lot")
    @Nullable
    Long lot;

    @Column(name = "earned_at")
    @Nullable
    Instant earnedAt;

    @Column(name = "gone_at")
    @Nullable
    Instant goneAt;

    @Column(name = "recorded_at")
    Instant recordedAt;

    static RepaymentRow of(Debt.Repayment repayment, long account) {
        RepaymentRow row = new RepaymentRow();
        LotAllocation from = repayment.from();
        row.account = account;
        row.sequence = repayment.sequence();
        row.place = repayment.place();
        row.debit = repayment.debit();
        row.afterNumber = repayment.afterNumber();
        row.amount = repayment.amount();
        row.lot = from == null ? null : from.lot();
        row.earnedAt = from == null ? null : from.earnedAt();
        row.goneAt = from == null ? null : from.goneAt();
        row.recordedAt = repayment.recordedAt();
        return row;
    }

    Debt.Repayment repayment(AccountId id) {
        return new Debt.Repayment(
                id,
                sequence,
                place,
                debit,
                afterNumber,
                amount,
                lot == null || earnedAt == null ? null : new LotAllocation(lot, earnedAt, goneAt, -amount),
                recordedAt);
    }
}
