package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** Worked scenarios of what a purchase earns, and until when; each test carries its number. */
public abstract class GoldenEarningCases extends OverAnyStore {

    private long earns(Purse purse, String amount, EarningRule... rules) {
        Shop shop = shop(program -> {
            var changed = program.withoutRules().with(purse);
            for (EarningRule rule : rules) {
                changed = changed.with(rule);
            }
            return changed;
        });
        return buys(shop, shop.aCustomer("Anna"), PurchaseLine.goods("1", euro(amount)))
                .earned()
                .minor();
    }

    @Test
    void s01_one_point_per_ten_of_105_is_10() {
        assertThat(earns(Purse.POINTS, "105.00", EarningRule.perStep("base", 1, euro("10.00"))))
                .isEqualTo(10);
    }

    @Test
    void s02_a_multiplier_is_exact_and_the_fraction_is_dropped() {
        EarningRule half = EarningRule.multiplier("half more", Ratio.of("1.5"));

        assertThat(earns(Purse.POINTS, "1.00", EarningRule.perPurchase("base", 4), half))
                .isEqualTo(6);
        assertThat(earns(Purse.POINTS, "1.00", EarningRule.perPurchase("base", 3), half))
                .isEqualTo(4);
    }

    @Test
    void s03_rates_are_exact_and_the_purse_says_where_they_are_cut() {
        EarningRule low = EarningRule.perAmount("base", Ratio.of("1.2"), euro("1.00"));

        assertThat(earns(Purse.POINTS, "10.00", EarningRule.perAmount("base", Ratio.of("1.7"), euro("1.00"))))
                .isEqualTo(17);
        assertThat(earns(Purse.POINTS, "4.15", low)).isEqualTo(4);
        assertThat(earns(new Purse("points", "points", 2), "4.15", low)).isEqualTo(498);
    }

    private Instant gone(String zone, String earnedOn, PeriodEnd expiry) {
        Shop shop = shopOn(earnedOn, zone, program -> program.expiring(expiry));
        Settlement.Settled settled = buys(shop, shop.aCustomer("Anna"), PurchaseLine.goods("1", euro("10.00")));
        return settled.postings().get(0).lots().get(0).expiresAt().orElseThrow();
    }

    @Test
    void s04_a_year_to_the_end_of_the_month_ends_at_midnight_of_the_program_zone() {
        assertThat(gone("Europe/Berlin", "2020-07-06", PeriodEnd.endOfMonth(Period.ofMonths(12))))
                .isEqualTo(Instant.parse("2021-07-31T22:00:00Z"));
    }

    @Test
    void s05_a_month_from_the_31st_ends_with_february_and_no_months_with_the_day() {
        assertThat(gone("UTC", "2021-01-31", PeriodEnd.endOfDay(Period.ofMonths(1))))
                .isEqualTo(day("2021-03-01"));
        assertThat(gone("UTC", "2021-01-31", PeriodEnd.endOfDay(Period.ZERO))).isEqualTo(day("2021-02-01"));
    }

    @Test
    void s06_six_months_to_the_end_of_the_month() {
        assertThat(gone("UTC", "2020-12-15", PeriodEnd.endOfMonth(Period.ofMonths(6))))
                .isEqualTo(day("2021-07-01"));
    }

    @Test
    void s16_decimal_sums_are_exact() {
        Purse hundredths = new Purse("points", "points", 2);
        Shop shop = shop(program -> program.with(hundredths));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 26739, "");
        shop.gives(anna, 89, "");

