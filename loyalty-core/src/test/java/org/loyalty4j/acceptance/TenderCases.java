package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.Turn;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;

/** What points and gift cards paid earns nothing. A point is a cent, and a euro earns ten. */
public abstract class TenderCases extends OverAnyStore {

    private static final EarningRule BASE = EarningRule.perAmount("base", Ratio.of(10), euro("1.00"));

    private Shop shop(EarningRule... rules) {
        return shop(program -> {
            var all = program.withoutRules()
                    .with(SpendingRules.none().withValue(Ratio.of(1, 100)))
                    .with(RewardOption.of("mug", "Mug", Points.of(100)));
            for (EarningRule rule : rules) {
                all = all.with(rule);
            }
            return all;
        });
    }

    private static CustomerId rich(Shop shop) {
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 10_000, "");
        return anna;
    }

    private static Settlement.Settled uses(Shop shop, Purchase purchase, long points) {
        Checkout asked =
                Checkout.of(purchase).redeeming(Redemption.of(shop.aKey(), purchase.customer(), Points.of(points)));
        Settlement.Settled quote = shop.loyalty().till().quote(asked).orThrow();
        Settlement.Settled settled = shop.loyalty().till().checkout(asked).orThrow();
        assertThat(quote.earned()).isEqualTo(settled.earned());
        Settlement.Settled again = shop.loyalty().till().checkout(asked).orThrow();
        assertThat(again.replayed()).isTrue();
        assertThat(again.earned()).isEqualTo(settled.earned());
        return settled;
    }

    private static void isSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void s27_neither_buying_a_gift_card_nor_paying_with_it_earns() {
        Shop shop = shop(BASE, EarningRule.perPurchase("visit", 5), EarningRule.perItem("piece", 1));
        CustomerId anna = rich(shop);
        Purchase card = shop.aPurchase(anna)
                .line(PurchaseLine.of("1", LineKind.GIFT_CARD, euro("50.00")))
                .build();
        Purchase goods = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("50.00")))
                .tender(Tender.of(Tender.Kind.GIFT_CARD, euro("50.00")))
                .build();

        assertThat(uses(shop, card, 5000).earned()).isEqualTo(Points.of(0));
        assertThat(shop.loyalty().till().record(goods).orThrow().earned()).isEqualTo(Points.of(0));
        isSound(shop);
    }

    @Test
    void what_a_checkout_pays_with_its_own_points_earns_nothing_told_by_a_tender_or_not() {
        Shop shop = shop(BASE);
        CustomerId anna = rich(shop);
        Purchase.Draft told = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .tender(Tender.of(Tender.Kind.POINTS, euro("4.00")))
                .tender(Tender.of(Tender.Kind.CASH, euro("6.00")));
        Purchase untold = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .build();

        assertThat(uses(shop, told.build(), 400).earned()).isEqualTo(Points.of(60));
        assertThat(uses(shop, untold, 400).earned()).isEqualTo(Points.of(60));
        isSound(shop);
    }

    @Test
    void a_reward_of_a_checkout_pays_no_money() {
        Shop shop = shop(BASE);
        CustomerId anna = rich(shop);
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .build();

        Settlement.Settled settled = shop.loyalty()
                .till()
                .checkout(Checkout.of(purchase).redeeming(Redemption.ofReward(shop.aKey(), anna, "mug")))
                .orThrow();

        assertThat(settled.earned()).isEqualTo(Points.of(100));
        isSound(shop);
    }

    @Test
    void a_purchase_half_paid_with_points_that_comes_back_line_by_line_adds_up() {
        Shop shop = shop(BASE, EarningRule.perItem("piece", 3), EarningRule.perPurchase("visit", 5));
        CustomerId anna = rich(shop);
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("3.33")).quantity(3))
                .line(PurchaseLine.goods("2", euro("5.55")))
                .line(PurchaseLine.goods("3", euro("1.13")))
                .build();

        Settlement.Settled sold = uses(shop, purchase, 500);
        // 5.01 of 10.01 counts: 50.1 for it, 7.5 and a bit for five pieces, and the visit.
        assertThat(sold.earned()).isEqualTo(Points.of(62));
        long reversed = 0;
        long restored = 0;
        for (String line : List.of("1", "2", "1", "3", "1")) {
            Settlement.Settled back = shop.loyalty()
                    .till()
                    .giveBack(Return.of(shop.aKey(), anna, purchase.key(), line, BigDecimal.ONE))
                    .orThrow();
            reversed += back.reversed().minor();
            restored += back.restored().minor();
        }

        assertThat(reversed).isEqualTo(62);
        assertThat(restored).isEqualTo(500);
        assertThat(shop.available(anna)).isEqualTo(10_000);
        isSound(shop);
    }

    @Test
    void a_purchase_that_points_paid_is_no_turn_also_when_it_comes_back() {
        Shop shop = shop(EarningRule.perPurchase("second", 100).at(Turn.every(2)));
        CustomerId anna = rich(shop);
        Purchase free =
                shop.aPurchase(anna).line(PurchaseLine.goods("1", euro("5.00"))).build();
        uses(shop, free, 500);
        shop.buys(anna, "5.00");

        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, free.key()))
                .orThrow();
        Purchase part =
                shop.aPurchase(anna).line(PurchaseLine.goods("1", euro("5.00"))).build();

        assertThat(uses(shop, part, 499).earned())
                .as("the second of which any part counts")
                .isEqualTo(Points.of(100));
        isSound(shop);
    }

    @Test
    void a_version_that_counts_all_tenders_decides_as_it_did_and_the_next_one_by_its_own_rule() {
        Shop shop = shop(BASE.countingAllTenders());
        CustomerId anna = rich(shop);
        Purchase before = paidHalf(shop, anna);
        assertThat(shop.loyalty().till().record(before).orThrow().earned()).isEqualTo(Points.of(100));

        shop.on("2026-02-01");
        var old = shop.loyalty().programs().history().versions().get(0);
        shop.loyalty().programs().publish(old.withoutRules().with(BASE).nextVersion(Shop.day("2026-02-02")));
        shop.on("2026-02-03");

        assertThat(shop.loyalty().till().record(paidHalf(shop, anna)).orThrow().earned())
                .isEqualTo(Points.of(50));
        assertThat(shop.loyalty().till().record(before).orThrow().earned()).isEqualTo(Points.of(100));
        assertThat(shop.loyalty()
                        .till()
                        .giveBack(Return.ofAll(shop.aKey(), anna, before.key()))
                        .orThrow()
                        .reversed())
                .isEqualTo(Points.of(100));
        isSound(shop);
    }

    private static Purchase paidHalf(Shop shop, CustomerId anna) {
        CommandKey used = shop.redeems(anna, 500);
        return shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .tender(Tender.points(euro("5.00"), used))
                .build();
    }
}
