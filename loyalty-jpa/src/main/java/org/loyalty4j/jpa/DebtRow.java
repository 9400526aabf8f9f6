package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Debt;

/** What is owed still of what a posting took although nobody had it. */
@Entity
@Table(name = "loyalty_debt")
@IdClass(DebtRow.Key.class)
class DebtRow {

    /** The primary key. */
    record Key(long account, long debit) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "debit")
    long debit;

    @Column(name = "remaining")
    long remaining;

    static DebtRow of(Debt debt, long account) {
        DebtRow row = new DebtRow();
        row.account = account;
        row.debit = debt.debit();
        row.remaining = debt.left();
        return row;
    }

    Debt debt(AccountId id) {
        return new Debt(id, debit, remaining);
    }
}
