package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;

/** How loyalty gets cheated (RELIABILITY, section 6), each attack by its name. */
public abstract class CheatCases extends OverAnyStore {

    private static final Actor CLERK = new Actor("clerk 7");

    private static void assertRefused(Settlement answer, Refusal why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Settlement.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(why));
    }

    /** Nothing that is asked leaves anything behind. */
    private static void assertNothingStays(Shop shop, List<Runnable> attacks, Class<? extends Throwable> thrown) {
        List<Object> before = StoreDump.of(shop.store());
        for (int i = 0; i < attacks.size(); i++) {
            assertThat(catchThrowable(attacks.get(i)::run)).as("attack %d", i).isInstanceOf(thrown);
        }
        assertThat(StoreDump.of(shop.store())).isEqualTo(before);
    }

    @Test
    void cheat_the_same_points_at_two_tills_are_used_once_I_06() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 50, "");

        assertThat(redeem(shop, anna, 50).settled()).isTrue();
        assertRefused(redeem(shop, anna, 50), Refusal.TOO_FEW_POINTS);
        assertRefused(redeem(shop, anna, 1), Refusal.TOO_FEW_POINTS);
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void cheat_buying_earning_spending_and_returning_again_and_again_is_told_each_time_I_15() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        long used = 0;
        long told = 0;
        for (int i = 0; i < 5; i++) {
            Purchase purchase = shop.buys(anna, "100.00");
            shop.redeems(anna, 100);
            used += 100;
            Settlement.Settled returned = returnsAll(shop, anna, purchase.key());
            assertThat(returned.reversed().plus(returned.shortfall())).isEqualTo(Points.of(100));
            told += returned.shortfall().minor();
        }
        assertThat(told).isEqualTo(used);
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void cheat_a_captured_message_that_is_replayed_has_no_second_effect_I_24() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = Purchase.of("receipt", anna, euro("100.00"));
        List<Runnable> messages = List.of(
                () -> shop.loyalty().till().record(purchase).orThrow(),
                () -> shop.loyalty()
                        .accounts()
                        .give(Bonus.of(CommandKey.of("gift"), anna, Points.of(5), "gift"))
                        .orThrow(),
                () -> shop.loyalty()
                        .accounts()
                        .adjust(Adjustment.of(CommandKey.of("mend"), anna, Points.of(5), "mended", CLERK))
                        .orThrow(),
                () -> shop.loyalty()
                        .rewards()
                        .redeem(Redemption.of(CommandKey.of("use"), anna, Points.of(30)))
                        .orThrow(),
                () -> shop.loyalty()
                        .till()
                        .giveBack(Return.ofAll(CommandKey.of("back"), anna, purchase.key()))
                        .orThrow());
        messages.forEach(Runnable::run);
        List<Object> once = StoreDump.of(shop.store());

        for (int i = 0; i < 3; i++) {
            shop.clock().advance(Duration.ofDays(1));
            messages.forEach(Runnable::run);
        }

        assertThat(StoreDump.of(shop.store())).isEqualTo(once);
    }

    @Test
    void cheat_a_captured_message_with_another_amount_is_refused_I_25() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "");
        shop.loyalty()
                .till()
                .record(Purchase.of("receipt", anna, euro("10.00")))
                .orThrow();
        shop.loyalty()
                .rewards()
                .redeem(Redemption.of(CommandKey.of("use"), anna, Points.of(10)))
                .orThrow();

        assertNothingStays(
                shop,
                List.of(
                        () -> shop.loyalty().till().record(Purchase.of("receipt", anna, euro("1000.00"))),
                        () -> shop.loyalty().rewards().redeem(Redemption.of(CommandKey.of("use"), anna, Points.of(1)))),
                KeyReusedException.class);
    }

    @Test
    void cheat_a_receipt_split_in_parts_never_gains_by_rounding_I_12() {
        for (int seed = 0; seed < rounds(100); seed++) {
            Random random = new Random(seed);
            Shop shop = shop();
            CustomerId honest = shop.aCustomer("Anna");
            CustomerId cheat = shop.aCustomer("Ben");
            long whole = 0;
            for (int part = 2 + random.nextInt(5); part > 0; part--) {
                long cents = 1L + random.nextInt(500);
                whole += cents;
                shop.buys(cheat, BigDecimal.valueOf(cents, 2).toPlainString());
            }
            shop.buys(honest, BigDecimal.valueOf(whole, 2).toPlainString());
            assertThat(shop.available(cheat)).as("seed %d", seed).isLessThanOrEqualTo(shop.available(honest));
        }
    }

    @Test
    void cheat_many_tiny_amounts_earn_nothing_where_none_of_them_is_worth_a_point_I_12() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        for (int i = 0; i < 50; i++) {
            shop.buys(anna, "0.99");
        }
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void cheat_a_negative_amount_adds_no_points_B_01_B_02_B_13() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "10.00");

        assertNothingStays(
                shop,
                List.of(
                        () -> redeem(shop, anna, -50),
                        () -> shop.gives(anna, -5, ""),
                        () -> shop.buys(anna, "-10.00"),
                        () -> shop.loyalty()
                                .till()
                                .record(shop.aPurchase(anna)
                                        .line(PurchaseLine.goods("1", euro("10.00"))
                                                .quantity(-1))
                                        .build()),
                        () -> shop.loyalty()
                                .till()
                                .giveBack(Return.of(shop.aKey(), anna, purchase.key(), "1", new BigDecimal("-1"))),
                        () -> shop.loyalty()
                                .accounts()
                                .adjust(Adjustment.of(shop.aKey(), anna, Points.NONE, "nothing", CLERK))),
                InvalidRequestException.class);
    }

    @Test
    void cheat_points_given_until_they_overflow_end_at_the_limit_I_11_B_05() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        for (long i = 0; i < Points.BALANCE_MAX / Points.POSTING_MAX; i++) {
            shop.gives(anna, Points.POSTING_MAX, "");
        }
        assertThat(shop.available(anna)).isEqualTo(Points.BALANCE_MAX);

        assertNothingStays(
                shop,
                List.of(
                        () -> shop.gives(anna, 1, ""),
                        () -> shop.gives(anna, Points.POSTING_MAX, ""),
                        () -> shop.gives(anna, Long.MAX_VALUE, ""),
                        () -> shop.buys(anna, "1.00"),
                        () -> shop.loyalty()
                                .accounts()
                                .adjust(Adjustment.of(shop.aKey(), anna, Points.of(1), "more", CLERK))),
                InvalidRequestException.class);
        assertThat(shop.available(anna)).isEqualTo(Points.BALANCE_MAX);
    }

    @Test
    void cheat_a_clock_set_back_brings_no_points_back_that_were_seen_to_be_gone_I_59() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "2026-03-01");
        shop.on("2026-03-01");
        assertRefused(redeem(shop, anna, 1), Refusal.TOO_FEW_POINTS);
        shop.buys(anna, "5.00");

        shop.on("2026-02-01");

        assertThat(shop.available(anna)).isEqualTo(5);
        assertRefused(redeem(shop, anna, 6), Refusal.TOO_FEW_POINTS);
        assertThat(redeem(shop, anna, 5).settled()).isTrue();
    }

    @Test
    void cheat_a_till_whose_clock_is_set_back_or_forward_changes_what_counts_only_within_bounds_B_40_B_41() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 100, "2026-03-01");
        shop.on("2026-03-01");

        // A receipt of the time when the points were there uses none of them: using goes by our clock.
        buysAt(shop, anna, "5.00", Shop.day("2026-02-01"));
        assertRefused(redeem(shop, anna, 6), Refusal.TOO_FEW_POINTS);

        assertNothingStays(
                shop,
                List.of(
                        () -> buysAt(shop, anna, "5.00", Shop.day("2026-03-02")),
                        () -> buysAt(shop, anna, "5.00", Shop.day("2025-12-01"))),
                InvalidRequestException.class);
    }

    @Test
    void cheat_a_found_receipt_is_claimed_by_nobody_else() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        Money total = euro("100.00");
        shop.loyalty().till().record(Purchase.of("receipt", anna, total)).orThrow();

        assertThatThrownBy(() -> shop.loyalty().till().record(Purchase.of("receipt", ben, total)))
                .isInstanceOf(KeyReusedException.class);
        assertThat(shop.available(ben)).isZero();
    }

    @Test
    void cheat_a_line_is_given_back_once_at_whatever_till_I_14() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "100.00");
        returnsAll(shop, anna, purchase.key());
        List<Object> before = StoreDump.of(shop.store());

        assertThat(shop.loyalty()
                        .till()
                        .giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()))
                        .settled())
                .isFalse();
        assertThat(shop.loyalty()
                        .till()
                        .giveBack(Return.of(shop.aKey(), anna, purchase.key(), "1", BigDecimal.ONE))
                        .settled())
                .isFalse();
        assertThat(StoreDump.of(shop.store())).isEqualTo(before);
    }

    @Test
    void cheat_a_strangers_purchase_is_answered_like_one_that_never_was_B_38_S_12() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        Purchase annas = shop.buys(anna, "100.00");
        List<Object> before = StoreDump.of(shop.store());

        Settlement stranger = shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), ben, annas.key()));
        Settlement nobody = shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), ben, CommandKey.of("never was")));

        assertRefused(stranger, Refusal.UNKNOWN_PURCHASE);
        assertThat(stranger).isEqualTo(nobody).hasToString(nobody.toString());
        assertThat(StoreDump.of(shop.store())).isEqualTo(before);
    }

    @Test
    void cheat_a_clerk_who_gives_points_by_hand_is_named_with_the_reason_B_111_I_57() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.loyalty()
                .accounts()
                .adjust(Adjustment.of(shop.aKey(), anna, Points.of(500), "a present", CLERK))
                .orThrow();

        assertThat(shop.loyalty().accounts().explain(anna, 1).command().askedBy())
                .contains(CLERK);
        assertThat(shop.loyalty().accounts().explain(anna, 1).command().why()).contains("a present");
        assertNothingStays(
                shop,
                List.of(
                        () -> shop.loyalty()
                                .accounts()
                                .adjust(Adjustment.of(shop.aKey(), anna, Points.of(5), " ", CLERK)),
                        () -> shop.loyalty()
                                .accounts()
                                .adjust(Adjustment.of(
                                        shop.aKey(), anna, Points.of(5), "a present", BadRequests.missing()))),
                InvalidRequestException.class);
    }
}
