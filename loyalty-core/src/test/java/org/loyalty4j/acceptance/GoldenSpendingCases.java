package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** Worked scenarios of using points, bringing goods back, and expiring; each test carries its number. */
public abstract class GoldenSpendingCases extends OverAnyStore {

    @Test
    void s08_maintenance_ten_days_late_changes_no_answer() {
        Shop daily = shop();
        Shop late = Shop.over(secondStore(), program -> program);
        CustomerId anna = daily.aCustomer("Anna");
        CustomerId berta = late.aCustomer("Anna");
        for (int i = 1; i <= 10; i++) {
            String date = LocalDate.of(2026, 2, i).toString();
            daily.gives(anna, i, date);
            late.gives(berta, i, date);
        }
        long left = 55;
        for (int i = 1; i <= 10; i++) {
            String date = LocalDate.of(2026, 2, i).toString();
            daily.on(date).loyalty().maintenance().run(day(date));
            late.on(date);
            left -= i;
            assertThat(daily.available(anna)).isEqualTo(left);
            assertThat(late.available(berta)).isEqualTo(left);
        }
        late.loyalty().maintenance().run(day("2026-02-10"));
        List<Posting> ofDaily = postings(daily, anna, Posting.Kind.EXPIRE);
        assertThat(postings(late, berta, Posting.Kind.EXPIRE))
                .extracting(Posting::amount, Posting::countsAt, Posting::number)
                .isEqualTo(assertThat(ofDaily)
                        .extracting(Posting::amount, Posting::countsAt, Posting::number)
                        .actual());
    }

    private Shop shopOfThreeArticles() {
        return shop(program -> program.with(
                        EarningRule.perItem("a", 10).on(LineFilter.goods().only(LineFilter.Match.skus("A"))))
                .with(EarningRule.perItem("b", 20).on(LineFilter.goods().only(LineFilter.Match.skus("B")))));
    }

    private static Purchase threeArticles(Shop shop, CustomerId customer) {
        return shop.aPurchase(customer)
                .line(PurchaseLine.goods("A", euro("10.00")).sku("A"))
                .line(PurchaseLine.goods("B", euro("10.00")).sku("B"))
                .line(PurchaseLine.goods("C", euro("20.00")).sku("C"))
                .build();
    }

    @Test
    void s09_a_returned_line_takes_back_exactly_what_it_earned() {
        Shop shop = shopOfThreeArticles();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = threeArticles(shop, anna);
        assertThat(record(shop, purchase).earned()).isEqualTo(Points.of(70));

        assertThat(returns(shop, anna, purchase.key(), "C", "1").reversed()).isEqualTo(Points.of(20));
    }

    @Test
    void s10_lines_returned_one_by_one_add_up_exactly() {
        Shop shop = shopOfThreeArticles();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = threeArticles(shop, anna);
        record(shop, purchase);

        assertThat(List.of("C", "A", "B"))
                .extracting(line -> returns(shop, anna, purchase.key(), line, "1")
                        .reversed()
                        .minor())
                .containsExactly(20L, 20L, 30L);
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void s11_buying_earning_and_refunding_nets_zero() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");

        returnsAll(shop, anna, shop.buys(anna, "99.99").key());

        assertThat(shop.available(anna)).isZero();
        assertThat(shop.loyalty().accounts().account(anna).balance()).isZero();
    }

