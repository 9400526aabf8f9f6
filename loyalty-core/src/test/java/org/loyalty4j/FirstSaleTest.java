package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** The first path through the house: enroll, sell, earn, use, expire, return. */
class FirstSaleTest {

    @Test
    void a_receipt_sent_twice_earns_once() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");

        Purchase purchase = shop.buys(anna, "29.99");

        assertThat(shop.loyalty().till().record(purchase).orThrow().replayed()).isTrue();
        assertThat(shop.available(anna)).isEqualTo(29);
    }

    @Test
    void points_are_gone_at_their_time_whether_or_not_maintenance_ran() {
        Shop shop = Shop.open(program -> program.expiring(PeriodEnd.endOfMonth(Period.ofMonths(12))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "29.99");

        shop.clock().set(Shop.day("2027-02-01").minusNanos(1000));
        assertThat(shop.available(anna)).isEqualTo(29);
        shop.on("2027-02-01");
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void a_return_takes_back_what_was_earned() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "29.99");

        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()))
                .orThrow();

        assertThat(shop.available(anna)).isZero();
    }
}
