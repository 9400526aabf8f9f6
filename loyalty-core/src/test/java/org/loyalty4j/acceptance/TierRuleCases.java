package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierProgress;
import org.loyalty4j.tier.TierRule;

/** Tiers by rules of several conditions, and by every window there is. */
public abstract class TierRuleCases extends OverAnyStore {

    private static final PeriodEnd A_YEAR = PeriodEnd.startOfDay(Period.ofMonths(12));

    private static final Window MONTH = Window.rolling(Period.ofMonths(1));
    private static final Window YEAR = Window.rolling(Period.ofYears(1));

    /** 500 in a month, or 1,000 in a year, or 20 purchases in a year. */
    private static final TierRule ANY_OF_THREE = TierRule.any(
            TierRule.atLeast(50_000, Metric.SPEND, MONTH),
            TierRule.atLeast(100_000, Metric.SPEND, YEAR),
            TierRule.atLeast(20, Metric.PURCHASES, YEAR));

    private static TierLadder ruled(TierRule rule) {
        return new TierLadder(
                List.of(Tier.of("Green", 0), Tier.of("Silver", 0).reachedBy(rule)),
                Metric.SPEND,
                Window.lifetime(),
                A_YEAR,
                Downgrade.FULL,
                Period.ZERO);
    }

    private static TierLadder windowed(Window window) {
        return new TierLadder(
                List.of(Tier.of("Green", 0), Tier.of("Silver", 10_000), Tier.of("Gold", 20_000)),
                Metric.SPEND,
                window,
                A_YEAR,
                Downgrade.FULL,
                Period.ZERO);
    }

    private static List<StandingChange> changes(Shop shop, CustomerId customer) {
        AccountId id = shop.loyalty().accounts().account(customer).id();
        return StandingChange.standing(
                shop.store().reading(reader -> reader.standings().changes(id)));
    }

