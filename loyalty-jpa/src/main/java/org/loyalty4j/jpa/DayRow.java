package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.tier.QualifyingDay;

/** What one day of an account counts for its standing. */
@Entity
@Table(name = "loyalty_qualifying_day")
@IdClass(DayRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class DayRow {

    /** The primary key. */
    record Key(long account, LocalDate date) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "local_date")
    LocalDate date;

    @Column(name = "spend")
    long spend;

    @Column(name = "points")
    long points;

    @Column(name = "purchases")
    long purchases;

    @Column(name = "peak")
    @Nullable
    String peak;

    @Column(name = "own_metrics")
    @Nullable
    String own;

    static DayRow of(QualifyingDay day, long account) {
        DayRow row = new DayRow();
        row.account = account;
        row.date = day.date();
        row.spend = day.spend();
        row.points = day.points();
        row.purchases = day.purchases();
        row.peak = day.peak();
        row.own = Columns.metrics(day.own());
        return row;
    }

    QualifyingDay day(AccountId id) {
        return new QualifyingDay(id, date, spend, points, purchases, peak, Columns.metrics(own));
    }
}
