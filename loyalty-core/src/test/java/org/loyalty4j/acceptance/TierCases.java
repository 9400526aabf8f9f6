package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;

/** Tiers: what counts, when a tier begins and how it ends. */
public abstract class TierCases extends OverAnyStore {

    private static final Window YEAR = Window.rolling(Period.ofMonths(12));

    private static final PeriodEnd A_YEAR = PeriodEnd.startOfDay(Period.ofMonths(12));

    static TierLadder ladder(
            Metric metric, Window window, @Nullable PeriodEnd validity, Downgrade downgrade, Period grace) {
        long unit = metric.equals(Metric.SPEND) ? 100 : 1;
        long silver = metric.equals(Metric.PURCHASES) ? 2 : 100;
        return new TierLadder(
                List.of(
                        Tier.of("Green", 0),
                        new Tier("Silver", silver * unit, Ratio.of("1.25")),
                        new Tier("Gold", 3 * silver * unit, Ratio.of("1.5"))),
                metric,
                window,
                validity,
                downgrade,
                grace);
    }

    private static TierLadder spending(Window window, @Nullable PeriodEnd validity) {
        return ladder(Metric.SPEND, window, validity, Downgrade.FULL, Period.ZERO);
    }

    private Shop on(String date, TierLadder ladder) {
        return shopOn(date, program -> program.with(ladder));
    }

    private static List<StandingChange> changes(Shop shop, CustomerId customer) {
        AccountId id = shop.loyalty().accounts().account(customer).id();
        return shop.store().reading(reader -> reader.standings().changes(id));
    }

    private String tierAfterSpending(long before, long sale) {
        Shop shop = on(
                "2026-01-01",
                new TierLadder(
                        List.of(Tier.of("Bronze", 0), Tier.of("Silver", 1_000_000), Tier.of("Gold", 2_000_000)),
                        Metric.SPEND,
                        Window.lifetime(),
                        null,
                        Downgrade.NONE,
                        Period.ZERO));
        CustomerId anna = shop.aCustomer("Anna");
        if (before > 0) {
            shop.buys(anna, before + ".00");
        }
        shop.buys(anna, sale + ".00");
        return tier(shop, anna);
    }

    @Test
    void tier_01_the_tier_follows_spending_so_far_and_the_sale_itself() {
        assertThat(tierAfterSpending(0, 6000)).isEqualTo("Bronze");
        assertThat(tierAfterSpending(0, 15000)).isEqualTo("Silver");
        assertThat(tierAfterSpending(0, 25000)).isEqualTo("Gold");
        assertThat(tierAfterSpending(4000, 500)).isEqualTo("Bronze");
        assertThat(tierAfterSpending(8000, 3000)).isEqualTo("Silver");
        assertThat(tierAfterSpending(18000, 3000)).isEqualTo("Gold");
        assertThat(tierAfterSpending(22000, 5000)).isEqualTo("Gold");
    }

    private LocalDate lastDayOfTierReachedOnTenthOfMarch(PeriodEnd validity, Period grace) {
        Shop shop = on("2026-03-10", ladder(Metric.SPEND, Window.lifetime(), validity, Downgrade.FULL, grace));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");
        LocalDate last = standing(shop, anna).lastDay().orElseThrow();
        shop.clock().set(day(last.plusDays(1).toString()).minusNanos(1000));
        assertThat(tier(shop, anna)).isEqualTo("Silver");
        shop.on(last.plusDays(1).toString());
        assertThat(tier(shop, anna)).isEqualTo("Green");
        return last;
    }

    @Test
    void tier_06_a_tier_of_the_tenth_of_march_ends_with_its_period() {
        PeriodEnd thisMonth = PeriodEnd.endOfMonth(Period.ZERO);

        assertThat(lastDayOfTierReachedOnTenthOfMarch(thisMonth, Period.ZERO)).isEqualTo("2026-03-31");
        assertThat(lastDayOfTierReachedOnTenthOfMarch(PeriodEnd.endOfMonth(Period.ofMonths(1)), Period.ZERO))
                .isEqualTo("2026-04-30");
        assertThat(lastDayOfTierReachedOnTenthOfMarch(thisMonth, Period.ofDays(7)))
                .isEqualTo("2026-04-07");
    }

    @Test
    void s20_qualifying_again_extends_a_tier_and_never_shortens_it() {
        Shop shop = on("2026-01-10", ladder(Metric.PURCHASES, YEAR, A_YEAR, Downgrade.FULL, Period.ZERO));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "1.00");
        shop.buys(anna, "1.00");
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-01-09"));
        shop.on("2026-08-05").buys(anna, "1.00");
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-08-04"));

