package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.testkit.Shop;

/** What is kept for showing, over a database that others write to as well. */
class ShownBalanceTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    private static Loyalty engine(JpaStore store, Shop shop, Duration cached) {
        return Loyalty.over(store).clock(shop.clock()).cached(cached).build();
    }

    private static long shown(Loyalty loyalty, CustomerId customer) {
        return loyalty.accounts().shownBalance(customer).available().minor();
    }

    private static void buys(Loyalty loyalty, String key, CustomerId customer) {
        loyalty.till().record(Purchase.of(key, customer, euro("10.00"))).orThrow();
    }

    @ParameterizedTest
    @EnumSource
    void two_engines_on_one_database_show_what_the_other_wrote_after_the_time_that_was_said(TestDatabase kind) {
        FreshDatabase database = databases.fresh(kind);
        Shop shop = Shop.over(StoreOver.owning(databases, database.pool()), program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        JpaStore other = databases.closing(JpaStore.owning(database.pool(PoolSettings.USUAL)));
        Duration moment = Duration.ofMillis(300);
        Loyalty soon = engine(other, shop, moment);
        Loyalty late = engine(other, shop, Duration.ofHours(1));
        assertThat(shown(soon, anna)).isZero();
        assertThat(shown(late, anna)).isZero();

        buys(shop.loyalty(), "sale", anna);
        long written = System.nanoTime();

        assertThat(soon.accounts().balance(anna).available().minor()).isEqualTo(10);
        while (System.nanoTime() - written <= moment.toNanos()) {
            Thread.onSpinWait();
        }
        assertThat(shown(soon, anna)).isEqualTo(10);
        assertThat(shown(late, anna)).isZero();
        buys(late, "own sale", anna);
        assertThat(shown(late, anna)).isEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource
    void what_another_thread_is_shown_between_a_write_and_its_commit_is_not_kept_after_it(TestDatabase kind) {
        FreshDatabase database = databases.fresh(kind);
        Shop shop = Shop.over(StoreOver.owning(databases, database.pool()), program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        Loyalty loyalty = engine(
                databases.closing(JpaStore.owning(database.pool(PoolSettings.USUAL))), shop, Duration.ofHours(1));

        loyalty.inTransaction(within -> {
            buys(within, "sale", anna);
            long seen =
                    CompletableFuture.supplyAsync(() -> shown(loyalty, anna)).join();
            assertThat(seen).isZero();
            return true;
        });

        assertThat(shown(loyalty, anna)).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void tills_and_displays_share_a_pool_of_one_connection(TestDatabase kind) throws Exception {
        FreshDatabase database = databases.fresh(kind);
        Shop shop = Shop.over(StoreOver.owning(databases, database.pool()), program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        Loyalty loyalty = engine(
                databases.closing(JpaStore.owning(database.pool(PoolSettings.USUAL.size(1)))),
                shop,
                Duration.ofHours(1));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String till = "till " + thread + ", sale ";
            all.add(threads.submit(() -> {
                for (int i = 0; i < 25; i++) {
                    buys(loyalty, till + i, anna);
                    shown(loyalty, anna);
                }
            }));
        }
        threads.shutdown();
        for (Future<?> one : all) {
            one.get(120, TimeUnit.SECONDS);
        }

        assertThat(shown(loyalty, anna)).isEqualTo(1_000);
    }
}
