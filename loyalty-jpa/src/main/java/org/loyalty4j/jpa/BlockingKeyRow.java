package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.loyalty4j.store.ProfileChanges;

/** What a customer may have in common with others who are the same. */
@Entity
@Table(name = "loyalty_blocking_key")
@IdClass(BlockingKeyRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class BlockingKeyRow {

    /** The primary key. */
    record Key(long value, UUID customerId) implements Serializable {}

    @Id
    @Column(name = "key_value")
    long value;

    @Id
    @Column(name = "customer_id")
    UUID customerId;

    static BlockingKeyRow of(ProfileChanges.Key key) {
        BlockingKeyRow row = new BlockingKeyRow();
        row.value = key.key().value();
        row.customerId = key.customer().value();
        return row;
    }
}
