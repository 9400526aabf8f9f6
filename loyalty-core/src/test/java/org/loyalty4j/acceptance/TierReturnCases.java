package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierInterval;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierPolicy.Returns;

/** Tiers when goods come back that they were reached with. */
public abstract class TierReturnCases extends OverAnyStore {

    private static TierLadder ladder(Returns returns) {
        return new TierLadder(
                List.of(
                        Tier.of("Green", 0),
                        new Tier("Silver", 10_000, Ratio.of(2)),
                        new Tier("Gold", 50_000, Ratio.of(3)).keptForEver()),
                Metric.SPEND,
                Window.rolling(Period.ofYears(1)),
                PeriodEnd.startOfDay(Period.ofYears(1)),
                Downgrade.FULL,
                Period.ZERO,
                TierPolicy.USUAL.returning(returns));
    }

    private Shop recomputing() {
        return shopOn("2026-03-01", program -> program.with(ladder(Returns.RECOMPUTE)));
    }

    private static Settlement.Settled back(Shop shop, Purchase purchase, String line) {
        return shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), purchase.customer(), purchase.key(), line, BigDecimal.ONE))
                .orThrow();
    }

    private static Purchase buys(Shop shop, CustomerId customer, String... amounts) {
        var receipt = Purchase.of(shop.aKey(), customer);
        for (int i = 0; i < amounts.length; i++) {
            receipt.line(PurchaseLine.goods(Integer.toString(i + 1), Shop.euro(amounts[i])));
        }
        Purchase purchase = receipt.build();
        shop.loyalty().till().record(purchase).orThrow();
        return purchase;
    }

    private static void isSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void with_what_reached_it_a_tier_goes_at_once_even_one_that_is_never_lost() {
        Shop shop = recomputing();
        CustomerId anna = shop.aCustomer("Anna");
        buys(shop, anna, "60.00");
        Purchase large = buys(shop.on("2026-04-01"), anna, "60.00", "400.00");
        assertThat(tier(shop, anna)).isEqualTo("Gold");
        assertThat(earnedBy(shop.on("2026-04-02"), anna, "10.00")).isEqualTo(30);

        Settlement.Settled answer = back(shop, large, "2");

        assertThat(answer.movedFrom()).contains(LocalDate.parse("2026-04-01"));
        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-04-01"));
        assertThat(earnedBy(shop, anna, "10.00")).isEqualTo(20);
        isSound(shop);
        back(shop, large, "1");
        assertThat(tier(shop, anna)).isEqualTo("Green");
        assertThat(shop.loyalty().accounts().tierHistory(anna))
                .noneMatch(time -> time.tier().equals("Gold"));
        isSound(shop);
    }

    private static long earnedBy(Shop shop, CustomerId customer, String amount) {
        return buys(shop, customer, PurchaseLine.goods("1", Shop.euro(amount)))
                .result()
                .earned();
    }

    @Test
    void by_the_usual_policy_the_tier_stays_until_its_time_is_over() {
        Shop shop = shopOn("2026-03-01", program -> program.with(ladder(Returns.KEEP)));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = buys(shop, anna, "120.00");

        assertThat(back(shop, purchase, "1").movedFrom()).isEmpty();

        assertThat(tier(shop.on("2027-02-28"), anna)).isEqualTo("Silver");
        assertThat(tier(shop.on("2027-03-01"), anna)).isEqualTo("Green");
        isSound(shop);
    }

    @Test
    void what_a_purchase_had_prolonged_is_no_longer_than_before_it() {
        Shop shop = recomputing();
        CustomerId anna = shop.aCustomer("Anna");
        buys(shop, anna, "120.00");
        Purchase again = buys(shop.on("2026-09-01"), anna, "5.00");
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-08-31"));

        Settlement.Settled answer = back(shop, again, "1");

        assertThat(answer.movedFrom()).contains(LocalDate.parse("2026-09-01"));
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-02-28"));
        assertThat(shop.loyalty().accounts().tierHistory(anna)).hasSize(1);
        isSound(shop);
    }

    @Test
    void a_tier_that_a_later_purchase_reaches_as_well_begins_with_that_one() {
        Shop shop = recomputing();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = buys(shop, anna, "120.00");
        buys(shop.on("2026-05-01"), anna, "70.00");
        buys(shop.on("2026-06-01"), anna, "40.00");

        back(shop.on("2026-07-01"), first, "1");

        assertThat(tier(shop, anna)).isEqualTo("Silver");
        List<TierInterval> history = shop.loyalty().accounts().tierHistory(anna);
        TierInterval last = history.get(history.size() - 1);
        assertThat(last.tier()).isEqualTo("Silver");
        assertThat(LocalDate.ofInstant(last.from(), ZoneOffset.UTC)).isEqualTo("2026-06-01");
        assertThat(last.evidence()).isEqualTo(11_000);
        isSound(shop);
    }

    @Test
    void a_voided_purchase_leaves_the_standing_of_one_who_never_made_it() {
        Shop shop = recomputing();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        buys(shop, anna, "110.00");
        buys(shop, ben, "110.00");
        Purchase large = buys(shop.on("2026-08-01"), anna, "700.00");
        buys(shop.on("2026-08-02"), anna, "20.00");
        buys(shop, ben, "20.00");

        shop.loyalty()
                .till()
                .voidPurchase(PurchaseVoid.of(shop.aKey(), anna, large.key()))
                .orThrow();

        assertThat(standing(shop, anna)).isEqualTo(standing(shop, ben));
        assertThat(standing(shop.on("2027-08-01"), anna)).isEqualTo(standing(shop, ben));
        isSound(shop);
    }

    @Test
    void on_one_receipt_what_comes_back_counts_before_what_is_bought() {
        Shop shop = recomputing();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = buys(shop, anna, "120.00");
        Purchase other = Purchase.of(shop.aKey(), anna)
                .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                .build();

        Settlement.Settled answer = shop.loyalty()
                .till()
                .checkout(Checkout.of(other).returning(Return.ofAll(shop.aKey(), anna, first.key())))
                .orThrow();

        assertThat(answer.result().earned()).isEqualTo(10);
        assertThat(tier(shop, anna)).isEqualTo("Green");
        isSound(shop);
    }

    @Test
    void what_comes_back_takes_nothing_away_that_it_did_not_help_to_reach() {
        Shop shop = recomputing();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase small = buys(shop, anna, "5.00");
        shop.clock().set(day("2026-03-05").plus(Duration.ofHours(10)));
        buys(shop, anna, "120.00");
        LoyaltyProgram now =
                shop.loyalty().programs().history().atOrFirst(shop.clock().instant());
        TierLadder ladder = ladder(Returns.RECOMPUTE);
        shop.loyalty()
                .programs()
                .publish(now.nextVersion(day("2026-03-05").plus(Duration.ofHours(12)))
                        .with(new TierLadder(
                                List.of(Tier.of("Green", 0), Tier.of("Silver", 30_000)),
                                ladder.metric(),
                                ladder.window(),
                                ladder.validity(),
                                ladder.downgrade(),
                                ladder.grace(),
                                ladder.policy())));
        buys(shop.on("2026-03-06"), anna, "1.00");

        Settlement.Settled answer = back(shop, small, "1");

        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(answer.movedFrom()).isEmpty();
        isSound(shop);
    }

    @Test
    void what_was_kept_by_another_policy_stays_when_something_else_comes_back() {
        Shop shop = shopOn("2026-03-01", program -> program.with(ladder(Returns.KEEP)));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase small = buys(shop, anna, "5.00");
        Purchase large = buys(shop, anna, "120.00");
        back(shop.on("2026-03-02"), large, "1");
        LoyaltyProgram now =
                shop.loyalty().programs().history().atOrFirst(shop.clock().instant());
        shop.loyalty().programs().publish(now.nextVersion(day("2026-03-03")).with(ladder(Returns.RECOMPUTE)));

        back(shop.on("2026-03-04"), small, "1");

        assertThat(tier(shop, anna)).isEqualTo("Silver");
        isSound(shop);
    }

    @Test
    void tiers_that_were_reached_one_after_the_other_on_a_day_stay_as_they_were() {
        Shop shop = recomputing();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase small = buys(shop, anna, "5.00");
        shop.clock().set(day("2026-03-05").plus(Duration.ofHours(10)));
        buys(shop, anna, "120.00");
        shop.clock().set(day("2026-03-05").plus(Duration.ofHours(15)));
        Purchase large = buys(shop, anna, "500.00");
        List<TierInterval> before = shop.loyalty().accounts().tierHistory(anna);

        Settlement.Settled answer = back(shop.on("2026-03-06"), small, "1");

        assertThat(answer.movedRevision()).isZero();
        assertThat(shop.loyalty().accounts().tierHistory(anna)).isEqualTo(before);
        back(shop, large, "1");
        TierInterval only = shop.loyalty().accounts().tierHistory(anna).get(0);
        assertThat(only.tier()).isEqualTo("Silver");
        assertThat(only.from()).isEqualTo(day("2026-03-05").plus(Duration.ofHours(10)));
        isSound(shop);
    }

    @Test
    void the_first_date_that_moved_is_told_and_not_that_of_the_purchase() {
        Shop shop = recomputing();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase small = buys(shop, anna, "5.00");
        buys(shop.on("2026-03-05"), anna, "96.00");
        assertThat(tier(shop, anna)).isEqualTo("Silver");

        assertThat(back(shop, small, "1").movedFrom()).contains(LocalDate.parse("2026-03-05"));

        assertThat(tier(shop, anna)).isEqualTo("Green");
        isSound(shop);
    }

    @Test
    void a_tier_that_was_given_by_hand_stays_and_a_version_that_says_otherwise_counts_from_its_day() {
        Shop shop = shopOn("2026-03-01", program -> program.with(ladder(Returns.KEEP)));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase one = buys(shop, anna, "60.00", "60.00");
        LoyaltyProgram now =
                shop.loyalty().programs().history().atOrFirst(shop.clock().instant());
        shop.loyalty().programs().publish(now.nextVersion(day("2026-04-01")).with(ladder(Returns.RECOMPUTE)));
        back(shop, one, "1");
        assertThat(tier(shop, anna)).isEqualTo("Silver");

        shop.on("2026-04-02");
        shop.loyalty()
                .accounts()
                .give(TierOverride.of(shop.aKey(), anna, "Gold", "a favour", DeskCalls.CLERK))
                .orThrow();
        back(shop, one, "2");

        assertThat(tier(shop, anna)).isEqualTo("Gold");
        isSound(shop);
    }
}
