package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.reward.PointsPayment;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** What several purses come to where one of them is known late, begins late, or has less than is asked. */
class LatePurseTest {

    private static LoyaltyProgram purse(String code, String from) {
        return LoyaltyProgram.startingAt(
                        Shop.day(from),
                        Shop.onePointPerEuro().zone(),
                        Shop.onePointPerEuro().currency())
                .with(new Purse(code, code, 0))
                .with(EarningRule.perStep("base", 1, Shop.euro("1.00")));
    }

    private static long has(Shop shop, String code, CustomerId customer) {
        return shop.loyalty()
                .purse(code)
                .accounts()
                .balance(customer)
                .available()
                .minor();
    }

    /** Another process over the same store, which has last looked now at what is published. */
    private static Loyalty other(Shop shop) {
        Loyalty other = Loyalty.over(new LaggingStore(shop.store()))
                .clock(shop.clock())
                .ids(org.loyalty4j.command.IdSource.secure())
                .build();
        Purchase any = shop.aPurchase(shop.aCustomer("Any " + shop.aKey().value()))
                .line(PurchaseLine.goods("1", Shop.euro("1.00")))
                .build();
        other.till().record(any).orThrow();
        return other;
    }

    private static void assertSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_return_in_the_unit_of_its_sale_counts_in_all_purses_or_in_none() {
        Shop shop = Shop.open();
        shop.loyalty().programs().publish(purse("stamps", "2026-01-01"));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "");
        CommandKey used = shop.redeems(anna, 10);
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("8.00")))
                .tender(Tender.points(Shop.euro("1.00"), used))
                .tender(Tender.of(Tender.Kind.CASH, Shop.euro("7.00")))
                .build();
        Engine engine = Engine.over(shop.store(), BuiltWithout.anything(shop.clock()));
        Return back = Return.ofAll(shop.aKey(), anna, purchase.key());
        List<Outcome<Settlement>> answers = Settler.settleTogether(
                engine, List.of(new Command.Sale(Checkout.of(purchase)), new Command.GiveBack(back)));
        assertThat(answers.get(0).orThrow().settled()).isTrue();
        shop.loyalty().till().giveBack(back);
        assertThat(has(shop, "stamps", anna)).isZero();
        assertThat(shop.available(anna)).isEqualTo(100);
        assertSound(shop);
    }

    @Test
    void maintenance_that_knows_a_purse_late_writes_what_is_due_in_it() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        Loyalty other = other(shop);
        shop.loyalty()
                .programs()
                .publish(purse("stamps", "2026-01-01").expiring(PeriodEnd.startOfDay(Period.ofDays(10))));
        shop.buys(anna, "5.00");
        shop.on("2026-01-20");
        assertThat(other.maintenance().run(shop.clock().instant()).expired()
                        + other.maintenance().run(shop.clock().instant()).expired())
                .isEqualTo(5);
        assertSound(shop);
    }

    @Test
    void maintenance_that_knows_a_third_purse_late_ends() {
        Shop shop = Shop.open();
        shop.loyalty().programs().publish(purse("stamps", "2026-01-01"));
        List<CustomerId> customers = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            customers.add(shop.aCustomer("customer " + i));
        }
        Loyalty other = other(shop);
        shop.loyalty()
                .programs()
                .publish(purse("stars", "2026-01-01").expiring(PeriodEnd.startOfDay(Period.ofDays(10))));
        customers.forEach(customer -> shop.buys(customer, "5.00"));
        shop.on("2026-01-20");
        AtomicInteger pages = new AtomicInteger();
        assertThat(other.maintenance()
                        .run(shop.clock().instant(), progress -> pages.incrementAndGet() < 50)
                        .expired())
                .isEqualTo(650);
        assertSound(shop);
    }

    @Test
    void a_payment_that_is_repeated_where_its_purse_is_known_late_pays_once() {
        Shop shop = Shop.open(program -> program.with(SpendingRules.none().withValue(Ratio.of(1, 100))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 500, "");
        Loyalty other = other(shop);
        shop.loyalty()
                .programs()
                .publish(purse("stars", "2026-01-01")
                        .with(SpendingRules.none().withValue(Ratio.of(1, 100)).withPriority(-1)));
        shop.loyalty()
                .purse("stars")
                .accounts()
                .give(Bonus.of(shop.aKey(), anna, Points.of(500), "gift"))
                .orThrow();
        PointsPayment payment = PointsPayment.of(shop.aKey(), anna, Shop.euro("3.00"));
        assertThat(shop.loyalty().rewards().pay(payment).left()).isEqualTo(Shop.euro("0.00"));
        assertThat(other.rewards().pay(payment).replayed()).isTrue();
        assertThat(shop.available(anna)).isEqualTo(500);
    }

    @Test
    void a_receipt_counts_in_a_third_purse_that_is_known_late() {
        Shop shop = Shop.open();
        shop.loyalty().programs().publish(purse("stamps", "2026-01-01"));
        CustomerId anna = shop.aCustomer("Anna");
        Loyalty other = other(shop);
        shop.loyalty().programs().publish(purse("stars", "2026-01-01"));
        Purchase purchase = shop.buys(anna, "5.00");
        assertThat(has(shop, "stars", anna)).isEqualTo(5);
        other.till().giveBack(Return.ofAll(shop.aKey(), anna, purchase.key())).orThrow();
        assertThat(has(shop, "stars", anna)).isZero();
        assertSound(shop);
    }

    @Test
    void points_of_a_purse_that_begins_later_come_back_with_the_purchase_they_paid() {
        Shop shop = Shop.open();
        shop.on("2026-02-01").loyalty().programs().publish(purse("stamps", "2026-02-01"));
        CustomerId anna = shop.aCustomer("Anna");
        shop.loyalty()
                .purse("stamps")
                .accounts()
                .give(Bonus.of(shop.aKey(), anna, Points.of(10), "gift"))
                .orThrow();
        CommandKey used = shop.aKey();
        shop.loyalty()
                .purse("stamps")
                .rewards()
                .redeem(Redemption.of(used, anna, Points.of(10)))
                .orThrow();
        // The till's clock is two minutes slow.
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("8.00")))
                .tender(Tender.points(Shop.euro("8.00"), used))
                .happenedAt(Shop.day("2026-02-01").minusSeconds(120))
                .build();
        shop.loyalty().till().record(purchase).orThrow();
        Purchase again = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("8.00")))
                .tender(Tender.points(Shop.euro("8.00"), used))
                .happenedAt(Shop.day("2026-02-01").minusSeconds(110))
                .build();
        assertThat(shop.loyalty().till().record(again).settled()).isFalse();
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()))
                .orThrow();
        assertThat(has(shop, "stamps", anna)).isEqualTo(10);
        assertSound(shop);
    }

    @Test
    void an_exchange_takes_back_in_every_purse_that_knows_the_purchase() {
        Shop shop = Shop.open();
        shop.on("2026-02-01").loyalty().programs().publish(purse("stamps", "2026-02-01"));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase bought = shop.buys(anna, "8.00");
        // The till's clock is two minutes slow.
        Purchase instead = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("3.00")))
                .happenedAt(Shop.day("2026-02-01").minusSeconds(120))
                .build();
        shop.loyalty()
                .till()
                .checkout(Checkout.of(instead).returning(Return.ofAll(shop.aKey(), anna, bought.key())))
                .orThrow();
        assertThat(shop.available(anna)).isEqualTo(3);
        assertThat(has(shop, "stamps", anna)).isLessThanOrEqualTo(3);
        assertSound(shop);
    }

    @Test
    void the_audit_is_the_same_from_any_view() {
        Shop shop = Shop.open();
        shop.loyalty().programs().publish(purse("stamps", "2026-01-01"));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "8.00");
        assertSound(shop);
        assertThat(shop.loyalty().purse("stamps").audit().findings()).isEmpty();
        assertThat(shop.loyalty().purse("stamps").audit())
                .isEqualTo(shop.loyalty().audit());
    }

    @Test
    void a_payment_uses_no_points_for_nothing() {
        Shop shop = Shop.open(program -> program.with(
                SpendingRules.none().withValue(new SpendingRules.Value(Ratio.of(1, 1000), RoundingMode.DOWN))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 9, "");
        PointsPayment.Paid paid = shop.loyalty().rewards().pay(PointsPayment.of(shop.aKey(), anna, Shop.euro("1.00")));
        assertThat(paid.paid()).isEqualTo(Shop.euro("0.00"));
        assertThat(shop.available(anna)).isEqualTo(9);
        shop.gives(anna, 10, "");
        PointsPayment again = PointsPayment.of(shop.aKey(), anna, Shop.euro("1.00"));
        paid = shop.loyalty().rewards().pay(again);
        assertThat(paid.paid()).isEqualTo(Shop.euro("0.01"));
        assertThat(shop.available(anna)).isEqualTo(9);
        PointsPayment.Paid repeat = shop.loyalty().rewards().pay(again);
        assertThat(repeat.replayed()).isTrue();
        assertThat(repeat.parts().get(0).used()).isEqualTo(paid.parts().get(0).used());
        assertSound(shop);
    }

    @Test
    void a_claim_that_the_main_purse_does_not_allow_is_not_made_at_another_desk() {
        Shop shop = Shop.open();
        shop.loyalty()
                .programs()
                .publish(purse("stamps", "2026-01-01").claimableFor(PeriodEnd.startOfDay(Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase guest = shop.aPurchase(CustomerId.NOBODY)
                .line(PurchaseLine.goods("1", Shop.euro("8.00")))
                .build();
        shop.loyalty().guests().record(GuestPurchase.of(guest));
        assertThat(shop.loyalty()
                        .guests()
                        .claim(Claim.of(shop.aKey(), anna, guest.key()))
                        .settled())
                .isFalse();
        shop.loyalty().purse("stamps").guests().claim(Claim.of(shop.aKey(), anna, guest.key()));
        assertThat(shop.available(anna)).isZero();
    }
}
