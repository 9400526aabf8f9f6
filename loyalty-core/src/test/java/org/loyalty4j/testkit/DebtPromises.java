package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Explanation;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.ShortageRules.Rule;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.tier.PeriodEnd;

/** What the library promises over every store about points that are taken though there are too few. */
abstract class DebtPromises extends ExpiryPromises {

    private static final Rule UP_TO_100 = Rule.allow(Points.of(100));

    private static UnaryOperator<LoyaltyProgram> with(ShortageRules rules) {
        return program -> program.with(rules);
    }

    private static ShortageRules all() {
        return ShortageRules.standard()
                .redeeming(UP_TO_100)
                .adjusting(UP_TO_100)
                .returning(UP_TO_100)
                .voiding(UP_TO_100);
    }

    /** Returns what is available, pending, held and owed. */
    private static List<Long> parts(Shop shop, CustomerId customer) {
        Balance balance = shop.loyalty().accounts().balance(customer);
        return List.of(
                balance.available().minor(),
                balance.pending().minor(),
                balance.held().minor(),
                balance.debt().minor());
    }

    private static Settlement adjusts(Shop shop, CustomerId customer, long points) {
        return shop.loyalty()
                .accounts()
                .adjust(Adjustment.of(shop.aKey(), customer, Points.of(points), "asked", new Actor("manager")));
    }

