package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.testkit.Shop;

/** Units of commands that are settled together run side by side, each for customers of its own. */
class LanesTest {

    private final Lanes lanes = new Lanes(2, 4);
    private final GroupingStore store = new GroupingStore(4, 2);
    private final Shop shop = Shop.over(store, program -> program);
    private final Till till = shop.loyalty().till();
    private final Callers callers = new Callers();

    private int count;

    private final CustomerId anna = customer(0);
    private final CustomerId ben = customer(0);
    private final CustomerId carla = customer(1);

    @AfterEach
    void end() {
        callers.close();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    /** Finds a customer whose commands go one of the two ways. */
    private CustomerId customer(int lane) {
        return Stream.generate(this::customer)
                .limit(200)
                .filter(customer -> lanes.of(customer) == lane)
                .findFirst()
                .orElseThrow();
    }

    private CustomerId customer() {
        return shop.aCustomer("Customer " + ++count);
    }

    private Callers.Call<Settlement> leaderOf(CustomerId customer) {
        AtomicBoolean first = new AtomicBoolean(true);
        store.atOpening = openings -> {
            if (first.getAndSet(false)) {
                callers.passGate();
            }
        };
        return callers.startToGate(() -> till.record(purchase("leader", customer)));
    }

    private static Purchase purchase(String key, CustomerId customer) {
        return Purchase.of(key, customer, euro("10.00"));
    }

    @Test
    void customers_who_go_another_way_do_not_wait_for_a_unit() {
        Callers.Call<Settlement> leader = leaderOf(anna);
        Callers.Call<Settlement> behind = callers.startWaiting(() -> till.record(purchase("behind", ben)));

        // The gate is still closed.
        assertThat(till.record(purchase("beside", carla)).settled()).isTrue();

        callers.openGate();
        assertThat(leader.answer().settled()).isTrue();
        assertThat(behind.answer().settled()).isTrue();
    }

    @Test
    void a_customers_commands_always_go_the_same_way() {
        leaderOf(anna);
        Callers.Call<Settlement> first = callers.startWaiting(() -> till.record(purchase("first", anna)));
        Callers.Call<Settlement> second = callers.startWaiting(() -> till.record(purchase("second", anna)));
        callers.openGate();

        assertThat(first.answer().orThrow().result().lastNumber()).isEqualTo(2);
        assertThat(second.answer().orThrow().result().lastNumber()).isEqualTo(3);
    }

    @Test
    void who_calls_back_from_within_a_unit_waits_for_no_other_unit() {
        AtomicBoolean within = new AtomicBoolean();
        Callers.Call<Settlement> leader = leaderOf(carla);
        store.atWriting = changes -> {
            if (within.compareAndSet(false, true)) {
                assertThat(till.record(purchase("back", carla)).settled()).isTrue();
            }
        };

        // Another unit of the customers' own way is in the hands of the leader, who does not come on.
        Settlement answer =
                callers.start(() -> till.record(purchase("receipt", anna))).answer();

        assertThat(answer.settled()).isTrue();
        callers.openGate();
        assertThat(leader.answer().settled()).isTrue();
    }

    @Test
    void many_customers_are_shared_out_evenly_and_a_store_says_how_many_ways_there_are() {
        long first =
                IntStream.range(0, 1_000).filter(i -> lanes.of(customer()) == 0).count();

        assertThat(first).isBetween(400L, 600L);
        assertThat(new InMemoryStore().unitsAtOnce()).isEqualTo(1);
    }
}
