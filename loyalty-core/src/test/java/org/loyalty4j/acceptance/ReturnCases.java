package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;

/** Returns: what goes back, in any number of steps. */
public abstract class ReturnCases extends OverAnyStore {

    private static Purchase buysLine(Shop shop, CustomerId customer, PurchaseLine line) {
        Purchase purchase = shop.aPurchase(customer).line(line).build();
        record(shop, purchase);
        return purchase;
    }

    private static long taken(Settlement.Settled step) {
        return step.reversed().minor()
                + step.shortfall().minor()
                + step.result().lapsed();
    }

    @Test
    void grams_are_taken_back_in_steps_that_add_up() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        PurchaseLine cheese = PurchaseLine.goods("1", euro("35.20")).quantity(new BigDecimal("0.352"));
        Purchase purchase = buysLine(shop, anna, cheese);
        assertThat(shop.available(anna)).isEqualTo(35);

        assertThat(taken(returns(shop, anna, purchase.key(), "1", "0.100"))).isEqualTo(9);
        assertThat(taken(returns(shop, anna, purchase.key(), "1", "0.252"))).isEqualTo(26);
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void thirds_are_taken_back_in_steps_that_add_up() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase =
                buysLine(shop, anna, PurchaseLine.goods("1", euro("100.00")).quantity(3));

