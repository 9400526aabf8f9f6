package org.loyalty4j.points;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Points that were taken although there were too few, as far as they are owed still. A row exists while something is
 * left; a cache of postings and repayments, which {@code audit()} proves.
 *
 * @param account whose
 * @param debit the number of the posting that took them: its amount is more than its lots gave
 * @param left how many points of it are owed still, more than zero; zero only where it is said that nothing is left
 */
public record Debt(AccountId account, long debit, long left) {

    /**
     * Points of a debt that are owed no more. It changes no balance and is no posting. Never changed, never removed.
     *
     * @param account whose
     * @param sequence the place of the command that wrote it among the account's commands
     * @param place its place among the repayments of the command, from 1
     * @param debit the number of the posting whose debt it is
     * @param afterNumber the number of the account's last posting before it: where points came with a posting, that one
     * @param amount how many points, more than zero
     * @param from the lot that they were taken out of, with an amount below zero; null where they had never been taken
     *     from anywhere, because the debit itself was undone
     * @param recordedAt when it was written
     */
    public record Repayment(
            AccountId account,
            long sequence,
            int place,
            long debit,
            long afterNumber,
            long amount,
            @Nullable LotAllocation from,
            Instant recordedAt) {}
}
