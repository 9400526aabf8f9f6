package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;

/** What the library promises over every store about points that a tier gives to who reaches it. */
abstract class EntryPromises extends PursePromises {

    private static final Actor BOSS = new Actor("boss");

    private static UnaryOperator<LoyaltyProgram> welcoming(Counter.Period per, TierPolicy policy) {
        return program -> program.with(new TierLadder(
                        List.of(
                                Tier.of("Green", 0),
                                Tier.of("Silver", 10_000).entering(Points.of(50), per),
                                Tier.of("Gold", 50_000).entering(Points.of(500), per)),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.of(TierLadder.Window.Kind.CALENDAR_MONTH),
                        PeriodEnd.startOfDay(Period.ofMonths(1)),
                        TierLadder.Downgrade.FULL,
                        Period.ZERO,
                        policy))
                .expiring(PeriodEnd.startOfDay(Period.ofMonths(12)))
                .with(LotRules.none()
                        .withTier("Gold", LotRules.Expiry.after(PeriodEnd.startOfDay(Period.ofMonths(2)))));
    }

    private Shop welcoming(Counter.Period per) {
        return Shop.over(store(), welcoming(per, TierPolicy.USUAL));
    }

    private static List<Posting> given(Shop shop, CustomerId customer) {
        return shop
                .store()
                .reading(reader -> reader.ledger().postings(new AccountId(customer, "points"), 1, 1000))
                .stream()
                .filter(posting -> posting.kind() == Posting.Kind.ENTRY)
                .toList();
    }

