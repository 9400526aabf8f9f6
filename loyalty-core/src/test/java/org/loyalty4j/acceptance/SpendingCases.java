package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;

/** Spending rules: how many points may be used, what they are worth, and what of a receipt they pay. */
public abstract class SpendingCases extends OverAnyStore {

    /** A point is a cent. */
    private static final SpendingRules CENTS = SpendingRules.none().withValue(Ratio.of(1, 100));

    private Shop shop(SpendingRules rules) {
        return shop(program -> program.withoutRules().with(rules));
    }

    private static CustomerId rich(Shop shop, long points) {
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, points, "");
        return anna;
    }

    private static Checkout uses(Shop shop, Purchase purchase, long points) {
        return Checkout.of(purchase).redeeming(Redemption.upTo(shop.aKey(), purchase.customer(), Points.of(points)));
    }

    private static Purchase goods(Shop shop, CustomerId customer, String amount, Tender... tenders) {
        Purchase.Draft draft = shop.aPurchase(customer).line(PurchaseLine.goods("1", euro(amount)));
        for (Tender tender : tenders) {
            draft.tender(tender);
        }
        return draft.build();
    }

    private static Settlement.Refused refused(Settlement settlement) {
        assertThat(settlement).isInstanceOf(Settlement.Refused.class);
        return (Settlement.Refused) settlement;
    }

    private static Settlement.Use use(Settlement settlement) {
        return settlement.orThrow().used().orElseThrow();
    }

    private static Settlement.Cut cut(Refusal why, long limit, long desired, long granted) {
        return new Settlement.Cut(why, Points.of(limit), Points.of(desired), Points.of(granted));
    }

    @Test
    void red_12_only_whole_steps_can_be_used() {
        Shop shop = shop(CENTS.withStep(Points.of(3)));
        CustomerId anna = rich(shop, 10);

        Settlement quote = shop.loyalty().till().quote(uses(shop, goods(shop, anna, "100.00"), 1000));

        assertThat(use(quote).used()).isEqualTo(Points.of(9));
    }

    @Test
    void red_16_the_least_balance_from_which_points_can_be_used_is_enough_itself() {
        Shop shop = shop(SpendingRules.none().fromBalance(Points.of(30)));
        CustomerId anna = rich(shop, 40);
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(ben, 20, "");
        CustomerId cleo = shop.aCustomer("Cleo");
        shop.gives(cleo, 30, "");

        assertThat(shop.loyalty()
                        .rewards()
                        .redeem(Redemption.of(shop.aKey(), anna, Points.of(5)))
                        .settled())
                .isTrue();
        Settlement.Refused no = refused(shop.loyalty().rewards().redeem(Redemption.of(shop.aKey(), ben, Points.of(5))));
        assertThat(no.why()).isEqualTo(Refusal.BALANCE_TOO_LOW);
        assertThat(no.available()).isEqualTo(Points.of(20));
        Settlement.Refused none =
                refused(shop.loyalty().rewards().redeem(Redemption.asManyAsPossible(shop.aKey(), ben)));
        assertThat(none.why()).isEqualTo(Refusal.BALANCE_TOO_LOW);
        assertThat(shop.loyalty()
                        .rewards()
                        .redeem(Redemption.of(shop.aKey(), cleo, Points.of(30)))
                        .settled())
                .isTrue();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void red_16_a_reward_asks_for_the_least_balance_too() {
        Shop shop = shop(program -> program.with(SpendingRules.none().fromBalance(Points.of(30)))
                .with(RewardOption.of("coffee", "Coffee", Points.of(10))));
        CustomerId anna = rich(shop, 20);
        Redemption coffee = Redemption.ofReward(shop.aKey(), anna, "coffee");

        assertThat(refused(shop.loyalty().rewards().redeem(coffee)).why()).isEqualTo(Refusal.BALANCE_TOO_LOW);
        shop.gives(anna, 10, "");
        assertThat(shop.loyalty().rewards().redeem(coffee).settled()).isTrue();
    }

    @Test
    void row_20_each_limit_lowers_the_number_and_is_told() {
        Shop shop = shop(CENTS.withLeast(Points.of(100))
                .withMost(Points.of(500))
                .withStep(Points.of(50))
                .withShare(Ratio.of(1, 2)));
        CustomerId anna = rich(shop, 700);

        Settlement.Settled settled = shop.loyalty()
                .till()
                .checkout(uses(shop, goods(shop, anna, "8.30"), 1000))
                .orThrow();

        assertThat(use(settled))
                .isEqualTo(new Settlement.Use(
                        Points.of(1000),
                        Points.of(400),
                        List.of(
                                cut(Refusal.TOO_FEW_POINTS, 700, 1000, 700),
                                cut(Refusal.ABOVE_MAXIMUM, 500, 700, 500),
                                cut(Refusal.PURCHASE_SHARE_EXCEEDED, 415, 500, 415),
                                cut(Refusal.NOT_A_MULTIPLE, 50, 415, 400)),
                        euro("4.00"),
                        List.of(new Settlement.Part("1", euro("4.00")))));
        assertThat(settled.redeemed()).isEqualTo(Points.of(400));
        assertThat(shop.available(anna)).isEqualTo(300);
    }

    @Test
    void b_28_an_exact_number_beyond_a_limit_is_refused_and_the_answer_says_how_many_can_be_used() {
        Shop shop = shop(CENTS.withMost(Points.of(500)).withStep(Points.of(50)));
        CustomerId anna = rich(shop, 700);
        Redemption asked = Redemption.of(CommandKey.of("asked"), anna, Points.of(620));

        Settlement.Refused quoted = refused(shop.loyalty().rewards().quote(asked));
        Settlement.Refused no = refused(shop.loyalty().rewards().redeem(asked));

        assertThat(no).isEqualTo(quoted);
        assertThat(no.why()).isEqualTo(Refusal.ABOVE_MAXIMUM);
        assertThat(no.available()).isEqualTo(Points.of(700));
        Settlement.Use offer = no.offered().orElseThrow();
        assertThat(offer.used()).isEqualTo(Points.of(500));
        assertThat(offer.worth()).contains(euro("5.00"));
        assertThat(postings(shop, anna, Posting.Kind.REDEEM)).isEmpty();
        assertThat(shop.loyalty()
                        .rewards()
                        .redeem(Redemption.of(asked.key(), anna, offer.used()))
                        .settled())
                .isTrue();
        assertThat(refusal(shop, anna, 75)).isEqualTo(Refusal.NOT_A_MULTIPLE);
        assertThat(refusal(shop, anna, 250)).isEqualTo(Refusal.TOO_FEW_POINTS);
    }

    private static Refusal refusal(Shop shop, CustomerId customer, long points) {
        return refused(redeem(shop, customer, points)).why();
    }

    @Test
    void b_28_where_nothing_can_be_used_even_at_most_is_refused_and_says_what_is_missing() {
        Shop shop = shop(CENTS.withLeast(Points.of(100)));
        CustomerId anna = rich(shop, 99);
        Redemption most = Redemption.asManyAsPossible(shop.aKey(), anna);

        Settlement.Refused no = refused(shop.loyalty().rewards().redeem(most));
        Settlement.Refused receipt =
                refused(shop.loyalty().till().checkout(uses(shop, goods(shop, anna, "5.00"), 500)));

        assertThat(no.why()).isEqualTo(Refusal.BELOW_MINIMUM);
        assertThat(receipt.why()).isEqualTo(Refusal.BELOW_MINIMUM);
        assertThat(receipt.offered().orElseThrow().cuts())
                .containsExactly(cut(Refusal.TOO_FEW_POINTS, 99, 500, 99), cut(Refusal.BELOW_MINIMUM, 100, 99, 0));
        assertThat(receipt.offered().orElseThrow().worth()).contains(euro("0.00"));
        shop.gives(anna, 1, "");
        assertThat(use(shop.loyalty().rewards().redeem(most)).used()).isEqualTo(Points.of(100));
    }

    @Test
    void row_44_without_any_rules_at_most_uses_what_there_is() {
        Shop shop = shop(SpendingRules.none());
        CustomerId anna = rich(shop, 30);

        Settlement.Use use = use(shop.loyalty().rewards().redeem(Redemption.upTo(shop.aKey(), anna, Points.of(50))));

        assertThat(use)
                .isEqualTo(new Settlement.Use(
                        Points.of(50),
                        Points.of(30),
                        List.of(cut(Refusal.TOO_FEW_POINTS, 30, 50, 30)),
                        null,
                        List.of()));
        assertThat(refused(shop.loyalty().rewards().redeem(Redemption.asManyAsPossible(shop.aKey(), anna)))
                        .why())
                .isEqualTo(Refusal.TOO_FEW_POINTS);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void row_27_quote_settlement_and_repeat_tell_the_same_even_after_another_version() {
        Shop shop = shop(CENTS.withShare(LineFilter.kinds(LineKind.GIFT_CARD), Ratio.ZERO)
                .withShare(Ratio.of(1, 3)));
        CustomerId anna = rich(shop, 700);
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.of("card", LineKind.GIFT_CARD, euro("10.00")))
                .line(PurchaseLine.goods("bread", euro("2.99")))
                .line(PurchaseLine.goods("milk", euro("1.01")))
                .build();
        Checkout asked = uses(shop, purchase, 600);

        Settlement quoted = shop.loyalty().till().quote(asked);
        Settlement first = shop.loyalty().till().checkout(asked);
        shop.loyalty()
                .programs()
                .publish(shop.loyalty()
                        .programs()
                        .history()
                        .versions()
                        .get(0)
                        .nextVersion(day("2026-02-01"))
                        .with(SpendingRules.none()));
        Settlement again = shop.on("2026-03-01").loyalty().till().checkout(asked);

        assertThat(use(first).cuts())
                .containsExactly(
                        cut(Refusal.PURCHASE_SHARE_EXCEEDED, 466, 600, 466),
                        cut(Refusal.LINE_SHARE_EXCEEDED, 400, 466, 400));
        assertThat(use(first).parts())
                .containsExactly(new Settlement.Part("bread", euro("2.99")), new Settlement.Part("milk", euro("1.01")));
        assertThat(use(quoted)).isEqualTo(use(first));
        assertThat(again.orThrow().replayed()).isTrue();
        assertThat(use(again)).isEqualTo(use(first));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void s28_a_total_rounded_by_the_host_may_be_paid_whole_and_rounding_is_paid_last() {
        Shop shop = shop(SpendingRules.none().withValue(Ratio.of(1, 10)));
        CustomerId anna = rich(shop, 5000);
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("100.60")))
                .rounding(euro("0.40"))
                .build();

        Settlement.Use use = use(shop.loyalty()
                .till()
                .quote(Checkout.of(purchase).redeeming(Redemption.asManyAsPossible(shop.aKey(), anna))));

        assertThat(use.used()).isEqualTo(Points.of(1010));
        assertThat(use.worth()).contains(euro("101.00"));
        assertThat(use.parts())
                .containsExactly(new Settlement.Part("1", euro("100.60")), new Settlement.Part(null, euro("0.40")));
    }

    @Test
    void s29_points_of_the_same_purchase_are_not_used_for_it() {
        Shop shop = shop(program -> program.withoutRules()
                .with(new Purse("points", "points", 1))
                .with(EarningRule.perAmount("base", Ratio.of(1, 10), euro("1.00")))
                .with(SpendingRules.none().withValue(Ratio.ONE)));
        CustomerId anna = rich(shop, 1000);
        Purchase purchase = goods(shop, anna, "265.00");

        Settlement.Settled settled = shop.loyalty()
                .till()
                .checkout(Checkout.of(purchase).redeeming(Redemption.asManyAsPossible(shop.aKey(), anna)))
                .orThrow();

        assertThat(use(settled).used()).isEqualTo(Points.of(1000));
        assertThat(use(settled).worth()).contains(euro("100.00"));
        assertThat(settled.earned()).as("nothing for what these points paid").isEqualTo(Points.of(165));
    }

    @Test
    void where_a_point_is_less_than_a_cent_no_more_are_used_than_pay() {
        Shop shop = shop(SpendingRules.none().withValue(Ratio.of(3, 1000)));
        CustomerId anna = rich(shop, 5000);

        Settlement.Use use = use(shop.loyalty().till().quote(uses(shop, goods(shop, anna, "10.00"), 5000)));

        assertThat(use.used()).isEqualTo(Points.of(3334));
        assertThat(use.worth()).contains(euro("10.00"));
    }

    @Test
    void the_value_is_rounded_once_in_the_named_way_and_shared_to_the_lines_by_largest_remainder() {
        Shop shop = shop(SpendingRules.none().withValue(new SpendingRules.Value(Ratio.of(1, 300), RoundingMode.UP)));
        CustomerId anna = rich(shop, 100);
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("a", euro("1.00")))
                .line(PurchaseLine.goods("b", euro("1.00")))
                .line(PurchaseLine.goods("c", euro("1.00")))
                .build();

        Settlement.Use use = use(shop.loyalty().till().checkout(uses(shop, purchase, 100)));

        assertThat(use.worth()).contains(euro("0.34"));
        assertThat(use.parts())
                .containsExactly(
                        new Settlement.Part("a", euro("0.12")),
                        new Settlement.Part("b", euro("0.11")),
                        new Settlement.Part("c", euro("0.11")));
    }

    @Test
    void a_tender_of_points_says_what_they_are_worth_or_nothing_is_written() {
        Shop shop = shop(CENTS);
        CustomerId anna = rich(shop, 700);
        Tender cash = Tender.of(Tender.Kind.CASH, euro("5.00"));
        Purchase wrong = goods(shop, anna, "10.00", Tender.of(Tender.Kind.POINTS, euro("5.01")), cash);
        Purchase right = goods(
                shop,
                anna,
                "10.00",
                Tender.of(Tender.Kind.POINTS, euro("3.00")),
                cash,
                Tender.of(Tender.Kind.POINTS, euro("2.00")));

        Settlement.Refused no = refused(shop.loyalty().till().checkout(uses(shop, wrong, 500)));

        assertThat(no.why()).isEqualTo(Refusal.TENDER_DIFFERS);
        assertThat(no.offered().orElseThrow().worth()).contains(euro("5.00"));
        assertThat(shop.available(anna)).isEqualTo(700);
        assertThat(shop.loyalty().till().find(wrong.key())).isEmpty();
        assertThat(use(shop.loyalty().till().checkout(uses(shop, right, 500))).worth())
                .contains(euro("5.00"));
        assertThat(use(shop.loyalty().till().checkout(uses(shop, goods(shop, anna, "10.00", cash), 200)))
                        .used())
                .isEqualTo(Points.of(200));
    }

    @Test
    void b_11_a_tender_of_points_in_another_currency_is_a_mistake() {
        Shop shop = shop(CENTS);
        CustomerId anna = rich(shop, 700);

        assertThatThrownBy(() -> goods(shop, anna, "10.00", Tender.of(Tender.Kind.POINTS, Money.of("5.00", "USD"))))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(
                                        violation -> violation.path(),
                                        violation -> violation.code().name())
                                .containsExactly(tuple("tenders[0].amount", "CURRENCY_MISMATCH")));
        assertThat(shop.available(anna)).isEqualTo(700);
    }

    @Test
    void what_redemptions_of_their_own_have_paid_counts_first() {
        Shop shop = shop(CENTS.withShare(Ratio.of(1, 2)));
        CustomerId anna = rich(shop, 2000);
        CommandKey before = shop.redeems(anna, 300);
        Purchase purchase = goods(shop, anna, "10.00", Tender.points(euro("3.00"), before));

        Settlement.Use use = use(shop.loyalty().till().checkout(uses(shop, purchase, 700)));

        assertThat(use.used()).isEqualTo(Points.of(200));
        assertThat(use.cuts()).containsExactly(cut(Refusal.PURCHASE_SHARE_EXCEEDED, 200, 700, 200));
        assertThat(returnsAll(shop, anna, purchase.key()).restored()).isEqualTo(Points.of(500));
        assertThat(shop.available(anna)).isEqualTo(2000);
    }

    @Test
    void a_reward_has_its_price_and_no_spending_rules() {
        Shop shop = shop(program -> program.with(RewardOption.of("pen", "Pen", Points.of(70)))
                .with(CENTS.withLeast(Points.of(100)).withStep(Points.of(100))));
        CustomerId anna = rich(shop, 100);

        Settlement.Settled settled = shop.loyalty()
                .till()
                .checkout(
                        Checkout.of(goods(shop, anna, "0.10")).redeeming(Redemption.ofReward(shop.aKey(), anna, "pen")))
                .orThrow();

        assertThat(settled.redeemed()).isEqualTo(Points.of(70));
        assertThat(settled.used()).isEmpty();
        assertThat(refused(shop.loyalty().rewards().redeem(Redemption.ofReward(shop.aKey(), anna, "pen"))))
                .isEqualTo(new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.of(30), Points.of(70)));
    }

    @Test
    void at_most_is_another_request_than_exactly_and_exactly_is_what_it_was() {
        Shop shop = shop(CENTS);
        CustomerId anna = rich(shop, 100);
        CommandKey key = CommandKey.of("once");
        Redemption exactly = Redemption.of(key, anna, Points.of(40));
        Redemption atMost = Redemption.upTo(key, anna, Points.of(40));
        shop.loyalty().rewards().redeem(exactly).orThrow();

        assertThatThrownBy(() -> shop.loyalty().rewards().redeem(atMost))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("extent"));
        assertThat(new Command.Redeem(exactly).fingerprint())
                .isEqualTo(Fingerprint.of()
                        .text("40")
                        .end()
                        .text(null)
                        .end()
                        .text(null)
                        .end()
                        .make());
        Purchase purchase = goods(shop, anna, "1.00");
        shop.loyalty().till().checkout(Checkout.of(purchase).redeeming(exactly)).orThrow();
        assertThatThrownBy(() ->
                        shop.loyalty().till().checkout(Checkout.of(purchase).redeeming(atMost)))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("redeem"));
        assertThatThrownBy(() -> new Redemption(key, anna, null, "pen", null, null, null, Redemption.Extent.AT_MOST))
                .isInstanceOf(InvalidRequestException.class);
    }
}
