package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.tier.Standing;

/** The head of an account and its rank, which change together. */
@Entity
@Table(name = "loyalty_account")
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class AccountRow {

    /** Ours alone: all rows of an account lead with it. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "id")
    long id;

    @Column(name = "customer_id", updatable = false)
    UUID customerId;

    @Column(name = "purse", updatable = false)
    String purse;

    @Column(name = "status")
    String status;

    @Column(name = "balance")
    long balance;

    @Column(name = "held")
    long held;

    @Column(name = "pending")
    long pending;

    @Column(name = "debt")
    long debt;

    @Column(name = "last_number")
    long lastNumber;

    @Column(name = "commands")
    long commands;

    @Column(name = "last_recorded_at")
    Instant lastRecordedAt;

    @Column(name = "last_hash")
    byte[] lastHash;

    @Column(name = "due_at")
    @Nullable
    Instant dueAt;

    @Column(name = "active_at")
    @Nullable
    Instant activeAt;

    /** Null, with all that follows, when no rank was ever written. */
    @Column(name = "tier")
    @Nullable
    String tier;

    @Column(name = "tier_since")
    @Nullable
    Instant tierSince;

    @Column(name = "holds")
    @Nullable
    String holds;

    @Column(name = "ladder_version")
    @Nullable
    Integer ladderVersion;

    @Column(name = "window_start")
    @Nullable
    LocalDate windowStart;

    @Column(name = "window_day")
    @Nullable
    LocalDate windowDay;

    @Column(name = "window_sum")
    @Nullable
    Long windowSum;

    @Column(name = "tier_changes")
    @Nullable
    Integer tierChanges;

    @Column(name = "tier_revision")
    @Nullable
    Integer tierRevision;

    @Column(name = "window_sums")
    @Nullable
    String windowSums;

    @Column(name = "tier_changed")
    @Nullable
    LocalDate tierChanged;

    @Column(name = "tier_given")
    @Nullable
    String tierGiven;

    @Column(name = "tier_upcoming")
    @Nullable
    String tierUpcoming;

    @Column(name = "tier_entered")
    @Nullable
    String tierEntered;

    /** Makes the row of an account that nothing was written to yet. */
    static AccountRow opened(AccountId id) {
        AccountRow row = new AccountRow();
        row.customerId = id.holder().value();
        row.purse = id.purse();
        row.set(RewardAccount.opened(id));
        return row;
    }

    AccountRow copy() {
        AccountRow row = new AccountRow();
        row.id = id;
        row.customerId = customerId;
        row.purse = purse;
        row.set(head());
        row.tier = tier;
        row.tierSince = tierSince;
        row.holds = holds;
        row.ladderVersion = ladderVersion;
        row.windowStart = windowStart;
        row.windowDay = windowDay;
        row.windowSum = windowSum;
        row.tierChanges = tierChanges;
        row.tierRevision = tierRevision;
        row.windowSums = windowSums;
        row.tierChanged = tierChanged;
        row.tierGiven = tierGiven;
        row.tierUpcoming = tierUpcoming;
        row.tierEntered = tierEntered;
        return row;
    }

    AccountId accountId() {
        return new AccountId(new CustomerId(customerId), purse);
    }

    void set(RewardAccount head) {
        status = head.status().name();
        balance = head.balance();
        held = head.held();
        pending = head.pending();
        debt = head.debt();
        lastNumber = head.lastNumber();
        commands = head.commands();
        lastRecordedAt = head.lastRecordedAt();
        lastHash = head.lastHash().bytes();
        dueAt = head.dueAt();
        activeAt = head.activeAt();
    }

    RewardAccount head() {
        return new RewardAccount(
                accountId(),
                RewardAccount.Status.valueOf(status),
                balance,
                held,
                pending,
                debt,
                lastNumber,
                commands,
                lastRecordedAt,
                ChainHash.of(lastHash),
                dueAt,
                activeAt);
    }

    void set(Standing standing) {
        tier = standing.tier();
        tierSince = standing.since();
        holds = Columns.holds(standing.holds());
        ladderVersion = standing.programVersion();
        windowStart = standing.windowStart();
        windowDay = standing.windowDay();
        windowSum = standing.windowSum();
        tierChanges = standing.changes();
        tierRevision = standing.revision();
        windowSums = Columns.sums(standing.sums());
        tierChanged = standing.changed().equals(Standing.NO_DAY) ? null : standing.changed();
        tierGiven = Columns.given(standing.given());
        tierUpcoming = Columns.upcoming(standing.upcoming());
        tierEntered = Columns.entered(standing.entered());
    }

    @Nullable
    Standing standing() {
        return tier == null
                ? null
                : new Standing(
                        accountId(),
                        tier,
                        Objects.requireNonNull(tierSince),
                        Columns.holds(holds),
                        Objects.requireNonNull(ladderVersion),
                        Objects.requireNonNull(windowStart),
                        Objects.requireNonNull(windowDay),
                        Objects.requireNonNull(windowSum),
                        Objects.requireNonNull(tierChanges),
                        Objects.requireNonNull(tierRevision),
                        Columns.sums(windowSums),
                        tierChanged == null ? Standing.NO_DAY : tierChanged,
                        Columns.given(tierGiven),
                        Columns.upcoming(tierUpcoming),
                        Columns.entered(tierEntered));
    }
}
