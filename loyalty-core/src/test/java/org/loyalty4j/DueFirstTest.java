package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** What is due is written first, and nothing before it is due. */
class DueFirstTest {

    @Test
    void a_reward_is_paid_from_live_lots_when_others_are_gone_and_not_written_off_I_17() {
        Shop shop = Shop.open(program -> program.with(RewardOption.of("mug", "Mug", Points.of(30))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 50, "2026-02-01");
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(anna, 20, "2026-04-01");

        shop.on("2026-02-02");
        shop.loyalty()
                .rewards()
                .redeem(Redemption.ofReward(shop.aKey(), anna, "mug"))
                .orThrow();

        assertThat(shop.available(anna)).isEqualTo(10);
    }

    @Test
    void a_run_ahead_of_the_clock_takes_nothing_that_can_still_be_used_I_17_I_18_I_19() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 50, "2026-02-01");
        Instant lastMoment = Shop.day("2026-02-01").minusNanos(1000);
        shop.clock().set(lastMoment);

        Maintenance.Report early = shop.loyalty().maintenance().run(lastMoment.plus(Duration.ofHours(24)));

        assertThat(early.expired()).isZero();
        assertThat(shop.available(anna)).isEqualTo(50);
        assertThat(shop.loyalty().accounts().balance(anna, lastMoment).available())
                .isEqualTo(Points.of(50));
        shop.on("2026-02-01");
        assertThat(shop.loyalty().maintenance().run(Shop.day("2026-02-01")).expired())
                .isEqualTo(50);
        assertThat(shop.loyalty()
                        .accounts()
                        .balance(anna, Shop.day("2026-02-01").minusNanos(1000))
                        .available())
                .isEqualTo(Points.of(50));
    }

    @Test
    void points_put_back_into_a_lot_that_still_holds_some_join_them_I_16() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "2026-06-01");
        Purchase paid = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("0.50")))
                .build();
        shop.loyalty()
                .rewards()
                .redeem(Redemption.of(shop.aKey(), anna, Points.of(30)).paying(paid.key()))
                .orThrow();
        shop.loyalty().till().record(paid).orThrow();
        shop.gives(anna, 10, "2026-03-01");
        shop.gives(anna, 10, "2026-04-01");

        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, paid.key()))
                .orThrow();

        assertThat(shop.available(anna)).isEqualTo(120);
        assertThat(shop.loyalty().accounts().expirySchedule(anna).values())
                .containsExactly(Points.of(10), Points.of(10), Points.of(100));
    }

    @Test
    void a_return_takes_from_other_lots_what_its_own_no_longer_hold_I_13() {
        Shop shop = Shop.open(program -> program.expiring(PeriodEnd.endOfMonth(Period.ofMonths(1))));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "100.00");
        shop.redeems(anna, 60);
        shop.gives(anna, 30, "2026-05-01");
        shop.gives(anna, 50, "2026-06-01");

        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()))
                .orThrow();

        assertThat(shop.available(anna)).isEqualTo(20);
    }

    @Test
    void an_exchange_uses_points_beside_those_that_its_return_takes_I_09() {
        Shop shop = Shop.open(program -> program.expiring(PeriodEnd.endOfMonth(Period.ofMonths(1))));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase old = shop.buys(anna, "100.00");
        shop.gives(anna, 30, "2026-05-01");
        shop.gives(anna, 50, "2026-06-01");

        Purchase other = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("0.50")))
                .build();
        shop.loyalty()
                .till()
                .checkout(Checkout.of(other)
                        .returning(Return.ofAll(shop.aKey(), anna, old.key()))
                        .redeeming(Redemption.of(shop.aKey(), anna, Points.of(60))))
                .orThrow();

        assertThat(shop.available(anna)).isEqualTo(20);
    }
}
