package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.testkit.Shop;

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
}
