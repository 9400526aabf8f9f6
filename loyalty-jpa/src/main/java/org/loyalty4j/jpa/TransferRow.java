package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.program.RecordedTransfer;

/** One leg of a transfer, or of undoing one. */
@Entity
@Table(name = "loyalty_transfer")
@IdClass(TransferRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class TransferRow {

    /** The primary key: that of the command. */
    record Key(long account, long sequence) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "sequence")
    long sequence;

    @Column(name = "other_customer_id")
    UUID other;

    @Column(name = "other_sequence")
    long otherSequence;

    static TransferRow of(RecordedTransfer leg, long account) {
        TransferRow row = new TransferRow();
        row.account = account;
        row.sequence = leg.command().sequence();
        row.other = leg.other().value();
        row.otherSequence = leg.otherSequence();
        return row;
    }

    RecordedTransfer leg(CommandRecord command) {
        return new RecordedTransfer(command, new CustomerId(other), otherSequence);
    }
}
