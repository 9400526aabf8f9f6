package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Identifier;

/** What a guest purchase is found by: apart from the purchase, so that it can be erased alone. */
@Entity
@Table(name = "loyalty_guest_mark")
@IdClass(GuestMarkRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class GuestMarkRow {

    /** The primary key. */
    record Key(String requestKey, int place) implements Serializable {}

    @Id
    @Column(name = "request_key")
    String requestKey;

    @Id
    @Column(name = "place")
    int place;

    @Column(name = "kind")
    String kind;

    @Column(name = "identifier")
    String identifier;

    @Column(name = "as_given")
    @Nullable
    String asGiven;

    @Column(name = "normalizer")
    @Nullable
    String normalizer;

    static GuestMarkRow of(Identifier mark, CommandKey purchase, int place) {
        GuestMarkRow row = new GuestMarkRow();
        row.requestKey = purchase.value();
        row.place = place;
        row.kind = mark.kind().name();
        row.identifier = mark.value();
        row.asGiven = mark.given();
        row.normalizer = mark.normalizer();
        return row;
    }

    Identifier mark() {
        return new Identifier(Identifier.Kind.valueOf(kind), identifier, asGiven, normalizer);
    }
}
