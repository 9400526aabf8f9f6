package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** Acceptance cases of expiry, redemption, refund, repeats and customers. */
public abstract class AcceptanceLedgerCases extends OverAnyStore {

    @Test
    void exp_02_the_lot_that_is_gone_sooner_is_used_first_even_if_earned_later() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");
        shop.gives(anna, 100, "2027-06-01");
        shop.on("2026-01-02").gives(anna, 100, "2027-01-01");

        shop.on("2026-02-01").redeems(anna, 100);

        assertThat(shop.available(anna)).isEqualTo(100);
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-06-01", 100L));
    }

    @Test
    void exp_04_a_redemption_spans_two_lots() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");
        shop.gives(anna, 50, "2027-01-01");
        shop.on("2026-01-02").gives(anna, 50, "2027-02-01");

        shop.on("2026-03-01").redeems(anna, 70);

        assertThat(shop.available(anna)).isEqualTo(30);
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-02-01", 30L));
    }

    @Test
    void exp_07_the_schedule_says_how_much_is_gone_by_a_date() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");
        shop.gives(anna, 100, "2026-02-01");
        shop.on("2026-01-02").gives(anna, 200, "2026-06-01");
        shop.on("2026-01-03").gives(anna, 50, "");

        assertThat(goneBy(shop, anna, "2026-03-01")).isEqualTo(100);
        assertThat(goneBy(shop, anna, "2026-07-01")).isEqualTo(300);
    }

    private static long goneBy(Shop shop, CustomerId customer, String date) {
        return shop
                .loyalty()
                .accounts()
                .expirySchedule(customer)
                .headMap(LocalDate.parse(date).plusDays(1))
                .values()
                .stream()
                .mapToLong(Points::minor)
                .sum();
    }

    @Test
    void exp_10_lots_that_are_due_expire_one_by_one_and_undated_points_stay() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");
        CustomerId berta = shop.aCustomer("B");
        shop.gives(anna, 100, "2026-01-18");
        shop.gives(anna, 60, "2026-01-19");
        shop.gives(berta, 150, "");

        shop.on("2026-01-20").loyalty().maintenance().run(day("2026-01-20"));
        shop.on("2036-01-20").loyalty().maintenance().run(day("2036-01-20"));

        assertThat(postings(shop, anna, Posting.Kind.EXPIRE)).hasSize(2);
        assertThat(shop.available(anna)).isZero();
        assertThat(shop.available(berta)).isEqualTo(150);
    }

    @Test
    void exp_12_expired_points_cannot_pay_for_even_one_point() {
        Shop shop = shopOn("2016-01-01", program -> program);
        CustomerId anna = shop.aCustomer("A");
        shop.gives(anna, 300, "2017-01-01");
        shop.on("2016-02-01").gives(anna, 200, "2017-02-01");
        shop.on("2016-02-15").redeems(anna, 200);

        Settlement answer = redeem(shop.on("2017-03-01"), anna, 1);

        assertThat(answer).isEqualTo(new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.NONE, Points.of(1)));
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void exp_14_end_dates_follow_the_calendar() {
        assertThat(lastUsableDay("2026-01-25", PeriodEnd.endOfDay(Period.ofMonths(1))))
                .isEqualTo("2026-02-25");
        assertThat(lastUsableDay("2026-01-31", PeriodEnd.endOfDay(Period.ofMonths(1))))
                .isEqualTo("2026-02-28");
        assertThat(lastUsableDay("2026-01-10", PeriodEnd.endOfMonth(Period.ofMonths(1))))
                .isEqualTo("2026-02-28");
        assertThat(lastUsableDay("2026-01-01", PeriodEnd.endOfDay(Period.ZERO))).isEqualTo("2026-01-01");
    }

    private String lastUsableDay(String earned, PeriodEnd expiry) {
        Shop shop = shop(program -> program.expiring(expiry)).on(earned);
        CustomerId anna = shop.aCustomer("A");
        shop.buys(anna, "10.00");
        LocalDate gone = shop.loyalty().accounts().expirySchedule(anna).firstKey();
        shop.clock().set(day(gone.toString()).minusNanos(1000));
        assertThat(shop.available(anna)).isEqualTo(10);
        shop.on(gone.toString());
        assertThat(shop.available(anna)).isZero();
        return gone.minusDays(1).toString();
    }

    @Test
    void red_01_a_plain_redemption() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");
        shop.gives(anna, 1000, "");

        shop.loyalty()
                .rewards()
                .redeem(Redemption.of(shop.aKey(), anna, Points.of(300)).paying(CommandKey.of("S1")))
                .orThrow();

        assertThat(shop.available(anna)).isEqualTo(700);
        assertThat(sum(shop, anna, Posting.Kind.REDEEM)).isEqualTo(-300);
    }

    @Test
    void red_07_what_was_used_cannot_be_used_again() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");
        shop.gives(anna, 100, "");
        shop.redeems(anna, 10);

        Settlement answer = redeem(shop, anna, 100);

        assertThat(answer).isEqualTo(new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.of(90), Points.of(100)));
        assertThat(shop.available(anna)).isEqualTo(90);
    }

    @Test
    void red_08_a_price_equal_to_the_balance_is_enough_and_one_more_is_not() {
        Shop shop = shop(program -> program.with(RewardOption.of("mug", "A mug", Points.of(20)))
                .with(RewardOption.of("pen", "A pen", Points.of(10)))
                .with(RewardOption.of("cup", "A cup", Points.of(11))));
        CustomerId anna = shop.aCustomer("A");
        shop.gives(anna, 10, "");

        assertThat(shop.loyalty().rewards().quote(Redemption.ofReward(shop.aKey(), anna, "mug")))
                .isEqualTo(new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.of(10), Points.of(20)));
        assertThat(shop.loyalty().rewards().quote(Redemption.ofReward(shop.aKey(), anna, "cup")))
                .isEqualTo(new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.of(10), Points.of(11)));
        assertThat(shop.loyalty()
                        .rewards()
                        .redeem(Redemption.ofReward(shop.aKey(), anna, "pen"))
                        .settled())
                .isTrue();
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void ref_01_half_the_goods_back_takes_half_the_points() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("100.00")).quantity(2))
                .build();
        record(shop, purchase);
        assertThat(shop.available(anna)).isEqualTo(100);

        returns(shop, anna, purchase.key(), "1", "1");

        assertThat(sum(shop, anna, Posting.Kind.REVERSE)).isEqualTo(-50);
        assertThat(shop.available(anna)).isEqualTo(50);
    }

    @Test
    void ref_07_an_earning_is_taken_back_once() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");
        Purchase purchase = shop.buys(anna, "150.00");
        returnsAll(shop, anna, purchase.key());

        Settlement again = shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()));

        assertThat(again).isEqualTo(new Settlement.Refused(Refusal.MORE_THAN_BOUGHT, Points.NONE, Points.NONE));
        assertThat(shop.available(anna)).isZero();
        assertThat(postings(shop, anna, Posting.Kind.REVERSE)).hasSize(1);
    }

    @Test
    void ref_10_a_return_of_an_unknown_sale_changes_nothing() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");

        Settlement answer = shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), anna, CommandKey.of("999999")));

        assertThat(answer).isEqualTo(new Settlement.Refused(Refusal.UNKNOWN_PURCHASE, Points.NONE, Points.NONE));
        assertThat(postings(shop, anna)).isEmpty();
    }

    @Test
    void idem_01_one_key_has_one_answer_and_another_body_is_an_error() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");
        Bonus bonus = Bonus.of(CommandKey.of("foo"), anna, Points.of(100), "gift");
        Settlement.Settled first = shop.loyalty().accounts().give(bonus).orThrow();

        Settlement.Settled second = shop.loyalty().accounts().give(bonus).orThrow();

        assertThat(second.command()).isEqualTo(first.command());
        assertThat(second.postings()).isEqualTo(first.postings());
        assertThat(second.replayed()).isTrue();
        assertThatThrownBy(() ->
                        shop.loyalty().accounts().give(Bonus.of(CommandKey.of("foo"), anna, Points.of(200), "gift")))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("points"));
        assertThat(shop.available(anna)).isEqualTo(100);
    }

    @Test
    void idem_03_a_sale_processed_twice_tops_up_once_and_spends_once() {
        Shop shop = shop(program -> program.withoutRules()
                .with(new Purse("wallet", "euros", 2))
                .with(EarningRule.perAmount("topup", org.loyalty4j.money.Ratio.ONE, euro("1.00"))));
        CustomerId anna = shop.aCustomer("A");
        Purchase topUp = Purchase.of("S1", anna, euro("50.00"));
        Redemption spend = Redemption.of(CommandKey.of("S2"), anna, Points.of(1000));

        record(shop, topUp);
        record(shop, topUp);
        assertThat(shop.available(anna)).isEqualTo(5000);
        assertThat(postings(shop, anna)).hasSize(1);
        shop.loyalty().rewards().redeem(spend).orThrow();
        shop.loyalty().rewards().redeem(spend).orThrow();

        assertThat(shop.available(anna)).isEqualTo(4000);
        assertThat(postings(shop, anna)).hasSize(2);
    }

    @Test
    void idem_04_one_reference_delivered_twice_gives_once() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("A");
        Bonus bonus = Bonus.of(CommandKey.of("newsletter-signup"), anna, Points.of(150), "newsletter");

        shop.loyalty().accounts().give(bonus).orThrow();
        shop.loyalty().accounts().give(bonus).orThrow();

        assertThat(shop.available(anna)).isEqualTo(150);
        assertThat(postings(shop, anna)).hasSize(1);
    }

    @Test
    void cust_03_three_customers_two_at_a_time() {
        Shop shop = shop();
        List<CustomerId> all = List.of(shop.aCustomer("one"), shop.aCustomer("two"), shop.aCustomer("three"));

        var first = shop.loyalty().customers().page(2);
        var second = shop.loyalty().customers().page(first.next().orElseThrow(), 2);

        assertThat(first.items()).extracting(Customer::id).isEqualTo(all.subList(0, 2));
        assertThat(second.items()).extracting(Customer::id).isEqualTo(all.subList(2, 3));
        assertThat(second.next()).isEmpty();
    }
}
