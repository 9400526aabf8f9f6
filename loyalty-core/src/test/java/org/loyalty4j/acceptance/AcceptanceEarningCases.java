package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.euro;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;

/** Acceptance cases of earning. */
public abstract class AcceptanceEarningCases extends OverAnyStore {

    private static final LineFilter GOODS_AND_DELIVERY = LineFilter.kinds(LineKind.GOODS, LineKind.SHIPPING);

    private static final EarningRule FOUR_PER_EURO =
            EarningRule.perStep("spend", 4, euro("1.00")).on(GOODS_AND_DELIVERY);

    private static PurchaseLine[] mixedBasket() {
        PurchaseLine.Article red = new PurchaseLine.Article("123", List.of(), null, Map.of("color", "red"));
        PurchaseLine.Article blue = new PurchaseLine.Article("000", List.of(), null, Map.of("color", "blue"));
        return new PurchaseLine[] {
            PurchaseLine.goods("1", euro("12.00")).article(red),
            PurchaseLine.goods("2", euro("100.00")).article(blue),
            PurchaseLine.of("3", LineKind.SHIPPING, euro("40.00")).sku("0001")
        };
    }

    private long mixedBasketEarns(EarningRule... rules) {
        Shop shop = shop(program -> {
            LoyaltyProgram changed = program.withoutRules();
            for (EarningRule rule : rules) {
                changed = changed.with(rule);
            }
            return changed;
        });
        return buys(shop, shop.aCustomer("A"), mixedBasket()).earned().minor();
    }

    private long earns(String amount, EarningRule rule) {
        Shop shop = shop(program -> program.withoutRules().with(rule));
        return buys(shop, shop.aCustomer("A"), PurchaseLine.goods("1", euro(amount)))
                .earned()
                .minor();
    }

    @Test
    void earn_01_a_spend_rate_counts_a_mixed_basket_whole() {
        assertThat(mixedBasketEarns(FOUR_PER_EURO)).isEqualTo(608);
    }

    @Test
    void earn_04_an_excluded_label_and_the_delivery_earn_nothing() {
        EarningRule rule = EarningRule.perStep("spend", 4, euro("1.00"))
                .on(LineFilter.goods().without(LineFilter.Match.attribute("color", "red")));

        assertThat(mixedBasketEarns(rule)).isEqualTo(400);
    }

    @Test
    void earn_06_a_fixed_bonus_for_an_article_adds_to_a_spend_rate() {
        EarningRule bonus =
                EarningRule.perPurchase("bonus", 100).on(LineFilter.goods().only(LineFilter.Match.skus("123")));

        assertThat(mixedBasketEarns(bonus, FOUR_PER_EURO)).isEqualTo(708);
    }

    @Test
    void earn_07_a_multiplier_for_an_article_touches_only_its_line() {
        EarningRule triple = EarningRule.multiplier("triple", Ratio.of(3))
                .on(LineFilter.goods().only(LineFilter.Match.skus("123")));

        assertThat(mixedBasketEarns(FOUR_PER_EURO, triple)).isEqualTo(704);
    }

    @Test
    void earn_10_joining_is_rewarded_with_a_bonus() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");

        shop.loyalty()
                .accounts()
                .give(Bonus.of(shop.aKey(), anna, Points.of(200), "account created"))
                .orThrow();

        assertThat(shop.available(anna)).isEqualTo(200);
    }

    @Test
    void earn_13_of_two_rules_that_do_not_add_up_the_one_of_higher_priority_gives() {
        Shop shop = shop(program -> program.withoutRules()
                .with(EarningRule.perPurchase("fifty", 50).in("one of both", EarningRule.Stacking.Mode.FIRST, 5))
                .with(EarningRule.perPurchase("two hundred", 200)
                        .in("one of both", EarningRule.Stacking.Mode.FIRST, 20)));
        Purchase purchase = shop.aPurchase(shop.aCustomer("A"))
                .line(PurchaseLine.goods("1", euro("19.99")))
                .build();

        assertThat(shop.loyalty().till().quote(purchase).orThrow().earned()).isEqualTo(Points.of(200));
    }

    @Test
    void s14_a_reward_on_the_receipt_uses_its_price_and_earns_nothing() {
        Shop shop = shop(program -> program.withoutRules()
                .with(EarningRule.perItem("units", 1))
                .with(RewardOption.of("gift", "Gift", Points.of(5))));
        CustomerId anna = shop.aCustomer("A");
        Settlement.Settled bought =
                buys(shop, anna, PurchaseLine.goods("1", euro("50.00")).quantity(5));
        Purchase gift = shop.aPurchase(anna)
                .line(PurchaseLine.of("1", LineKind.REWARD, euro("0.00")))
                .build();

        Settlement.Settled used = shop.loyalty()
                .till()
                .checkout(Checkout.of(gift).redeeming(Redemption.ofReward(shop.aKey(), anna, "gift")))
                .orThrow();

        assertThat(bought.earned()).isEqualTo(Points.of(5));
        assertThat(used.earned()).isEqualTo(Points.NONE);
        assertThat(used.redeemed()).isEqualTo(Points.of(5));
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void earn_16_earning_explains_which_rule_gave_how_many_points() {
        Shop shop = shop(program -> program.withoutRules()
                .with(EarningRule.perStep("7", 1, euro("1.00")))
                .with(EarningRule.perPurchase("9", 5)));
        Purchase purchase = shop.aPurchase(shop.aCustomer("A"))
                .line(PurchaseLine.goods("1", euro("19.99")))
                .build();

        Settlement.Settled quote = shop.loyalty().till().quote(purchase).orThrow();

        Map<String, Long> byRule = new TreeMap<>();
        quote.postings()
                .forEach(posting ->
                        posting.attributions().forEach(part -> byRule.merge(part.rule(), part.granted(), Long::sum)));
        assertThat(byRule).isEqualTo(Map.of("7", 19L, "9", 5L));
        assertThat(quote.earned()).isEqualTo(Points.of(24));
    }

    @Test
    void earn_18_only_whole_units_of_spending_count() {
        assertThat(earns("105.00", EarningRule.perStep("base", 1, euro("10.00"))))
                .isEqualTo(10);
    }

    @Test
    void earn_21_a_discount_lowers_the_points() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("100.00")).discount(euro("10.00")))
                .build();

        record(shop, purchase);

        assertThat(purchase.total()).isEqualTo(euro("90.00"));
        assertThat(shop.available(anna)).isEqualTo(90);
    }

    @Test
    void earn_27_a_sale_to_nobody_enrolled_and_a_sale_only_quoted_write_nothing() {
        Shop shop = shop(program -> program.withoutRules().with(EarningRule.perPurchase("order", 150)));
        CustomerId anna = shop.aCustomer("A");
        CustomerId guest = new CustomerId(new UUID(1, 1));
        Purchase guestSale = shop.aPurchase(guest)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .build();
        Purchase draft = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .build();

        assertThatThrownBy(() -> shop.loyalty().till().record(guestSale)).isInstanceOf(UnknownCustomerException.class);
        shop.loyalty().till().quote(draft).orThrow();

        assertThat(shop.loyalty().till().find(guestSale.key())).isEmpty();
        assertThat(postings(shop, anna)).isEmpty();
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void earn_28_the_least_amount_to_earn_is_itself_enough() {
        EarningRule rule = EarningRule.perPurchase("order", 1).from(euro("30.00"));

        assertThat(earns("40.00", rule)).isEqualTo(1);
        assertThat(earns("20.00", rule)).isZero();
        assertThat(earns("29.99", rule)).isZero();
        assertThat(earns("30.00", rule)).isEqualTo(1);
    }
}