        buysAt(shop, anna, "1.00", day("2026-02-01"));

        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-08-04"));
    }

    @Test
    void s22_each_purchase_earns_by_the_tier_it_found() {
        Shop shop = shop(program -> program.with(new TierLadder(
                List.of(
                        Tier.of("none", 0),
                        new Tier("one", 4_000_000, Ratio.of(2)),
                        new Tier("two", 10_000_000, Ratio.of(3))),
                Metric.SPEND,
                Window.lifetime(),
                null,
                Downgrade.NONE,
                Period.ZERO)));
        CustomerId anna = shop.aCustomer("Anna");

        assertThat(earnedBy(shop, anna, "45000.00")).isEqualTo(45_000);
        assertThat(tier(shop, anna)).isEqualTo("one");
        assertThat(earnedBy(shop, anna, "25000.00")).isEqualTo(50_000);
        assertThat(tier(shop, anna)).isEqualTo("one");
        assertThat(earnedBy(shop, anna, "25000.00")).isEqualTo(50_000);
        assertThat(tier(shop, anna)).isEqualTo("one");
        assertThat(earnedBy(shop, anna, "10000.00")).isEqualTo(20_000);
        assertThat(tier(shop, anna)).isEqualTo("two");
    }

    private static long earnedBy(Shop shop, CustomerId customer, String amount) {
        return buys(shop, customer, PurchaseLine.goods("1", euro(amount)))
                .earned()
                .minor();
    }

    @Test
    void s23_using_all_points_leaves_the_tier() {
        Shop shop = on("2026-01-01", ladder(Metric.POINTS, YEAR, A_YEAR, Downgrade.FULL, Period.ZERO));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");
        var before = standing(shop, anna);
        assertThat(before.tier()).isEqualTo("Silver");

        shop.redeems(anna, 100);

        assertThat(standing(shop, anna)).isEqualTo(before);
    }

    @Test
    void a_bonus_is_no_purchase_and_moves_no_tier_of_points() {
        Shop shop = on("2026-01-01", ladder(Metric.POINTS, YEAR, A_YEAR, Downgrade.FULL, Period.ZERO));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 1000, "");

        assertThat(tier(shop, anna)).isEqualTo("Green");
    }

    private String tierAfterTwo(TierLadder ladder, String first, String second) {
        Shop shop = on(first, ladder);
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "60.00");
        shop.on(second).buys(anna, "60.00");
        return tier(shop, anna);
    }

    @Test
    void a_rolling_window_leaves_out_the_same_date_a_year_ago_and_counts_the_day_after() {
        assertThat(tierAfterTwo(spending(YEAR, A_YEAR), "2026-01-15", "2027-01-15"))
                .isEqualTo("Green");
        assertThat(tierAfterTwo(spending(YEAR, A_YEAR), "2026-01-16", "2027-01-15"))
                .isEqualTo("Silver");
    }

    @Test
    void a_rolling_window_ending_on_a_leap_day_begins_after_the_28th() {
        assertThat(tierAfterTwo(spending(YEAR, A_YEAR), "2027-02-28", "2028-02-29"))
                .isEqualTo("Green");
        assertThat(tierAfterTwo(spending(YEAR, A_YEAR), "2027-03-01", "2028-02-29"))
                .isEqualTo("Silver");
        assertThat(tierAfterTwo(spending(YEAR, A_YEAR), "2028-02-28", "2029-02-28"))
                .isEqualTo("Green");
        assertThat(tierAfterTwo(spending(YEAR, A_YEAR), "2028-02-29", "2029-02-28"))
                .isEqualTo("Silver");
    }

    @Test
    void a_calendar_year_counts_its_own_days_only() {
        assertThat(tierAfterTwo(spending(Window.calendarYear(), A_YEAR), "2026-12-31", "2027-01-01"))
                .isEqualTo("Green");
        assertThat(tierAfterTwo(spending(Window.calendarYear(), A_YEAR), "2026-01-01", "2026-12-31"))
                .isEqualTo("Silver");
    }

    @Test
    void a_lifetime_counts_all_days() {
        assertThat(tierAfterTwo(spending(Window.lifetime(), null), "2000-01-01", "2029-12-31"))
                .isEqualTo("Silver");
    }

    @Test
    void a_purchase_of_nothing_counts_as_a_purchase() {
        Shop shop = on("2026-01-01", ladder(Metric.PURCHASES, YEAR, A_YEAR, Downgrade.FULL, Period.ZERO));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "0.00");
        shop.buys(anna, "0.00");

        assertThat(tier(shop, anna)).isEqualTo("Silver");
    }

    @Test
    void lines_that_are_not_counted_do_not_move_the_tier() {
        Shop shop = shopOn(
                "2026-01-01",
                program -> program.with(spending(YEAR, A_YEAR))
                        .countingSpend(LineFilter.kinds(LineKind.GOODS, LineKind.FEE), EarningRule.Basis.NET));
        CustomerId anna = shop.aCustomer("Anna");
        buys(shop, anna, PurchaseLine.of("1", LineKind.GIFT_CARD, euro("500.00")));
        buys(shop, anna, PurchaseLine.goods("1", euro("90.00")).tax(euro("18.00")));
        assertThat(tier(shop, anna)).isEqualTo("Green");

        buys(shop, anna, PurchaseLine.of("1", LineKind.FEE, euro("10.00")));

        assertThat(tier(shop, anna)).isEqualTo("Silver");
    }

    private String afterTheEnd(Downgrade downgrade, String date) {
        Shop shop = on("2026-01-10", ladder(Metric.SPEND, YEAR, A_YEAR, downgrade, Period.ZERO));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "300.00");
        shop.on(date);
        String read = tier(shop, anna);
        shop.loyalty().maintenance().run(day(date));
        assertThat(tier(shop, anna)).isEqualTo(read);
        return read;
    }

    @Test
    void a_full_downgrade_falls_to_what_still_holds() {
        assertThat(afterTheEnd(Downgrade.FULL, "2027-01-09")).isEqualTo("Gold");
        assertThat(afterTheEnd(Downgrade.FULL, "2027-01-10")).isEqualTo("Green");
        Shop shop = on("2026-01-10", spending(YEAR, A_YEAR));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "300.00");
        shop.on("2027-01-05").buys(anna, "10.00");
        shop.on("2027-01-09").buys(anna, "100.00");
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2028-01-08"));
        shop.on("2028-01-09");
        assertThat(tier(shop, anna)).isEqualTo("Green");
    }

    @Test
    void a_full_downgrade_stops_at_the_tier_that_was_reached_again_meanwhile() {
        Shop shop = on("2026-01-10", spending(Window.calendarYear(), A_YEAR));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "300.00");
        shop.on("2027-01-05").buys(anna, "100.00");
        assertThat(tier(shop, anna)).isEqualTo("Gold");
        assertThat(tier(shop.on("2027-01-10"), anna)).isEqualTo("Silver");
        assertThat(tier(shop.on("2028-01-05"), anna)).isEqualTo("Green");
    }

    @Test
    void a_downgrade_by_one_step_takes_a_tier_a_period() {
        assertThat(afterTheEnd(Downgrade.ONE_STEP, "2027-01-10")).isEqualTo("Silver");
        assertThat(afterTheEnd(Downgrade.ONE_STEP, "2028-01-09")).isEqualTo("Silver");
        assertThat(afterTheEnd(Downgrade.ONE_STEP, "2028-01-10")).isEqualTo("Green");
    }

    @Test
    void without_downgrade_a_tier_is_never_lost() {
        assertThat(afterTheEnd(Downgrade.NONE, "2099-01-01")).isEqualTo("Gold");
    }

    @Test
    void a_purchase_in_the_grace_rescues_the_tier_without_a_row() {
        Shop shop = on("2026-01-10", ladder(Metric.SPEND, YEAR, A_YEAR, Downgrade.FULL, Period.ofMonths(1)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-02-09"));
        List<StandingChange> before = changes(shop, anna);
        shop.on("2027-01-10");
        assertThat(standing(shop, anna).inGrace()).isTrue();
        assertThat(standing(shop, anna).missingToRetain()).isEqualTo(10_000);
        shop.on("2027-02-09").buys(anna, "100.00");

        assertThat(standing(shop, anna).inGrace()).isFalse();
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2028-03-08"));
        assertThat(changes(shop, anna)).isEqualTo(before);
    }

    @Test
    void a_purchase_in_the_grace_that_is_too_small_rescues_nothing() {
        Shop shop = on("2026-01-10", ladder(Metric.SPEND, YEAR, A_YEAR, Downgrade.FULL, Period.ofMonths(1)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");
        shop.on("2027-02-09").buys(anna, "99.99");
        assertThat(tier(shop, anna)).isEqualTo("Silver");

        assertThat(tier(shop.on("2027-02-10"), anna)).isEqualTo("Green");
    }

    @Test
    void decision_07_a_return_lowers_the_day_and_leaves_the_tier_until_its_time_is_over() {
        Shop shop = on("2026-01-10", spending(YEAR, A_YEAR));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "100.00");
        returnsAll(shop.on("2026-02-01"), anna, purchase.key());

        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(standing(shop, anna).counted()).isZero();
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-01-09"));
        shop.on("2026-02-02").buys(anna, "99.00");
        assertThat(standing(shop, anna).counted()).isEqualTo(9900);
        assertThat(tier(shop.on("2027-01-10"), anna)).isEqualTo("Green");
    }

    @Test
    void a_late_purchase_revises_history_and_edits_no_row() {
        Shop shop = on("2026-01-10", spending(YEAR, A_YEAR));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "60.00");
        shop.on("2026-06-01").buys(anna, "60.00");
        shop.on("2026-09-01").buys(anna, "60.00");
        List<StandingChange> before = changes(shop, anna);
        Instant late = day("2026-03-01");

        buysAt(shop.on("2026-09-02"), anna, "50.00", late);

        List<StandingChange> after = changes(shop, anna);
        assertThat(after.subList(0, before.size())).isEqualTo(before);
        assertThat(after).hasSizeGreaterThan(before.size());
        assertThat(after.subList(before.size(), after.size()))
                .allSatisfy(change -> assertThat(change.revision()).isEqualTo(1));
        assertThat(StandingChange.standing(after))
                .extracting(StandingChange::from, StandingChange::tier)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(late, "Silver"));
        assertThat(shop.loyalty().accounts().standing(anna, day("2026-02-28")).tier())
                .isEqualTo("Green");
        assertThat(shop.loyalty().accounts().standing(anna, late).tier()).isEqualTo("Silver");
        assertThat(standing(shop, anna).counted()).isEqualTo(23_000);
    }
}
