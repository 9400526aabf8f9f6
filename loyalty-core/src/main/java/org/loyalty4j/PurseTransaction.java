package org.loyalty4j;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.EventQueue;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.StoreTransaction;

/** A transaction as the desks of another purse than the main one see it. */
final class PurseTransaction extends PurseReader implements StoreTransaction {

    private final StoreTransaction below;

    PurseTransaction(StoreTransaction below, String purse) {
        super(below, purse);
        this.below = below;
    }

    @Override
    StoreTransaction below() {
        return below;
    }

    @Override
    public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
        return below.open(openings);
    }

    @Override
    public Map<CustomerId, Customer> lock(Set<CustomerId> customers) {
        return below.lock(customers);
    }

    @Override
    public EventQueue queue() {
        return below.queue();
    }

    @Override
    public void append(Changes changes) {
        below.append(changes);
    }
}
