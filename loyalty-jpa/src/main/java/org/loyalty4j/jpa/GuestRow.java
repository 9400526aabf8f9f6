package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.money.Money;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;

/** A guest purchase, whole: it belongs to no account, and is read only as a whole. */
@Entity
@Table(name = "loyalty_guest_purchase")
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class GuestRow {

    @Id
    @Column(name = "request_key")
    String requestKey;

    @Column(name = "fingerprint")
    byte[] fingerprint;

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

    @Column(name = "lines_sold")
    String lines;

    @Column(name = "tenders")
    @Nullable
    String tenders;

    @Column(name = "actor")
    @Nullable
    String actor;

    @Column(name = "source")
    @Nullable
    String source;

    @Column(name = "recorded_at")
    Instant recordedAt;

    static GuestRow of(RecordedGuest guest) {
        Purchase purchase = guest.guest().purchase();
        GuestRow row = new GuestRow();
        row.requestKey = guest.key().value();
        row.fingerprint = Columns.fingerprint(guest.fingerprint());
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
        row.lines = GuestColumns.lines(purchase.lines());
        row.tenders = GuestColumns.tenders(purchase.tenders());
        row.actor = purchase.actor() == null ? null : purchase.actor().id();
        row.source = purchase.source() == null ? null : purchase.source().name();
        row.recordedAt = guest.recordedAt();
        return row;
    }

    RecordedGuest guest(List<Identifier> marks, List<RecordedGuest.Step> steps) {
        Currency money = Currency.getInstance(currency);
        Purchase purchase = new Purchase(
                new CommandKey(requestKey),
                CustomerId.NOBODY,
                new Purchase.Place(store, till, cashier, receipt, zone == null ? null : ZoneId.of(zone)),
                happenedAt,
                GuestColumns.lines(lines, money),
                Money.ofMinor(rounding, money),
                GuestColumns.tenders(tenders, money),
                Money.ofMinor(total, money),
                actor == null ? null : new Actor(actor),
                source == null ? null : new Source(source),
                null);
        return new RecordedGuest(
                new GuestPurchase(purchase, marks), Columns.fingerprint(fingerprint), recordedAt, steps);
    }
}
