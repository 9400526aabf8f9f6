package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;

/** What was asked about a customer. */
@Entity
@Table(name = "loyalty_customer_command")
@IdClass(CustomerCommandRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class CustomerCommandRow {

    /** The primary key. */
    record Key(String operation, String requestKey) implements Serializable {}

    @Id
    @Column(name = "operation")
    String operation;

    @Id
    @Column(name = "request_key")
    String requestKey;

    @Column(name = "customer_id")
    UUID customerId;

    @Column(name = "actor")
    @Nullable
    String actor;

    @Column(name = "reason")
    @Nullable
    String reason;

    @Column(name = "source")
    @Nullable
    String source;

    @Column(name = "fingerprint")
    byte[] fingerprint;

    @Column(name = "recorded_at")
    Instant recordedAt;

    static CustomerCommandRow of(CustomerRecord command) {
        CustomerCommandRow row = new CustomerCommandRow();
        row.operation = command.operation().name();
        row.requestKey = command.key().value();
        row.customerId = command.customer().value();
        row.actor = command.actor() == null ? null : command.actor().id();
        row.reason = command.reason();
        row.source = command.source() == null ? null : command.source().name();
        row.fingerprint = Columns.fingerprint(command.fingerprint());
        row.recordedAt = command.recordedAt();
        return row;
    }

    CustomerRecord command() {
        return new CustomerRecord(
                CustomerRecord.Operation.valueOf(operation),
                new CommandKey(requestKey),
                new CustomerId(customerId),
                actor == null ? null : new Actor(actor),
                reason,
                source == null ? null : new Source(source),
                Columns.fingerprint(fingerprint),
                recordedAt);
    }
}
