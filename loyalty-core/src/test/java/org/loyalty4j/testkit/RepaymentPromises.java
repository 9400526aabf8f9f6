package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.ShortageRules.Rule;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** What the library promises over every store about where the points come from that repay what is owed. */
abstract class RepaymentPromises extends SamePurchasePromises {

    private static final Rule UP_TO_100 = Rule.allow(Points.of(100));

    private Shop owing() {
        return owing(program -> program);
    }

    private Shop owing(UnaryOperator<LoyaltyProgram> change) {
        ShortageRules rules = ShortageRules.standard()
                .redeeming(UP_TO_100)
                .returning(UP_TO_100)
                .adjusting(UP_TO_100);
        return Shop.over(store(), program -> change.apply(program.with(rules)));
    }

    /** Returns what is available, pending, held and owed. */
    private static List<Long> partsOf(Shop shop, CustomerId customer) {
        Balance balance = shop.loyalty().accounts().balance(customer);
        return List.of(
                balance.available().minor(),
                balance.pending().minor(),
                balance.held().minor(),
                balance.debt().minor());
    }

    private static Settlement allBack(Shop shop, Purchase bought) {
        return shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), bought.customer(), bought.key()));
    }

    private static List<String> notices(Shop shop) {
        return shop
                .loyalty()
                .maintenance()
                .notices(LocalDate.parse("2026-01-01"), LocalDate.parse("2027-12-31"), null, 100)
                .stream()
                .map(told -> told.points() + " on " + told.goneAt() + " since " + told.since())
                .toList();
    }

    private static String notice(long points, String gone, String since) {
        return points + " on " + Shop.day(gone) + " since " + Shop.day(since);
    }

    private static void assertNothingFound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void points_of_another_customer_repay_too() {
        Shop shop = owing();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(ben, 50, "");
        shop.redeems(anna, 20);

        shop.loyalty()
                .transfers()
                .send(Transfer.of(shop.aKey(), ben, anna, Points.of(30)))
                .orThrow();
        assertThat(shop.loyalty().transfers().send(Transfer.of(shop.aKey(), ben, anna, Points.of(21))))
                .isInstanceOfSatisfying(
                        Settlement.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.TOO_FEW_POINTS));

        assertThat(partsOf(shop, anna)).containsExactly(10L, 0L, 0L, 0L);
        assertThat(partsOf(shop, ben)).containsExactly(20L, 0L, 0L, 0L);
        assertNothingFound(shop);
    }

    @Test
    void a_purchase_whose_points_repaid_a_debt_takes_them_back_as_every_other_and_a_paid_one_puts_them_back() {
        Shop shop = owing();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = shop.buys(anna, "20.00");
        shop.redeems(anna, 20);
        allBack(shop, first).orThrow();
        Purchase second = shop.buys(anna, "50.00");
        assertThat(partsOf(shop, anna)).containsExactly(30L, 0L, 0L, 0L);
        allBack(shop, second).orThrow();
        assertThat(partsOf(shop, anna)).containsExactly(0L, 0L, 0L, 20L);

        Purchase third = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                .build();
        Redemption pays = Redemption.of(shop.aKey(), anna, Points.of(30)).paying(third.key());
        shop.loyalty().till().record(third);
        shop.loyalty().rewards().redeem(pays).orThrow();
        assertThat(partsOf(shop, anna)).containsExactly(0L, 0L, 0L, 40L);
        Settlement.Settled back = allBack(shop, third).orThrow();
        assertThat(back.restored()).isEqualTo(Points.of(30));
        assertThat(partsOf(shop, anna)).containsExactly(0L, 0L, 0L, 20L);
        assertNothingFound(shop);
    }

    @Test
    void points_of_a_guest_purchase_repay_when_it_is_claimed() {
        Shop shop = owing(program -> program.claimableFor(PeriodEnd.endOfDay(Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.redeems(anna, 20);
        Purchase bought = Purchase.ofGuest(shop.aKey())
                .line(PurchaseLine.goods("1", Shop.euro("50.00")))
                .build();
        shop.loyalty().guests().record(GuestPurchase.of(bought)).orThrow();
        assertThat(partsOf(shop, anna)).containsExactly(0L, 0L, 0L, 20L);

        Settlement.Settled claimed = shop.loyalty()
                .guests()
                .claim(Claim.of(shop.aKey(), anna, bought.key()))
                .orThrow();

        assertThat(claimed.earned()).isEqualTo(Points.of(50));
        assertThat(claimed.debt()).isEqualTo(Points.NONE);
        assertThat(partsOf(shop, anna)).containsExactly(30L, 0L, 0L, 0L);
        assertNothingFound(shop);
    }

    @Test
    void points_repay_when_they_are_confirmed_and_a_balance_that_is_taken_over_repays() {
        Shop shop = owing();
        CustomerId anna = shop.aCustomer("Anna");
        shop.redeems(anna, 50);
        Bonus gift = Bonus.of(shop.aKey(), anna, Points.of(12), "gift").pending(Pending.untilConfirmed());
        shop.loyalty().accounts().give(gift).orThrow();
        assertThat(partsOf(shop, anna)).containsExactly(0L, 12L, 0L, 50L);
        shop.loyalty()
                .accounts()
                .change(PendingChange.confirmBonus(shop.aKey(), anna, gift.key())
                        .only(Points.of(7)))
                .orThrow();
        assertThat(partsOf(shop, anna)).containsExactly(0L, 5L, 0L, 43L);

        OpeningBalance old = OpeningBalance.of("old", anna, Points.of(60), Shop.OPENING, Shop.day("2026-03-01"));
        shop.loyalty().openingBalances().load(List.of(old).iterator());
        assertThat(partsOf(shop, anna)).containsExactly(17L, 5L, 0L, 0L);
        assertThat(shop.loyalty().accounts().expirySchedule(anna).get(LocalDate.parse("2026-03-01")))
                .isEqualTo(Points.of(17));
        assertNothingFound(shop);
    }

    @Test
    void goods_that_come_back_without_their_purchase_owe_what_nobody_has() {
        Shop shop = owing(program -> program.with(UnknownReturn.Policy.AVERAGE_RATE));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "50.00");
        shop.redeems(anna, 45);

        Settlement.Settled back = shop.loyalty()
                .till()
                .takeBack(UnknownReturn.of(shop.aKey(), anna, Shop.euro("20.00")))
                .orThrow();

        assertThat(back.reversed()).isEqualTo(Points.of(20));
        assertThat(back.owed()).isEqualTo(Points.of(15));
        assertThat(back.shortfall()).isEqualTo(Points.NONE);
        shop.buys(anna, "20.00");
        assertThat(partsOf(shop, anna)).containsExactly(5L, 0L, 0L, 0L);
        assertNothingFound(shop);
    }

    @Test
    void what_a_tier_that_was_given_by_hand_multiplies_repays() {
        TierLadder ladder = new TierLadder(
                List.of(Tier.of("green", 0), new Tier("gold", 100_000, Ratio.of(2))),
                TierLadder.Metric.SPEND,
                TierLadder.Window.lifetime(),
                null,
                TierLadder.Downgrade.NONE,
                Period.ZERO);
        Shop shop = owing(program -> program.with(ladder));
        CustomerId anna = shop.aCustomer("Anna");
        shop.redeems(anna, 50);
        shop.loyalty()
                .accounts()
                .give(TierOverride.of(shop.aKey(), anna, "gold", "asked", new Actor("manager")))
                .orThrow();
        shop.buys(anna, "30.00");

        assertThat(partsOf(shop, anna)).containsExactly(10L, 0L, 0L, 0L);
        assertNothingFound(shop);
    }

    @Test
    void only_what_is_left_after_repaying_is_told_to_go_soon() {
        Shop shop = owing(program -> program.with(LotRules.none().noticeBefore(10)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 40, "2026-06-01");
        shop.loyalty()
                .rewards()
                .hold(HoldRequest.of(Redemption.of(shop.aKey(), anna, Points.of(30)), Duration.ofDays(20)))
                .orThrow();
        shop.redeems(anna, 35);
        assertThat(partsOf(shop, anna)).containsExactly(0L, 0L, 30L, 25L);
        shop.loyalty()
                .accounts()
                .give(Bonus.of(shop.aKey(), anna, Points.of(9), "gift")
                        .goneAt(Shop.day("2026-03-01"))
                        .pending(Pending.until(PeriodEnd.startOfDay(Period.ofDays(55)))))
                .orThrow();

        // Nobody comes by when the hold is over, when the gift becomes active and when it is to be told.
        shop.on("2026-05-25").redeems(anna, 1);
        assertThat(notices(shop))
                .containsExactly(notice(9, "2026-03-01", "2026-02-25"), notice(5, "2026-06-01", "2026-05-22"));
        shop.redeems(anna, 24);
        shop.gives(anna, 23, "2026-06-01");
        assertThat(notices(shop)).contains(notice(3, "2026-06-01", "2026-05-25"));
        assertNothingFound(shop);
    }

    @Test
    void points_that_become_active_when_they_are_to_be_told_repay_before() {
        Shop shop = owing(program -> program.with(LotRules.none().noticeBefore(10)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.redeems(anna, 4);
        shop.loyalty()
                .accounts()
                .give(Bonus.of(shop.aKey(), anna, Points.of(9), "gift")
                        .goneAt(Shop.day("2026-03-01"))
                        .pending(Pending.until(PeriodEnd.startOfDay(Period.ofDays(55)))))
                .orThrow();
        shop.loyalty().maintenance().run(shop.on("2026-02-27").clock().instant());

        assertThat(notices(shop)).containsExactly(notice(5, "2026-03-01", "2026-02-25"));
        assertNothingFound(shop);
    }
}
