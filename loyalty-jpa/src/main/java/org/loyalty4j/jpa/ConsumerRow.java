package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** How far somebody has read events. */
@Entity
@Table(name = "loyalty_event_consumer")
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class ConsumerRow {

    @Id
    @Column(name = "name")
    String name;

    @Column(name = "place")
    long place;

    static ConsumerRow of(String name, long place) {
        ConsumerRow row = new ConsumerRow();
        row.name = name;
        row.place = place;
        return row;
    }
}
