package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.acceptance.EveryCall;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.testkit.SettableClock;
import org.loyalty4j.testkit.Shop;

/** A shop in a database, sound at first: something is broken for one till, and then a sound one looks what has happened. */
final class FaultScene {

    private final TestDatabases databases;
    private final AtomicInteger numbers = new AtomicInteger();
    final FreshDatabase database;
    final SettableClock clock = new SettableClock(Shop.OPENING);
    final Loyalty sound;

    FaultScene(TestDatabases databases, TestDatabase kind) {
        this(databases, databases.fresh(kind));
    }

    FaultScene(TestDatabases databases, FreshDatabase database) {
        this.databases = databases;
        this.database = database;
        StoreOver.withTables(database);
        this.sound = loyalty(databases.closing(JpaStore.owning(database.pool())));
        this.sound.programs().publish(EveryCall.program());
    }

    TestDatabase kind() {
        return database.kind();
    }

    /** Returns a library over another pool of this database, started. */
    Loyalty over(DataSource pool) {
        return loyalty(StoreOver.started(databases.closing(JpaStore.owning(pool))));
    }

    Loyalty loyalty(JpaStore store) {
        return Loyalty.over(store)
                .clock(clock)
                .cached(Duration.ZERO)
                .suppressionKey(EveryCall.SUPPRESSION_KEY)
                .build();
    }

    /** Enrolls somebody and has 100 points from a purchase. */
    CustomerId aCustomer() {
        String name = "customer " + numbers.incrementAndGet();
        CustomerId id = sound.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll " + name)).reference(name))
                .orThrow()
                .id();
        sound.till()
                .record(Purchase.of("first of " + name, id, Shop.euro("100.00")))
                .orThrow();
        return id;
    }

    /** Returns a purchase of ten euros under a new key. */
    Purchase aPurchase(CustomerId customer) {
        return Purchase.of("receipt " + numbers.incrementAndGet(), customer, Shop.euro("10.00"));
    }

    /** Sends a purchase again, by the sound till, and checks that it has one effect now. */
    Settlement.Settled sentAgain(Purchase purchase) {
        boolean was = sound.till().find(purchase.key()).isPresent();
        Settlement.Settled answer = sound.till().record(purchase).orThrow();
        assertThat(answer.replayed()).isEqualTo(was);
        assertThat(available(purchase.customer())).isEqualTo(110);
        assertThat(sound.accounts().statement(purchase.customer(), 500).items()).hasSize(2);
        assertSound();
        return answer;
    }

    long available(CustomerId customer) {
        return sound.accounts().balance(customer).available().minor();
    }

    void assertSound() {
        assertThat(sound.audit().findings()).isEmpty();
    }
}
