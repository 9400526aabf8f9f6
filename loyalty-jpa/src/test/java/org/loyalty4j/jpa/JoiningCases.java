package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.Merge;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.event.Event;
import org.loyalty4j.event.EventListener;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.NoTransactionException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.testkit.Together;

/** What holds on every database for a store over the connection of the host's transaction. */
abstract class JoiningCases {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    FreshDatabase database;
    HostTransactions host;
    JpaStore store;

    abstract TestDatabase kind();

    PoolSettings settings() {
        return PoolSettings.USUAL;
    }

    @BeforeEach
    final void openAHost() {
        database = databases.fresh(kind());
        database.administer("create table shop_order (id bigint primary key, note varchar(99))");
        StoreOver.withTables(database);
        host = new HostTransactions(database.pool(settings()));
        store = databases.closing(JpaStore.overConnection(host));
    }

    @AfterEach
    final void nothingIsDoneThatOnlyTheHostMayDo() {
        assertThat(host.recording().ownersCalls()).isEmpty();
        assertThat(host.lent()).isZero();
    }

    /** A customer with points, made in transactions of the host's. */
    CustomerId aCustomer(Loyalty loyalty, String name, long points) {
        return host.run(() -> {
            CustomerId id = loyalty.customers()
                    .enroll(NewCustomer.person(CommandKey.of("enroll " + name)).reference(name))
                    .orThrow()
                    .id();
            loyalty.till().record(sale("first of " + name, id, points)).orThrow();
            return id;
        });
    }

    static Purchase sale(String key, CustomerId customer, long euros) {
        return Purchase.of(key, customer, Shop.euro(euros + ".00"));
    }

    static Redemption redemption(String key, CustomerId customer, long points) {
        return Redemption.of(CommandKey.of(key), customer, Points.of(points));
    }

    /** A library over the host's transactions. */
    Loyalty loyalty(JpaStore over) {
        return host.run(() -> Loyalty.over(over).program(Shop.onePointPerEuro()).build());
    }

    /** A till of its own over the same database. */
    Loyalty another() {
        return Loyalty.over(databases.closing(JpaStore.owning(database.pool(PoolSettings.USUAL.size(4)))))
                .program(Shop.onePointPerEuro())
                .build();
    }

    long count(String table) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    static long available(Loyalty loyalty, CustomerId customer) {
        return loyalty.accounts().balance(customer).available().minor();
    }

