package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.tier.PeriodEnd;

/** What the library promises over every store about points that cannot be used at once. */
abstract class PendingPromises extends EarningPromises {

    private static LoyaltyProgram afterTwoWeeks(LoyaltyProgram program) {
        return program.expiring(PeriodEnd.endOfDay(Period.ofDays(30)))
                .with(LotRules.none().with(Pending.until(PeriodEnd.startOfDay(Period.ofDays(14)))));
    }

    private static LoyaltyProgram onceConfirmed(LoyaltyProgram program) {
        return program.expiring(PeriodEnd.endOfDay(Period.ofDays(30)))
                .with(LotRules.none().with(Pending.untilConfirmed(PeriodEnd.endOfDay(Period.ofDays(20)))));
    }

    private static List<Long> parts(Shop shop, CustomerId customer) {
        Balance balance = shop.loyalty().accounts().balance(customer);
        return List.of(
                balance.total().minor(),
                balance.available().minor(),
                balance.pending().minor());
    }

    private static Settlement change(Shop shop, PendingChange change) {
        return shop.loyalty().accounts().change(change);
    }

    private List<Posting.Kind> kinds(AccountId account) {
        return list(reader -> reader.ledger().postings(account, 1, 50)).stream()
                .map(Posting::kind)
                .toList();
    }

