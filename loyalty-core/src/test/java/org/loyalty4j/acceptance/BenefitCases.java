package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.Benefit;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;

/** What a tier gives beside its multiplier. */
public abstract class BenefitCases extends OverAnyStore {

    private static final Benefit DELIVERY = Benefit.of("delivery").with("up to", "30 kg");
    private static final Benefit PARKING = Benefit.of("parking");

    private static LoyaltyProgram program(LoyaltyProgram base) {
        return base.with(new TierLadder(
                        List.of(
                                Tier.of("Green", 0),
                                Tier.of("Silver", 10_000).giving(DELIVERY),
                                Tier.of("Gold", 100_000).giving(DELIVERY).giving(PARKING)),
                        Metric.SPEND,
                        Window.lifetime(),
                        null,
                        Downgrade.NONE,
                        Period.ZERO))
                .with(RewardOption.of("lounge", "Lounge", Points.of(50))
                        .from("Silver")
                        .costing("Gold", Points.of(20)));
    }

    private static Redemption lounge(Shop shop, CustomerId customer) {
        return Redemption.ofReward(shop.aKey(), customer, "lounge");
    }

    private static void isSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void the_benefits_of_the_tier_that_is_had_are_told_whatever_it_came_from() {
        Shop shop = shop(BenefitCases::program);
        CustomerId anna = shop.aCustomer("Anna");
        assertThat(shop.loyalty().accounts().benefits(anna)).isEmpty();
        shop.buys(anna, "100.00");
        assertThat(shop.loyalty().accounts().benefits(anna)).containsExactly(DELIVERY);
        shop.loyalty()
                .accounts()
                .give(TierOverride.of(shop.aKey(), anna, "Gold", "asked", new Actor("boss"))
                        .until(day("2026-03-01")))
                .orThrow();

        assertThat(shop.loyalty().accounts().benefits(anna)).containsExactly(DELIVERY, PARKING);
        assertThat(shop.on("2026-03-01").loyalty().accounts().benefits(anna)).containsExactly(DELIVERY);
    }

    @Test
    void a_reward_costs_what_it_says_for_the_tier_that_is_had_when_it_is_asked_for() {
        Shop shop = shop(BenefitCases::program);
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 30, "");
        assertThat(((Settlement.Refused) shop.loyalty().rewards().redeem(lounge(shop, anna))).why())
                .isEqualTo(Refusal.TIER_TOO_LOW);
        shop.buys(anna, "100.00");
        Redemption first = lounge(shop, anna);
        assertThat(shop.loyalty().rewards().quote(first).orThrow().result().redeemed())
                .isEqualTo(50);
        assertThat(shop.loyalty().rewards().redeem(first).orThrow().result().redeemed())
                .isEqualTo(50);
        shop.buys(anna, "900.00");