    private static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void a_listener_is_told_after_the_host_has_committed_and_never_of_what_it_rolled_back() {
        List<Event> told = new ArrayList<>();
        EventListener listener = new EventListener() {
            @Override
            public void committed(List<Event> events) {
                told.addAll(events);
            }
        };
        Loyalty loyalty = Loyalty.over(store).listener(listener).writingEvents().build();
        host.run(() -> {
            loyalty.programs().publish(Shop.onePointPerEuro());
            assertThat(told).isEmpty();
        });
        assertThat(told).extracting(Event::type).containsExactly("program.publish");
        told.clear();

        assertThatThrownBy(() -> host.run(() -> {
                    loyalty.customers()
                            .enroll(NewCustomer.person(CommandKey.of("e")).reference("Anna"))
                            .orThrow();
                    throw new Cancelled();
                }))
                .isInstanceOf(Cancelled.class);
        assertThat(told).isEmpty();
        aCustomer(loyalty, "Anna", 10);
        assertThat(told).extracting(Event::type).containsExactly("customer.enroll", "account.sale");
        List<Event> read = new ArrayList<>();
        host.run(() -> loyalty.events().consume("outbox", 10, read::addAll));
        assertThat(read).extracting(event -> event.at(0)).contains(told.get(0), told.get(1));

        host.telling = false;
        assertThatThrownBy(() -> Loyalty.over(store).listener(listener).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("afterCompletion");
        host.telling = true;
    }

    @Test
    void what_the_host_rolls_back_leaves_nothing_and_its_keys_are_free_again() {
        Loyalty loyalty = Loyalty.over(store).build();
        Runnable all = () -> {
            host.order(1);
            loyalty.programs().publish(Shop.onePointPerEuro());
            CustomerId anna = loyalty.customers()
                    .enroll(NewCustomer.person(CommandKey.of("e1")).reference("Anna"))
                    .orThrow()
                    .id();
            assertThat(loyalty.customers().find(Identifier.reference("Anna"))).isPresent();
            assertThat(loyalty.till().record(sale("s1", anna, 30)).orThrow().replayed())
                    .isFalse();
            assertThat(loyalty.accounts().shownBalance(anna).available()).isEqualTo(Points.of(30));
        };

        assertThatThrownBy(() -> host.run(() -> {
                    all.run();
                    throw new Cancelled();
                }))
                .isInstanceOf(Cancelled.class);

        assertThat(count("shop_order")).isZero();
        for (String table : Tables.expected().keySet()) {
            assertThat(count(table)).as(table).isEqualTo(table.equals(SchemaState.VERSION_TABLE) ? 1 : 0);
        }
        assertThat(loyalty.customers().find(Identifier.reference("Anna"))).isEmpty();
        assertThat(loyalty.programs().history().versions()).isEmpty();

        host.run(all);

        assertThat(count("shop_order")).isEqualTo(1);
        assertThat(count("loyalty_purchase")).isEqualTo(1);
        assertThat(loyalty.customers().find(Identifier.reference("Anna")))
                .hasValueSatisfying(
                        anna -> assertThat(available(loyalty, anna.id())).isEqualTo(30));
        assertThat(loyalty.programs().history().versions()).hasSize(1);
        assertThat(loyalty.audit().findings()).isEmpty();
    }

    @Test
    void without_a_transaction_nothing_is_written_and_the_message_names_the_fix() {
        Loyalty loyalty = Loyalty.over(store).build();

        assertThatThrownBy(() -> loyalty.programs().publish(Shop.onePointPerEuro()))
                .isInstanceOf(NoTransactionException.class)
                .hasMessageContaining("@Transactional")
                .hasMessageContaining("JpaStore.owning");
        assertThat(count("loyalty_program_version")).isZero();
    }

    @Test
    void a_connection_that_commits_by_itself_is_refused() throws SQLException {
        try (Connection connection = database.connect()) {
            Loyalty alone = Loyalty.over(databases.closing(JpaStore.overConnection(ConnectionSource.of(connection))))
                    .build();
            Loyalty forgotten = Loyalty.over(databases.closing(JpaStore.overConnection(
                            ConnectionSource.of(database.pool()::getConnection, Connection::close, () -> true))))
                    .build();

            assertThatThrownBy(() -> alone.programs().publish(Shop.onePointPerEuro()))
                    .isInstanceOf(NoTransactionException.class)
                    .hasMessageContaining("auto-commit off");
            assertThatThrownBy(() -> forgotten.programs().publish(Shop.onePointPerEuro()))
                    .isInstanceOf(NoTransactionException.class)
                    .hasMessageContaining("not bound to a transaction");
        }
        assertThat(count("loyalty_program_version")).isZero();
    }

    @Test
    void a_store_that_starts_within_a_transaction_leaves_what_the_host_did() {
        host.run(() -> {
            host.order(1);
            return Loyalty.over(store).program(Shop.onePointPerEuro()).build();
        });

        assertThat(count("shop_order")).isEqualTo(1);
        assertThat(count("loyalty_program_version")).isEqualTo(1);
    }

    @Test
    void tables_are_not_made_within_a_transaction() {
        JpaStore inside = databases.closing(JpaStore.overConnection(host).schema(LoyaltySchema.Mode.CREATE));
        database.administer("delete from loyalty_schema_version");

        assertThatThrownBy(() -> host.run(() ->
                        Loyalty.over(inside).program(Shop.onePointPerEuro()).build()))
                .isInstanceOf(org.loyalty4j.store.SchemaMismatchException.class)
                .hasMessageContaining("before the first transaction begins");
    }

    @Test
    void one_connection_is_enough() {
        host = new HostTransactions(database.pool(settings().size(1).patience(Duration.ofSeconds(1))));
        store = databases.closing(JpaStore.overConnection(host));
        Loyalty loyalty = loyalty(store);

        CustomerId anna = aCustomer(loyalty, "Anna", 30);

        // Outside a transaction it can be asked.
        assertThat(available(loyalty, anna)).isEqualTo(30);
        assertThat(loyalty.audit().findings()).isEmpty();
    }

    @Test
    void a_refusal_leaves_the_hosts_sale_alone() {
        Loyalty loyalty = loyalty(store);
        CustomerId anna = aCustomer(loyalty, "Anna", 30);

        host.run(() -> {
            host.order(1);
            assertThat(loyalty.rewards().redeem(redemption("r1", anna, 50))).isInstanceOf(Settlement.Refused.class);
        });

        assertThat(count("shop_order")).isEqualTo(1);
        assertThat(available(loyalty, anna)).isEqualTo(30);
    }

    /** Has another session hold the lock of all accounts while something runs. */
    void whileLocked(Runnable work) {
        try (Connection other = database.connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("select id from loyalty_account for update");
            work.run();
            other.rollback();
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void a_busy_store_leaves_the_hosts_sale_alone() {
        JpaStore impatient = databases.closing(store.lockWait(Duration.ofMillis(100)));
        Loyalty loyalty = loyalty(impatient);
        CustomerId anna = aCustomer(loyalty, "Anna", 30);

        whileLocked(() -> host.run(() -> {
            host.order(1);
            StoreBusyException busy = catchThrowableOfType(
                    StoreBusyException.class, () -> loyalty.till().record(sale("s2", anna, 10)));
            assertThat(busy.hostMayGoOn()).isTrue();
            assertThat(host.isMarkedForRollback()).isFalse();
            host.order(2);
        }));

        assertThat(count("shop_order")).isEqualTo(2);
        assertThat(available(loyalty, anna)).isEqualTo(30);
        host.run(() -> {
            loyalty.till().record(sale("s2", anna, 10)).orThrow();
        });
        assertThat(available(loyalty, anna)).isEqualTo(40);
    }

    @Test
    void without_savepoints_it_depends_on_the_database_whether_the_host_may_go_on() {
        JpaStore impatient =
                databases.closing(store.lockWait(Duration.ofMillis(100)).withoutSavepoints());
        Loyalty loyalty = loyalty(impatient);
        CustomerId anna = aCustomer(loyalty, "Anna", 30);
        boolean mayGoOn = kind() != TestDatabase.POSTGRESQL;

        whileLocked(() -> host.run(() -> {
            host.order(1);
            StoreBusyException busy = catchThrowableOfType(
                    StoreBusyException.class, () -> loyalty.till().record(sale("s2", anna, 10)));
            assertThat(busy.hostMayGoOn()).isEqualTo(mayGoOn);
            assertThat(host.isMarkedForRollback()).isEqualTo(!mayGoOn);
        }));

        assertThat(count("shop_order")).isEqualTo(mayGoOn ? 1 : 0);
        assertThat(host.recording().calls()).isEmpty();
        assertThat(host.recording().statements()).noneMatch(sql -> sql.contains("savepoint"));
    }

    @Test
    void points_that_another_till_used_meanwhile_are_not_used_again() {
        Loyalty loyalty = loyalty(store);
        CustomerId anna = aCustomer(loyalty, "Anna", 30);
        Loyalty other = another();

        try {
            host.run(() -> {
                host.order(1);
                assertThat(available(loyalty, anna)).isEqualTo(30);
                other.rewards().redeem(redemption("r1", anna, 20)).orThrow();
                assertThat(loyalty.rewards().redeem(redemption("r2", anna, 20))).isInstanceOf(Settlement.Refused.class);
            });
            assertThat(count("shop_order")).isEqualTo(1);
        } catch (StoreBusyException stale) {
            assertThat(seesOldRows()).isTrue();
        }

        assertThat(available(other, anna)).isEqualTo(10);
        assertThat(other.audit().findings()).isEmpty();
        // What the host repeats in a new transaction sees what is left.
        host.run(() -> {
            assertThat(loyalty.rewards().redeem(redemption("r2", anna, 20)).settled())
                    .isFalse();
        });
    }

    @Test
    void f_42_who_became_another_one_meanwhile_is_not_sold_to_under_his_own_account() {
        Loyalty loyalty = loyalty(store);
        CustomerId anna = aCustomer(loyalty, "Anna", 30);
        CustomerId old = host.run(() -> loyalty.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll old")).reference("old"))
                .orThrow()
                .id());
        Loyalty other = another();

        try {
            host.run(() -> {
                host.order(1);
                assertThat(available(loyalty, old)).isZero();
                other.duplicates()
                        .merge(Merge.of(CommandKey.of("merge"), anna, old))
                        .orThrow();
                loyalty.till().record(sale("late", old, 10)).orThrow();
            });
            assertThat(count("shop_order")).isEqualTo(1);
        } catch (StoreBusyException stale) {
            assertThat(seesOldRows()).isTrue();
            // What the host repeats in a new transaction finds the survivor.
            host.run(() -> loyalty.till().record(sale("late", old, 10)).orThrow());
        }

        assertThat(available(other, anna)).isEqualTo(40);
        assertThat(available(other, old)).isEqualTo(40);
        assertThat(other.audit().findings()).isEmpty();
    }

    @Test
    void what_another_server_said_of_a_customer_meanwhile_is_not_written_over() {
        Loyalty loyalty = loyalty(store);
        CustomerId anna = aCustomer(loyalty, "Anna", 30);
        Loyalty other = another();
        ProfileChange late = ProfileChange.of(CommandKey.of("late"), anna).with("size", AttributeValue.of(41));

        try {
            host.run(() -> {
                assertThat(loyalty.customers().profile(anna).attributes()).isEmpty();
                other.customers()
                        .change(ProfileChange.of(CommandKey.of("early"), anna)
                                .named("Anne")
                                .with("size", AttributeValue.of(40)));
                loyalty.customers().change(late);
            });
        } catch (StoreBusyException stale) {
            assertThat(seesOldRows()).isTrue();
        }

        assertThat(other.customers().get(anna).name()).contains("Anne");
        // What the host repeats in a new transaction goes on from what is there.
        host.run(() -> loyalty.customers().change(late));
        assertThat(other.customers().attributes(anna).stream()
                        .filter(attribute -> attribute.name().equals("size"))
                        .map(Attribute::value))
                .containsExactly(AttributeValue.of(40), AttributeValue.of(41));
        assertThat(other.customers().get(anna).name()).contains("Anne");
    }

    @Test
    void events_that_others_have_read_since_the_host_began_are_not_passed_over() {
        Loyalty loyalty = host.run(() -> Loyalty.over(store)
                .program(Shop.onePointPerEuro())
                .writingEvents()
                .build());
        Loyalty other = Loyalty.over(databases.closing(JpaStore.owning(database.pool(PoolSettings.USUAL.size(4)))))
                .writingEvents()
                .build();
        CustomerId anna = aCustomer(loyalty, "Anna", 30);
        List<Event> heard = new ArrayList<>();
        host.run(() -> loyalty.events().consume("mails", 100, heard::addAll));

        List<Event> meanwhile = new ArrayList<>();
        try {
            host.run(() -> {
                assertThat(available(loyalty, anna)).isEqualTo(30);
                loyalty.customers()
                        .enroll(NewCustomer.person(CommandKey.of("enroll Ben")).reference("Ben"))
                        .orThrow();
                other.till().record(sale("r1", anna, 10)).orThrow();
                other.till().record(sale("r2", anna, 10)).orThrow();
                other.events().after(0, 100);
                loyalty.events().consume("mails", 100, meanwhile::addAll);
            });
            heard.addAll(meanwhile);
        } catch (StoreBusyException stale) {
            assertThat(seesOldRows()).isTrue();
        }
        host.run(() -> loyalty.events().consume("mails", 100, heard::addAll));

        List<Event> all = other.events().after(0, 100);
        assertThat(heard).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
        assertThat(all)
                .filteredOn(event -> event.kind() == Event.Kind.ACCOUNT)
                .extracting(Event::number)
                .containsExactly(1L, 2L, 3L);
    }

    /** Says whether the host's transaction keeps the view it began with. */
    boolean seesOldRows() {
        return false;
    }

    /** Runs one sale of the host's until it is not busy, as a host does that begins its transaction again. */
    private void sellUntilDone(Loyalty loyalty, long order, CustomerId customer) {
        for (int attempt = 1; ; attempt++) {
            try {
                host.run(() -> {
                    host.order(order);
                    available(loyalty, customer);
                    loyalty.rewards().redeem(redemption("r" + order, customer, 7));
                    loyalty.till().record(sale("s" + order, customer, 5)).orThrow();
                });
                return;
            } catch (StoreBusyException busy) {
                if (attempt == 100) {
                    throw busy;
                }
            }
        }
    }

    @Test
    void tills_at_one_account_and_at_its_neighbors_lose_no_sale_and_use_no_point_twice() {
        Loyalty loyalty = loyalty(store);
        CustomerId anna = aCustomer(loyalty, "Anna", 10);
        CustomerId ben = aCustomer(loyalty, "Ben", 10);
        CustomerId cora = aCustomer(loyalty, "Cora", 10);
        CustomerId[] customers = {anna, anna, ben, cora};

        Together.run(4, till -> () -> {
            for (int i = 0; i < 10; i++) {
                sellUntilDone(loyalty, 100L * till + i, customers[till]);
            }
            return till;
        });

        assertThat(count("shop_order")).isEqualTo(40);
        assertThat(count("loyalty_purchase")).isEqualTo(43);
        assertThat(loyalty.audit().findings()).isEmpty();
    }
}
