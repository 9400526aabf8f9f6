package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Explanation;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Counter.Period;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;

/** Caps on what is earned, and limits of what is used, within days, weeks, months, years and ever. */
public abstract class CapCases extends OverAnyStore {

    private static Cap atMost(long points, Period period) {
        return Cap.reducing(Points.of(points)).within(period);
    }

    private Shop capped(Cap... caps) {
        return shop(program -> {
            for (Cap cap : caps) {
                program = program.earningUpTo(cap);
            }
            return program;
        });
    }

    private static long buys(Shop shop, CustomerId customer, String amount) {
        Purchase purchase = shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", euro(amount)))
                .build();
        return sells(shop, purchase);
    }

    /** Records a purchase, which has to earn what a quote says. */
    private static long sells(Shop shop, Purchase purchase) {
        long quoted = shop.loyalty().till().quote(purchase).orThrow().earned().minor();
        Settlement.Settled settled = shop.loyalty().till().record(purchase).orThrow();
        assertThat(settled.earned().minor()).isEqualTo(quoted);
        return quoted;
    }

    private static void returns(Shop shop, Purchase purchase) {
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), purchase.customer(), purchase.key()))
                .orThrow();
    }

    private static Map<String, Points> cuts(Shop shop, CustomerId customer, long posting) {
        Explanation why = shop.loyalty().accounts().explain(customer, posting);
        return why.cuts();
    }

    private static List<String> counters(Shop shop, CustomerId customer) {
        var id = shop.loyalty().accounts().account(customer).id();
        List<Counter> rows = shop.store().reading(reader -> reader.counters().counters(id));
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(
                row.key().code() + " " + row.key().period() + " " + row.key().from() + " " + row.amount()));
        return texts;
    }

    private static void audited(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void row_19_a_day_earns_no_more_than_its_cap_and_what_was_cut_is_told() {
        Shop shop = capped(atMost(50, Period.DAY));
        CustomerId anna = shop.aCustomer("Anna");

        assertThat(buys(shop, anna, "30.00")).isEqualTo(30);
        assertThat(buys(shop, anna, "30.00")).isEqualTo(20);
        assertThat(buys(shop, anna, "30.00")).isZero();
        shop.on("2026-01-02");
        assertThat(buys(shop, anna, "70.00")).isEqualTo(50);

        assertThat(cuts(shop, anna, 1)).isEmpty();
        assertThat(cuts(shop, anna, 2)).isEqualTo(Map.of("cap/day", Points.of(10)));
        assertThat(cuts(shop, anna, 3)).isEqualTo(Map.of("cap/day", Points.of(20)));
        assertThat(counters(shop, anna)).containsExactly("earned DAY 2026-01-01 50", "earned DAY 2026-01-02 50");
        audited(shop);
    }

    @Test
    void row_19_weeks_begin_on_monday_and_months_and_years_on_their_first() {
        Shop shop = capped(
                atMost(100, Period.WEEK),
                atMost(150, Period.MONTH),
                atMost(260, Period.YEAR),
                atMost(300, Period.LIFETIME));
        CustomerId anna = shop.on("2026-11-22").aCustomer("Anna");

        assertThat(buys(shop, anna, "120.00")).isEqualTo(100);
        shop.on("2026-11-23");
        assertThat(buys(shop, anna, "120.00")).isEqualTo(50);
        shop.on("2026-12-01");
        assertThat(buys(shop, anna, "120.00")).isEqualTo(100);
        shop.on("2026-12-07");
        assertThat(buys(shop, anna, "120.00")).isEqualTo(10);
        shop.on("2027-01-01");
        assertThat(buys(shop, anna, "120.00")).isEqualTo(40);

        assertThat(cuts(shop, anna, 1)).isEqualTo(Map.of("cap/week", Points.of(20)));
        assertThat(cuts(shop, anna, 2)).isEqualTo(Map.of("cap/month", Points.of(70)));
        assertThat(cuts(shop, anna, 3)).isEqualTo(Map.of("cap/week", Points.of(20)));
        assertThat(cuts(shop, anna, 4)).isEqualTo(Map.of("cap/year", Points.of(110)));
        assertThat(cuts(shop, anna, 5)).isEqualTo(Map.of("cap/lifetime", Points.of(80)));
        audited(shop);
    }

    @Test
    void row_19_a_cap_that_rejects_gives_nothing_beyond_it_and_of_several_the_strictest_counts() {
        Shop shop = shop(program -> program.earningUpTo(Cap.reducing(Points.of(80)))
                .earningUpTo(Cap.rejecting(Points.of(100)).within(Period.DAY)));
        CustomerId anna = shop.aCustomer("Anna");

        assertThat(buys(shop, anna, "90.00")).isEqualTo(80);
        assertThat(buys(shop, anna, "21.00")).isZero();
        assertThat(buys(shop, anna, "20.00")).isEqualTo(20);

        assertThat(cuts(shop, anna, 1)).isEqualTo(Map.of("cap", Points.of(10)));
        assertThat(shop.available(anna)).isEqualTo(100);
        audited(shop);
    }

    @Test
    void row_19_a_rule_has_caps_of_its_own_that_leave_the_other_rules_alone() {
        Shop shop =
                shop(program -> program.with(EarningRule.perPurchase("visit", 5).upTo(atMost(5, Period.DAY)))
                        .with(EarningRule.multiplier("double", org.loyalty4j.money.Ratio.of(2))
                                .upTo(atMost(20, Period.MONTH))));
        CustomerId anna = shop.aCustomer("Anna");

        assertThat(buys(shop, anna, "10.00")).isEqualTo(10 + 5 + 15);
        assertThat(buys(shop, anna, "10.00")).isEqualTo(10 + 5);
        shop.on("2026-01-02");
        assertThat(buys(shop, anna, "10.00")).isEqualTo(10 + 5);

        assertThat(cuts(shop, anna, 2))
                .isEqualTo(Map.of("cap/day:visit", Points.of(5), "cap/month:double", Points.of(5)));
        assertThat(counters(shop, anna))
                .containsExactly(
                        "rule:double MONTH 2026-01-01 20",
                        "rule:visit DAY 2026-01-01 5",
                        "rule:visit DAY 2026-01-02 5");
        audited(shop);
    }

    @Test
    void row_19_a_purchase_brings_the_balance_no_higher_than_its_cap_but_a_gift_may() {
        Shop shop = shop(program -> program.holdingUpTo(Cap.reducing(Points.of(100))));
        CustomerId anna = shop.aCustomer("Anna");

        assertThat(buys(shop, anna, "70.00")).isEqualTo(70);
        assertThat(buys(shop, anna, "70.00")).isEqualTo(30);
        assertThat(cuts(shop, anna, 2)).isEqualTo(Map.of("cap/balance", Points.of(40)));
        shop.gives(anna, 50, "");
        assertThat(buys(shop, anna, "70.00")).isZero();
        shop.redeems(anna, 60);
        assertThat(buys(shop, anna, "70.00")).isEqualTo(10);
        audited(shop);
    }

    @Test
    void i_35_a_return_makes_room_again_in_the_period_of_its_purchase() {
        Shop shop = capped(atMost(50, Period.DAY));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = shop.buys(anna, "30.00");
        shop.buys(anna, "20.00");
        shop.on("2026-01-02").buys(anna, "50.00");

        returns(shop, first);

        assertThat(counters(shop, anna)).containsExactly("earned DAY 2026-01-01 20", "earned DAY 2026-01-02 50");
        assertThat(buys(shop, anna, "10.00")).isZero();
        Purchase late = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("99.00")))
                .happenedAt(Instant.parse("2026-01-01T20:00:00Z"))
                .build();
        assertThat(sells(shop, late)).isEqualTo(30);
        audited(shop);
    }

    @Test
    void i_35_parts_that_come_back_make_room_part_by_part_and_together_exactly_all() {
        Shop shop = shop(
                program -> program.with(EarningRule.perPurchase("visit", 7)).earningUpTo(atMost(100, Period.MONTH)));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase three = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("30.00")).quantity(3))
                .build();
        shop.loyalty().till().record(three).orThrow();
        for (long left : List.of(25, 13, 0)) {
            shop.loyalty()
                    .till()
                    .giveBack(Return.of(shop.aKey(), anna, three.key(), "1", BigDecimal.ONE))
                    .orThrow();
            assertThat(counters(shop, anna)).containsExactly("earned MONTH 2026-01-01 " + left);
        }
        audited(shop);
    }

    @Test
    void cheat_points_that_a_return_could_not_take_back_keep_their_place_below_the_cap() {
        Shop shop = capped(atMost(50, Period.DAY));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = shop.buys(anna, "50.00");
        shop.redeems(anna, 50);

        returns(shop, first);

        assertThat(buys(shop, anna, "50.00")).isZero();
        audited(shop);
    }

    @Test
    void cheat_splitting_a_receipt_gains_nothing_below_a_cap_of_the_day() {
        EarningRule bonus = EarningRule.perPurchase("thanks", 10).upTo(atMost(10, Period.DAY));
        Shop shop = shop(program -> program.with(bonus).earningUpTo(atMost(60, Period.DAY)));
        CustomerId once = shop.aCustomer("Once");
        CustomerId often = shop.aCustomer("Often");

        shop.buys(once, "80.00");
        List<Purchase> parts = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            parts.add(shop.aPurchase(often)
                    .line(PurchaseLine.goods("1", euro("5.00")))
                    .build());
        }
        shop.loyalty()
                .till()
                .recordAll(parts)
                .forEach(outcome -> outcome.orThrow().orThrow());

        assertThat(shop.available(often)).isEqualTo(shop.available(once)).isEqualTo(60);
        audited(shop);
    }

    @Test
    void a_day_is_one_of_the_programs_zone() {
        Shop shop = shopOn("2026-03-28", "Pacific/Apia", program -> program.earningUpTo(atMost(10, Period.DAY)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.clock().set(Instant.parse("2026-03-28T10:59:59Z"));
        assertThat(buys(shop, anna, "10.00")).isEqualTo(10);
        shop.clock().set(Instant.parse("2026-03-28T11:00:00Z"));
        assertThat(buys(shop, anna, "10.00")).isEqualTo(10);
        audited(shop);
    }

    @Test
    void a_cap_counts_from_the_version_that_names_it_and_what_came_before_is_returned_without_it() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        var next = Shop.onePointPerEuro().nextVersion(day("2026-01-02")).earningUpTo(atMost(40, Period.MONTH));
        shop.loyalty().programs().publish(next);
        Purchase before = shop.buys(anna, "30.00");
        shop.on("2026-01-02");

        assertThat(buys(shop, anna, "50.00")).isEqualTo(40);
        returns(shop, before);

        assertThat(counters(shop, anna)).containsExactly("earned MONTH 2026-01-01 40");
        audited(shop);
    }

    private Shop limited(SpendingRules rules) {
        return shop(
                program -> program.withoutRules().with(rules).with(RewardOption.of("coffee", "Coffee", Points.of(30))));
    }

    private static Settlement.Use use(Settlement settlement) {
        return settlement.orThrow().used().orElseThrow();
    }

    @Test
    void row_20_no_more_is_used_within_a_period_than_its_limit_and_a_repeat_tells_the_same() {
        Shop shop = limited(
                SpendingRules.none().withLimit(Points.of(50), Period.DAY).withLimit(Points.of(80), Period.MONTH));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 500, "");
        Redemption first = Redemption.upTo(shop.aKey(), anna, Points.of(70));

        Settlement.Use used = use(shop.loyalty().rewards().redeem(first));

        assertThat(used.used()).isEqualTo(Points.of(50));
        assertThat(used.cuts())
                .containsExactly(new Settlement.Cut(
                        Refusal.PERIOD_LIMIT_REACHED, Points.of(50), Points.of(70), Points.of(50), Period.DAY));
        shop.on("2026-01-02");
        Settlement no = shop.loyalty().rewards().redeem(Redemption.of(shop.aKey(), anna, Points.of(31)));
        assertThat(no).isInstanceOfSatisfying(Settlement.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Refusal.PERIOD_LIMIT_REACHED);
            assertThat(refused.offered().orElseThrow().used()).isEqualTo(Points.of(30));
            assertThat(refused.offered().orElseThrow().cuts().get(0).period()).isEqualTo(Period.MONTH);
        });
        shop.redeems(anna, 30);
        assertThat(use(shop.loyalty().rewards().redeem(first))).isEqualTo(used);
        audited(shop);
    }

    @Test
    void row_20_a_reward_counts_and_is_limited_as_a_number_of_points_is() {
        Shop shop = limited(SpendingRules.none().withLimit(Points.of(50), Period.WEEK));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 500, "");
        var desk = shop.loyalty().rewards();

        desk.redeem(Redemption.ofReward(shop.aKey(), anna, "coffee")).orThrow();

        assertThat(desk.redeem(Redemption.ofReward(shop.aKey(), anna, "coffee")))
                .isEqualTo(new Settlement.Refused(Refusal.PERIOD_LIMIT_REACHED, Points.of(470), Points.of(30)));
        assertThat(use(desk.redeem(Redemption.upTo(shop.aKey(), anna, Points.of(30))))
                        .used())
                .isEqualTo(Points.of(20));
        shop.on("2026-01-05");
        desk.redeem(Redemption.ofReward(shop.aKey(), anna, "coffee")).orThrow();
        audited(shop);
    }

    @Test
    void row_20_holds_together_pass_no_limit_and_what_they_set_free_may_be_used_again() {
        Shop shop = limited(SpendingRules.none().withLimit(Points.of(50), Period.DAY));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 500, "");
        var desk = shop.loyalty().rewards();
        CommandKey basket = shop.aKey();
        desk.hold(HoldRequest.of(Redemption.of(basket, anna, Points.of(30)), Duration.ofMinutes(30)))
                .orThrow();

        Settlement second =
                desk.hold(HoldRequest.of(Redemption.of(shop.aKey(), anna, Points.of(30)), Duration.ofMinutes(30)));
        assertThat(second).isInstanceOfSatisfying(Settlement.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Refusal.PERIOD_LIMIT_REACHED);
            assertThat(refused.offered().orElseThrow().used()).isEqualTo(Points.of(20));
        });
        assertThat(desk.redeem(Redemption.ofReward(shop.aKey(), anna, "coffee")).settled())
                .isFalse();
        shop.redeems(anna, 20);
        desk.capture(Capture.of(shop.aKey(), anna, basket, Points.of(10))).orThrow();
        shop.redeems(anna, 20);
        assertThat(desk.redeem(Redemption.of(shop.aKey(), anna, Points.of(1))).settled())
                .isFalse();
        audited(shop);
    }

    @Test
    void row_20_points_that_a_return_puts_back_may_be_used_again_in_their_own_period() {
        Shop shop = limited(
                SpendingRules.none().withLimit(Points.of(50), Period.DAY).withLimit(Points.of(60), Period.LIFETIME));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 500, "");
        CommandKey redemption = shop.aKey();
        Purchase paid = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("20.00")).quantity(2))
                .tender(Tender.points(euro("0.50"), redemption))
                .tender(Tender.of(Tender.Kind.CASH, euro("19.50")))
                .build();
        shop.loyalty()
                .rewards()
                .redeem(Redemption.of(redemption, anna, Points.of(50)))
                .orThrow();
        shop.loyalty().till().record(paid).orThrow();
        shop.on("2026-01-02");
        assertThat(use(shop.loyalty().rewards().quote(Redemption.upTo(shop.aKey(), anna, Points.of(50))))
                        .used())
                .isEqualTo(Points.of(10));

        shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, paid.key(), "1", BigDecimal.ONE))
                .orThrow();

        assertThat(counters(shop, anna)).containsExactly("used DAY 2026-01-01 25", "used LIFETIME 0001-01-01 25");
        assertThat(use(shop.loyalty()
                                .till()
                                .checkout(Checkout.of(shop.aPurchase(anna)
                                                .line(PurchaseLine.goods("1", euro("5.00")))
                                                .build())
                                        .redeeming(Redemption.upTo(shop.aKey(), anna, Points.of(50)))))
                        .used())
                .isEqualTo(Points.of(35));
        audited(shop);
    }

    @Test
    void row_20_points_of_a_redemption_that_is_undone_may_be_used_again_in_their_own_period() {
        Shop shop = limited(SpendingRules.none().withLimit(Points.of(50), Period.MONTH));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 500, "");
        CommandKey redemption = shop.redeems(anna, 50);
        shop.on("2026-01-31");

        shop.loyalty()
                .rewards()
                .undo(Undo.of(shop.aKey(), anna, redemption, Points.of(20)))
                .orThrow();

        assertThat(counters(shop, anna)).containsExactly("used MONTH 2026-01-01 30");
        shop.redeems(anna, 20);
        audited(shop);
    }
}
