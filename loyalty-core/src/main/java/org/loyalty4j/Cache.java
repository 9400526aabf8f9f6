package org.loyalty4j;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.points.Balance;

/**
 * What one library keeps of customers and balances for showing, never for deciding: for a bounded time, and no longer than
 * until it writes to them itself. Safe for use by many threads.
 */
final class Cache {

    /** How many of each are kept. */
    private static final int ENTRIES_MAX = 100_000;

    private static final int STRIPES = 1024;

    private final Duration longest;

    /** Counts what was forgotten, and for parts of all customers says when last: what was loaded before is old. */
    private final AtomicLong forgotten = new AtomicLong();

    private final AtomicLongArray lastForgotten = new AtomicLongArray(STRIPES);
    private final com.github.benmanes.caffeine.cache.Cache<Identifier, CustomerId> identifiers;
    private final com.github.benmanes.caffeine.cache.Cache<CustomerId, Customer> customers;
    private final com.github.benmanes.caffeine.cache.Cache<CustomerId, Balance> balances;

    /**
     * Makes an empty cache.
     *
     * @param longest how long something is kept; zero keeps nothing
     */
    Cache(Duration longest) {
        this.longest = longest;
        this.identifiers = keeping();
        this.customers = keeping();
        this.balances = keeping();
    }

    private <K, V> com.github.benmanes.caffeine.cache.Cache<K, V> keeping() {
        // The caller's own thread does the little there is to do: the library has none.
        return Caffeine.newBuilder()
                .maximumSize(longest.isZero() ? 0 : ENTRIES_MAX)
                .expireAfterWrite(longest.isZero() ? Duration.ofNanos(1) : longest)
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    private boolean isOff() {
        return longest.isZero();
    }

    /** Returns the customer of an identifier, in whichever way it is on record. That there is none is not kept. */
    Optional<Customer> customer(List<Identifier> forms, Supplier<Optional<Customer>> load) {
        Identifier identifier = forms.get(0);
        CustomerId known = isOff() ? null : identifiers.getIfPresent(identifier);
        if (known != null) {
            @Nullable Customer kept = customers.getIfPresent(known);
            // One that is blocked or gone leads nowhere, though its customer was found by another one meanwhile.
            if (kept != null && forms.stream().anyMatch(kept.identifiers()::contains)) {
                return Optional.of(kept);
            }
        }
        long before = forgotten.get();
        Optional<Customer> found = load.get();
        if (!isOff()) {
            found.ifPresent(customer -> {
                keep(customers, customer.id(), customer, before);
                identifiers.put(identifier, customer.id());
            });
        }
        return found;
    }

    private static int stripe(CustomerId customer) {
        return Math.floorMod(customer.hashCode(), STRIPES);
    }

    /**
     * A balance as it was loaded.
     *
     * @param holder whose account it is: of one who was merged into another the other's
     */
    record Loaded(CustomerId holder, Balance balance) {}

    /** Returns the balance of a customer. One that is forgotten while it is loaded is not kept, nor is one of another's. */
    Balance balance(CustomerId customer, Supplier<Loaded> load) {
        Balance kept = isOff() ? null : balances.getIfPresent(customer);
        if (kept != null) {
            return kept;
        }
        long before = forgotten.get();
        // Not from within the cache: who forgets would wait for who reads, with an account locked and a connection in
        // hand.
        Loaded loaded = load.get();
        if (!isOff() && loaded.holder().equals(customer)) {
            keep(balances, customer, loaded.balance(), before);
        }
        return loaded.balance();
    }

    /** Keeps what was loaded, unless the customer was forgotten since. */
    private <V> void keep(
            com.github.benmanes.caffeine.cache.Cache<CustomerId, V> cache, CustomerId customer, V loaded, long before) {
        cache.asMap().compute(customer, (id, other) -> lastForgotten.get(stripe(id)) > before ? other : loaded);
    }

    /** Forgets what it knows of customers. */
    void forget(Collection<CustomerId> changed) {
        long now = forgotten.incrementAndGet();
        changed.forEach(customer -> lastForgotten.accumulateAndGet(stripe(customer), now, Math::max));
        customers.invalidateAll(changed);
        balances.invalidateAll(changed);
    }

    CacheStatistics statistics() {
        CacheStats ofCustomers = customers.stats();
        CacheStats ofBalances = balances.stats();
        CacheStats ofIdentifiers = identifiers.stats();
        return new CacheStatistics(
                ofCustomers.hitCount(),
                ofIdentifiers.missCount() + ofCustomers.missCount(),
                ofBalances.hitCount(),
                ofBalances.missCount());
    }
}
