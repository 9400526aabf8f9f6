package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.SpendingRules.Reach;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.PeriodEnd;

/** What the library promises over every store about points that a checkout uses and its own purchase has given. */
abstract class SamePurchasePromises extends OfflinePromises {

    private static final SpendingRules SAME = SpendingRules.none().reaching(Reach.SAME_PURCHASE);

    private Shop same(SpendingRules rules, UnaryOperator<LoyaltyProgram> change) {
        return Shop.over(
                store(),
                program -> change.apply(program.withoutRules()
                        .with(EarningRule.perStep("base", 1, Shop.euro("1.00")).countingAllTenders())
                        .with(rules)));
    }

    private static LoyaltyProgram tenths(LoyaltyProgram program) {
        LoyaltyProgram bare = LoyaltyProgram.startingAt(program.validFrom(), program.zone(), program.currency());
        return bare.with(program.spending())
                .with(new Purse("points", "points", 1))
                .with(EarningRule.perAmount("base", Ratio.of(1, 10), Shop.euro("1.00"))
                        .countingAllTenders());
    }

    private static Purchase goods(Shop shop, CustomerId customer, String amount) {
        return shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", Shop.euro(amount)))
                .build();
    }

    private static Settlement checkout(Shop shop, Purchase bought, Redemption using) {
        return shop.loyalty().till().checkout(Checkout.of(bought).redeeming(using));
    }

    private static Redemption all(Shop shop, CustomerId customer) {
        return Redemption.asManyAsPossible(shop.aKey(), customer);
    }

    private static void assertHas(Shop shop, CustomerId customer, long available) {
        assertThat(shop.available(customer)).isEqualTo(available);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void points_of_the_own_purchase_can_be_used_only_with_the_option_S29() {
        Shop shop = same(SpendingRules.none(), SamePurchasePromises::tenths);
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 1000, "");

        Settlement.Settled settled =
                checkout(shop, goods(shop, anna, "265.00"), all(shop, anna)).orThrow();

        assertThat(settled.redeemed()).isEqualTo(Points.of(1000));
        assertHas(shop, anna, 265);
    }

    @Test
    void with_the_option_the_purchase_earns_first_and_all_comes_to_nothing_when_it_comes_back_S29() {
        Shop shop = same(SAME, SamePurchasePromises::tenths);
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 1000, "");
        Purchase bought = goods(shop, anna, "265.00");
        Redemption using = all(shop, anna);

        Settlement.Settled settled = checkout(shop, bought, using).orThrow();

