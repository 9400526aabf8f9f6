package org.loyalty4j.points;

import org.loyalty4j.customer.CustomerId;

/**
 * Which account: one for each holder and purse.
 *
 * @param holder whose points
 * @param purse the code of the purse
 */
public record AccountId(CustomerId holder, String purse) implements Comparable<AccountId> {

    /** The one global order in which accounts are locked. */
    @Override
    public int compareTo(AccountId other) {
        int byHolder = holder.compareTo(other.holder);
        return byHolder != 0 ? byHolder : purse.compareTo(other.purse);
    }
}
