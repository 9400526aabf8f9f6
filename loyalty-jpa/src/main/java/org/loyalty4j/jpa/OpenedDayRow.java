package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.tier.OpenedDay;

/** What a day counted in a former system. */
@Entity
@Table(name = "loyalty_opened_day")
@IdClass(OpenedDayRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class OpenedDayRow {

    /** The primary key. */
    record Key(long account, long sequence, LocalDate date) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "sequence")
    long sequence;

    @Id
    @Column(name = "local_date")
    LocalDate date;

    @Column(name = "spend")
    long spend;

    @Column(name = "points")
    long points;

    @Column(name = "purchases")
    long purchases;

    static OpenedDayRow of(OpenedDay day, long account) {
        OpenedDayRow row = new OpenedDayRow();
        row.account = account;
        row.sequence = day.sequence();
        row.date = day.date();
        row.spend = day.spend();
        row.points = day.points();
        row.purchases = day.purchases();
        return row;
    }

    OpenedDay day(AccountId id) {
        return new OpenedDay(id, sequence, date, spend, points, purchases);
    }
}
