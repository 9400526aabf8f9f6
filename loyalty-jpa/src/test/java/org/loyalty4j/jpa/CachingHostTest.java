package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.reward.Redemption;

/** F-41: the host's Hibernate has its second-level cache and its query cache switched on. */
class CachingHostTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    /** What the host keeps itself, and caches. */
    @Cacheable
    @Entity(name = "CachedOrder")
    static class CachedOrder {

        @Id
        long id;

        CachedOrder() {}

        CachedOrder(long id) {
            this.id = id;
        }
    }

    private SessionFactory caching(FreshDatabase database) {
        return databases
                .closing(new HibernatePersistenceConfiguration("host")
                        .managedClass(CachedOrder.class)
                        .property("jakarta.persistence.nonJtaDataSource", database.pool())
                        .property("hibernate.hbm2ddl.auto", "create")
                        .property("jakarta.persistence.sharedCache.mode", "ALL")
                        .property("hibernate.cache.use_second_level_cache", true)
                        .property("hibernate.cache.use_query_cache", true)
                        .property("hibernate.cache.region.factory_class", "jcache")
                        .property("hibernate.javax.cache.missing_cache_strategy", "create")
                        .property("hibernate.generate_statistics", true)
                        .createEntityManagerFactory())
                .unwrap(SessionFactory.class);
    }

    private static <R> R inTransaction(EntityManager manager, Supplier<R> work) {
        manager.getTransaction().begin();
        R answer = work.get();
        manager.getTransaction().commit();
        manager.clear();
        return answer;
    }

    private static long available(Loyalty loyalty, CustomerId customer) {
        return loyalty.accounts().balance(customer).available().minor();
    }

    @ParameterizedTest
    @EnumSource
    void f_41_a_host_that_caches_is_shown_no_stale_balance_and_decides_by_none(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        CustomerId anna = scene.aCustomer();
        SessionFactory factory = caching(scene.database);
        EntityManager manager = databases.closing(factory.createEntityManager());
        Loyalty joined = scene.loyalty(databases.closing(JpaStore.joining(manager)));

        for (int i = 1; i <= 3; i++) {
            long order = i;
            // What was shown in one transaction has changed before the next one.
            inTransaction(manager, () -> {
                manager.persist(new CachedOrder(order));
                assertThat(manager.find(CachedOrder.class, 1L)).isNotNull();
                return available(joined, anna);
            });
            scene.sound.till().record(scene.aPurchase(anna)).orThrow();
            assertThat(inTransaction(manager, () -> available(joined, anna))).isEqualTo(100 + 10 * order);
        }
        Redemption all = Redemption.of(CommandKey.of("all"), anna, Points.of(130));
        scene.sound.rewards().redeem(all).orThrow();

        assertThat(inTransaction(
                        manager,
                        () -> joined.rewards()
                                .redeem(Redemption.of(CommandKey.of("more"), anna, Points.of(1)))
                                .settled()))
                .isFalse();
        assertThat(factory.getStatistics().getSecondLevelCacheHitCount()).isPositive(); // or nothing was cached at all
        scene.assertSound();
    }
}
