package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.loyalty4j.privacy.Suppression;

/** That whoever is found by an identifier was erased. */
@Entity
@Table(name = "loyalty_suppression")
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class SuppressionRow {

    @Id
    @Column(name = "hash")
    String hash;

    @Column(name = "since")
    Instant since;

    static SuppressionRow of(Suppression suppression) {
        SuppressionRow row = new SuppressionRow();
        row.hash = suppression.hash();
        row.since = suppression.since();
        return row;
    }

    Suppression suppression() {
        return new Suppression(hash, since);
    }
}
