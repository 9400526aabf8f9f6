package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.money.Money;
import org.loyalty4j.sale.Tender;

/** A part of the payment of a purchase. */
@Entity
@Table(name = "loyalty_tender")
@IdClass(TenderRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class TenderRow {

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

    @Column(name = "kind")
    String kind;

    @Column(name = "amount")
    long amount;

    @Column(name = "redemption_key")
    @Nullable
    String redemptionKey;

    static TenderRow of(Tender tender, long account, long sequence, int place) {
        TenderRow row = new TenderRow();
        row.account = account;
        row.sequence = sequence;
        row.place = place;
        row.kind = tender.kind().name();
        row.amount = tender.amount().minor();
        row.redemptionKey =
                tender.redemptionKey() == null ? null : tender.redemptionKey().value();
        return row;
    }

    Tender tender(Currency money) {
        return new Tender(
                Tender.Kind.valueOf(kind),
                Money.ofMinor(amount, money),
                redemptionKey == null ? null : new CommandKey(redemptionKey));
    }
}
