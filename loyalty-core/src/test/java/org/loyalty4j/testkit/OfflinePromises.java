package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;

/** What the library promises over every store about points that a till has used while it had no connection. */
abstract class OfflinePromises extends DebtPromises {

    private static final SpendingRules UP_TO_50 = SpendingRules.none().offlineUpTo(Points.of(50));

    private Shop offline(SpendingRules rules) {
        return Shop.over(store(), program -> program.with(rules));
    }

    private static Redemption used(Shop shop, CustomerId customer, long points) {
        return Redemption.of(shop.aKey(), customer, Points.of(points)).whileOffline();
    }

    private static Settlement redeems(Shop shop, Redemption request) {
        return shop.loyalty().rewards().redeem(request);
    }

    private static void assertNo(Settlement answer, Refusal why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Settlement.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(why));
    }

    private static void assertEnds(Shop shop, CustomerId customer, long available, long owed) {
        Balance balance = shop.loyalty().accounts().balance(customer);
        assertThat(List.of(balance.available().minor(), balance.debt().minor())).containsExactly(available, owed);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private static List<Refusal> told(Settlement answer) {
        return answer.orThrow().used().orElseThrow().cuts().stream()
                .map(Settlement.Cut::why)
                .toList();
    }

    @Test
    void what_a_till_used_without_a_connection_is_owed_up_to_the_allowance_and_repaid_by_the_next_points() {
        Shop shop = offline(UP_TO_50);
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 30, "");
        Redemption first = used(shop, anna, 70);

        Settlement.Settled settled = redeems(shop, first).orThrow();

        assertThat(settled.redeemed()).isEqualTo(Points.of(70));
        assertThat(settled.owed()).isEqualTo(Points.of(40));
        Settlement.Settled again = redeems(shop, first).orThrow();
        assertThat(again.replayed()).isTrue();
        assertThat(again.used()).isEqualTo(settled.used());
        assertThat(again.result()).isEqualTo(settled.result());
        Redemption beyond = used(shop, anna, 11);
        assertNo(redeems(shop, beyond), Refusal.TOO_FEW_POINTS);
        assertNo(shop.loyalty().rewards().quote(beyond), Refusal.TOO_FEW_POINTS);
        redeems(shop, used(shop, anna, 10)).orThrow();
        assertEnds(shop, anna, 0, 50);
        shop.buys(anna, "61.00");
        redeems(shop, beyond).orThrow();
        assertEnds(shop, anna, 0, 0);
    }

    @Test
    void a_till_with_a_connection_owes_nothing_and_its_key_is_not_one_without() {
        Shop shop = offline(UP_TO_50);
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey key = shop.aKey();
        Redemption asked = Redemption.of(key, anna, Points.of(10));
        assertNo(redeems(shop, asked), Refusal.TOO_FEW_POINTS);
        redeems(shop, asked.whileOffline()).orThrow();
        assertThatThrownBy(() -> redeems(shop, asked))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("offline"));
        Purchase goods = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("0.50")))
                .build();
        Redemption five = Redemption.of(shop.aKey(), anna, Points.of(5));
        shop.loyalty()
                .till()
                .checkout(Checkout.of(goods).redeeming(five.whileOffline()))
                .orThrow();
        assertThatThrownBy(
                        () -> shop.loyalty().till().checkout(Checkout.of(goods).redeeming(five)))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("offline"));
        assertEnds(shop, anna, 0, 15);
    }

    @Test
    void without_an_allowance_a_use_without_a_connection_is_as_any_other() {
        Shop shop = offline(SpendingRules.none().withStep(Points.of(10)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 30, "");
        assertNo(redeems(shop, used(shop, anna, 31)), Refusal.TOO_FEW_POINTS);
        assertNo(redeems(shop, used(shop, anna, 15)), Refusal.NOT_A_MULTIPLE);
        redeems(shop, used(shop, anna, 20)).orThrow();
        assertEnds(shop, anna, 10, 0);
    }

    @Test
    void the_higher_one_of_allowance_and_limit_of_redemptions_holds() {
        Shop shop = Shop.over(
                store(),
                program -> program.with(UP_TO_50)
                        .with(ShortageRules.standard().redeeming(ShortageRules.Rule.allow(Points.of(80)))));
        CustomerId anna = shop.aCustomer("Anna");
        redeems(shop, used(shop, anna, 70)).orThrow();
        assertNo(redeems(shop, used(shop, anna, 11)), Refusal.TOO_FEW_POINTS);
        redeems(shop, Redemption.of(shop.aKey(), anna, Points.of(10))).orThrow();
        assertEnds(shop, anna, 0, 80);
    }

    @Test
    void what_would_have_limited_a_use_is_told_and_refuses_nothing() {
        Shop shop = offline(UP_TO_50.withLeast(Points.of(20))
                .withMost(Points.of(40))
                .withStep(Points.of(4))
                .fromBalance(Points.of(200))
                .withLimit(Points.of(25), Counter.Period.DAY));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 30, "");
        Redemption many = used(shop, anna, 45);

        Settlement answer = redeems(shop, many);

        assertThat(told(answer)).startsWith(Refusal.BALANCE_TOO_LOW);
        assertThat(answer.orThrow().redeemed()).isEqualTo(Points.of(45));
        assertThat(redeems(shop, many).orThrow().used())
                .isEqualTo(answer.orThrow().used());
        shop.gives(anna, 300, "");
        assertThat(told(redeems(shop, used(shop, anna, 43))))
                .containsExactly(Refusal.ABOVE_MAXIMUM, Refusal.PERIOD_LIMIT_REACHED);
        assertEnds(shop, anna, 242, 0);
    }

    @Test
    void on_a_receipt_shares_are_told_and_only_its_total_is_a_limit() {
        Shop shop = offline(UP_TO_50.withValue(Ratio.of(1))
                .withShare(Ratio.of(1, 2))
                .withShare(LineFilter.goods().only(LineFilter.Match.skus("book")), Ratio.ZERO));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 10, "");
        PurchaseLine book = PurchaseLine.goods("1", Shop.euro("10.00")).sku("book");
        Purchase bought = shop.aPurchase(anna)
                .line(book)
                .line(PurchaseLine.goods("2", Shop.euro("10.00")))
                .build();
        Checkout beyond = Checkout.of(bought).redeeming(used(shop, anna, 21));
        assertNo(shop.loyalty().till().checkout(beyond), Refusal.PURCHASE_SHARE_EXCEEDED);
        Checkout all = Checkout.of(bought).redeeming(used(shop, anna, 20));

        Settlement.Settled settled = shop.loyalty().till().checkout(all).orThrow();

        Settlement.Use use = settled.used().orElseThrow();
        assertThat(use.worth()).contains(Shop.euro("20.00"));
        assertThat(use.parts())
                .containsExactly(
                        new Settlement.Part("1", Shop.euro("10.00")), new Settlement.Part("2", Shop.euro("10.00")));
        assertThat(told(settled)).containsExactly(Refusal.PURCHASE_SHARE_EXCEEDED);
        assertThat(shop.loyalty().till().checkout(all).orThrow().used()).contains(use);
        // What points paid earns none.
        assertEnds(shop, anna, 0, 10);
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, bought.key()))
                .orThrow();
        assertEnds(shop, anna, 10, 0);
    }

    @Test
    void a_reward_that_a_till_handed_out_is_owed_and_undone_as_any_debt() {
        Shop shop = Shop.over(
                store(), program -> program.with(UP_TO_50).with(RewardOption.of("pen", "Pen", Points.of(40))));
        CustomerId anna = shop.aCustomer("Anna");
        Redemption pen = Redemption.ofReward(shop.aKey(), anna, "pen").whileOffline();
        redeems(shop, pen).orThrow();
        assertNo(redeems(shop, Redemption.ofReward(shop.aKey(), anna, "pen").whileOffline()), Refusal.TOO_FEW_POINTS);
        shop.buys(anna, "15.00");
        assertEnds(shop, anna, 0, 25);
        shop.loyalty().rewards().undo(Undo.ofAll(shop.aKey(), anna, pen.key())).orThrow();
        assertEnds(shop, anna, 15, 0);
    }

    @Test
    void a_frozen_account_lets_nothing_be_used_without_a_connection_either() {
        Shop shop = offline(UP_TO_50);
        CustomerId anna = shop.aCustomer("Anna");
        shop.loyalty()
                .accounts()
                .change(new StatusChange(shop.aKey(), anna, Status.FROZEN, "asked", new Actor("manager")))
                .orThrow();
        assertNo(redeems(shop, used(shop, anna, 1)), Refusal.ACCOUNT_FROZEN);
        assertEnds(shop, anna, 0, 0);
    }

    @Test
    void a_later_version_without_an_allowance_changes_nothing_of_what_was_told() {
        Shop shop = offline(UP_TO_50);
        CustomerId anna = shop.aCustomer("Anna");
        Redemption first = used(shop, anna, 20);
        Settlement.Settled settled = redeems(shop, first).orThrow();
        shop.loyalty().programs().publish(Shop.onePointPerEuro().nextVersion(Shop.day("2026-02-01")));
        shop.on("2026-02-02");
        assertThat(redeems(shop, first).orThrow().used()).isEqualTo(settled.used());
        assertNo(redeems(shop, used(shop, anna, 1)), Refusal.TOO_FEW_POINTS);
        assertEnds(shop, anna, 0, 20);
    }

    @Test
    void sales_and_uses_of_tills_without_a_connection_end_the_same_in_any_order_but_for_what_was_refused() {
        Shop shop = offline(SpendingRules.none().offlineUpTo(Points.of(60))).on("2026-01-10");
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            CustomerId anna = shop.aCustomer("Anna" + seed);
            List<Object> all = new ArrayList<>();
            long sold = 0;
            for (int i = 0; i < 6; i++) {
                int euros = 1 + random.nextInt(40);
                sold += euros;
                all.add(shop.aPurchase(anna)
                        .line(PurchaseLine.goods("1", Shop.euro(euros + ".00")))
                        .happenedAt(shop.clock().instant().minusSeconds(random.nextInt(200)))
                        .build());
                all.add(used(shop, anna, 1 + random.nextInt(40)));
            }
            Collections.shuffle(all, random);
            long taken = 0;
            for (Object next : all) {
                if (next instanceof Purchase purchase) {
                    shop.loyalty().till().record(purchase).orThrow();
                } else {
                    Redemption use = (Redemption) next;
                    taken += redeems(shop, use).settled()
                            ? use.amount().orElseThrow().minor()
                            : 0;
                }
            }
            Balance balance = shop.loyalty().accounts().balance(anna);
            assertThat(balance.available().minor() - balance.debt().minor())
                    .as("seed " + seed)
                    .isEqualTo(sold - taken);
            assertThat(balance.debt().minor()).isLessThanOrEqualTo(60);
        }
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