    @Test
    void s12_a_refund_without_the_reward_line_charges_nothing_twice() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "");
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .line(PurchaseLine.of("2", LineKind.REWARD, euro("5.00")).discount(euro("5.00")))
                .build();
        shop.loyalty()
                .till()
                .checkout(Checkout.of(purchase).redeeming(Redemption.of(shop.aKey(), anna, Points.of(100))))
                .orThrow();
        assertThat(shop.available(anna)).isEqualTo(10);

        returns(shop, anna, purchase.key(), "1", "1");
        assertThat(shop.available(anna)).isEqualTo(100);
        Settlement.Settled rest = returns(shop, anna, purchase.key(), "2", "1");

        assertThat(rest.restored()).isEqualTo(Points.NONE);
        assertThat(rest.reversed()).isEqualTo(Points.NONE);
        assertThat(shop.available(anna)).isEqualTo(100);
    }

    @Test
    void s13_a_cancelled_purchase_leaves_what_was_there_before_it() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 50, "");
        Purchase purchase = Purchase.of("S1", anna, euro("21.00"));
        shop.loyalty()
                .rewards()
                .redeem(Redemption.of(shop.aKey(), anna, Points.of(50)).paying(purchase.key()))
                .orThrow();
        record(shop, purchase);
        assertThat(shop.available(anna)).isEqualTo(21);

        Settlement.Settled cancelled = returnsAll(shop, anna, purchase.key());

        assertThat(cancelled.reversed()).isEqualTo(Points.of(21));
        assertThat(cancelled.restored()).isEqualTo(Points.of(50));
        assertThat(shop.available(anna)).isEqualTo(50);
    }

    @Test
    void s15_two_rewards_of_one_order_cost_their_sum() {
        Shop shop = shop(program -> program.with(RewardOption.of("pen", "A pen", Points.of(100)))
                .with(RewardOption.of("mug", "A mug", Points.of(200))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 500, "");
        for (String reward : List.of("pen", "mug")) {
            shop.loyalty()
                    .rewards()
                    .redeem(Redemption.ofReward(shop.aKey(), anna, reward).paying(CommandKey.of("order")))
                    .orThrow();
        }

        assertThat(sum(shop, anna, Posting.Kind.REDEEM)).isEqualTo(-300);
        assertThat(shop.available(anna)).isEqualTo(200);
    }

    @Test
    void s30_a_partial_return_restores_the_lot_that_was_used_last_with_its_own_end() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 40, "2027-01-01");
        shop.gives(anna, 60, "2027-03-01");
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.of("1", LineKind.FEE, euro("10.00")).quantity(2))
                .build();
        shop.loyalty()
                .till()
                .checkout(Checkout.of(purchase).redeeming(Redemption.of(shop.aKey(), anna, Points.of(100))))
                .orThrow();

        assertThat(returns(shop, anna, purchase.key(), "1", "1").restored()).isEqualTo(Points.of(50));
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-03-01", 50L));
        assertThat(returns(shop, anna, purchase.key(), "1", "1").restored()).isEqualTo(Points.of(50));
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-01-01", 40L, "2027-03-01", 60L));
    }

    @Test
    void s32_every_lot_with_an_end_expires_whatever_it_was_given_for() {
        Shop shop = shop(program -> program.expiring(PeriodEnd.endOfDay(Period.ofDays(9))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "10.00");
        shop.gives(anna, 20, "");
        shop.gives(anna, 30, "2026-01-11");
        shop.loyalty()
                .accounts()
                .adjust(Adjustment.of(shop.aKey(), anna, Points.of(40), "found", new Actor("boss")))
                .orThrow();
        assertThat(shop.available(anna)).isEqualTo(100);

        shop.on("2026-01-11").loyalty().maintenance().run(day("2026-01-11"));

        assertThat(shop.available(anna)).isZero();
        assertThat(sum(shop, anna, Posting.Kind.EXPIRE)).isEqualTo(-100);
    }

    @Test
    void s33_a_million_points_are_taken_from_ten_thousand_lots_at_once() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        List<Purchase> purchases = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            purchases.add(Purchase.of("p" + i, anna, euro("100.00")));
        }
        shop.loyalty().till().recordAll(purchases).forEach(outcome -> outcome.orThrow());

        shop.redeems(anna, 1_000_000);

        Posting redemption = postings(shop, anna, Posting.Kind.REDEEM).get(0);
        assertThat(redemption.lots()).hasSize(10_000);
        assertThat(redemption.lots()).extracting(LotAllocation::amount).containsOnly(-100L);
        assertThat(redemption.lots()).extracting(LotAllocation::lot).doesNotHaveDuplicates();
        assertThat(shop.available(anna)).isEqualTo(100);
    }

    @Test
    void decision_04_a_refused_request_does_not_use_up_its_key() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Redemption request = Redemption.of(CommandKey.of("k"), anna, Points.of(10));
        assertThat(shop.loyalty().rewards().redeem(request))
                .isEqualTo(new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.NONE, Points.of(10)));
        shop.gives(anna, 10, "");

        assertThat(shop.loyalty().rewards().redeem(request).orThrow().replayed())
                .isFalse();
    }
}