        assertThat(euro("267.39").plus(euro("0.89"))).isEqualTo(euro("268.28"));
        assertThat(hundredths.decimal(shop.loyalty().accounts().balance(anna).available()))
                .isEqualTo(new BigDecimal("268.28"));
    }

    @Test
    void s17_cash_rounding_does_not_touch_points() {
        Shop shop = shop(program -> program.withoutRules().with(EarningRule.perPurchase("order", 1)));
        Purchase purchase = shop.aPurchase(shop.aCustomer("Anna"))
                .line(PurchaseLine.goods("1", euro("12.34")))
                .rounding(euro("-2.34"))
                .total(euro("10.00"))
                .build();

        assertThat(record(shop, purchase).earned()).isEqualTo(Points.of(1));
    }

    @Test
    void s21_two_new_customers_one_above_and_one_below_the_least_amount() {
        EarningRule rule = EarningRule.perStep("base", 1, euro("1000.00")).from(euro("100000.00"));

        assertThat(earns(Purse.POINTS, "196000.00", rule)).isEqualTo(196);
        assertThat(earns(Purse.POINTS, "20000.00", rule)).isZero();
    }

    @Test
    void s24_an_order_delivered_twice_earns_once_and_another_amount_is_a_conflict() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Settlement.Settled first = record(shop, Purchase.of("order", anna, euro("10.00")));

        Settlement.Settled second = record(shop, Purchase.of("order", anna, euro("10.00")));

        assertThat(second.command()).isEqualTo(first.command());
        assertThat(second.result()).isEqualTo(first.result());
        assertThatThrownBy(() -> record(shop, Purchase.of("order", anna, euro("11.00"))))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("total"));
        assertThat(shop.available(anna)).isEqualTo(10);
    }

    @Test
    void s27_a_gift_card_earns_nothing_when_it_is_bought() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");

        assertThat(buys(shop, anna, PurchaseLine.of("1", LineKind.GIFT_CARD, euro("50.00")))
                        .earned())
                .isEqualTo(Points.NONE);
    }

    @Test
    void s47_a_sale_of_yesterday_sent_after_todays_expiry_leaves_todays_allocations_alone() {
        Shop shop = shop(program -> program.expiring(PeriodEnd.endOfDay(Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "10.00");
        shop.on("2026-02-01").loyalty().maintenance().run(day("2026-02-01"));
        List<Posting> before = postings(shop, anna);
        assertThat(before).extracting(Posting::kind).containsExactly(Posting.Kind.EARN, Posting.Kind.EXPIRE);

        Instant yesterday = day("2026-01-31").plusSeconds(3600);
        buysAt(shop, anna, "20.00", yesterday);

        List<Posting> after = postings(shop, anna);
        assertThat(after.subList(0, 2)).isEqualTo(before);
        assertThat(after.get(2).countsAt()).isEqualTo(yesterday);
        assertThat(after.get(2).lots().get(0).earnedAt()).isEqualTo(yesterday);
        assertThat(after.get(2).lots().get(0).expiresAt()).contains(day("2026-03-03"));
        assertThat(shop.available(anna)).isEqualTo(20);
    }

    @Test
    void decision_08_a_late_sale_opens_a_lot_with_its_true_dates_which_may_expire_in_the_same_step() {
        Shop shop = shop(program -> program.expiring(PeriodEnd.endOfDay(Period.ofDays(9))));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase late = shop.on("2026-03-01")
                .aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("20.00")))
                .happenedAt(day("2026-01-02"))
                .build();

        Settlement.Settled settled = record(shop, late);

        assertThat(settled.postings())
                .extracting(Posting::kind, Posting::amount, Posting::countsAt)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Posting.Kind.EARN, 20L, day("2026-01-02")),
                        org.assertj.core.groups.Tuple.tuple(Posting.Kind.EXPIRE, -20L, day("2026-01-12")));
        assertThat(settled.result().expired()).isEqualTo(20);
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void decision_09_points_are_rounded_once_for_the_whole_purchase() {
        Shop shop =
                shop(program -> program.withoutRules().with(EarningRule.perAmount("base", Ratio.ONE, euro("1.00"))));
        CustomerId anna = shop.aCustomer("Anna");

        Settlement.Settled settled =
                buys(shop, anna, PurchaseLine.goods("1", euro("0.60")), PurchaseLine.goods("2", euro("0.60")));

        assertThat(settled.earned()).isEqualTo(Points.of(1));
    }
}
