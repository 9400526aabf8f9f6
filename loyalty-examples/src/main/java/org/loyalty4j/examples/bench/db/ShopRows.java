package org.loyalty4j.examples.bench.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables as entities of a shop that writes its points itself. */
final class ShopRows {

    private ShopRows() {}

    static List<Class<?>> all() {
        return List.of(
                Head.class, Asked.class, Entry.class, Used.class, Lot.class, Day.class, Sale.class, Line.class);
    }

    /** An account. */
    @Entity
    @Table(name = "loyalty_account")
    @SuppressWarnings("NullAway.Init")
    static class Head {
        @Id
        @Column(name = "id")
        long id;

        @Column(name = "customer_id")
        UUID customerId;

        @Column(name = "purse")
        String purse;

        @Column(name = "status")
        String status;

        @Column(name = "balance")
        long balance;

        @Column(name = "last_number")
        long lastNumber;

        @Version
        @Column(name = "commands")
        long commands;

        @Column(name = "last_recorded_at")
        Instant lastRecordedAt;

        @Column(name = "last_hash")
        byte[] lastHash;

        @Column(name = "due_at")
        @Nullable Instant dueAt;

        @Column(name = "tier")
        @Nullable String tier;

        @Column(name = "tier_since")
        @Nullable Instant tierSince;

        @Column(name = "ladder_version")
        @Nullable Integer ladderVersion;

        @Column(name = "window_start")
        @Nullable LocalDate windowStart;

        @Column(name = "window_day")
        @Nullable LocalDate windowDay;

        @Column(name = "window_sum")
        @Nullable Long windowSum;

        @Column(name = "tier_changes")
        @Nullable Integer tierChanges;

        @Column(name = "tier_revision")
        @Nullable Integer tierRevision;
    }

    /** A command. */
    @Entity
    @Table(name = "loyalty_command")
    @IdClass(Asked.Key.class)
    @SuppressWarnings("NullAway.Init")
    static class Asked {
        record Key(long account, long sequence) implements Serializable {}

        @Id
        @Column(name = "account_id")
        long account;

        @Id
        @Column(name = "sequence")
        long sequence;

        @Column(name = "id")
        UUID id;

        @Column(name = "operation")
        String operation;

        @Column(name = "request_key")
        String requestKey;

        @Column(name = "customer_id")
        UUID customerId;

        @Column(name = "fingerprint")
        byte[] fingerprint;

        @Column(name = "earned")
        long earned;

        @Column(name = "redeemed")
        long redeemed;

        @Column(name = "restored")
        long restored;

        @Column(name = "reversed")
        long reversed;

        @Column(name = "shortfall")
        long shortfall;

        @Column(name = "lapsed")
        long lapsed;

        @Column(name = "expired")
        long expired;

        @Column(name = "balance")
        long balance;

        @Column(name = "first_number")
        long firstNumber;

        @Column(name = "last_number")
        long lastNumber;

        @Column(name = "moved_revision")
        int movedRevision;

        @Column(name = "recorded_at")
        Instant recordedAt;

        @Column(name = "salt")
        long salt;
    }

    /** A posting. */
    @Entity
    @Table(name = "loyalty_posting")
    @IdClass(Entry.Key.class)
    @SuppressWarnings("NullAway.Init")
    static class Entry {
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

        @Column(name = "lot_earned_at")
        @Nullable Instant lotEarnedAt;

        @Column(name = "lot_gone_at")
        @Nullable Instant lotGoneAt;

        @Column(name = "attributions")
        @Nullable String attributions;

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
    }

    /** What a redemption used of a lot. */
    @Entity
    @Table(name = "loyalty_lot_allocation")
    @IdClass(Used.Key.class)
    @SuppressWarnings("NullAway.Init")
    static class Used {
        record Key(long account, long postingNumber, int place) implements Serializable {}

        @Id
        @Column(name = "account_id")
        long account;

        @Id
        @Column(name = "posting_number")
        long postingNumber;

        @Id
        @Column(name = "place")
        int place;

        @Column(name = "lot")
        long lot;

        @Column(name = "earned_at")
        Instant earnedAt;

        @Column(name = "gone_at")
        Instant goneAt;

        @Column(name = "amount")
        long amount;
    }

    /** A lot. */
    @Entity
    @Table(name = "loyalty_lot")
    @IdClass(Lot.Key.class)
    @SuppressWarnings("NullAway.Init")
    static class Lot {
        record Key(long account, Instant goneAt, Instant earnedAt, long number) implements Serializable {}

        @Id
        @Column(name = "account_id")
        long account;

        @Id
        @Column(name = "gone_at")
        Instant goneAt;

        @Id
        @Column(name = "earned_at")
        Instant earnedAt;

        @Id
        @Column(name = "number")
        long number;

        @Column(name = "remaining")
        long remaining;
    }

    /** What a day counts. */
    @Entity
    @Table(name = "loyalty_qualifying_day")
    @IdClass(Day.Key.class)
    @SuppressWarnings("NullAway.Init")
    static class Day {
        record Key(long account, LocalDate localDate) implements Serializable {}

        @Id
        @Column(name = "account_id")
        long account;

        @Id
        @Column(name = "local_date")
        LocalDate localDate;

        @Column(name = "spend")
        long spend;

        @Column(name = "points")
        long points;

        @Column(name = "purchases")
        long purchases;

        @Column(name = "peak")
        String peak;
    }

    /** A sale. */
    @Entity
    @Table(name = "loyalty_purchase")
    @IdClass(Sale.Key.class)
    @SuppressWarnings("NullAway.Init")
    static class Sale {
        record Key(long account, long sequence) implements Serializable {}

        @Id
        @Column(name = "account_id")
        long account;

        @Id
        @Column(name = "sequence")
        long sequence;

        @Column(name = "counts_at")
        Instant countsAt;

        @Column(name = "currency")
        String currency;

        @Column(name = "total")
        long total;

        @Column(name = "rounding")
        long rounding;
    }

    /** A line of a sale. */
    @Entity
    @Table(name = "loyalty_purchase_line")
    @IdClass(Line.Key.class)
    @SuppressWarnings("NullAway.Init")
    static class Line {
        record Key(long account, long sequence, int place) implements Serializable {}

        @Id
        @Column(name = "account_id")
        long account;

        @Id
        @Column(name = "sequence")
        long sequence;

        @Id
        @Column(name = "place")
        int place;

        @Column(name = "line_id")
        String lineId;

        @Column(name = "kind")
        String kind;

        @Column(name = "quantity")
        BigDecimal quantity;

        @Column(name = "net")
        long net;

        @Column(name = "tax")
        long tax;

        @Column(name = "discount")
        long discount;
    }
}
