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
import org.loyalty4j.program.RecordedGuest;

/** One thing that was done with a guest purchase; the place among them lets only one of two at the same time through. */
@Entity
@Table(name = "loyalty_guest_step")
@IdClass(GuestStepRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class GuestStepRow {

    /** The primary key. */
    record Key(String requestKey, int step) implements Serializable {}

    @Id
    @Column(name = "request_key")
    String requestKey;

    @Id
    @Column(name = "step")
    int step;

    @Column(name = "kind")
    String kind;

    @Column(name = "step_key")
    String stepKey;

    @Column(name = "customer_id")
    UUID customerId;

    @Column(name = "fingerprint")
    byte[] fingerprint;

    @Column(name = "line_sums")
    String lineSums;

    @Column(name = "actor")
    @Nullable
    String actor;

    @Column(name = "reason")
    @Nullable
    String reason;

    @Column(name = "source")
    @Nullable
    String source;

    @Column(name = "recorded_at")
    Instant recordedAt;

    static GuestStepRow of(RecordedGuest.Step step) {
        GuestStepRow row = new GuestStepRow();
        row.requestKey = step.purchase().value();
        row.step = step.step();
        row.kind = step.kind().name();
        row.stepKey = step.key().value();
        row.customerId = step.customer().value();
        row.fingerprint = Columns.fingerprint(step.fingerprint());
        row.lineSums = Columns.returnLines(step.lines());
        row.actor = step.actor() == null ? null : step.actor().id();
        row.reason = step.reason();
        row.source = step.source() == null ? null : step.source().name();
        row.recordedAt = step.recordedAt();
        return row;
    }

    RecordedGuest.Step step() {
        return new RecordedGuest.Step(
                new CommandKey(requestKey),
                step,
                RecordedGuest.Kind.valueOf(kind),
                new CommandKey(stepKey),
                new CustomerId(customerId),
                Columns.fingerprint(fingerprint),
                Columns.returnLines(lineSums),
                actor == null ? null : new Actor(actor),
                reason,
                source == null ? null : new Source(source),
                recordedAt);
    }
}
