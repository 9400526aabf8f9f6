package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;
import org.loyalty4j.testkit.Shop;

class CacheTest {

    private static final Identifier CARD = Identifier.card("4000001");

    /** Counts how often it was asked. */
    private static final class CountingStore implements LoyaltyStore {
        private final LoyaltyStore store = new InMemoryStore();
        private final AtomicInteger readings = new AtomicInteger();
        private volatile Runnable afterReading = () -> {};

        @Override
        public <R> R inTransaction(Function<StoreTransaction, R> work) {
            return store.inTransaction(work);
        }

        @Override
        public <R> R reading(Function<StoreReader, R> work) {
            readings.incrementAndGet();
            R read = store.reading(work);
            afterReading.run();
            return read;
        }
    }

    private final CountingStore store = new CountingStore();

    private Loyalty library(Duration cached) {
        return Loyalty.over(store)
                .program(Shop.onePointPerEuro())
                .cached(cached)
                .build();
    }

    private static CustomerId anna(Loyalty loyalty) {
        return ((Enrollment.Enrolled) loyalty.customers()
                        .enroll(NewCustomer.person(CommandKey.of("anna")).card("4000001")))
                .customer()
                .id();
    }

    private static void buys(Loyalty loyalty, CustomerId customer, String key) {
        loyalty.till().record(Purchase.of(key, customer, euro("10.00"))).orThrow();
    }

    private static long shown(Loyalty loyalty, CustomerId customer) {
        return loyalty.accounts().shownBalance(customer).available().minor();
    }

    @Test
    void what_is_shown_again_is_not_asked_for_again() {
        Loyalty loyalty = library(Duration.ofHours(1));
        CustomerId anna = anna(loyalty);
        shown(loyalty, anna);
        loyalty.customers().find(CARD);
        int asked = store.readings.get();

        for (int i = 0; i < 3; i++) {
            shown(loyalty, anna);
            assertThat(loyalty.customers().find(CARD)).isPresent();
        }

        assertThat(store.readings.get()).isEqualTo(asked);
        assertThat(loyalty.cacheStatistics()).isEqualTo(new CacheStatistics(3, 1, 3, 1));
        assertThat(loyalty.cacheStatistics().balanceHitPercent()).isEqualTo(75);
    }

    @Test
    void what_the_library_writes_itself_is_shown_at_once() {
        Loyalty loyalty = library(Duration.ofHours(1));
        CustomerId anna = anna(loyalty);
        assertThat(shown(loyalty, anna)).isZero();

        buys(loyalty, anna, "1");
        assertThat(shown(loyalty, anna)).isEqualTo(10);

        loyalty.inTransaction(within -> {
            buys(within, anna, "2");
            assertThat(shown(within, anna)).isEqualTo(20);
            return true;
        });
        assertThat(shown(loyalty, anna)).isEqualTo(20);

        loyalty.customers().find(CARD);
        loyalty.customers().leave(Departure.of(CommandKey.of("bye"), anna));
        assertThat(loyalty.customers().find(CARD).orElseThrow().membership().left())
                .isPresent();
    }

    @Test
    void who_writes_waits_for_nobody_who_reads_what_is_shown() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        AtomicBoolean inTime = new AtomicBoolean();
        Loyalty loyalty = library(Duration.ofHours(1));
        CustomerId anna = anna(loyalty);
        store.afterReading = () -> {
            store.afterReading = () -> {};
            reads.countDown();
            try {
                inTime.set(written.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException stopped) {
                throw new AssertionError("The wait was interrupted", stopped);
            }
        };
        Thread reader = new Thread(() -> shown(loyalty, anna));
        reader.start();
        assertThat(reads.await(20, TimeUnit.SECONDS)).isTrue();

        buys(loyalty, anna, "1");
        written.countDown();
        reader.join();

        assertThat(inTime).isTrue();
        assertThat(shown(loyalty, anna)).isEqualTo(10);
    }

    @Test
    void what_was_undone_is_not_shown() {
        Loyalty loyalty = library(Duration.ofHours(1));
        CustomerId anna = anna(loyalty);
        try {
            loyalty.inTransaction(within -> {
                buys(within, anna, "1");
                shown(within, anna);
                throw new IllegalArgumentException("the shop thinks better of it");
            });
        } catch (IllegalArgumentException thoughtBetter) {
            assertThat(shown(loyalty, anna)).isZero();
        }
        assertThat(shown(loyalty, anna)).isZero();
    }

    @Test
    void what_another_library_writes_is_shown_after_the_time_that_was_said() {
        Duration longest = Duration.ofMillis(20);
        Loyalty here = library(longest);
        Loyalty there = library(longest);
        CustomerId anna = anna(here);
        assertThat(shown(here, anna)).isZero();

        buys(there, anna, "1");
        long since = System.nanoTime();

        assertThat(here.accounts().balance(anna).available().minor()).isEqualTo(10);
        while (System.nanoTime() - since <= longest.toNanos()) {
            Thread.onSpinWait();
        }
        assertThat(shown(here, anna)).isEqualTo(10);
    }

    @Test
    void a_library_that_keeps_nothing_asks_every_time() {
        Loyalty loyalty = library(Duration.ZERO);
        CustomerId anna = anna(loyalty);
        int asked = store.readings.get();

        shown(loyalty, anna);
        shown(loyalty, anna);
        loyalty.customers().find(CARD);
        loyalty.customers().find(CARD);

        assertThat(store.readings.get()).isEqualTo(asked + 4);
    }

    @Test
    void that_somebody_is_not_there_is_not_kept() {
        Loyalty loyalty = library(Duration.ofHours(1));
        assertThat(loyalty.customers().find(CARD)).isEmpty();

        anna(loyalty);

        assertThat(loyalty.customers().find(CARD)).isPresent();
    }
}
