package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.event.Event;
import org.loyalty4j.event.EventListener;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.NoTransactionException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.testkit.Shop;

/** What holds on every database for a store in the session of the host's own Hibernate, resource-local. */
abstract class ManagerJoiningCases {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    private FreshDatabase database;
    private RecordingDataSource pool;
    private EntityManager manager;
    private Loyalty loyalty;

    abstract TestDatabase kind();

    /** What the host keeps itself. */
    @Entity(name = "HostOrder")
    static class HostOrder {

        @Id
        long id;

        HostOrder() {}

        HostOrder(long id) {
            this.id = id;
        }
    }

    private static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    final void openAHost() {
        database = databases.fresh(kind());
        StoreOver.withTables(database);
        pool = new RecordingDataSource(database.pool());
        EntityManagerFactory factory = databases.closing(new HibernatePersistenceConfiguration("host")
                .managedClass(HostOrder.class)
                .property("jakarta.persistence.nonJtaDataSource", pool)
                .property("hibernate.hbm2ddl.auto", "create")
                .createEntityManagerFactory());
        manager = databases.closing(factory.createEntityManager());
        loyalty = Loyalty.over(databases.closing(JpaStore.joining(manager).lockWait(Duration.ofMillis(100))))
                .build();
    }

    private <R> R inTransaction(Supplier<R> work) {
        manager.getTransaction().begin();
        boolean done = false;
        try {
            R answer = work.get();
            done = !manager.getTransaction().getRollbackOnly();
            return answer;
        } finally {
            if (done) {
                manager.getTransaction().commit();
            } else {
                manager.getTransaction().rollback();
            }
            manager.clear();
        }
    }

    private CustomerId sold(long order) {
        manager.persist(new HostOrder(order));
        loyalty.programs().publish(Shop.onePointPerEuro());
        CustomerId anna = loyalty.customers()
                .enroll(NewCustomer.person(CommandKey.of("e1")).reference("Anna"))
                .orThrow()
                .id();
        loyalty.till().record(Purchase.of("s1", anna, Money.of("30.00", "EUR"))).orThrow();
        return anna;
    }

    private long orders() {
        return manager.createQuery("select count(o) from HostOrder o", Long.class)
                .getSingleResult();
    }

    @Test
    void the_hosts_entities_and_the_points_stand_or_fall_together() {
        assertThatThrownBy(() -> inTransaction(() -> {
                    sold(1);
                    throw new Cancelled();
                }))
                .isInstanceOf(Cancelled.class);
        assertThat(orders()).isZero();
        assertThat(loyalty.programs().history().versions()).isEmpty();
        assertThat(loyalty.customers().page(9).items()).isEmpty();

        CustomerId anna = inTransaction(() -> sold(1));

        assertThat(orders()).isEqualTo(1);
        assertThat(loyalty.accounts().balance(anna).available()).isEqualTo(Points.of(30));
        assertThat(loyalty.audit().clean()).isTrue();
    }

    @Test
    void a_listener_is_told_after_the_host_has_committed_and_never_of_what_it_rolled_back() {
        List<Event> told = new ArrayList<>();
        loyalty = Loyalty.over(databases.closing(JpaStore.joining(manager)))
                .listener(new EventListener() {
                    @Override
                    public void committed(List<Event> events) {
                        told.addAll(events);
                    }
                })
                .build();
        assertThatThrownBy(() -> inTransaction(() -> {
                    sold(1);
                    throw new Cancelled();
                }))
                .isInstanceOf(Cancelled.class);
        assertThat(told).isEmpty();

        inTransaction(() -> {
            CustomerId anna = sold(1);
            assertThat(told).isEmpty();
            return anna;
        });

        assertThat(told).extracting(Event::type).containsExactly("program.publish", "customer.enroll", "account.sale");
        inTransaction(() -> true);
        assertThat(told).hasSize(3);
    }

    @Test
    void a_unit_of_the_library_does_nothing_that_only_the_host_may_do() {
        CustomerId anna = inTransaction(() -> sold(1));

        inTransaction(() -> {
            manager.createNativeQuery("select 1", Integer.class).getSingleResult();
            pool.recording().clear();
            loyalty.till()
                    .record(Purchase.of("s2", anna, Money.of("1.00", "EUR")))
                    .orThrow();
            assertThat(pool.recording().ownersCalls()).isEmpty();
            return anna;
        });
    }

    @Test
    void without_a_transaction_nothing_is_written() {
        assertThatThrownBy(() -> loyalty.programs().publish(Shop.onePointPerEuro()))
                .isInstanceOf(NoTransactionException.class)
                .hasMessageContaining("@Transactional");
    }

    @Test
    void a_busy_store_leaves_the_hosts_sale_alone() throws Exception {
        CustomerId anna = inTransaction(() -> sold(1));
        try (Connection other = database.connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("select id from loyalty_account for update");
            inTransaction(() -> {
                manager.persist(new HostOrder(2));
                StoreBusyException busy = catchThrowableOfType(
                        StoreBusyException.class,
                        () -> loyalty.till().record(Purchase.of("s2", anna, Money.of("1.00", "EUR"))));
                assertThat(busy.hostMayGoOn()).isTrue();
                return anna;
            });
            other.rollback();
        }

        assertThat(orders()).isEqualTo(2);
        assertThat(loyalty.accounts().balance(anna).available()).isEqualTo(Points.of(30));
    }
}