    private static void isSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_purchase_that_reaches_a_tier_gets_its_points_and_says_what_for() {
        Shop shop = welcoming(Counter.Period.YEAR);
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("600.00")))
                .build();
        Settlement quoted = shop.loyalty().till().quote(Checkout.of(purchase));
        Settlement.Settled settled = shop.loyalty().till().record(purchase).orThrow();

        assertThat(settled.earned()).isEqualTo(Points.of(1100));
        assertThat(quoted.orThrow().earned()).isEqualTo(Points.of(1100));
        assertThat(settled.postings()).extracting(Posting::kind).containsExactly(Posting.Kind.EARN, Posting.Kind.ENTRY);
        Posting entry = settled.postings().get(1);
        assertThat(entry.attributions()).containsExactly(new Attribution(null, "entry:Gold", 500, 500));
        assertThat(shop.loyalty().accounts().explain(anna, entry.number()).expiry())
                .contains(new LotTerms.Source(LotTerms.Level.TIER, "Gold"));
        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(Map.of(
                        LocalDate.parse("2026-03-01"), Points.of(500), LocalDate.parse("2027-01-01"), Points.of(600)));
        Settlement.Settled again = shop.loyalty().till().record(purchase).orThrow();
        assertThat(again.replayed()).isTrue();
        assertThat(again.postings()).isEqualTo(settled.postings());
        assertThat(shop.loyalty().audit().issued()).hasToString("1100");
        isSound(shop);
    }

    @Test
    void a_tier_that_is_lost_and_reached_again_gives_once_in_each_period_S_64() {
        Shop shop = welcoming(Counter.Period.YEAR);
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "120.00");
        shop.on("2026-06-01").buys(anna, "130.00");
        assertThat(given(shop, anna)).extracting(Posting::amount).containsExactly(50L);
        shop.on("2027-01-01").buys(anna, "140.00");
        assertThat(given(shop, anna)).extracting(Posting::amount).containsExactly(50L, 50L);
        shop.on("2027-01-20").buys(anna, "500.00");
        shop.on("2027-08-20").buys(anna, "500.00");
        assertThat(given(shop, anna)).extracting(Posting::amount).containsExactly(50L, 50L, 500L);
        isSound(shop);
    }

    @Test
    void a_lifetime_gives_once_and_a_tier_that_only_holds_on_gives_nothing() {
        Shop shop = welcoming(Counter.Period.LIFETIME);
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "120.00");
        shop.on("2026-01-20").buys(anna, "120.00");
        shop.on("2026-02-10").buys(anna, "120.00");
        shop.on("2028-02-10").buys(anna, "120.00");
        assertThat(given(shop, anna)).extracting(Posting::amount).containsExactly(50L);
        isSound(shop);
    }

    @Test
    void a_return_keeps_the_points_and_reaching_the_tier_again_gives_no_more() {
        Shop shop = Shop.over(
                store(), welcoming(Counter.Period.YEAR, TierPolicy.USUAL.returning(TierPolicy.Returns.RECOMPUTE)));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "120.00");
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()))
                .orThrow();
        assertThat(shop.loyalty().accounts().standing(anna).tier()).isEqualTo("Green");
        assertThat(shop.available(anna)).isEqualTo(50);
        shop.on("2026-01-05").buys(anna, "120.00");
        assertThat(shop.loyalty().accounts().standing(anna).tier()).isEqualTo("Silver");
        assertThat(given(shop, anna)).extracting(Posting::amount).containsExactly(50L);
        isSound(shop);
    }

    private Shop clawingBack(Counter.Period per, TierPolicy.Upgrade upgrade, UnaryOperator<LoyaltyProgram> more) {
        UnaryOperator<LoyaltyProgram> welcoming = welcoming(
                per, TierPolicy.USUAL.returning(TierPolicy.Returns.CLAW_BACK).beginning(upgrade));
        return Shop.over(store(), program -> more.apply(welcoming.apply(program)));
    }

    private Shop clawingBack() {
        return clawingBack(Counter.Period.YEAR, TierPolicy.Upgrade.NOW, UnaryOperator.identity());
    }

    private static Settlement.Settled returns(Shop shop, CustomerId customer, Purchase purchase) {
        return shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), customer, purchase.key()))
                .orThrow();
    }

    @Test
    void a_return_takes_back_what_a_tier_gave_that_was_never_reached_without_it() {
        Shop shop = clawingBack();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "600.00");
        Return all = Return.ofAll(shop.aKey(), anna, purchase.key());
        assertThat(shop.available(anna)).isEqualTo(1100);
        assertThat(shop.loyalty().till().quote(all).orThrow().result().reversed())
                .isEqualTo(1100);
        Settlement.Settled settled = shop.loyalty().till().giveBack(all).orThrow();
        assertThat(settled.result().reversed()).isEqualTo(1100);
        assertThat(settled.postings())
                .extracting(Posting::kind, Posting::amount)
                .containsExactly(tuple(Posting.Kind.REVERSE, -600L), tuple(Posting.Kind.REVERSE, -500L));
        assertThat(settled.postings().get(1).attributions())
                .containsExactly(new Attribution(null, "entry:Gold", -500, -500));
        assertThat(shop.available(anna)).isZero();
        assertThat(shop.loyalty().till().giveBack(all).orThrow().postings()).isEqualTo(settled.postings());
        isSound(shop);
        shop.on("2026-01-05").buys(anna, "600.00");
        assertThat(given(shop, anna)).extracting(Posting::amount).containsExactly(500L, 500L);
        assertThat(shop.available(anna)).isEqualTo(1100);
        isSound(shop);
    }

    @Test
    void what_a_tier_gave_stays_where_other_purchases_reach_it_too() {
        Shop shop = clawingBack();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = shop.buys(anna, "600.00");
        Purchase second = shop.on("2026-01-10").buys(anna, "600.00");
        returns(shop, anna, first);
        assertThat(shop.available(anna)).isEqualTo(1100);
        isSound(shop);
        returns(shop, anna, second);
        assertThat(shop.available(anna)).isZero();
        assertThat(shop.loyalty().accounts().standing(anna).tier()).isEqualTo("Green");
        isSound(shop);
    }

    @Test
    void who_is_left_with_a_lower_tier_gets_what_that_one_gives() {
        Shop shop = clawingBack();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("400.00")))
                .line(PurchaseLine.goods("2", euro("200.00")))
                .build();
        shop.loyalty().till().record(purchase).orThrow();
        assertThat(shop.available(anna)).isEqualTo(1100);
        shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, purchase.key(), "1", BigDecimal.ONE))
                .orThrow();
        assertThat(shop.loyalty().accounts().standing(anna).tier()).isEqualTo("Silver");
        assertThat(shop.available(anna)).isEqualTo(250);
        isSound(shop);
        shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, purchase.key(), "2", BigDecimal.ONE))
                .orThrow();
        assertThat(shop.available(anna)).isZero();
        isSound(shop);
    }

    @Test
    void what_was_used_of_it_is_taken_from_other_points_and_the_rest_is_missing() {
        usedUp(clawingBack(), 220, 880, 0);
    }

    @Test
    void what_was_used_of_it_is_owed_where_the_program_allows_it() {
        Shop owing = clawingBack(
                Counter.Period.YEAR,
                TierPolicy.Upgrade.NOW,
                program ->
                        program.with(ShortageRules.standard().returning(ShortageRules.Rule.allow(Points.of(10_000)))));
        usedUp(owing, 1100, 0, 880);
    }

    private static void usedUp(Shop shop, long reversed, long shortfall, long debt) {
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "600.00");
        shop.redeems(anna, 900);
        shop.on("2026-01-05").buys(anna, "20.00");
        Settlement.Settled settled = returns(shop, anna, purchase);
        assertThat(settled.result().reversed()).isEqualTo(reversed);
        assertThat(settled.result().shortfall()).isEqualTo(shortfall);
        assertThat(shop.loyalty().accounts().balance(anna).debt()).isEqualTo(Points.of(debt));
        isSound(shop);
        shop.on("2026-01-06").buys(anna, "600.00");
        assertThat(shop.available(anna)).isEqualTo(1100 - debt);
        isSound(shop);
    }

    @Test
    void what_has_expired_of_it_is_not_taken_again() {
        Shop shop = clawingBack();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "600.00");
        shop.redeems(anna, 100);
        shop.on("2026-03-02").redeems(anna, 1);
        Settlement.Settled settled = returns(shop, anna, purchase);
        assertThat(settled.result().lapsed()).isEqualTo(400);
        assertThat(settled.result().reversed()).isEqualTo(599);
        assertThat(settled.result().shortfall()).isEqualTo(101);
        isSound(shop);
    }

    @Test
    void what_is_given_and_lost_by_one_return_ends_as_if_the_two_came_apart() {
        Shop shop = clawingBack(Counter.Period.YEAR, TierPolicy.Upgrade.NEXT_PERIOD, UnaryOperator.identity());
        CustomerId together = shop.aCustomer("Anna");
        CustomerId apart = shop.aCustomer("Bert");
        Purchase annas = shop.buys(together, "600.00");
        Purchase berts = shop.buys(apart, "600.00");
        shop.on("2026-02-03").redeems(apart, 1);
        assertThat(shop.available(apart)).isEqualTo(1099);
        Settlement.Settled settled = returns(shop, together, annas);
        assertThat(given(shop, together)).hasSize(1);
        assertThat(settled.result().reversed()).isEqualTo(1100);
        returns(shop, apart, berts);
        assertThat(shop.available(together)).isZero();
        assertThat(shop.available(apart)).isZero();
        isSound(shop);
    }

    @Test
    void an_exchange_loses_what_a_tier_gave_and_gets_it_again() {
        Shop shop = clawingBack();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase bought = shop.buys(anna, "600.00");
        Purchase instead = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("700.00")))
                .build();
        Settlement.Settled settled = shop.loyalty()
                .till()
                .checkout(Checkout.of(instead).returning(Return.ofAll(shop.aKey(), anna, bought.key())))
                .orThrow();
        assertThat(settled.result().reversed()).isEqualTo(1100);
        assertThat(shop.available(anna)).isEqualTo(1200);
        isSound(shop);
        shop.loyalty()
                .till()
                .voidPurchase(PurchaseVoid.of(shop.aKey(), anna, instead.key()).by(BOSS, "wrong"))
                .orThrow();
        assertThat(shop.available(anna)).isZero();
        isSound(shop);
    }

    @Test
    void a_return_that_may_not_fall_short_is_refused_and_nothing_is_lost() {
        Shop shop = clawingBack(
                Counter.Period.YEAR,
                TierPolicy.Upgrade.NOW,
                program -> program.with(ShortageRules.standard().returning(ShortageRules.Rule.forbid())));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "600.00");
        shop.redeems(anna, 1);
        Settlement.Refused refused =
                (Settlement.Refused) shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()));
        assertThat(refused.why()).isEqualTo(Refusal.TOO_FEW_POINTS);
        assertThat(shop.available(anna)).isEqualTo(1099);
        shop.buys(anna, "1.00");
        returns(shop, anna, purchase);
        assertThat(shop.available(anna)).isZero();
        isSound(shop);
    }

    @Test
    void a_late_purchase_gives_what_is_reached_now_and_nothing_for_what_is_over() {
        Shop shop = welcoming(Counter.Period.YEAR);
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bert = shop.aCustomer("Bert");
        shop.on("2026-04-10").buys(anna, "60.00");
        shop.on("2026-04-20");
        shop.loyalty()
                .till()
                .record(shop.aPurchase(anna)
                        .line(PurchaseLine.goods("1", euro("60.00")))
                        .happenedAt(day("2026-04-09"))
                        .build())
                .orThrow();
        shop.loyalty()
                .till()
                .record(shop.aPurchase(bert)
                        .line(PurchaseLine.goods("1", euro("10.00")))
                        .build())
                .orThrow();
        shop.loyalty()
                .till()
                .record(shop.aPurchase(bert)
                        .line(PurchaseLine.goods("1", euro("120.00")))
                        .happenedAt(day("2026-02-01"))
                        .build())
                .orThrow();

        assertThat(given(shop, anna)).extracting(Posting::countsAt).containsExactly(day("2026-04-20"));
        assertThat(given(shop, bert)).isEmpty();
        isSound(shop);
    }

    @Test
    void a_tier_given_by_hand_gives_no_points() {
        Shop shop = welcoming(Counter.Period.YEAR);
        CustomerId anna = shop.aCustomer("Anna");
        shop.loyalty()
                .accounts()
                .give(TierOverride.of(CommandKey.of("letter"), anna, "Gold", "asked", BOSS)
                        .until(day("2026-01-10")))
                .orThrow();
        assertThat(given(shop, anna)).isEmpty();
        shop.buys(anna, "120.00");
        Posting silver = given(shop, anna).get(0);
        assertThat(silver.amount()).isEqualTo(50);
        assertThat(silver.lots().get(0).goneAt()).isEqualTo(day("2026-03-01"));
        isSound(shop);
    }

    @Test
    void what_begins_with_the_next_period_gives_its_points_then_whoever_comes_by() {
        Shop shop = Shop.over(
                store(), welcoming(Counter.Period.YEAR, TierPolicy.USUAL.beginning(TierPolicy.Upgrade.NEXT_PERIOD)));
        CustomerId daily = shop.aCustomer("Anna");
        CustomerId late = shop.aCustomer("Bert");
        CustomerId bought = shop.aCustomer("Cleo");
        List.of(daily, late, bought).forEach(customer -> shop.buys(customer, "600.00"));
        assertThat(given(shop, daily)).isEmpty();
        shop.on("2026-02-01").loyalty().maintenance().run(day("2026-02-01"));
        assertThat(given(shop, daily)).hasSize(1);
        shop.loyalty().maintenance().run(day("2026-02-01"));
        shop.on("2026-02-20").buys(late, "1.00");
        shop.redeems(bought, 1);
        for (CustomerId customer : List.of(daily, late, bought)) {
            assertThat(given(shop, customer)).extracting(Posting::amount).containsExactly(500L);
            assertThat(given(shop, customer)).extracting(Posting::number).containsExactly(2L);
            assertThat(given(shop, customer)).extracting(Posting::countsAt).containsExactly(day("2026-02-01"));
        }
        isSound(shop);
    }

    @Test
    void a_balance_tells_what_a_tier_gave_whether_or_not_anybody_wrote_it() {
        Shop shop = Shop.over(
                store(), welcoming(Counter.Period.YEAR, TierPolicy.USUAL.beginning(TierPolicy.Upgrade.NEXT_PERIOD)));
        CustomerId late = shop.aCustomer("Anna");
        CustomerId daily = shop.aCustomer("Bert");
        shop.buys(late, "600.00");
        shop.buys(daily, "600.00");
        for (String date : List.of("2026-02-01", "2026-02-11", "2026-03-31", "2026-04-01")) {
            shop.on(date).buys(daily, "0.00");
            assertThat(given(shop, late)).isEmpty();
            assertThat(shop.available(late)).as(date).isEqualTo(shop.available(daily));
            assertThat(shop.loyalty().accounts().expirySchedule(late))
                    .as(date)
                    .isEqualTo(shop.loyalty().accounts().expirySchedule(daily));
            assertThat(shop.loyalty().accounts().balance(late, day("2026-02-05")))
                    .isEqualTo(shop.loyalty().accounts().balance(daily, day("2026-02-05")));
        }
        shop.on("2026-04-05").buys(late, "1.00");
        assertThat(given(shop, late)).extracting(Posting::countsAt).containsExactly(day("2026-02-01"));
        assertThat(shop.available(late)).isEqualTo(601);
        for (String known : List.of("2026-01-31", "2026-02-03", "2026-04-02")) {
            assertThat(shop.loyalty().accounts().balance(late, day("2026-02-02"), day(known)))
                    .as(known)
                    .isEqualTo(shop.loyalty().accounts().balance(daily, day("2026-02-02"), day(known)));
        }
        isSound(shop);
    }
}