    private static Settlement returns(Shop shop, Purchase bought) {
        return shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), bought.customer(), bought.key()));
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

    @Test
    void a_return_of_what_was_spent_leaves_a_debt_that_the_next_earning_repays_first_S26_I_15() {
        Shop shop = Shop.over(store(), with(ShortageRules.standard().returning(UP_TO_100)));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = shop.buys(anna, "20.00");
        shop.redeems(anna, 20);

        Return all = Return.ofAll(CommandKey.of("back"), anna, first.key());
        Settlement.Settled back = shop.loyalty().till().giveBack(all).orThrow();

        assertThat(back.reversed()).isEqualTo(Points.of(20));
        assertThat(back.owed()).isEqualTo(Points.of(20));
        assertThat(back.debt()).isEqualTo(Points.of(20));
        assertThat(back.shortfall()).isEqualTo(Points.NONE);
        assertThat(back.balance()).isEqualTo(Points.of(-20));
        assertThat(parts(shop, anna)).containsExactly(0L, 0L, 0L, 20L);
        Settlement.Settled again = shop.loyalty().till().giveBack(all).orThrow();
        assertThat(again.replayed()).isTrue();
        assertThat(again.result()).isEqualTo(back.result());
        assertThatThrownBy(
                        () -> shop.loyalty().till().giveBack(Return.ofAll(all.key(), anna, CommandKey.of("another"))))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("purchase"));
        assertSound(shop);

        shop.buys(anna, "50.00");
        assertThat(parts(shop, anna)).containsExactly(30L, 0L, 0L, 0L);
        Explanation owed = shop.loyalty().accounts().explain(anna, 3);
        assertThat(owed.posting().lots()).isEmpty();
        assertThat(owed.repayments()).hasSize(1);
        Debt.Repayment repaid = owed.repayments().get(0);
        assertThat(repaid.amount()).isEqualTo(20);
        assertThat(repaid.from())
                .isNotNull()
                .satisfies(from -> assertThat(from.lot()).isEqualTo(4));
        assertThat(shop.loyalty().accounts().explain(anna, 4).repayments()).containsExactly(repaid);
        assertSound(shop);
    }

    @Test
    void a_clawback_that_may_go_below_zero_reverses_all_that_was_earned_REF_06() {
        Shop shop = Shop.over(store(), with(all().returning(Rule.allow(Points.of(1000)))));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase bought = shop.buys(anna, "150.00");
        adjusts(shop, anna, -100).orThrow();

        returns(shop, bought).orThrow();

        assertThat(shop.loyalty().accounts().balance(anna).total()).isEqualTo(Points.of(-100));
        assertThat(shop.loyalty().accounts().statement(anna, 1).items())
                .extracting(Posting::amount)
                .containsExactly(-150L);
        assertSound(shop);
    }

    @Test
    void a_return_owes_up_to_the_limit_and_the_rest_is_a_shortfall_I_06() {
        Shop shop = Shop.over(
                store(),
                with(ShortageRules.standard()
                        .returning(Rule.allow(Points.of(30)))
                        .voiding(Rule.forbid())));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = shop.buys(anna, "50.00");
        Purchase second = shop.buys(anna, "7.00");
        shop.redeems(anna, 57);

        Settlement.Settled back = returns(shop, first).orThrow();
        assertThat(back.reversed()).isEqualTo(Points.of(30));
        assertThat(back.owed()).isEqualTo(Points.of(30));
        assertThat(back.shortfall()).isEqualTo(Points.of(20));
        Settlement none = shop.loyalty().till().voidPurchase(PurchaseVoid.of(shop.aKey(), anna, second.key()));
        assertRefused(none, Refusal.TOO_FEW_POINTS);
        Settlement.Settled more = returns(shop, second).orThrow();
        assertThat(more.reversed()).isEqualTo(Points.NONE);
        assertThat(more.shortfall()).isEqualTo(Points.of(7));
        assertThat(more.debt()).isEqualTo(Points.of(30));
        assertSound(shop);
    }

    @Test
    void points_are_used_down_to_the_limit_and_not_below_it_and_what_there_is_never_owes() {
        Shop shop = Shop.over(store(), with(ShortageRules.standard().redeeming(Rule.allow(Points.of(40)))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 30, "");

        assertRefused(
                shop.loyalty().rewards().redeem(Redemption.of(shop.aKey(), anna, Points.of(71))),
                Refusal.TOO_FEW_POINTS);
        assertRefused(
                shop.loyalty()
                        .rewards()
                        .hold(HoldRequest.of(Redemption.of(shop.aKey(), anna, Points.of(31)), Duration.ofHours(1))),
                Refusal.TOO_FEW_POINTS);
        Settlement.Settled quote = shop.loyalty()
                .rewards()
                .quote(Redemption.of(shop.aKey(), anna, Points.of(70)))
                .orThrow();
        assertThat(quote.owed()).isEqualTo(Points.of(40));
        Settlement.Settled used = shop.loyalty()
                .rewards()
                .redeem(Redemption.of(shop.aKey(), anna, Points.of(50)))
                .orThrow();
        assertThat(used.redeemed()).isEqualTo(Points.of(50));
        assertThat(used.owed()).isEqualTo(Points.of(20));
        assertThat(used.debt()).isEqualTo(Points.of(20));
        assertRefused(
                shop.loyalty().rewards().redeem(Redemption.upTo(shop.aKey(), anna, Points.of(5))),
                Refusal.TOO_FEW_POINTS);
        shop.redeems(anna, 20);
        assertRefused(
                shop.loyalty().rewards().redeem(Redemption.of(shop.aKey(), anna, Points.of(1))),
                Refusal.TOO_FEW_POINTS);
        assertRefused(
                shop.loyalty()
                        .accounts()
                        .change(new StatusChange(shop.aKey(), anna, Status.CLOSED, "asked", new Actor("manager"))),
                Refusal.DEBT_LEFT);
        assertThat(parts(shop, anna)).containsExactly(0L, 0L, 0L, 40L);
        assertSound(shop);
    }

    @Test
    void a_correction_is_refused_cut_with_its_shortfall_or_owed_as_the_program_says() {
        for (Rule rule : List.of(Rule.forbid(), Rule.clamp(), UP_TO_100)) {
            Shop shop = Shop.over(rule.equals(UP_TO_100) ? store() : new InMemoryStore(), with(all().adjusting(rule)));
            CustomerId anna = shop.aCustomer("Anna");
            shop.gives(anna, 30, "");
            Settlement answer = adjusts(shop, anna, -50);
            switch (rule.mode()) {
                case FORBID -> assertRefused(answer, Refusal.TOO_FEW_POINTS);
                case CLAMP -> {
                    assertThat(answer.orThrow().redeemed()).isEqualTo(Points.of(30));
                    assertThat(answer.orThrow().shortfall()).isEqualTo(Points.of(20));
                    assertRefused(adjusts(shop, anna, -1), Refusal.TOO_FEW_POINTS);
                }
                case ALLOW -> {
                    assertThat(answer.orThrow().redeemed()).isEqualTo(Points.of(50));
                    assertThat(answer.orThrow().owed()).isEqualTo(Points.of(20));
                    assertRefused(adjusts(shop, anna, -81), Refusal.TOO_FEW_POINTS);
                    assertThat(adjusts(shop, anna, 5).orThrow().debt()).isEqualTo(Points.of(15));
                }
            }
            assertSound(shop);
        }
    }

    @Test
    void an_undone_redemption_is_owed_no_more_then_gives_back_what_repaid_it_and_then_what_it_used_I_16() {
        Shop shop = Shop.over(store(), with(all()));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 30, "2026-09-01");
        CommandKey first = shop.redeems(anna, 50);
        CommandKey second = shop.redeems(anna, 10);
        shop.gives(anna, 12, "2026-10-01");
        // The oldest debt first: 8 of the first redemption and 10 of the second are owed still.
        assertThat(parts(shop, anna)).containsExactly(0L, 0L, 0L, 18L);
        assertThat(debts(shop, anna)).isEqualTo(Map.of(2L, 8L, 3L, 10L));

        undo(shop, anna, first, 5);
        assertThat(debts(shop, anna)).isEqualTo(Map.of(2L, 3L, 3L, 10L));
        shop.gives(anna, 1, "2026-11-01");
        undo(shop, anna, first, 11);
        // 2 are owed no more, and of the 9 that come back from what repaid it 9 repay the second.
        assertThat(debts(shop, anna)).isEqualTo(Map.of(3L, 1L));
        assertThat(parts(shop, anna)).containsExactly(0L, 0L, 0L, 1L);
        undo(shop, anna, first, 0);
        assertThat(debts(shop, anna)).isEmpty();
        assertThat(parts(shop, anna)).containsExactly(33L, 0L, 0L, 0L);
        undo(shop, anna, second, 0);
        assertThat(parts(shop, anna)).containsExactly(43L, 0L, 0L, 0L);
        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(new TreeMap<>(Map.of(
                        date("2026-09-01"), Points.of(30),
                        date("2026-10-01"), Points.of(12),
                        date("2026-11-01"), Points.of(1))));
        assertSound(shop);
    }

    private static void undo(Shop shop, CustomerId customer, CommandKey redemption, long points) {
        Undo request = points == 0
                ? Undo.ofAll(shop.aKey(), customer, redemption)
                : Undo.of(shop.aKey(), customer, redemption, Points.of(points));
        shop.loyalty().rewards().undo(request).orThrow();
    }

    private static Map<Long, Long> debts(Shop shop, CustomerId customer) {
        Map<Long, Long> debts = new TreeMap<>();
        AccountId account = shop.loyalty().accounts().account(customer).id();
        shop.store()
                .reading(reader -> reader.debts().debts(account))
                .forEach(debt -> debts.put(debt.debit(), debt.left()));
        return debts;
    }

    @Test
    void whatever_comes_free_repays_before_it_can_be_used_and_before_it_goes() {
        Shop shop = Shop.over(store(), with(all()));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 60, "2026-03-01");
        HoldRequest reserved =
                HoldRequest.of(Redemption.of(CommandKey.of("h1"), anna, Points.of(20)), Duration.ofDays(90));
        shop.loyalty().rewards().hold(reserved).orThrow();
        HoldRequest lapsing =
                HoldRequest.of(Redemption.of(CommandKey.of("h2"), anna, Points.of(15)), Duration.ofDays(70));
        shop.loyalty().rewards().hold(lapsing).orThrow();
        shop.loyalty()
                .accounts()
                .give(Bonus.of(shop.aKey(), anna, Points.of(9), "gift")
                        .pending(Pending.until(PeriodEnd.startOfDay(Period.ofDays(10)))))
                .orThrow();
        shop.redeems(anna, 75);
        assertThat(parts(shop, anna)).containsExactly(0L, 9L, 35L, 50L);

        // Nobody came by: the answer is the one that is written when somebody does.
        shop.on("2026-01-11");
        assertThat(parts(shop, anna)).containsExactly(0L, 0L, 35L, 41L);
        shop.on("2026-03-12");
        assertThat(parts(shop, anna)).containsExactly(0L, 0L, 20L, 26L);
        assertThat(shop.loyalty().accounts().balance(anna, day("2026-03-12")).debt())
                .isEqualTo(Points.of(26));
        shop.loyalty()
                .rewards()
                .release(Release.of(shop.aKey(), anna, CommandKey.of("h1")))
                .orThrow();
        // The points of both holds were past their time, and have repaid nevertheless.
        assertThat(parts(shop, anna)).containsExactly(0L, 0L, 0L, 6L);
        assertThat(shop.loyalty().accounts().balance(anna, day("2026-01-11")).debt())
                .isEqualTo(Points.of(41));
        assertThat(shop.loyalty()
                        .accounts()
                        .balance(anna, day("2026-01-11"), day("2026-01-05"))
                        .debt())
                .isEqualTo(Points.of(41));
        assertSound(shop);
    }

    @Test
    void a_transaction_that_fails_leaves_neither_debts_nor_repayments() {
        Shop shop = Shop.over(store(), with(all()));
        CustomerId anna = shop.aCustomer("Anna");
        shop.redeems(anna, 20);
        Purchase bought = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("50.00")))
                .build();
        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    tx.till().record(bought).orThrow();
                    tx.rewards()
                            .redeem(Redemption.of(shop.aKey(), anna, Points.of(40)))
                            .orThrow();
                    throw new IllegalStateException("the host's own trouble");
                }))
                .isInstanceOf(IllegalStateException.class);

        AccountId account = shop.loyalty().accounts().account(anna).id();
        assertThat(debts(shop, anna)).isEqualTo(Map.of(1L, 20L));
        assertThat(list(reader -> reader.debts().repayments(account, null, 50))).isEmpty();
        assertSound(shop);
        shop.loyalty().till().record(bought).orThrow();
        assertThat(parts(shop, anna)).containsExactly(30L, 0L, 0L, 0L);
        assertThat(list(reader -> reader.debts().repayments(account, null, 50))).hasSize(1);
    }

    @Test
    void maintenance_daily_or_never_writes_the_same_about_debts_I_17() {
        Shop daily = Shop.over(store(), with(all()));
        Shop never = Shop.over(new InMemoryStore(), with(all()));
        List<Object> rows = new ArrayList<>();
        for (Shop shop : List.of(daily, never)) {
            CustomerId anna = shop.aCustomer("Anna");
            shop.gives(anna, 40, "2026-02-01");
            HoldRequest held =
                    HoldRequest.of(Redemption.of(CommandKey.of("h"), anna, Points.of(40)), Duration.ofDays(40));
            shop.loyalty().rewards().hold(held).orThrow();
            shop.redeems(anna, 25);
            for (int day = 2; day < 29 && shop == daily; day++) {
                shop.on("2026-02-" + (day < 10 ? "0" + day : day));
                shop.loyalty().maintenance().run(shop.clock().instant());
            }
            shop.on("2026-03-01");
            shop.buys(anna, "1.00");
            AccountId account = shop.loyalty().accounts().account(anna).id();
            rows.add(shop.store().reading(reader -> reader.ledger().postings(account, 1, 50)).stream()
                    .map(row -> row.number() + " " + row.kind() + " " + row.lots() + " " + row.countsAt())
                    .toList());
            rows.add(shop.store().reading(reader -> reader.debts().repayments(account, null, 50)).stream()
                    .map(row -> row.debit() + " " + row.amount() + " " + row.from())
                    .toList());
            assertSound(shop);
        }
        assertThat(rows.subList(0, 2)).isEqualTo(rows.subList(2, 4));
        assertThat(rows.get(0).toString()).contains("EXPIRE");
    }
}
