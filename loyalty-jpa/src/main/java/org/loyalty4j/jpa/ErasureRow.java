package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.privacy.Erasure;
import org.loyalty4j.privacy.ErasureReceipt;
import org.loyalty4j.privacy.PersonalData;

/** That a customer was erased. */
@Entity
@Table(name = "loyalty_erasure")
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class ErasureRow {

    @Id
    @Column(name = "customer_id")
    UUID customerId;

    @Column(name = "reason")
    String reason;

    @Column(name = "actor")
    String actor;

    @Column(name = "forced")
    int forced;

    @Column(name = "open_then")
    @Nullable
    String open;

    @Column(name = "counts")
    @Nullable
    String counts;

    @Column(name = "erased_at")
    Instant erasedAt;

    static ErasureRow of(ErasureReceipt receipt) {
        ErasureRow row = new ErasureRow();
        row.customerId = receipt.customer().value();
        row.reason = receipt.why().name();
        row.actor = receipt.actor().id();
        row.forced = receipt.forced() ? 1 : 0;
        row.open = Columns.category(receipt.open().stream().map(Enum::name).toList());
        Map<String, Long> counts = new TreeMap<>();
        receipt.counts().forEach((kind, count) -> counts.put(kind.name(), count));
        row.counts = Columns.turns(counts);
        row.erasedAt = receipt.erasedAt();
        return row;
    }

    ErasureReceipt receipt() {
        Set<Erasure.Open> then = EnumSet.noneOf(Erasure.Open.class);
        Columns.texts("open_then", open).forEach(name -> then.add(Erasure.Open.valueOf(name)));
        Map<PersonalData, Long> all = new EnumMap<>(PersonalData.class);
        Columns.turns(counts).forEach((name, count) -> all.put(PersonalData.valueOf(name), count));
        return new ErasureReceipt(
                new CustomerId(customerId),
                Erasure.Why.valueOf(reason),
                new Actor(actor),
                forced == 1,
                then,
                all,
                erasedAt);
    }
}