        assertThat(List.of("1", "1", "1"))
                .extracting(units -> taken(returns(shop, anna, purchase.key(), "1", units)))
                .containsExactly(33L, 33L, 34L);
    }

    @Test
    void more_than_is_left_of_a_line_is_refused_and_changes_nothing() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase =
                buysLine(shop, anna, PurchaseLine.goods("1", euro("100.00")).quantity(2));
        returns(shop, anna, purchase.key(), "1", "1.5");

        Settlement answer = shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, purchase.key(), "1", new BigDecimal("0.500001")));

        assertThat(answer).isEqualTo(new Settlement.Refused(Refusal.MORE_THAN_BOUGHT, Points.of(25), Points.NONE));
        assertThat(shop.available(anna)).isEqualTo(25);
    }

    @Test
    void any_number_of_steps_in_any_order_adds_up_exactly() {
        for (long seed = 1; seed <= rounds(60); seed++) {
            stepsAddUp(new Random(seed), "seed " + seed);
        }
    }

    private void stepsAddUp(Random random, String seed) {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 1000, "");
        int lines = 1 + random.nextInt(5);
        List<String[]> units = new ArrayList<>();
        Purchase.Draft draft = shop.aPurchase(anna);
        for (int i = 0; i < lines; i++) {
            int quantity = 1 + random.nextInt(7);
            String step = random.nextBoolean() ? "1" : "0.137";
            BigDecimal all = new BigDecimal(step).multiply(BigDecimal.valueOf(quantity));
            draft.line(PurchaseLine.goods(
                            Integer.toString(i), euro(1 + random.nextInt(400) + "." + (10 + random.nextInt(90))))
                    .quantity(all));
            for (int unit = 0; unit < quantity; unit++) {
                units.add(new String[] {Integer.toString(i), step});
            }
        }
        Purchase purchase = draft.build();
        long paid = 1L + random.nextInt(1000);
        Settlement.Settled sale = shop.loyalty()
                .till()
                .checkout(Checkout.of(purchase).redeeming(Redemption.of(shop.aKey(), anna, Points.of(paid))))
                .orThrow();
        java.util.Collections.shuffle(units, random);
        long back = 0;
        long restored = 0;
        for (String[] unit : units) {
            Settlement.Settled step = returns(shop, anna, purchase.key(), unit[0], unit[1]);
            back += taken(step);
            restored += step.restored().minor();
        }
        assertThat(back).as(seed).isEqualTo(sale.earned().minor());
        assertThat(restored).as(seed).isEqualTo(paid);
        assertThat(shop.available(anna)).as(seed).isEqualTo(1000);
    }

    @Test
    void a_redemption_named_by_a_tender_goes_back_with_its_share_of_the_returned_lines() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 90, "");
        CommandKey paid = shop.redeems(anna, 90);
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.of("1", LineKind.FEE, euro("10.00")))
                .line(PurchaseLine.of("2", LineKind.FEE, euro("20.00")))
                .line(PurchaseLine.of("3", LineKind.REWARD, euro("30.00")).discount(euro("30.00")))
                .rounding(euro("0.05"))
                .tender(Tender.points(euro("30.00"), paid))
                .build();
        record(shop, purchase);

        assertThat(returns(shop, anna, purchase.key(), "3", "1").restored()).isEqualTo(Points.NONE);
        assertThat(returns(shop, anna, purchase.key(), "1", "1").restored()).isEqualTo(Points.of(30));
        assertThat(returns(shop, anna, purchase.key(), "2", "1").restored()).isEqualTo(Points.of(60));
    }

    @Test
    void a_redemption_pays_one_purchase() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 90, "");
        CommandKey paid = shop.redeems(anna, 90);
        List<Purchase> both = List.of(
                paidBy(shop, anna, "one", paid), paidBy(shop, anna, "two", paid), paidBy(shop, anna, "three", paid));

        List<Settlement> answers = shop.loyalty().till().recordAll(both.subList(0, 2)).stream()
                .map(outcome -> outcome.orThrow())
                .toList();

        assertThat(answers.get(0).settled()).isTrue();
        assertThat(answers.get(1))
                .isInstanceOfSatisfying(
                        Settlement.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.REDEMPTION_ALREADY_USED));
        assertThat(shop.loyalty().till().record(both.get(2)))
                .isInstanceOfSatisfying(
                        Settlement.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.REDEMPTION_ALREADY_USED));
    }

    @Test
    void two_tenders_may_name_one_redemption() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 90, "");
        CommandKey paid = shop.redeems(anna, 90);
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.of("1", LineKind.FEE, euro("10.00")))
                .tender(Tender.points(euro("4.00"), paid))
                .tender(Tender.points(euro("6.00"), paid))
                .build();
        record(shop, purchase);

        assertThat(returnsAll(shop, anna, purchase.key()).restored()).isEqualTo(Points.of(90));
    }

    private static Purchase paidBy(Shop shop, CustomerId customer, String key, CommandKey redemption) {
        return Purchase.of(CommandKey.of("a " + key), customer)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .tender(Tender.points(euro("9.00"), redemption))
                .happenedAt(shop.clock().instant())
                .build();
    }

    @Test
    void decision_03_points_restored_after_their_time_expire_at_once() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 40, "2026-02-01");
        shop.gives(anna, 60, "2026-12-01");
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.of("1", LineKind.FEE, euro("10.00")))
                .build();
        shop.loyalty()
                .till()
                .checkout(Checkout.of(purchase).redeeming(Redemption.of(shop.aKey(), anna, Points.of(100))))
                .orThrow();

        Settlement.Settled step = returnsAll(shop.on("2026-03-01"), anna, purchase.key());

        assertThat(step.postings())
                .extracting(Posting::kind, Posting::amount, Posting::countsAt)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Posting.Kind.RESTORE, 100L, day("2026-03-01")),
                        org.assertj.core.groups.Tuple.tuple(Posting.Kind.EXPIRE, -40L, day("2026-03-01")));
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2026-12-01", 60L));
    }

    @Test
    void points_spent_meanwhile_are_recorded_as_shortfall() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "100.00");
        shop.redeems(anna, 80);

        Settlement.Settled step = returnsAll(shop, anna, purchase.key());

        assertThat(step.reversed()).isEqualTo(Points.of(20));
        assertThat(step.shortfall()).isEqualTo(Points.of(80));
        assertThat(step.result().lapsed()).isZero();
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void other_points_stand_in_for_those_that_were_spent() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "100.00");
        shop.redeems(anna, 80);
        shop.gives(anna, 50, "2026-06-01");

        Settlement.Settled step = returnsAll(shop, anna, purchase.key());

        assertThat(step.reversed()).isEqualTo(Points.of(70));
        assertThat(step.shortfall()).isEqualTo(Points.of(30));
    }

    @Test
    void points_that_expired_unused_are_not_taken_again() {
        Shop shop =
                shop(program -> program.expiring(org.loyalty4j.tier.PeriodEnd.endOfDay(java.time.Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase =
                buysLine(shop, anna, PurchaseLine.goods("1", euro("100.00")).quantity(2));
        shop.redeems(anna, 30);
        shop.on("2026-06-01").gives(anna, 500, "2027-01-01");

        Settlement.Settled first = returns(shop, anna, purchase.key(), "1", "1");
        Settlement.Settled second = returns(shop, anna, purchase.key(), "1", "1");

        long reversed = first.reversed().minor() + second.reversed().minor();
        long lapsed = first.result().lapsed() + second.result().lapsed();
        assertThat(lapsed).isEqualTo(70);
        assertThat(reversed).isEqualTo(30);
        assertThat(taken(first) + taken(second)).isEqualTo(100);
        assertThat(shop.available(anna)).isEqualTo(470);
    }

    @Test
    void an_exchange_is_one_command_return_redemption_and_sale() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase old = shop.buys(anna, "100.00");
        Purchase fresh = Purchase.of("exchange", anna, euro("30.00"));
        Checkout exchange = Checkout.of(fresh).returning(Return.ofAll(shop.aKey(), anna, old.key()));

        Settlement.Settled done = shop.loyalty().till().checkout(exchange).orThrow();
        Settlement.Settled again = shop.loyalty().till().checkout(exchange).orThrow();

        assertThat(done.postings())
                .extracting(Posting::kind, Posting::amount)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Posting.Kind.REVERSE, -100L),
                        org.assertj.core.groups.Tuple.tuple(Posting.Kind.EARN, 30L));
        assertThat(again.replayed()).isTrue();
        assertThat(shop.available(anna)).isEqualTo(30);
        assertThat(shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), anna, old.key())))
                .isEqualTo(new Settlement.Refused(Refusal.MORE_THAN_BOUGHT, Points.of(30), Points.NONE));
    }
}
