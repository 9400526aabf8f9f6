package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.LoyaltyAsserts.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.testkit.LoyaltyExtension;
import org.loyalty4j.testkit.SettableClock;
import org.loyalty4j.testkit.Shop;

/** The short words of the kit say what they should, and fail when it is not so. */
@ExtendWith(LoyaltyExtension.class)
class KitTest {

    @RepeatedTest(2)
    void each_test_has_a_shop_of_its_own_and_all_its_parameters_belong_to_it(
            Shop shop, Loyalty loyalty, SettableClock clock) {
        CustomerId anna = shop.aCustomer("Anna");
        clock.set(Shop.day("2026-02-01"));

        Settlement settlement = loyalty.till().record(Purchase.of("receipt 1", anna, Shop.euro("29.99")));

        assertThat(settlement).earned(29);
        assertThat(shop).hasAvailable(anna, 29).hasPostings(anna, 1).hasTier(anna, "member");
        org.assertj.core.api.Assertions.assertThat(
                        loyalty.accounts().account(anna).lastRecordedAt())
                .isEqualTo(Shop.day("2026-02-01"));
    }

    @Test
    void asserts_fail_when_it_is_not_so(Shop shop) {
        CustomerId anna = shop.aCustomer("Anna");
        Settlement earned = shop.loyalty()
                .till()
                .record(shop.aPurchase(anna)
                        .line(org.loyalty4j.sale.PurchaseLine.goods("1", Shop.euro("29.99")))
                        .build());
        Settlement refused = shop.loyalty().rewards().redeem(Redemption.of(shop.aKey(), anna, Points.of(30)));

        assertThat(refused).isRefusedBecause(Refusal.TOO_FEW_POINTS);
        assertThatThrownBy(() -> assertThat(shop).hasAvailable(anna, 30)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(shop).hasPostings(anna, 2)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(shop).hasTier(anna, "gold")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(earned).earned(30)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(earned).redeemed(1)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(earned).isReplayed()).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(refused).earned(29)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(earned).isRefusedBecause(Refusal.TOO_FEW_POINTS))
                .isInstanceOf(AssertionError.class);
    }
}
