package org.loyalty4j;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Debt;
import org.loyalty4j.store.DebtStore;

/** The repayments of one account in their order, read a page at a time. Used by one thread. */
final class RepaymentRows {

    private static final int PAGE = 500;

    private final DebtStore store;
    private final AccountId account;
    private List<Debt.Repayment> page = List.of();
    private int at;
    private Debt.@Nullable Repayment last;
    private boolean ended;

    RepaymentRows(DebtStore store, AccountId account) {
        this.store = store;
        this.account = account;
    }

    /** Returns the row that is next, or null after the last one. */
    Debt.@Nullable Repayment peek() {
        if (at == page.size() && !ended) {
            page = store.repayments(account, last, PAGE);
            at = 0;
            Debt.Repayment before = last;
            last = page.isEmpty() ? last : page.get(page.size() - 1);
            // Rows that do not go on would be read for ever.
            ended = page.size() < PAGE || (before != null && before.equals(last));
        }
        return at < page.size() ? page.get(at) : null;
    }

    /** Goes on to the row after the one that {@link #peek} returned. */
    void next() {
        at++;
    }
}
