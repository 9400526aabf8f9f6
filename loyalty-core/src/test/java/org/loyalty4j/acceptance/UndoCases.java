package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.Undo;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.TierLadder;

/** Undoing redemptions, whole and in part, and voiding purchases. */
public abstract class UndoCases extends OverAnyStore {

    private static Settlement undo(Shop shop, CustomerId customer, CommandKey redemption, long points) {
        return shop.loyalty().rewards().undo(Undo.of(shop.aKey(), customer, redemption, Points.of(points)));
    }

    private static Settlement undoAll(Shop shop, CustomerId customer, CommandKey redemption) {
        return shop.loyalty().rewards().undo(Undo.ofAll(shop.aKey(), customer, redemption));
    }

    private static Settlement voids(Shop shop, CustomerId customer, CommandKey purchase) {
        return shop.loyalty().till().voidPurchase(PurchaseVoid.of(shop.aKey(), customer, purchase));
    }

    private static void assertRefused(Settlement answer, Refusal why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Settlement.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(why));
    }

    private static void assertSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    /** Gives 60 points that go in January and 40 that go in March of 2027, and uses 80 of them. */
    private static CommandKey usesTwoLots(Shop shop, CustomerId customer) {
        shop.gives(customer, 60, "2027-01-01");
        shop.gives(customer, 40, "2027-03-01");
        return shop.redeems(customer, 80);
    }

    @Test
    void S30_a_part_goes_back_into_the_lots_used_last_first_with_their_dates_I_16() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey used = usesTwoLots(shop, anna);
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-03-01", 20L));

        Settlement.Settled first = undo(shop, anna, used, 15).orThrow();
        assertThat(first.restored()).isEqualTo(Points.of(15));
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-03-01", 35L));
        undo(shop, anna, used, 15).orThrow();
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-01-01", 10L, "2027-03-01", 40L));
        Settlement.Settled last = undoAll(shop, anna, used).orThrow();

        assertThat(last.restored()).isEqualTo(Points.of(50));
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-01-01", 60L, "2027-03-01", 40L));
        assertThat(postings(shop, anna, Posting.Kind.RESTORE))
                .extracting(Posting::lots)
                .element(1)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(LotAllocation.class))
                .extracting(LotAllocation::amount)
                .containsExactly(5L, 10L);
        assertSound(shop);
    }

    @Test
    void B_34_what_is_undone_is_not_undone_again() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey used = usesTwoLots(shop, anna);
        undo(shop, anna, used, 30).orThrow();

        assertRefused(undo(shop, anna, used, 51), Refusal.MORE_THAN_USED);
        undo(shop, anna, used, 50).orThrow();
        assertRefused(undoAll(shop, anna, used), Refusal.ALREADY_UNDONE);
        assertRefused(undo(shop, anna, used, 1), Refusal.ALREADY_UNDONE);
        assertThat(shop.available(anna)).isEqualTo(100);
        assertSound(shop);
    }

    @Test
    void B_35_an_undoing_is_not_undone() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey used = usesTwoLots(shop, anna);
        CommandKey undone = shop.aKey();
        shop.loyalty().rewards().undo(Undo.ofAll(undone, anna, used)).orThrow();

        assertRefused(undoAll(shop, anna, undone), Refusal.NOT_REVERSIBLE);
    }

    @Test
    void a_redemption_of_nobody_or_somebody_else_cannot_be_undone_B_38() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        CommandKey used = usesTwoLots(shop, anna);

        assertRefused(undoAll(shop, anna, CommandKey.of("never")), Refusal.UNKNOWN_REDEMPTION);
        assertRefused(undoAll(shop, ben, used), Refusal.UNKNOWN_REDEMPTION);
    }

    @Test
    void a_repeat_is_answered_as_before_and_another_body_is_told_by_its_field_I_24_I_25() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey used = usesTwoLots(shop, anna);
        Undo request = Undo.of(shop.aKey(), anna, used, Points.of(15)).by(new Actor("till"), "wrong reward");
        Settlement.Settled quote = (Settlement.Settled) shop.loyalty().rewards().quote(request);
        Settlement.Settled first = shop.loyalty().rewards().undo(request).orThrow();
        Settlement.Settled again = shop.loyalty().rewards().undo(request).orThrow();

        assertThat(quote.result()).isEqualTo(first.result());
        assertThat(again.replayed()).isTrue();
        assertThat(again.postings()).isEqualTo(first.postings());
        assertThat(again.result()).isEqualTo(first.result());
        assertThatThrownBy(() -> shop.loyalty().rewards().undo(Undo.of(request.key(), anna, used, Points.of(16))))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("points"));
        assertThat(shop.available(anna)).isEqualTo(35);
    }

    @Test
    void what_is_past_its_time_goes_back_and_expires_at_once_decision_03() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey used = usesTwoLots(shop, anna);
        shop.on("2027-02-01");

        Settlement.Settled undone = undoAll(shop, anna, used).orThrow();

        assertThat(undone.restored()).isEqualTo(Points.of(80));
        assertThat(undone.result().expired()).isEqualTo(60);
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-03-01", 40L));
        assertThat(postings(shop, anna)).extracting(Posting::kind).endsWith(Posting.Kind.RESTORE, Posting.Kind.EXPIRE);
        assertThat(postings(shop, anna).get(4).countsAt()).isEqualTo(day("2027-02-01"));
        assertSound(shop);
    }

    private static LoyaltyProgram withTwoWeeks(LoyaltyProgram program) {
        return program.with(program.spending().withGrace(14));
    }

    @Test
    void what_is_past_its_time_goes_back_and_can_be_used_for_the_days_of_grace_decision_03_I_16() {
        Shop shop = shop(UndoCases::withTwoWeeks);
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey used = usesTwoLots(shop, anna);
        shop.on("2027-02-01");

        Settlement.Settled undone = undo(shop, anna, used, 70).orThrow();

        assertThat(undone.restored()).isEqualTo(Points.of(70));
        assertThat(undone.result().expired()).isZero();
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-02-16", 50L, "2027-03-01", 40L));
        assertThat(postings(shop, anna))
                .extracting(Posting::kind)
                .endsWith(Posting.Kind.RESTORE, Posting.Kind.EXTEND_OUT, Posting.Kind.EXTEND_IN);
        shop.on("2027-02-15").redeems(anna, 30);
        CommandKey again = shop.redeems(anna, 1);
        undoAll(shop, anna, used).orThrow();
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-02-16", 19L, "2027-03-01", 40L, "2027-03-02", 10L));
        shop.on("2027-03-20");
        undoAll(shop, anna, again).orThrow();
        assertThat(lotsByEnd(shop, anna)).isEmpty();
        assertSound(shop);
    }

    @Test
    void goods_that_come_back_take_what_they_earned_also_from_where_it_stands_in_grace_I_13_I_16() {
        Shop shop = shop(program -> withTwoWeeks(program.expiring(PeriodEnd.endOfDay(Period.ofDays(30)))));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase coat = shop.buys(anna, "100.00");
        CommandKey used = shop.redeems(anna, 80);
        shop.on("2026-04-15");
        undo(shop, anna, used, 50).orThrow();
        shop.gives(anna, 7, "2026-04-16");

        Settlement.Settled back = shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, coat.key()))
                .orThrow();

        // 20 had expired unused, 50 stand in their grace, and 30 were used: 7 of them are there, 23 are not.
        assertThat(back.reversed()).isEqualTo(Points.of(57));
        assertThat(back.shortfall()).isEqualTo(Points.of(23));
        assertThat(shop.available(anna)).isZero();
        assertSound(shop);
    }

    @Test
    void a_receipt_whose_points_went_meanwhile_gives_them_back_with_the_grace_decision_03() {
        Shop shop = shop(UndoCases::withTwoWeeks);
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 60, "2026-02-01");
        Purchase bought = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .build();
        shop.loyalty()
                .till()
                .checkout(Checkout.of(bought).redeeming(Redemption.of(shop.aKey(), anna, Points.of(40))))
                .orThrow();
        shop.on("2026-03-01");
        Settlement.Settled back = shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, bought.key()))
                .orThrow();

        assertThat(back.restored()).isEqualTo(Points.of(40));
        assertThat(lotsByEnd(shop, anna)).containsEntry("2026-03-16", 40L);
        assertSound(shop);
    }

    @Test
    void what_comes_back_is_told_before_and_nothing_is_written_by_asking() {
        Shop shop = shop(program -> program.with(UnknownReturn.Policy.AVERAGE_RATE));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase coat = shop.buys(anna, "100.00");
        shop.redeems(anna, 70);
        Return back = Return.ofAll(shop.aKey(), anna, coat.key());
        UnknownReturn unknown = UnknownReturn.of(shop.aKey(), anna, euro("20.00"));
        PurchaseVoid whole = PurchaseVoid.of(shop.aKey(), anna, coat.key());

        Settlement.Settled told = shop.loyalty().till().quote(back).orThrow();
        assertThat(shop.loyalty().till().quote(unknown).orThrow().reversed()).isEqualTo(Points.of(20));
        assertThat(shop.loyalty().till().quote(whole).orThrow().shortfall()).isEqualTo(Points.of(70));
        assertThat(shop.available(anna)).isEqualTo(30);

        Settlement.Settled done = shop.loyalty().till().giveBack(back).orThrow();
        assertThat(done.result()).isEqualTo(told.result());
        assertThat(done.reversed()).isEqualTo(Points.of(30));
        assertThat(done.shortfall()).isEqualTo(Points.of(70));
        assertSound(shop);
    }

    @Test
    void a_frozen_account_gets_points_back_and_a_closed_one_does_not() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 50, "");
        CommandKey used = shop.redeems(anna, 50);
        change(shop, anna, Status.FROZEN);
        undo(shop, anna, used, 20).orThrow();
        change(shop, anna, Status.OPEN);
        shop.redeems(anna, 20);
        change(shop, anna, Status.CLOSED);

        assertRefused(undoAll(shop, anna, used), Refusal.ACCOUNT_CLOSED);
        assertSound(shop);
    }

    private static void change(Shop shop, CustomerId customer, Status status) {
        shop.loyalty()
                .accounts()
                .change(new StatusChange(shop.aKey(), customer, status, "asked", new Actor("manager")))
                .orThrow();
    }

    @Test
    void a_return_after_an_undoing_gives_back_its_share_of_what_still_pays_and_never_more_than_was_used() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "");
        CommandKey used = shop.aKey();
        Purchase paid = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("40.00")).quantity(4))
                .build();
        shop.loyalty()
                .rewards()
                .redeem(Redemption.of(used, anna, Points.of(100)).paying(paid.key()))
                .orThrow();
        record(shop, paid);

        assertThat(returns(shop, anna, paid.key(), "1", "1").restored()).isEqualTo(Points.of(25));
        undo(shop, anna, used, 20).orThrow();
        assertThat(returns(shop, anna, paid.key(), "1", "1").restored()).isEqualTo(Points.of(15));
        assertRefused(undo(shop, anna, used, 41), Refusal.MORE_THAN_USED);
        assertThat(returnsAll(shop, anna, paid.key()).restored()).isEqualTo(Points.of(40));
        assertRefused(undoAll(shop, anna, used), Refusal.ALREADY_UNDONE);
        assertThat(shop.available(anna)).isEqualTo(100);
        assertSound(shop);
    }

    @Test
    void a_purchase_whose_payment_was_undone_gives_back_nothing_of_it() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "");
        CommandKey used = shop.aKey();
        Purchase paid = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("40.00")))
                .build();
        shop.loyalty()
                .rewards()
                .redeem(Redemption.of(used, anna, Points.of(100)).paying(paid.key()))
                .orThrow();
        record(shop, paid);
        undoAll(shop, anna, used).orThrow();

        assertThat(returnsAll(shop, anna, paid.key()).restored()).isEqualTo(Points.NONE);
        assertThat(shop.available(anna)).isEqualTo(100);
        assertSound(shop);
    }

    @Test
    void redeem_undo_and_undo_again_in_one_transaction_of_the_host_is_as_one_after_the_other() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "");
        CommandKey used = shop.aKey();

        List<Settlement> answers = shop.loyalty()
                .inTransaction(tx -> List.of(
                        tx.rewards().redeem(Redemption.of(used, anna, Points.of(60))),
                        tx.rewards().undo(Undo.of(shop.aKey(), anna, used, Points.of(40))),
                        tx.rewards().undo(Undo.of(shop.aKey(), anna, used, Points.of(40)))));

        assertThat(answers.get(1).settled()).isTrue();
        assertRefused(answers.get(2), Refusal.MORE_THAN_USED);
        assertThat(shop.available(anna)).isEqualTo(80);
        assertSound(shop);
    }

    @Test
    void voiding_takes_a_purchase_back_with_its_points_payment_day_and_visit() {
        Shop shop = shop(program -> program.with(TierCases.ladder(
                TierLadder.Metric.PURCHASES,
                TierLadder.Window.rolling(Period.ofMonths(12)),
                PeriodEnd.startOfDay(Period.ofMonths(12)),
                TierLadder.Downgrade.FULL,
                Period.ZERO)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "");
        Purchase paid = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("40.00")).quantity(4))
                .line(PurchaseLine.goods("2", euro("9.00")))
                .build();
        shop.loyalty()
                .till()
                .checkout(Checkout.of(paid).redeeming(Redemption.of(shop.aKey(), anna, Points.of(30))))
                .orThrow();
        long counted = standing(shop, anna).counted();
        returns(shop, anna, paid.key(), "1", "1");

        Settlement.Settled voided = voids(shop, anna, paid.key()).orThrow();

        assertThat(voided.restored()).isEqualTo(Points.of(24));
        assertThat(voided.reversed()).isEqualTo(Points.of(39));
        assertThat(shop.available(anna)).isEqualTo(100);
        assertThat(standing(shop, anna).counted()).isEqualTo(counted - 1);
        assertSound(shop);
    }

    @Test
    void a_purchase_is_voided_once_and_not_after_all_of_it_came_back() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        Purchase first = shop.buys(anna, "10.00");
        Purchase second = shop.buys(anna, "10.00");
        PurchaseVoid request = PurchaseVoid.of(shop.aKey(), anna, first.key());
        shop.loyalty().till().voidPurchase(request).orThrow();
        returnsAll(shop, anna, second.key());

        assertThat(shop.loyalty().till().voidPurchase(request).orThrow().replayed())
                .isTrue();
        assertRefused(voids(shop, anna, first.key()), Refusal.ALREADY_RETURNED);
        assertRefused(voids(shop, anna, second.key()), Refusal.ALREADY_RETURNED);
        assertRefused(voids(shop, ben, first.key()), Refusal.UNKNOWN_PURCHASE);
        assertRefused(voids(shop, anna, CommandKey.of("never")), Refusal.UNKNOWN_PURCHASE);
        assertThatThrownBy(() -> shop.loyalty().till().voidPurchase(PurchaseVoid.of(request.key(), anna, second.key())))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("purchase"));
        assertSound(shop);
    }

    @Test
    void a_voided_purchase_cannot_be_returned_any_more() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = shop.buys(anna, "10.00");
        voids(shop, anna, first.key()).orThrow();

        assertRefused(
                shop.loyalty().till().giveBack(org.loyalty4j.sale.Return.ofAll(shop.aKey(), anna, first.key())),
                Refusal.MORE_THAN_BOUGHT);
    }
}