    @Test
    void points_that_wait_for_a_date_count_and_cannot_be_used_before_it_B_27() {
        Shop shop = Shop.over(store(), PendingPromises::afterTwoWeeks);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10").buys(anna, "100.00");

        assertThat(parts(shop, anna)).containsExactly(100L, 0L, 100L);
        Settlement refused = shop.loyalty().rewards().redeem(Redemption.of(shop.aKey(), anna, Points.of(1)));
        assertThat(refused).isInstanceOfSatisfying(Settlement.Refused.class, no -> {
            assertThat(no.why()).isEqualTo(Refusal.TOO_FEW_POINTS);
            assertThat(no.available()).isEqualTo(Points.NONE);
        });
        shop.clock().set(day("2026-01-24").minusNanos(1_000));
        assertThat(parts(shop, anna)).containsExactly(100L, 0L, 100L);

        shop.on("2026-01-24");
        assertThat(parts(shop, anna)).containsExactly(100L, 100L, 0L);
        shop.redeems(anna, 60);
        assertThat(shop.loyalty().accounts().balance(anna, day("2026-01-23")).pending())
                .isEqualTo(Points.of(100));
        // Thirty days from the day on which they became active, not from that of the purchase.
        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(new java.util.TreeMap<>(java.util.Map.of(date("2026-02-24"), Points.of(40))));
        shop.on("2026-02-24");
        assertThat(parts(shop, anna)).containsExactly(0L, 0L, 0L);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void maintenance_daily_or_never_writes_the_same_about_pending_points_I_17() {
        Shop daily = Shop.over(store(), PendingPromises::afterTwoWeeks);
        Shop never = Shop.over(new InMemoryStore(), PendingPromises::afterTwoWeeks);
        AccountId account = null;
        for (Shop shop : List.of(daily, never)) {
            CustomerId anna = shop.aCustomer("Anna");
            account = shop.loyalty().accounts().account(anna).id();
            shop.on("2026-01-10").buys(anna, "100.00");
            shop.on("2026-01-12").buys(anna, "7.00");
            for (int day = 13; day < 31 && shop == daily; day++) {
                shop.on("2026-01-" + day)
                        .loyalty()
                        .maintenance()
                        .run(shop.clock().instant());
            }
            shop.on("2026-03-01").buys(anna, "1.00");
        }
        AccountId anna = java.util.Objects.requireNonNull(account);
        // Who wrote what was due is another command; what was written is the same.
        assertThat(list(reader -> reader.ledger().postings(anna, 1, 50)))
                .usingRecursiveFieldByFieldElementComparatorOnFields(
                        "number", "kind", "amount", "after", "lots", "countsAt")
                .isEqualTo(never.store().reading(reader -> reader.ledger().postings(anna, 1, 50)));
        assertThat(list(reader -> reader.ledger().activations(anna, null, 50)))
                .extracting(Activation::lot, Activation::amount, Activation::countsAt)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, 100L, day("2026-01-24")),
                        org.assertj.core.groups.Tuple.tuple(2L, 7L, day("2026-01-26")));
        assertThat(daily.loyalty().audit().findings()).isEmpty();
        assertThat(never.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_confirmation_in_parts_makes_points_active_and_the_first_part_says_when_all_go() {
        Shop shop = Shop.over(store(), PendingPromises::onceConfirmed);
        CustomerId anna = shop.aCustomer("Anna");
        Purchase bought = shop.on("2026-01-10").buys(anna, "100.00");
        PendingChange some = PendingChange.confirm(CommandKey.of("arrived"), anna, bought.key())
                .only(Points.of(30));

        shop.on("2026-01-15");
        Settlement.Settled first = change(shop, some).orThrow();
        assertThat(change(shop, some).orThrow().replayed()).isTrue();
        assertThat(change(shop, some).orThrow().result()).isEqualTo(first.result());
        assertThatThrownBy(() -> change(shop, some.only(Points.of(31))))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("points"));
        assertThat(parts(shop, anna)).containsExactly(100L, 30L, 70L);
        shop.redeems(anna, 10);
        shop.on("2026-01-20");
        change(shop, PendingChange.confirm(shop.aKey(), anna, bought.key())).orThrow();

        assertThat(parts(shop, anna)).containsExactly(90L, 90L, 0L);
        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(new java.util.TreeMap<>(java.util.Map.of(date("2026-02-15"), Points.of(90))));
        assertThat(change(shop, PendingChange.confirm(shop.aKey(), anna, bought.key())))
                .isInstanceOfSatisfying(
                        Settlement.Refused.class, no -> assertThat(no.why()).isEqualTo(Refusal.NOT_PENDING));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void what_nobody_confirms_is_lost_in_time_and_what_is_cancelled_at_once() {
        Shop shop = Shop.over(store(), PendingPromises::onceConfirmed);
        CustomerId anna = shop.aCustomer("Anna");
        AccountId account = shop.loyalty().accounts().account(anna).id();
        shop.on("2026-01-10").buys(anna, "100.00");
        Purchase other = shop.buys(anna, "50.00");
        CommandKey gift = shop.aKey();
        shop.loyalty()
                .accounts()
                .give(Bonus.of(gift, anna, Points.of(8), "friend").pending(Pending.untilConfirmed()))
                .orThrow();

        Settlement.Settled cancelled = change(
                        shop,
                        PendingChange.cancel(shop.aKey(), anna, other.key()).only(Points.of(20)))
                .orThrow();
        assertThat(cancelled.reversed()).isEqualTo(Points.of(20));
        assertThat(parts(shop, anna)).containsExactly(138L, 0L, 138L);
        shop.on("2026-01-31");
        assertThat(parts(shop, anna)).containsExactly(8L, 0L, 8L);
        change(shop, PendingChange.confirmBonus(shop.aKey(), anna, gift)).orThrow();

        assertThat(parts(shop, anna)).containsExactly(8L, 8L, 0L);
        assertThat(kinds(account))
                .containsExactly(
                        Posting.Kind.EARN,
                        Posting.Kind.EARN,
                        Posting.Kind.BONUS,
                        Posting.Kind.CANCEL,
                        Posting.Kind.FORFEIT);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_return_takes_pending_points_of_its_purchase_first_then_its_active_ones_then_others_S31() {
        Shop shop = Shop.over(store(), PendingPromises::onceConfirmed);
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 25, "");
        Purchase bought = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("100.00")).quantity(4))
                .build();
        shop.on("2026-01-10").loyalty().till().record(bought).orThrow();
        change(shop, PendingChange.confirm(shop.aKey(), anna, bought.key()).only(Points.of(60)))
                .orThrow();
        shop.redeems(anna, 20);
        assertThat(parts(shop, anna)).containsExactly(105L, 65L, 40L);

