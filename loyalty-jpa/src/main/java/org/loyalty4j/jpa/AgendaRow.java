package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** An instant at which something of an account may be due. */
@Entity
@Table(name = "loyalty_agenda")
@IdClass(AgendaRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class AgendaRow {

    /** The primary key. */
    record Key(Instant dueAt, long account) implements Serializable {}

    @Id
    @Column(name = "due_at")
    Instant dueAt;

    @Id
    @Column(name = "account_id")
    long account;

    static AgendaRow of(Instant at, long account) {
        AgendaRow row = new AgendaRow();
        row.dueAt = at;
        row.account = account;
        return row;
    }
}