    private static void assertClean(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void s20_any_branch_qualifies_and_qualifying_again_extends_and_never_shortens() {
        Shop shop = shopOn("2026-01-01", program -> program.with(ruled(ANY_OF_THREE)));
        CustomerId inMonth = shop.aCustomer("in a month");
        CustomerId inYear = shop.aCustomer("in a year");
        CustomerId often = shop.aCustomer("often");
        shop.on("2026-01-10").buys(inMonth, "200.00");
        shop.on("2026-02-09").buys(inMonth, "300.00");
        assertThat(tier(shop, inMonth)).isEqualTo("Silver");

        for (int i = 1; i <= 5; i++) {
            assertThat(tier(shop, inYear)).isEqualTo("Green");
            shop.on("2026-0" + i + "-15").buys(inYear, "200.00");
        }
        assertThat(tier(shop, inYear)).isEqualTo("Silver");
        for (int i = 0; i < 20; i++) {
            assertThat(tier(shop, often)).isEqualTo("Green");
            shop.clock().set(day("2026-05-20").plusSeconds(i * 86_400L));
            shop.buys(often, "1.00");
        }
        assertThat(tier(shop, often)).isEqualTo("Silver");
        assertThat(changes(shop, inYear))
                .singleElement()
                .satisfies(change -> assertThat(change.counts()).containsExactly(20_000L, 100_000L, 5L));
        assertThat(changes(shop, often))
                .singleElement()
                .satisfies(change -> assertThat(change.counts()).containsExactly(2_000L, 2_000L, 20L));

        assertThat(standing(shop, inMonth).lastDay()).contains(LocalDate.parse("2027-02-08"));
        shop.on("2026-06-20").buys(inMonth, "1.00");
        assertThat(standing(shop, inMonth).lastDay()).contains(LocalDate.parse("2027-02-08"));
        shop.on("2026-07-01").buys(inMonth, "500.00");
        assertThat(standing(shop, inMonth).lastDay()).contains(LocalDate.parse("2027-06-30"));
        buysAt(shop, inMonth, "100.00", day("2026-02-01"));
        assertThat(standing(shop, inMonth).lastDay()).contains(LocalDate.parse("2027-06-30"));
        assertClean(shop);
    }

    @Test
    void all_conditions_of_a_rule_have_to_hold_and_progress_tells_each_of_them() {
        Shop shop = shopOn(
                "2026-01-01",
                program -> program.with(ruled(TierRule.all(
                        TierRule.atLeast(10_000, Metric.SPEND, Window.of(Window.Kind.CALENDAR_QUARTER)),
                        TierRule.atLeast(2, Metric.DAYS, YEAR)))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-02-10").buys(anna, "90.00");
        shop.buys(anna, "20.00");
        TierProgress progress = standing(shop, anna);

        assertThat(progress.tier()).isEqualTo("Green");
        assertThat(progress.toNext()).extracting(TierProgress.Part::counted).containsExactly(11_000L, 1L);
        assertThat(progress.toNext()).extracting(TierProgress.Part::missing).containsExactly(0L, 1L);
        assertThat(progress.toNext())
                .extracting(TierProgress.Part::firstDay)
                .containsExactly(
                        Optional.of(LocalDate.parse("2026-01-01")), Optional.of(LocalDate.parse("2025-02-11")));
        assertThat(progress.toNext())
                .extracting(TierProgress.Part::by)
                .containsExactly(Optional.of(LocalDate.parse("2026-03-31")), Optional.empty());

        shop.on("2026-03-31").buys(anna, "0.00");

        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(standing(shop, anna).toRetain()).hasSize(2);
        assertClean(shop);
    }

    @Test
    void a_return_of_the_only_purchase_of_a_day_takes_the_day_off_the_days_that_count() {
        Shop shop = shopOn(
                "2026-01-01", program -> program.with(ruled(TierRule.atLeast(3, Metric.DAYS, Window.lifetime()))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-02").buys(anna, "1.00");
        Purchase second = shop.on("2026-01-03").buys(anna, "1.00");
        returnsAll(shop, anna, second.key());
        shop.on("2026-01-04").buys(anna, "1.00");
        assertThat(tier(shop, anna)).isEqualTo("Green");
        assertThat(standing(shop, anna).toNext())
                .extracting(TierProgress.Part::counted)
                .containsExactly(2L);

        shop.on("2026-01-05").buys(anna, "1.00");

        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertClean(shop);
    }

    private String tierAfterTwo(Window window, String first, String second) {
        Shop shop = shopOn(first, program -> program.with(windowed(window)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "60.00");
        shop.on(second).buys(anna, "60.00");
        assertClean(shop);
        return tier(shop, anna);
    }

    @Test
    void windows_of_the_calendar_count_their_own_days_only() {
        Window month = Window.of(Window.Kind.CALENDAR_MONTH);
        Window quarter = Window.of(Window.Kind.CALENDAR_QUARTER);
        Window half = Window.of(Window.Kind.CALENDAR_HALF);

        assertThat(tierAfterTwo(month, "2028-02-01", "2028-02-29")).isEqualTo("Silver");
        assertThat(tierAfterTwo(month, "2028-02-29", "2028-03-01")).isEqualTo("Green");
        assertThat(tierAfterTwo(month, "2026-03-10", "2027-03-10")).isEqualTo("Green");
        assertThat(tierAfterTwo(quarter, "2026-04-01", "2026-06-30")).isEqualTo("Silver");
        assertThat(tierAfterTwo(quarter, "2026-06-30", "2026-07-01")).isEqualTo("Green");
        assertThat(tierAfterTwo(half, "2026-07-01", "2026-12-31")).isEqualTo("Silver");
        assertThat(tierAfterTwo(half, "2026-06-30", "2026-07-01")).isEqualTo("Green");
    }

    private String tierInMembershipYear(String joined, String first, String second) {
        Shop shop = shopOn(joined, program -> program.with(windowed(Window.of(Window.Kind.MEMBERSHIP_YEAR))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on(first).buys(anna, "60.00");
        shop.on(second).buys(anna, "60.00");
        assertClean(shop);
        return tier(shop, anna);
    }

    @Test
    void a_membership_year_begins_with_the_anniversary_of_joining() {
        assertThat(tierInMembershipYear("2026-03-15", "2026-03-15", "2027-03-14"))
                .isEqualTo("Silver");
        assertThat(tierInMembershipYear("2026-03-15", "2027-03-14", "2027-03-15"))
                .isEqualTo("Green");
        assertThat(tierInMembershipYear("2026-03-15", "2027-03-15", "2028-03-14"))
                .isEqualTo("Silver");
    }

    @Test
    void who_joined_on_a_leap_day_has_the_anniversary_on_the_28th_in_common_years() {
        assertThat(tierInMembershipYear("2028-02-29", "2029-02-27", "2029-02-28"))
                .isEqualTo("Green");
        assertThat(tierInMembershipYear("2028-02-29", "2029-02-28", "2030-02-27"))
                .isEqualTo("Silver");
        assertThat(tierInMembershipYear("2028-02-29", "2032-02-28", "2032-02-29"))
                .isEqualTo("Green");
    }

    @Test
    void the_days_of_windows_are_those_of_the_programs_zone() {
        for (String zone : List.of("America/Sao_Paulo", "Pacific/Apia")) {
            ZoneId of = ZoneId.of(zone);
            Shop shop = shopOn(
                    "2011-12-31", zone, program -> program.with(windowed(Window.of(Window.Kind.MEMBERSHIP_YEAR))));
            CustomerId anna = shop.aCustomer("Anna");
            Instant anniversary = LocalDate.parse("2012-12-31").atStartOfDay(of).toInstant();
            shop.clock().set(anniversary.minusSeconds(1));
            shop.buys(anna, "60.00");
            shop.clock().set(anniversary);
            shop.buys(anna, "60.00");
            assertThat(tier(shop, anna)).as(zone).isEqualTo("Green");
            shop.buys(anna, "40.00");
            assertThat(tier(shop, anna)).as(zone).isEqualTo("Silver");
            assertClean(shop);
        }
    }

    @Test
    void a_window_since_the_last_change_begins_after_the_day_that_reached_the_tier() {
        Shop shop = shopOn("2026-01-01", program -> program.with(windowed(Window.of(Window.Kind.SINCE_CHANGE))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10").buys(anna, "150.00");
        assertThat(tier(shop, anna)).isEqualTo("Silver");
        shop.on("2026-01-11").buys(anna, "150.00");
        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(standing(shop, anna).counted()).isEqualTo(15_000);
        shop.on("2026-01-20").buys(anna, "50.00");

        assertThat(tier(shop, anna)).isEqualTo("Gold");
        assertThat(standing(shop.on("2026-01-21"), anna).counted()).isZero();
        shop.on("2027-01-19");
        assertThat(tier(shop, anna)).isEqualTo("Gold");
        assertThat(tier(shop.on("2027-01-20"), anna)).isEqualTo("Green");
        shop.buys(anna, "99.00");
        assertThat(standing(shop, anna).counted()).isEqualTo(9_900);
        assertThat(tier(shop, anna)).isEqualTo("Green");
        shop.on("2027-01-21").buys(anna, "1.00");
        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertClean(shop);
    }

    @Test
    void decision_09_late_purchases_end_where_purchases_in_order_end_for_every_window_and_rule() {
        for (long seed = 1; seed <= 25; seed++) {
            Random random = new Random(seed * 7919);
            List<Window> windows = List.of(
                    MONTH,
                    YEAR,
                    Window.lifetime(),
                    Window.calendarYear(),
                    Window.of(Window.Kind.CALENDAR_MONTH),
                    Window.of(Window.Kind.CALENDAR_QUARTER),
                    Window.of(Window.Kind.CALENDAR_HALF),
                    Window.of(Window.Kind.MEMBERSHIP_YEAR));
            TierRule rule = TierRule.any(
                    TierRule.atLeast(15_000, Metric.SPEND, pick(random, windows)),
                    TierRule.all(
                            TierRule.atLeast(4, Metric.DAYS, pick(random, windows)),
                            TierRule.atLeast(6, Metric.PURCHASES, pick(random, windows))));
            TierLadder ladder = new TierLadder(
                    List.of(
                            Tier.of("Green", 0),
                            Tier.of("Silver", 8_000),
                            Tier.of("Gold", 0).reachedBy(rule)),
                    Metric.SPEND,
                    pick(random, windows),
                    PeriodEnd.endOfDay(Period.ofDays(20 + random.nextInt(60))),
                    pick(random, List.of(Downgrade.values())),
                    Period.ofDays(random.nextInt(2) * 10));
            List<Instant> times = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                times.add(day("2026-01-02").plusSeconds(random.nextInt(300 * 86_400)));
            }
            List<Instant> inOrder = times.stream().sorted().toList();
            Collections.shuffle(times, random);
            assertThat(standings(ladder, times)).as("seed %d", seed).isEqualTo(standings(ladder, inOrder));
        }
    }

    private List<Object> standings(TierLadder ladder, List<Instant> times) {
        Shop shop = shopOn("2026-01-01", program -> program.with(ladder));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-11-01");
        times.forEach(at -> buysAt(shop, anna, (20 + at.getEpochSecond() % 50) + ".00", at));
        assertClean(shop);
        List<Object> told = new ArrayList<>();
        for (String date : List.of("2026-11-01", "2026-12-01", "2027-02-01")) {
            TierProgress progress = shop.loyalty().accounts().standing(anna, day(date));
            told.add(List.of(progress.tier(), progress.lastDay(), progress.counted(), progress.toNext()));
        }
        told.add(shop.loyalty().accounts().tierHistory(anna).stream()
                .map(part -> part.tier() + " " + LocalDate.ofInstant(part.from(), ZoneId.of("UTC")))
                .toList());
        return told;
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
