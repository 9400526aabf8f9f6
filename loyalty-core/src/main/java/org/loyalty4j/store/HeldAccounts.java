package org.loyalty4j.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;

/** The accounts that a transaction has locked. Used by one thread. */
final class HeldAccounts {

    /** A transaction that may be part of a deadlock waits this part of the longest wait. */
    private static final int DEADLOCK_SHARE = 16;

    private final InMemoryStore store;
    private final MemoryTransaction holder;
    private final Map<CustomerId, MemoryAccount> locked = new LinkedHashMap<>(4);

    /** The last account, in the global order, that is locked. */
    private @Nullable CustomerId last;

    HeldAccounts(InMemoryStore store, MemoryTransaction holder) {
        this.store = store;
        this.holder = holder;
    }

    /** Locks an account unless it is held already; returns null when there is none. */
    @Nullable
    MemoryAccount lock(CustomerId customer, long deadline) {
        MemoryAccount account = locked.get(customer);
        if (account == null) {
            account = store.accounts.get(customer);
            if (account != null) {
                lock(account, customer, deadline);
                account.holder = holder;
                locked.put(customer, account);
                last = last == null || customer.compareTo(last) > 0 ? customer : last;
            }
        }
        return account;
    }

    /**
     * Waits for an account until a deadline. One that comes before another which is locked already may be part of a
     * deadlock: it is waited for only a little, and then everything is given back and begun again.
     */
    private void lock(MemoryAccount account, CustomerId customer, long deadline) {
        if (account.lock.isHeldByCurrentThread()) {
            throw MemoryReader.outside();
        }
        boolean outOfOrder = last != null && customer.compareTo(last) < 0;
        long left = Math.max(store.lockWaitNanos() / DEADLOCK_SHARE, deadline - System.nanoTime());
        try {
            account.lock(outOfOrder ? Math.min(left, store.lockWaitNanos() / DEADLOCK_SHARE) : left);
        } catch (StoreBusyException busy) {
            if (!outOfOrder || Thread.currentThread().isInterrupted()) {
                throw busy;
            }
            throw new LostRaceException("Two transactions wait for each other's accounts; begin again");
        }
    }

    /** Makes the account of a new customer, which is held from then on. */
    MemoryAccount add(Customer customer) {
        MemoryAccount account = new MemoryAccount();
        account.lock.lock();
        account.holder = holder;
        account.customer = customer;
        if (store.accounts.putIfAbsent(customer.id(), account) != null) {
            account.lock.unlock();
            throw new StoreException("The id of a new customer is in use already; the id source repeats itself");
        }
        locked.put(customer.id(), account);
        return account;
    }

    /** Returns an account of a customer who is held. */
    MemoryAccount get(AccountId account) {
        return holder(account.holder()).in(account.purse());
    }

    /** Returns a customer who is held, with the account in the first purse. */
    MemoryAccount holder(CustomerId customer) {
        MemoryAccount account = locked.get(customer);
        if (account == null) {
            throw new StoreException("An account was written to that this transaction has not opened");
        }
        return account;
    }

    Collection<MemoryAccount> all() {
        return locked.values();
    }

    /** Gives all of them back. */
    void release() {
        locked.values().forEach(account -> {
            account.holder = null;
            account.lock.unlock();
        });
        locked.clear();
    }
}
