package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;

/** One line of an account's ledger. */
@Entity
@Table(name = "loyalty_posting")
@IdClass(PostingRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class PostingRow {

    /** The primary key. */
    record Key(long account, long number) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "number")
    long number;

    @Column(name = "kind")
    String kind;

    @Column(name = "amount")
    long amount;

    @Column(name = "balance_after")
    long balanceAfter;

    /** Not null when the posting opened a lot of its own and moved no other: such a one has no allocation rows. */
    @Column(name = "lot_earned_at")
    @Nullable
    Instant lotEarnedAt;

    @Column(name = "lot_gone_at")
    @Nullable
    Instant lotGoneAt;

    @Column(name = "attributions")
    @Nullable
    String attributions;

    @Column(name = "command_id")
    UUID commandId;

    @Column(name = "program_version")
    int programVersion;

    @Column(name = "counts_at")
    Instant countsAt;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "hash")
    byte[] hash;

    static PostingRow of(Posting posting, long account) {
        PostingRow row = new PostingRow();
        row.account = account;
        row.number = posting.number();
        row.kind = posting.kind().name();
        row.amount = posting.amount();
        row.balanceAfter = posting.after();
        if (opensItsLot(posting)) {
            row.lotEarnedAt = posting.lots().get(0).earnedAt();
            row.lotGoneAt = posting.lots().get(0).goneAt();
        }
        row.attributions = Columns.attributions(posting.attributions());
        row.commandId = posting.command().value();
        row.programVersion = posting.programVersion();
        row.countsAt = posting.countsAt();
        row.recordedAt = posting.recordedAt();
        row.hash = posting.hash().bytes();
        return row;
    }

    /** Says whether all that a posting did to lots was to open one with all of its amount. */
    static boolean opensItsLot(Posting posting) {
        return posting.lots().size() == 1
                && posting.lots().get(0).lot() == posting.number()
                && posting.lots().get(0).amount() == posting.amount();
    }

    /**
     * Returns the posting.
     *
     * @param moved how it moved lots, where it did not only open one of its own
     */
    Posting posting(AccountId id, List<LotAllocation> moved) {
        return new Posting(
                id,
                number,
                Posting.Kind.valueOf(kind),
                amount,
                balanceAfter,
                lotEarnedAt == null ? moved : List.of(new LotAllocation(number, lotEarnedAt, lotGoneAt, amount)),
                Columns.attributions(attributions),
                new CommandId(commandId),
                programVersion,
                countsAt,
                recordedAt,
                ChainHash.of(hash));
    }
}
