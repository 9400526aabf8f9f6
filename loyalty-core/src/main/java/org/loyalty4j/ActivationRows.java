package org.loyalty4j;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.store.LedgerStore;

/** The activations of one account in their order, read a page at a time. Used by one thread. */
final class ActivationRows {

    private static final int PAGE = 500;

    private final LedgerStore ledger;
    private final AccountId account;
    private List<Activation> page = List.of();
    private int at;
    private @Nullable Activation last;
    private boolean ended;

    ActivationRows(LedgerStore ledger, AccountId account) {
        this.ledger = ledger;
        this.account = account;
    }

    /** Returns the row that is next, or null after the last one. */
    @Nullable
    Activation peek() {
        if (at == page.size() && !ended) {
            page = ledger.activations(account, last, PAGE);
            at = 0;
            Activation before = last;
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