        assertThat(settled.redeemed()).isEqualTo(Points.of(1265));
        assertThat(settled.postings())
                .extracting(Posting::kind)
                .containsExactly(Posting.Kind.EARN, Posting.Kind.REDEEM);
        Settlement.Settled again = checkout(shop, bought, using).orThrow();
        assertThat(again.replayed()).isTrue();
        assertThat(again.used()).isEqualTo(settled.used());
        assertHas(shop, anna, 0);
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, bought.key()))
                .orThrow();
        assertHas(shop, anna, 1000);
    }

    @Test
    void a_purchase_cannot_earn_first_where_what_it_earns_depends_on_what_its_points_pay() {
        assertThatThrownBy(() -> Shop.onePointPerEuro().with(SAME))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.violations())
                                .singleElement()
                                .satisfies(violation ->
                                        assertThat(violation.path()).isEqualTo("spending.reach")));
    }

    @Test
    void a_late_purchase_that_earns_by_rules_which_leave_points_out_has_its_points_used_first() {
        Shop shop =
                Shop.over(store(), program -> program.with(SpendingRules.none().withValue(Ratio.of(1, 10))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "");
        LoyaltyProgram first = shop.loyalty().programs().history().atOrFirst(Shop.OPENING);
        shop.loyalty()
                .programs()
                .publish(first.withoutRules()
                        .with(EarningRule.perStep("base", 1, Shop.euro("1.00")).countingAllTenders())
                        .with(first.spending().reaching(Reach.SAME_PURCHASE))
                        .nextVersion(Shop.day("2026-02-01")));
        shop.on("2026-02-02");
        Purchase late = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("50.00")))
                .happenedAt(Shop.day("2026-01-20"))
                .build();

        Settlement.Settled settled = checkout(shop, late, all(shop, anna)).orThrow();

        assertThat(settled.redeemed()).isEqualTo(Points.of(100));
        assertThat(settled.earned()).isEqualTo(Points.of(40));
        assertHas(shop, anna, 40);
    }

    @Test
    void an_exact_number_beyond_both_refuses_the_purchase_too() {
        Shop shop = same(SAME, program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 10, "");
        Purchase bought = goods(shop, anna, "20.00");
        Settlement no = checkout(shop, bought, Redemption.of(shop.aKey(), anna, Points.of(31)));
        assertThat(no)
                .isInstanceOfSatisfying(
                        Settlement.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.TOO_FEW_POINTS));
        assertHas(shop, anna, 10);
        checkout(shop, bought, Redemption.of(shop.aKey(), anna, Points.of(30))).orThrow();
        assertHas(shop, anna, 0);
    }

    @Test
    void pending_points_of_the_own_purchase_cannot_be_used() {
        Shop shop = same(
                SAME,
                program -> program.with(
                        LotRules.none().with(LotRules.Pending.until(PeriodEnd.startOfDay(Period.ofDays(14))))));
        CustomerId anna = shop.aCustomer("Anna");
        Settlement.Settled settled = shop.loyalty()
                .till()
                .checkout(Checkout.of(goods(shop, anna, "20.00")))
                .orThrow();
        assertThat(settled.earned()).isEqualTo(Points.of(20));
        Settlement no = checkout(shop, goods(shop, anna, "20.00"), all(shop, anna));
        assertThat(no.settled()).isFalse();
        assertHas(shop, anna, 0);
    }

    @Test
    void where_a_cap_of_the_balance_leaves_nothing_to_earn_what_there_was_is_used() {
        Shop shop = same(SAME, program -> program.holdingUpTo(EarningRule.Cap.reducing(Points.of(100))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "");
        checkout(shop, goods(shop, anna, "20.00"), Redemption.of(shop.aKey(), anna, Points.of(30)))
                .orThrow();
        assertHas(shop, anna, 70);
    }

    @Test
    void any_checkouts_and_returns_use_no_more_than_there_is_and_end_sound() {
        Shop shop = same(
                SAME.withValue(Ratio.of(1, 10)).withStep(Points.of(2)),
                program -> program.expiring(PeriodEnd.startOfDay(Period.ofDays(20)))
                        .with(LotRules.none().with(LotRules.Inactivity.after(PeriodEnd.startOfDay(Period.ofDays(9))))));
        List<CustomerId> customers = List.of(shop.aCustomer("Anna"), shop.aCustomer("Ben"));
        Random random = new Random(29);
        for (int day = 0; day < 60; day++) {
            shop.clock().set(Shop.OPENING.plusSeconds(86_400L * day + 3600));
            CustomerId customer = customers.get(random.nextInt(2));
            Purchase bought = shop.aPurchase(customer)
                    .line(PurchaseLine.goods("1", Shop.euro(1 + random.nextInt(40) + ".00")))
                    .happenedAt(shop.clock().instant().minusSeconds(random.nextInt(3000)))
                    .build();
            Settlement answer = checkout(shop, bought, all(shop, customer));
            if (answer.settled() && random.nextInt(3) == 0) {
                shop.loyalty()
                        .till()
                        .giveBack(Return.ofAll(shop.aKey(), customer, bought.key()))
                        .orThrow();
            }
            Balance balance = shop.loyalty().accounts().balance(customer);
            assertThat(balance.available().minor()).isGreaterThanOrEqualTo(0);
            assertThat(balance.debt().minor()).isZero();
        }
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
