package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.SchemaMismatchException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;
import org.loyalty4j.testkit.Shop;

/** What a host can do wrong with a transaction, and what two of them can do to each other. */
class TransactionTest {

    /** A store whose tables are those of another version. */
    private static final class OutdatedStore implements LoyaltyStore {

        private static SchemaMismatchException mismatch() {
            return new SchemaMismatchException("The tables are of version 1, this library needs 2; run V2.sql");
        }

        @Override
        public <R> R inTransaction(Function<StoreTransaction, R> work) {
            throw mismatch();
        }

        @Override
        public <R> R reading(Function<StoreReader, R> work) {
            throw mismatch();
        }
    }

    @Test
    void a_store_that_cannot_be_used_is_found_when_the_library_is_built() {
        assertThatThrownBy(() -> Loyalty.over(new OutdatedStore()).build()).isInstanceOf(SchemaMismatchException.class);
    }

    @Test
    void the_outer_library_is_refused_within_a_transaction_on_the_same_account() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase inner = Purchase.of("inner", anna, Shop.euro("10.00"));
        Purchase outer = Purchase.of("outer", anna, Shop.euro("20.00"));

        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    tx.till().record(inner);
                    return shop.loyalty().till().record(outer);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use the library that its work was given");
        assertThat(shop.available(anna)).isZero();
        assertThat(shop.loyalty().till().record(inner).orThrow().replayed()).isFalse();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_library_that_outlives_its_transaction_is_refused() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        List<Loyalty> leaked = new ArrayList<>();
        shop.loyalty().inTransaction(tx -> {
            leaked.add(tx);
            return tx.till().record(Purchase.of("first", anna, Shop.euro("10.00")));
        });
        Purchase late = Purchase.of("late", anna, Shop.euro("20.00"));

        assertThatThrownBy(() -> leaked.get(0).till().record(late)).isInstanceOf(IllegalStateException.class);
        assertThat(shop.loyalty().till().record(late).orThrow().replayed()).isFalse();
        assertThat(shop.available(anna)).isEqualTo(30);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void two_transactions_that_cross_each_other_both_come_through() throws Exception {
        Shop shop = Shop.over(new InMemoryStore(Duration.ofSeconds(4)), program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        ExecutorService tills = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5; round++) {
                CyclicBarrier bothHoldOne = new CyclicBarrier(2);
                Future<?> one = tills.submit(crossing(shop.loyalty(), anna, ben, "one-" + round, bothHoldOne));
                Future<?> other = tills.submit(crossing(shop.loyalty(), ben, anna, "other-" + round, bothHoldOne));
                one.get(30, TimeUnit.SECONDS);
                other.get(30, TimeUnit.SECONDS);
            }
        } finally {
            tills.shutdownNow();
        }

        assertThat(shop.available(anna)).isEqualTo(5 * 20);
        assertThat(shop.available(ben)).isEqualTo(5 * 20);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private static Runnable crossing(
            Loyalty loyalty, CustomerId first, CustomerId second, String name, CyclicBarrier bothHoldOne) {
        boolean[] met = {false};
        return () -> loyalty.inTransaction(tx -> {
            tx.till()
                    .record(Purchase.of(name + "-1", first, Shop.euro("10.00")))
                    .orThrow();
            if (!met[0]) {
                // Only the first attempt waits for the other one: a loser is run again alone.
                met[0] = true;
                await(bothHoldOne);
            }
            return tx.till()
                    .record(Purchase.of(name + "-2", second, Shop.euro("10.00")))
                    .orThrow();
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
