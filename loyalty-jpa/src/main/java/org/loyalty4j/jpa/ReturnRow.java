package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.program.RecordedReturn;

/** One step of returning a purchase, with the sums of all steps up to it. */
@Entity
@Table(name = "loyalty_return")
@IdClass(ReturnRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class ReturnRow {

    /** The primary key: that of the command. */
    record Key(long account, long sequence) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "sequence")
    long sequence;

    @Column(name = "purchase_key")
    String purchaseKey;

    @Column(name = "step")
    int step;

    @Column(name = "line_sums")
    String lines;

    @Column(name = "payment_sums")
    String payments;

    @Column(name = "reversed")
    long reversed;

    @Column(name = "shortfall")
    long shortfall;

    static ReturnRow of(RecordedReturn giveBack, long account) {
        ReturnRow row = new ReturnRow();
        row.account = account;
        row.sequence = giveBack.command().sequence();
        row.purchaseKey = giveBack.purchase().value();
        row.step = giveBack.step();
        row.lines = Columns.returnLines(giveBack.lines());
        row.payments = Columns.returnPayments(giveBack.payments());
        row.reversed = giveBack.reversed();
        row.shortfall = giveBack.shortfall();
        return row;
    }

    RecordedReturn giveBack(CommandRecord command) {
        return new RecordedReturn(
                command,
                new CommandKey(purchaseKey),
                step,
                Columns.returnLines(lines),
                Columns.returnPayments(payments),
                reversed,
                shortfall);
    }
}
