package org.loyalty4j;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Lot;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;

/**
 * The open lots of an account in burn order, a page at a time. What is asked of lots is mostly answered by the first few, so
 * pages begin small and double. Used by one thread.
 */
final class LotPages {

    private static final int FIRST = 64;

    private static final int MOST = 512;

    private final StoreReader reader;
    private final AccountId account;
    private @Nullable Lot last;
    private int size = FIRST;
    private boolean over;

    LotPages(StoreReader reader, AccountId account) {
        this.reader = reader;
        this.account = account;
    }

    /** Returns the next lots, none after the last ones. */
    List<Lot> next() {
        if (over) {
            return List.of();
        }
        List<Lot> page = reader.ledger().lots(account, last, size);
        if (last != null && !page.isEmpty() && Lot.BURN_ORDER.compare(last, page.get(0)) >= 0) {
            // Reading on would never come to an end.
            throw new StoreException("The store brings lots again that it was to go on after");
        }
        over = page.size() < size;
        last = page.isEmpty() ? last : page.get(page.size() - 1);
        size = Math.min(2 * size, MOST);
        return page;
    }
}
