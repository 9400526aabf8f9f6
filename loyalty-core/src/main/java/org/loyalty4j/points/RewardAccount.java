package org.loyalty4j.points;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of an account: what is known of it without reading its postings. A cache that {@code audit()} proves.
 *
 * @param id whose, and in which purse
 * @param status whether points can be earned and used
 * @param balance the sum of all postings: {@link #available()}, held and pending together, less the debt
 * @param held points that are reserved for redemptions to come, zero or more
 * @param pending points that were earned and cannot be used yet, zero or more
 * @param debt points that were taken although there were too few, zero or more
 * @param lastNumber the number of the last posting, 0 before the first
 * @param commands how many commands have written something here; grows with every one
 * @param lastRecordedAt when the last command was recorded; never falls
 * @param lastHash the end of the chain: of the last posting, and of commands after it that wrote none
 * @param dueAt no fact of the account is due before this instant, or null when none will ever be
 * @param activeAt what the time counts from after which points go when nothing happens, or null where it has not begun
 */
public record RewardAccount(
        AccountId id,
        Status status,
        long balance,
        long held,
        long pending,
        long debt,
        long lastNumber,
        long commands,
        Instant lastRecordedAt,
        ChainHash lastHash,
        @Nullable Instant dueAt,
        @Nullable Instant activeAt) {

    /** Makes the head of an account whose points go whether anything happens or not. */
    public RewardAccount(
            AccountId id,
            Status status,
            long balance,
            long held,
            long pending,
            long debt,
            long lastNumber,
            long commands,
            Instant lastRecordedAt,
            ChainHash lastHash,
            @Nullable Instant dueAt) {
        this(id, status, balance, held, pending, debt, lastNumber, commands, lastRecordedAt, lastHash, dueAt, null);
    }

    /** What an account can be used for. */
    public enum Status {
        /** Points are earned and used. */
        OPEN,
        /** Points are earned, returned and expire, but cannot be used until the account is opened again. */
        FROZEN,
        /** For ever without points. */
        CLOSED
    }

    /** Returns the head of an account that nothing was written to yet. */
    public static RewardAccount opened(AccountId id) {
        return new RewardAccount(id, Status.OPEN, 0, 0, 0, 0, 0, 0, Instant.EPOCH, ChainHash.START, null);
    }

    /** Returns the points that can be used, zero or more, if nothing has fallen due since the last command. */
    public long available() {
        return balance - held - pending + debt;
    }

    /** Returns the instant before which nothing falls due, if anything ever will. */
    public Optional<Instant> due() {
        return Optional.ofNullable(dueAt);
    }

    /** Returns the time of this account: the clock's, but never before what was recorded last. */
    public Instant now(Instant clock) {
        return clock.isBefore(lastRecordedAt) ? lastRecordedAt : clock;
    }
}
