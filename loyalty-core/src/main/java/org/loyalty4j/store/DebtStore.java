package org.loyalty4j.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Debt;

/** Answers questions about points that are owed. */
public interface DebtStore {

    /** Returns all open debts, in the order of the postings that made them. */
    List<Debt> debts(AccountId account);

    /**
     * Returns repayments in the order of their commands, those of a command in that of their places.
     *
     * @param after begin after this one, or null to begin with the first
     * @param count how many at most
     */
    List<Debt.Repayment> repayments(AccountId account, Debt.@Nullable Repayment after, int count);

    /** Returns the repayments of what a posting took, and those out of the lot that it opened, in the same order. */
    List<Debt.Repayment> repayments(AccountId account, long posting);
}
