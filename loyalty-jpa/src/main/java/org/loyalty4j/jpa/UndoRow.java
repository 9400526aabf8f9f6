package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.program.RecordedUndo;

/** One step of undoing a command, with the sum of all steps up to it. */
@Entity
@Table(name = "loyalty_undo")
@IdClass(UndoRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class UndoRow {

    /** The primary key: that of the command that undoes. */
    record Key(long account, long sequence) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "sequence")
    long sequence;

    @Column(name = "operation")
    String operation;

    @Column(name = "request_key")
    String requestKey;

    @Column(name = "debit")
    long debit;

    @Column(name = "step")
    int step;

    @Column(name = "points")
    long points;

    static UndoRow of(RecordedUndo undo, long account) {
        UndoRow row = new UndoRow();
        row.account = account;
        row.sequence = undo.command().sequence();
        row.operation = undo.of().name();
        row.requestKey = undo.key().value();
        row.debit = undo.debit();
        row.step = undo.step();
        row.points = undo.points();
        return row;
    }

    RecordedUndo undo(CommandRecord command) {
        return new RecordedUndo(
                command, CommandRecord.Operation.valueOf(operation), new CommandKey(requestKey), debit, step, points);
    }
}