        Redemption second = lounge(shop, anna);
        assertThat(shop.loyalty().rewards().quote(second).orThrow().result().redeemed())
                .isEqualTo(20);
        assertThat(shop.loyalty().rewards().redeem(second).orThrow().result().redeemed())
                .isEqualTo(20);
        assertThat(shop.loyalty().rewards().redeem(first).orThrow().result().redeemed())
                .isEqualTo(50);
        isSound(shop);
    }

    @Test
    void a_hold_keeps_the_price_of_the_tier_that_was_had_when_it_was_made() {
        Shop shop = shop(BenefitCases::program);
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "1000.00");
        shop.loyalty()
                .accounts()
                .give(TierOverride.of(shop.aKey(), anna, "Silver", "asked", new Actor("boss"))
                        .until(day("2026-01-02")))
                .orThrow();
        Redemption dear = Redemption.ofReward(CommandKey.of("H"), anna, "lounge");
        shop.loyalty().rewards().hold(HoldRequest.of(dear, Duration.ofDays(3))).orThrow();

        Settlement.Settled captured = shop.on("2026-01-03")
                .loyalty()
                .rewards()
                .capture(Capture.of(shop.aKey(), anna, CommandKey.of("H")))
                .orThrow();

        assertThat(captured.result().redeemed()).isEqualTo(50);
        assertThat(shop.loyalty()
                        .rewards()
                        .redeem(lounge(shop, anna))
                        .orThrow()
                        .result()
                        .redeemed())
                .isEqualTo(20);
        isSound(shop);
    }

    @Test
    void too_few_points_for_the_price_of_the_tier_are_refused_with_that_price() {
        Shop shop = shop(base -> program(base).withoutRules());
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "1000.00");
        shop.gives(anna, 19, "");

        Settlement.Refused refused =
                (Settlement.Refused) shop.loyalty().rewards().redeem(lounge(shop, anna));

        assertThat(refused.why()).isEqualTo(Refusal.TOO_FEW_POINTS);
        assertThat(refused.asked()).isEqualTo(Points.of(20));
    }

    private static final Benefit TENTH = Benefit.of("percentage off").with("percent", "10");

    private static Settlement.Reward reward(Settlement settlement) {
        return settlement.orThrow().rewarded().orElseThrow();
    }

    private static Optional<Benefit> instruction(Shop shop, Settlement answer) {
        return shop.loyalty().rewards().offered(answer.orThrow()).flatMap(RewardOption::instruction);
    }

    @Test
    void what_the_till_is_to_do_for_a_reward_is_told_as_it_was_when_it_was_asked_for() {
        Shop shop = shop(base ->
                base.with(RewardOption.of("tenth", "A tenth", Points.of(50)).giving(TENTH)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 500, "");
        Redemption first = Redemption.ofReward(shop.aKey(), anna, "tenth");
        Settlement asked = shop.loyalty().rewards().redeem(first);
        Redemption reserved = Redemption.ofReward(CommandKey.of("H"), anna, "tenth");
        HoldRequest hold = HoldRequest.of(reserved, Duration.ofDays(90));
        Settlement held = shop.loyalty().rewards().hold(hold);
        assertThat(instruction(shop, asked)).contains(TENTH);

        LoyaltyProgram now =
                shop.on("2026-02-01").loyalty().programs().history().atOrFirst(day("2026-02-01"));
        Benefit fifth = Benefit.of("percentage off").with("percent", "20");
        shop.loyalty()
                .programs()
                .publish(now.nextVersion(day("2026-03-01"))
                        .withoutRewards()
                        .with(RewardOption.of("tenth", "A fifth", Points.of(60)).giving(fifth)));
        shop.on("2026-03-02");
        Capture capture = Capture.of(shop.aKey(), anna, CommandKey.of("H"));
        Settlement captured = shop.loyalty().rewards().capture(capture);
        assertThat(reward(captured)).isEqualTo(reward(held));
        assertThat(reward(shop.loyalty().rewards().capture(capture))).isEqualTo(reward(held));
        assertThat(reward(shop.loyalty().rewards().hold(hold))).isEqualTo(reward(held));
        assertThat(reward(shop.loyalty().rewards().redeem(first))).isEqualTo(reward(asked));
        assertThat(instruction(shop, captured)).contains(TENTH);

        Settlement later = shop.loyalty().rewards().redeem(Redemption.ofReward(shop.aKey(), anna, "tenth"));
        assertThat(instruction(shop, later)).contains(fifth);
        assertThat(reward(later)).isEqualTo(new Settlement.Reward("tenth", 2));
        Settlement.Settled strange = asked.orThrow().of(new Settlement.Reward("tenth", 3));
        assertThat(shop.loyalty().rewards().offered(strange)).isEmpty();
        isSound(shop);
    }

    @Test
    void a_checkout_tells_its_reward_and_a_number_of_points_is_none() {
        Shop shop = shop(base ->
                base.with(RewardOption.of("tenth", "A tenth", Points.of(50)).giving(TENTH)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 500, "");
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .build();
        Checkout checkout = Checkout.of(purchase).redeeming(Redemption.ofReward(shop.aKey(), anna, "tenth"));
        assertThat(reward(shop.loyalty().till().quote(checkout)).code()).isEqualTo("tenth");
        assertThat(reward(shop.loyalty().till().checkout(checkout)).code()).isEqualTo("tenth");
        assertThat(reward(shop.loyalty().till().checkout(checkout)).code()).isEqualTo("tenth");
        assertThat(shop.loyalty()
                        .rewards()
                        .redeem(Redemption.of(shop.aKey(), anna, Points.of(10)))
                        .orThrow()
                        .rewarded())
                .isEmpty();
        isSound(shop);
    }
}
