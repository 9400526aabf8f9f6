package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.sale.Purchase;

/** What is said of a purchase as a whole beside its command; the lines and tenders have rows of their own. */
@Entity
@Table(name = "loyalty_purchase")
@IdClass(PurchaseRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class PurchaseRow {

    /** The primary key: that of the command. */
    record Key(long account, long sequence) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "sequence")
    long sequence;

    @Column(name = "counts_at")
    Instant countsAt;

    @Column(name = "happened_at")
    @Nullable
    Instant happenedAt;

    @Column(name = "currency")
    String currency;

    @Column(name = "total")
    long total;

    @Column(name = "rounding")
    long rounding;

    @Column(name = "store")
    @Nullable
    String store;

    @Column(name = "till")
    @Nullable
    String till;

    @Column(name = "cashier")
    @Nullable
    String cashier;

    @Column(name = "receipt")
    @Nullable
    String receipt;

    @Column(name = "zone")
    @Nullable
    String zone;

    @Column(name = "buyer_id")
    @Nullable
    UUID buyer;

    static PurchaseRow of(RecordedSale sale, long account) {
        PurchaseRow row = new PurchaseRow();
        Purchase purchase = sale.purchase();
        row.account = account;
        row.sequence = sale.command().sequence();
        row.countsAt = sale.countsAt();
        row.happenedAt = purchase.happenedAt();
        row.currency = purchase.currency().getCurrencyCode();
        row.total = purchase.total().minor();
        row.rounding = purchase.rounding().minor();
        Purchase.Place place = purchase.place();
        row.store = place.store();
        row.till = place.till();
        row.cashier = place.cashier();
        row.receipt = place.receipt();
        row.zone = place.zone() == null ? null : place.zone().getId();
        row.buyer = purchase.buyer() == null ? null : purchase.buyer().value();
        return row;
    }

    Currency money() {
        return Currency.getInstance(currency);
    }

    RecordedSale sale(CommandRecord command, List<LineRow> lines, List<TenderRow> tenders) {
        Currency money = money();
        Purchase purchase = new Purchase(
                command.key(),
                command.customer(),
                new Purchase.Place(store, till, cashier, receipt, zone == null ? null : ZoneId.of(zone)),
                happenedAt,
                lines.stream().map(line -> line.line(money)).toList(),
                Money.ofMinor(rounding, money),
                tenders.stream().map(tender -> tender.tender(money)).toList(),
                Money.ofMinor(total, money),
                command.actor(),
                command.source(),
                buyer == null ? null : new CustomerId(buyer));
        return new RecordedSale(command, purchase, countsAt);
    }
}
