package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.PurchaseLine;

/** One line of a purchase. */
@Entity
@Table(name = "loyalty_purchase_line")
@IdClass(LineRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class LineRow {

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

    @Column(name = "line_id")
    String lineId;

    @Column(name = "kind")
    String kind;

    @Column(name = "sku")
    @Nullable
    String sku;

    /** Not null when there is an article at all, even with an empty path. */
    @Column(name = "category")
    @Nullable
    String category;

    @Column(name = "brand")
    @Nullable
    String brand;

    @Column(name = "attributes")
    @Nullable
    String attributes;

    @Column(name = "quantity")
    BigDecimal quantity;

    @Column(name = "net")
    long net;

    @Column(name = "tax")
    long tax;

    @Column(name = "discount")
    long discount;

    @Column(name = "weighed")
    int weighed;

    static LineRow of(PurchaseLine line, long account, long sequence, int place) {
        LineRow row = new LineRow();
        row.account = account;
        row.sequence = sequence;
        row.place = place;
        row.lineId = line.id();
        row.kind = line.kind().name();
        PurchaseLine.Article article = line.article();
        if (article != null) {
            row.sku = article.sku();
            row.category = article.category().isEmpty() ? "[]" : Columns.category(article.category());
            row.brand = article.brand();
            row.attributes = Columns.attributes(article.attributes());
        }
        row.quantity = line.quantity();
        row.net = line.net().minor();
        row.tax = line.tax().minor();
        row.discount = line.discount().minor();
        row.weighed = line.weighed() ? 1 : 0;
        return row;
    }

    PurchaseLine line(Currency money) {
        PurchaseLine.Article article = category == null
                ? null
                : new PurchaseLine.Article(sku, Columns.category(category), brand, Columns.attributes(attributes));
        return new PurchaseLine(
                lineId,
                LineKind.valueOf(kind),
                article,
                quantity,
                Money.ofMinor(net, money),
                Money.ofMinor(tax, money),
                Money.ofMinor(discount, money),
                weighed == 1);
    }
}