        giveBack(shop, anna, bought, "1");
        assertThat(parts(shop, anna)).containsExactly(80L, 65L, 15L);
        giveBack(shop, anna, bought, "1");
        assertThat(parts(shop, anna)).containsExactly(55L, 55L, 0L);
        giveBack(shop, anna, bought, "2");
        assertThat(parts(shop, anna)).containsExactly(5L, 5L, 0L);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private static void giveBack(Shop shop, CustomerId anna, Purchase bought, String pieces) {
        shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, bought.key(), "1", new BigDecimal(pieces)))
                .orThrow();
    }

    @Test
    void a_return_finds_points_that_go_from_their_confirmation_behind_others_that_go_sooner() {
        Shop shop = Shop.over(store(), PendingPromises::onceConfirmed);
        CustomerId anna = shop.aCustomer("Anna");
        Purchase bought = shop.on("2026-01-10").buys(anna, "6.00");
        shop.gives(anna, 20, "2026-01-29");
        shop.gives(anna, 30, "2026-01-30");
        change(shop, PendingChange.confirm(shop.aKey(), anna, bought.key())).orThrow();

        giveBack(shop, anna, bought, "1");

        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(new java.util.TreeMap<>(
                        java.util.Map.of(date("2026-01-29"), Points.of(20), date("2026-01-30"), Points.of(30))));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_late_purchase_whose_wait_is_over_is_active_at_once_and_a_rule_may_say_otherwise() {
        Shop shop = Shop.over(
                store(),
                program -> afterTwoWeeks(program)
                        .with(org.loyalty4j.program.EarningRule.perPurchase("visit", 5))
                        .with(LotRules.none()
                                .with(Pending.until(PeriodEnd.startOfDay(Period.ofDays(14))))
                                .with("visit", Pending.nothing())));
        CustomerId anna = shop.aCustomer("Anna");
        AccountId account = shop.loyalty().accounts().account(anna).id();
        shop.on("2026-01-10").buys(anna, "10.00");
        assertThat(parts(shop, anna)).containsExactly(15L, 5L, 10L);
        Purchase late = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("20.00")))
                .happenedAt(day("2026-01-11"))
                .build();
        shop.on("2026-01-25").loyalty().till().record(late).orThrow();

        assertThat(parts(shop, anna)).containsExactly(40L, 40L, 0L);
        assertThat(shop.loyalty().accounts().balance(anna, day("2026-01-24")).pending())
                .isEqualTo(Points.of(20));
        assertThat(shop.loyalty()
                        .accounts()
                        .balance(anna, day("2026-01-24"), day("2026-01-24"))
                        .total())
                .isEqualTo(Points.of(15));
        assertThat(kinds(account))
                .containsExactly(Posting.Kind.EARN, Posting.Kind.EARN, Posting.Kind.EARN, Posting.Kind.EARN);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void pending_lots_are_opened_with_what_is_active_of_them_and_undone_with_their_transaction() {
        Shop shop = Shop.over(store(), PendingPromises::onceConfirmed);
        CustomerId anna = shop.aCustomer("Anna");
        AccountId account = shop.loyalty().accounts().account(anna).id();
        shop.on("2026-01-10");
        // Many lots that go earlier: what is active of the pending one is far behind them in burn order.
        for (int i = 0; i < 3; i++) {
            shop.gives(anna, 1, "2026-01-20");
        }
        Purchase bought = shop.buys(anna, "100.00");
        change(shop, PendingChange.confirm(shop.aKey(), anna, bought.key()).only(Points.of(30)))
                .orThrow();

        PendingLot lot = opened(opening(anna)).pending().get(0);
        assertThat(lot.remaining()).isEqualTo(70);
        assertThat(lot.begun()).isTrue();
        assertThat(lot.goneAt()).isEqualTo(day("2026-02-10"));
        assertThat(lot.forfeitAt()).isEqualTo(day("2026-01-31"));
        assertThat(opened(opening(anna)).lots().known())
                .extracting(known -> known.number())
                .contains(lot.number());
        assertThat(list(reader -> reader.ledger().pending(account))).containsExactly(lot);
        assertThat(list(reader -> reader.ledger().terms(account, lot.number(), 9)))
                .containsExactly(lot.terms());
        assertThat(list(reader -> reader.ledger().terms(account, lot.number() + 1, 9)))
                .isEmpty();
        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    tx.accounts()
                            .change(PendingChange.confirm(shop.aKey(), anna, bought.key()))
                            .orThrow();
                    throw new IllegalStateException("the host's own trouble");
                }))
                .hasMessageContaining("own trouble");

        assertThat(list(reader -> reader.ledger().pending(account))).containsExactly(lot);
        List<Activation> all = list(reader -> reader.ledger().activations(account, null, 9));
        assertThat(all).hasSize(1);
        assertThat(list(reader -> reader.ledger().activations(account, all.get(0), 9)))
                .isEmpty();
        assertThat(parts(shop, anna)).containsExactly(103L, 33L, 70L);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
