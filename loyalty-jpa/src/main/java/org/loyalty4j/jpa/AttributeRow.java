package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.store.StoreException;

/** What is or was known of a customer under a name. */
@Entity
@Table(name = "loyalty_attribute")
@IdClass(AttributeRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class AttributeRow {

    /** The primary key. */
    record Key(UUID customerId, String name, int revision) implements Serializable {}

    @Id
    @Column(name = "customer_id")
    UUID customerId;

    @Id
    @Column(name = "name")
    String name;

    @Id
    @Column(name = "revision")
    int revision;

    @Column(name = "value_kind")
    @Nullable
    String valueKind;

    @Column(name = "value_text")
    @Nullable
    String valueText;

    @Column(name = "value_number")
    @Nullable
    BigDecimal valueNumber;

    @Column(name = "value_date")
    @Nullable
    LocalDate valueDate;

    @Column(name = "said_from")
    Instant saidFrom;

    @Column(name = "said_until")
    @Nullable
    Instant saidUntil;

    @Column(name = "actor")
    @Nullable
    String actor;

    @Column(name = "source")
    @Nullable
    String source;

    @Column(name = "reason")
    @Nullable
    String reason;

    static AttributeRow of(Attribute attribute) {
        AttributeRow row = new AttributeRow();
        row.customerId = attribute.customer().value();
        row.name = attribute.name();
        row.revision = attribute.revision();
        row.say(attribute.value());
        row.saidFrom = attribute.from();
        row.saidUntil = attribute.until();
        row.actor = Columns.actor(attribute.actor());
        row.source = Columns.source(attribute.source());
        row.reason = attribute.reason();
        return row;
    }

    private void say(@Nullable AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            valueKind = "TEXT";
            valueText = text.text();
        } else if (value instanceof AttributeValue.Decimal number) {
            valueKind = "NUMBER";
            valueNumber = number.number();
        } else if (value instanceof AttributeValue.Date date) {
            valueKind = "DATE";
            valueDate = date.date();
        } else if (value instanceof AttributeValue.Flag flag) {
            valueKind = "FLAG";
            valueNumber = flag.set() ? BigDecimal.ONE : BigDecimal.ZERO;
        } else if (value instanceof AttributeValue.Texts texts) {
            valueKind = "TEXTS";
            valueText = Json.write(texts.texts());
        }
    }

    private @Nullable AttributeValue said() {
        if (valueKind == null) {
            return null;
        }
        return switch (valueKind) {
            case "TEXT" -> AttributeValue.of(Objects.requireNonNull(valueText));
            case "NUMBER" -> AttributeValue.of(Objects.requireNonNull(valueNumber));
            case "DATE" -> AttributeValue.of(Objects.requireNonNull(valueDate));
            case "FLAG" -> AttributeValue.of(Objects.requireNonNull(valueNumber).signum() != 0);
            case "TEXTS" -> AttributeValue.of(Columns.texts("value_text", valueText));
            default ->
                throw new StoreException("Attributes of the kind " + valueKind + " are not known to this version");
        };
    }

    Attribute attribute() {
        return new Attribute(
                new CustomerId(customerId),
                name,
                revision,
                said(),
                saidFrom,
                saidUntil,
                Columns.actor(actor),
                Columns.source(source),
                reason);
    }
}
