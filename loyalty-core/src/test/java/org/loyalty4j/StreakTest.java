package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Counter.Period;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.Turn;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;

/** Rules about the purchase that completes a streak of periods with a purchase in each. */
class StreakTest {

    private final List<Purchase> purchases = new ArrayList<>();

    private static Shop shop(int periods, Period period) {
        return Shop.open(
                program -> program.with(EarningRule.perPurchase("streak", 1000).at(Turn.streak(periods, period))));
    }

    /** Says whether a purchase of 10 euros on a date, told now, completes a streak. */
    private boolean completes(Shop shop, CustomerId customer, String date) {
        Purchase purchase = shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                .happenedAt(LocalDate.parse(date).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC))
                .build();
        purchases.add(purchase);
        long earned = shop.loyalty().till().record(purchase).orThrow().earned().minor();
        assertThat(earned).isIn(10L, 1010L);
        return earned > 10;
    }

    private static void assertSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void four_weeks_one_after_the_other_complete_a_streak_over_new_year_and_the_next_begins_anew() {
        Shop shop = shop(4, Period.WEEK).on("2028-01-01");
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2029-03-01");
        List<Boolean> completed = new ArrayList<>();
        for (String date : List.of(
                "2028-12-10", // a Sunday
                "2028-12-11",
                "2028-12-12",
                "2028-12-24",
                "2028-12-31", // the fourth week
                "2029-01-01", // a Monday
                "2029-01-08",
                "2029-01-15",
                "2029-01-28",
                "2029-01-29")) {
            completed.add(completes(shop, anna, date));
        }
        assertThat(completed).containsExactly(false, false, false, false, true, false, false, false, true, false);
        assertSound(shop);
    }

    @Test
    void a_streak_is_completed_by_the_first_purchase_of_its_last_period_and_not_again_within_it() {
        Shop shop = shop(3, Period.MONTH);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-12-01");

        assertThat(completes(shop, anna, "2026-01-31")).isFalse();
        assertThat(completes(shop, anna, "2026-02-28")).isFalse();
        assertThat(completes(shop, anna, "2026-03-31")).isTrue();
        assertThat(completes(shop, anna, "2026-03-31")).isFalse();
        assertThat(completes(shop, anna, "2026-04-01")).isFalse();
        assertThat(completes(shop, anna, "2026-05-01")).isFalse();
        assertThat(completes(shop, anna, "2026-06-01")).isTrue();
        assertThat(completes(shop, anna, "2026-08-01")).isFalse();
        assertThat(completes(shop, anna, "2026-09-01")).isFalse();
        assertSound(shop);
    }

    @Test
    void a_late_purchase_closes_a_gap_for_the_next_purchase_of_the_last_period() {
        Shop shop = shop(3, Period.DAY);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-20");
        assertThat(completes(shop, anna, "2026-01-10")).isFalse();
        assertThat(completes(shop, anna, "2026-01-12")).isFalse();
        assertThat(completes(shop, anna, "2026-01-11")).isFalse();
        assertThat(completes(shop, anna, "2026-01-12")).isTrue();
        // Neither an earlier streak nor a later one shares a day with it.
        assertThat(completes(shop, anna, "2026-01-09")).isFalse();
        assertThat(completes(shop, anna, "2026-01-08")).isFalse();
        assertThat(completes(shop, anna, "2026-01-10")).isFalse();
        assertThat(completes(shop, anna, "2026-01-13")).isFalse();
        assertThat(completes(shop, anna, "2026-01-14")).isFalse();
        assertThat(completes(shop, anna, "2026-01-15")).isTrue();
        assertSound(shop);
    }

    @Test
    void what_came_back_fills_no_period_and_the_turn_of_what_had_it_is_free_again() {
        Shop shop = shop(2, Period.DAY);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-20");
        completes(shop, anna, "2026-01-10");
        back(shop, anna, 0);
        assertThat(completes(shop, anna, "2026-01-11")).isFalse();
        assertThat(completes(shop, anna, "2026-01-12")).isTrue();
        back(shop, anna, 2);
        assertThat(completes(shop, anna, "2026-01-12")).isTrue();
        // The day before is empty afterwards, and what was given stays.
        back(shop, anna, 1);
        assertThat(completes(shop, anna, "2026-01-12")).isFalse();
        assertThat(shop.available(anna)).isEqualTo(1010 + 10);
        assertSound(shop);
    }

    private void back(Shop shop, CustomerId customer, int purchase) {
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(
                        shop.aKey(), customer, purchases.get(purchase).key()))
                .orThrow();
    }

    @Test
    void points_that_are_missing_when_their_purchase_comes_back_are_not_earned_again() {
        Shop shop = shop(2, Period.DAY);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-20");
        completes(shop, anna, "2026-01-10");
        completes(shop, anna, "2026-01-11");
        shop.redeems(anna, 1020);
        back(shop, anna, 1);
        assertThat(completes(shop, anna, "2026-01-11")).isFalse();
        assertThat(completes(shop, anna, "2026-01-12")).isFalse();
        assertThat(completes(shop, anna, "2026-01-13")).isTrue();
        assertSound(shop);
    }

    @Test
    void in_order_purchases_complete_as_many_streaks_as_whole_ones_fit_in_each_run_of_days() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int length = 2 + random.nextInt(4);
            Shop shop = shop(length, Period.DAY);
            CustomerId anna = shop.aCustomer("Anna");
            Set<LocalDate> days = new TreeSet<>();
            for (int i = 0; i < 60; i++) {
                if (random.nextInt(5) > 0) {
                    days.add(LocalDate.parse("2026-01-02").plusDays(i));
                }
            }
            shop.on("2026-04-01");
            long completed = 0;
            long expected = 0;
            int run = 0;
            LocalDate last = null;
            for (LocalDate day : days) {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    completed += completes(shop, anna, day.toString()) ? 1 : 0;
                }
                run = last != null && last.plusDays(1).equals(day) ? run + 1 : 1;
                expected += run % length == 0 ? 1 : 0;
                last = day;
            }
            assertThat(completed).as("seed %s", seed).isEqualTo(expected);
            assertSound(shop);
        }
    }

    @Test
    void purchases_in_any_order_with_returns_never_let_two_completed_streaks_share_a_day() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(1000 + seed);
            int length = 2 + random.nextInt(3);
            Shop shop = shop(length, Period.DAY);
            CustomerId anna = shop.aCustomer("Anna");
            shop.on("2026-03-01");
            purchases.clear();
            List<LocalDate> ends = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                LocalDate day = LocalDate.parse("2026-01-02").plusDays(random.nextInt(30));
                if (completes(shop, anna, day.toString())) {
                    ends.add(day);
                } else if (random.nextInt(6) == 0) {
                    back(shop, anna, i);
                }
            }
            for (LocalDate end : ends) {
                LocalDate from = end.minusDays(length - 1L);
                assertThat(ends.stream().filter(other -> !other.isBefore(from) && !other.isAfter(end)))
                        .as("seed %s", seed)
                        .hasSize(1);
            }
            assertSound(shop);
        }
    }

    @Test
    void a_purchase_asks_for_the_periods_of_its_streak_and_for_no_others() {
        Shop shop = shop(Turn.LONGEST, Period.DAY);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-12-31");
        for (int i = 0; i < Turn.LONGEST - 1; i++) {
            assertThat(completes(
                            shop,
                            anna,
                            LocalDate.parse("2026-05-01").plusDays(i).toString()))
                    .isFalse();
        }
        assertThat(completes(shop, anna, "2026-05-31")).isTrue();
        assertThat(Counter.Period.WEEK.away(LocalDate.parse("2026-05-31"), -1)).isEqualTo("2026-05-24");
        assertThat(Counter.Period.YEAR.away(LocalDate.parse("2026-05-31"), 2)).isEqualTo("2028-05-31");
        assertSound(shop);
    }
}
