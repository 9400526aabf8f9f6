package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.Enrollment;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;

/** How many journeys to the database, and how many rows, a call costs: over a network they are the speed. */
class HotPathTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    private Relay relay;
    private Shop shop;
    private CustomerId anna;

    @BeforeEach
    void openAShopBehindARelay() {
        FreshDatabase database = databases.fresh(TestDatabase.POSTGRESQL);
        relay = databases.closing(Relay.to(database.kind().server().port()));
        HikariDataSource pool = database.pool(PoolSettings.USUAL.size(1), relay.port());
        shop = Shop.over(StoreOver.owning(databases, pool), program -> program);
        anna = enrolled("Anna", "4000001");
        // The driver prepares a statement at the server after it was used a few times.
        for (int i = 0; i < 10; i++) {
            shop.loyalty().till().record(threeLines(anna)).orThrow();
            shop.redeems(anna, 1);
        }
        shop.loyalty().accounts().balance(anna);
        shop.loyalty().customers().find(Identifier.card("4000001"));
    }

    private CustomerId enrolled(String name, String card) {
        Enrollment enrollment = shop.loyalty()
                .customers()
                .enroll(NewCustomer.person(shop.aKey()).named(name).card(card));
        return ((Enrollment.Enrolled) enrollment).customer().id();
    }

    private Purchase threeLines(CustomerId customer) {
        return shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .line(PurchaseLine.goods("2", euro("20.00")))
                .line(PurchaseLine.goods("3", euro("30.00")))
                .build();
    }

    private long roundTripsOf(Runnable call) {
        long before = relay.roundTrips();
        call.run();
        return relay.roundTrips() - before;
    }

    @Test
    void a_sale_of_three_lines_is_opened_appended_and_committed() {
        Purchase purchase = threeLines(anna);

        assertThat(roundTripsOf(() -> shop.loyalty().till().record(purchase).orThrow()))
                .isEqualTo(3);
    }

    @Test
    void the_first_sale_of_a_customer_costs_no_more_than_any_other() {
        Purchase purchase = threeLines(enrolled("Ben", "4000002"));

        assertThat(roundTripsOf(() -> shop.loyalty().till().record(purchase).orThrow()))
                .isEqualTo(3);
    }

    @Test
    void a_sale_that_was_recorded_before_is_answered_from_what_was_opened() {
        Purchase purchase = threeLines(anna);
        shop.loyalty().till().record(purchase).orThrow();

        assertThat(roundTripsOf(() -> assertThat(
                                shop.loyalty().till().record(purchase).orThrow().replayed())
                        .isTrue()))
                .isEqualTo(2);
    }

    @Test
    void a_redemption_is_opened_appended_and_committed() {
        assertThat(roundTripsOf(() -> shop.redeems(anna, 100))).isEqualTo(3);
    }

    @Test
    void a_redemption_from_two_hundred_lots_costs_no_more() {
        CustomerId ben = enrolled("Ben", "4000002");
        for (int i = 0; i < 200; i++) {
            shop.gives(ben, 1, "2027-01-01");
        }

        assertThat(roundTripsOf(() -> shop.redeems(ben, 200))).isEqualTo(3);
    }

    @Test
    void a_return_asks_once_more_for_the_day_of_the_purchase_which_it_knows_only_then() {
        Purchase purchase = threeLines(anna);
        shop.loyalty().till().record(purchase).orThrow();
        Return goods = Return.of(shop.aKey(), anna, purchase.key(), "2", BigDecimal.ONE);

        assertThat(roundTripsOf(() -> shop.loyalty().till().giveBack(goods).orThrow()))
                .isEqualTo(4);
    }

    @Test
    void a_balance_and_a_card_are_one_question_each() {
        assertThat(roundTripsOf(() -> shop.loyalty().accounts().balance(anna))).isEqualTo(1);
        // Anna's card is in the cache.
        enrolled("Ben", "4000002");
        assertThat(roundTripsOf(() -> shop.loyalty().customers().find(Identifier.card("4000002"))))
                .isEqualTo(1);
    }
}
