package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.TierLadder;

/** What a return gives back does not ask what points were worth, nor which lines they paid. */
class SpendingReturnTest {

    private static List<Posting> postings(Shop shop, CustomerId customer) {
        return shop.store()
                .reading(reader -> reader.ledger()
                        .postings(shop.loyalty().accounts().account(customer).id(), 1, 100_000));
    }

    @Test
    void a_year_with_rules_that_never_cut_has_the_postings_of_one_without_to_the_last_hash() {
        // So little that nothing costs as much as anybody's points are worth.
        SpendingRules wide = SpendingRules.none()
                .withLeast(Points.of(1))
                .withMost(Points.of(1000))
                .withStep(Points.of(1))
                .withValue(Ratio.of(1, 1_000_000_000))
                .withShare(LineFilter.goods(), Ratio.of(1, 2))
                .withShare(Ratio.of(1, 3));
        for (long seed = 1; seed <= 6; seed++) {
            RandomShop plain = new RandomShop(seed, TierLadder.Downgrade.ONE_STEP);
            RandomShop ruled = new RandomShop(seed, TierLadder.Downgrade.ONE_STEP, wide);
            for (int i = 0; i < 400; i++) {
                plain.step();
                ruled.step();
            }
            long restored = 0;
            for (CustomerId customer : plain.customers()) {
                List<Posting> expected = postings(plain.shop(), customer);
                assertThat(postings(ruled.shop(), customer)).as("seed %s", seed).isEqualTo(expected);
                restored += expected.stream()
                        .filter(posting -> posting.kind() == Posting.Kind.RESTORE)
                        .count();
            }
            assertThat(restored).as("seed %s", seed).isPositive();
        }
    }

    private static Settlement.Settled returns(Shop shop, Purchase purchase, String line) {
        return shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), purchase.customer(), purchase.key(), line, BigDecimal.ONE))
                .orThrow();
    }

    @Test
    void a_returned_line_restores_its_share_of_the_receipt_even_if_points_paid_none_of_it() {
        Shop shop = Shop.open(program -> program.withoutRules()
                .with(SpendingRules.none()
                        .withValue(Ratio.of(1, 100))
                        .withShare(LineFilter.kinds(LineKind.GIFT_CARD), Ratio.ZERO)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 1500, "");
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.of("card", LineKind.GIFT_CARD, euro("5.00")))
                .line(PurchaseLine.goods("bread", euro("10.00")))
                .build();
        Settlement.Settled sold = shop.loyalty()
                .till()
                .checkout(Checkout.of(purchase).redeeming(Redemption.asManyAsPossible(shop.aKey(), anna)))
                .orThrow();
        assertThat(sold.used().orElseThrow().parts()).containsExactly(new Settlement.Part("bread", euro("10.00")));

        assertThat(returns(shop, purchase, "card").restored()).isEqualTo(Points.of(333));
        assertThat(returns(shop, purchase, "bread").restored()).isEqualTo(Points.of(667));
        assertThat(shop.available(anna)).isEqualTo(1500);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
