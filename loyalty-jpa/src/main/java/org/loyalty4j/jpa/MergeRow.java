package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.MergeRecord;

/** That a customer was merged into another one. */
@Entity
@Table(name = "loyalty_merge")
@IdClass(MergeRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class MergeRow {

    /** The primary key. */
    record Key(UUID absorbed, int number) implements Serializable {}

    @Id
    @Column(name = "absorbed_id")
    UUID absorbed;

    @Id
    @Column(name = "number")
    int number;

    @Column(name = "survivor_id")
    UUID survivor;

    @Column(name = "merged_at")
    Instant mergedAt;

    @Column(name = "merged_by")
    @Nullable
    String mergedBy;

    @Column(name = "taken")
    @Nullable
    String taken;

    @Column(name = "joined_at")
    @Nullable
    Instant joinedAt;

    @Column(name = "undone_at")
    @Nullable
    Instant undoneAt;

    @Column(name = "undone_by")
    @Nullable
    String undoneBy;

    static MergeRow of(MergeRecord merge) {
        MergeRow row = new MergeRow();
        row.absorbed = merge.absorbed().value();
        row.number = merge.number();
        row.survivor = merge.survivor().value();
        row.mergedAt = merge.mergedAt();
        row.mergedBy = Columns.actor(merge.mergedBy());
        Map<String, Long> taken = new TreeMap<>();
        merge.taken().forEach((name, revision) -> taken.put(name, (long) revision));
        row.taken = Columns.turns(taken);
        row.joinedAt = merge.joined();
        row.undoneAt = merge.undoneAt();
        row.undoneBy = Columns.actor(merge.undoneBy());
        return row;
    }

    MergeRecord merge() {
        TreeMap<String, Integer> names = new TreeMap<>();
        Columns.turns(taken).forEach((name, revision) -> names.put(name, Math.toIntExact(revision)));
        return new MergeRecord(
                new CustomerId(absorbed),
                number,
                new CustomerId(survivor),
                mergedAt,
                Columns.actor(mergedBy),
                names,
                joinedAt,
                undoneAt,
                Columns.actor(undoneBy));
    }
}
