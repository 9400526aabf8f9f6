package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.program.Turn;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;

/** Rules that are about customers of some tiers only. */
class TierRulesTest {

    private static Shop shop(TierPolicy policy, EarningRule... rules) {
        return Shop.open(plain -> {
            var program = plain.with(new TierLadder(
                    List.of(Tier.of("Green", 0), Tier.of("Silver", 10_000), Tier.of("Gold", 50_000)),
                    TierLadder.Metric.SPEND,
                    TierLadder.Window.rolling(Period.ofMonths(1)),
                    PeriodEnd.startOfDay(Period.ofMonths(1)),
                    TierLadder.Downgrade.FULL,
                    Period.ZERO,
                    policy));
            for (EarningRule rule : rules) {
                program = program.with(rule);
            }
            return program;
        });
    }

    private static Settlement.Settled buys(Shop shop, CustomerId customer, String amount, String day) {
        return shop.loyalty()
                .till()
                .record(shop.aPurchase(customer)
                        .line(PurchaseLine.goods("1", Shop.euro(amount)))
                        .happenedAt(Shop.day(day))
                        .build())
                .orThrow();
    }

    private static void isSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void the_tier_that_a_purchase_finds_counts_or_the_one_that_it_leaves() {
        EarningRule silver = EarningRule.perPurchase("silver", 1000).forTiers("Silver");
        EarningRule gold = EarningRule.multiplier("gold", Ratio.of(2)).forTiers("Gold");
        Shop before = shop(TierPolicy.USUAL, silver, gold);
        Shop after = shop(TierPolicy.USUAL.earning(TierPolicy.RateTiming.AFTER), silver, gold);
        CustomerId anna = before.aCustomer("Anna");
        CustomerId ben = after.aCustomer("Ben");

        assertThat(List.of(before.buys(anna, "100.00"), before.buys(anna, "400.00"), before.buys(anna, "1.00")))
                .extracting(purchase -> before.loyalty()
                        .till()
                        .record(purchase)
                        .orThrow()
                        .earned()
                        .minor())
                .containsExactly(100L, 1400L, 2L);
        assertThat(List.of(after.buys(ben, "100.00"), after.buys(ben, "400.00"), after.buys(ben, "1.00")))
                .extracting(purchase -> after.loyalty()
                        .till()
                        .record(purchase)
                        .orThrow()
                        .earned()
                        .minor())
                .containsExactly(1100L, 800L, 2L);
        isSound(before);
        isSound(after);
    }

    @Test
    void a_late_purchase_earns_by_the_tier_that_was_had_then() {
        Shop shop =
                shop(TierPolicy.USUAL, EarningRule.perPurchase("silver", 1000).forTiers("Silver"));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10").buys(anna, "100.00");
        shop.on("2026-03-20");

        assertThat(buys(shop, anna, "1.00", "2026-03-15").earned().minor()).isEqualTo(1);
        assertThat(buys(shop, anna, "1.00", "2026-01-15").earned().minor()).isEqualTo(1001);
        assertThat(buys(shop, anna, "1.00", "2026-01-05").earned().minor()).isEqualTo(1);
        isSound(shop);
    }

    @Test
    void a_tier_that_was_given_by_hand_counts_as_any_other() {
        Shop shop = shop(TierPolicy.USUAL, EarningRule.perPurchase("gold", 9).forTiers("Gold"));
        CustomerId anna = shop.aCustomer("Anna");
        shop.loyalty()
                .accounts()
                .give(TierOverride.of(shop.aKey(), anna, "Gold", "a wish", new Actor("boss"))
                        .until(Shop.day("2026-02-01")))
                .orThrow();

        assertThat(buys(shop, anna, "1.00", "2026-01-01").earned().minor()).isEqualTo(10);
        shop.on("2026-02-01");
        assertThat(buys(shop, anna, "1.00", "2026-02-01").earned().minor()).isEqualTo(1);
        isSound(shop);
    }

    @Test
    void a_turn_waits_for_a_purchase_of_its_tiers_and_is_free_again_when_that_comes_back() {
        Shop shop = shop(
                TierPolicy.USUAL.returning(TierPolicy.Returns.RECOMPUTE),
                EarningRule.perPurchase("hello silver", 30).forTiers("Silver").at(Turn.first()),
                EarningRule.perPurchase("third", 50).forTiers("Silver").at(Turn.every(3)));
        CustomerId anna = shop.aCustomer("Anna");
        assertThat(buys(shop, anna, "1.00", "2026-01-01").result().turns()).isEmpty();
        assertThat(buys(shop, anna, "1.00", "2026-01-01").result().turns()).isEmpty();
        Purchase reaching = shop.buys(anna, "100.00");
        Purchase fourth = shop.buys(anna, "1.00");
        assertThat(shop.loyalty().till().record(fourth).orThrow().result().turns())
                .isEqualTo(Map.of("hello silver", 4L, "third", 4L));
        // Green again, and what had the turns comes back although she could not have them now.
        shop.loyalty()
                .till()
                .voidPurchase(PurchaseVoid.of(shop.aKey(), anna, reaching.key()))
                .orThrow();
        shop.loyalty()
                .till()
                .voidPurchase(PurchaseVoid.of(shop.aKey(), anna, fourth.key()))
                .orThrow();
        shop.buys(anna, "100.00");
        assertThat(buys(shop, anna, "1.00", "2026-01-01").result().turns())
                .isEqualTo(Map.of("hello silver", 4L, "third", 4L));
        isSound(shop);
    }
}
