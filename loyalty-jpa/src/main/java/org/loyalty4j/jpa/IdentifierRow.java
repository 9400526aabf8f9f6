package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;

/** What a customer is found by. */
@Entity
@Table(name = "loyalty_identifier")
@IdClass(IdentifierRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class IdentifierRow {

    /** The primary key. */
    record Key(String kind, String identifier) implements Serializable {}

    @Id
    @Column(name = "kind")
    String kind;

    @Id
    @Column(name = "identifier")
    String identifier;

    @Column(name = "customer_id")
    UUID customerId;

    @Column(name = "place")
    int place;

    static IdentifierRow of(Identifier identifier, CustomerId customer, int place) {
        IdentifierRow row = new IdentifierRow();
        row.kind = identifier.kind().name();
        row.identifier = identifier.value();
        row.customerId = customer.value();
        row.place = place;
        return row;
    }

    Identifier identifier() {
        return new Identifier(Identifier.Kind.valueOf(kind), identifier);
    }
}
