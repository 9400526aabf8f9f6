package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Counter;

/** What an account has counted in one calendar period. */
@Entity
@Table(name = "loyalty_counter")
@IdClass(CounterRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class CounterRow {

    /** The primary key. */
    record Key(long account, String code, String period, LocalDate from) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "code")
    String code;

    @Id
    @Column(name = "period_kind")
    String period;

    @Id
    @Column(name = "from_date")
    LocalDate from;

    @Column(name = "amount")
    long amount;

    static CounterRow of(Counter counter, long account) {
        CounterRow row = new CounterRow();
        row.account = account;
        row.code = counter.key().code();
        row.period = counter.key().period().name();
        row.from = counter.key().from();
        row.amount = counter.amount();
        return row;
    }

    Key key() {
        return new Key(account, code, period, from);
    }

    Counter counter(AccountId id) {
        return new Counter(id, new Counter.Key(code, Counter.Period.valueOf(period), from), amount);
    }
}
