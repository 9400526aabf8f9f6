package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.program.RecordedSale;

/** Which purchase a redemption pays. */
@Entity
@Table(name = "loyalty_payment")
@IdClass(PaymentRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class PaymentRow {

    /** The primary key: a redemption pays one purchase. */
    record Key(long account, String redemptionKey) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "redemption_key")
    String redemptionKey;

    @Column(name = "purchase_key")
    String purchaseKey;

    static PaymentRow of(RecordedSale.Payment payment, long account) {
        PaymentRow row = new PaymentRow();
        row.account = account;
        row.redemptionKey = payment.redemption().value();
        row.purchaseKey = payment.purchase().value();
        return row;
    }

    RecordedSale.Payment payment(AccountId id) {
        return new RecordedSale.Payment(id, new CommandKey(purchaseKey), new CommandKey(redemptionKey));
    }
}
