package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.LoyaltyProgram;
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
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierPolicy.Upgrade;
import org.loyalty4j.tier.TierProgress;

/** Tiers that begin with the period after the one in which they were reached. */
public abstract class NextPeriodCases extends OverAnyStore {

    private static UnaryOperator<LoyaltyProgram> counting(Window.Kind window) {
        return base -> base.with(new TierLadder(
                List.of(
                        Tier.of("Green", 0),
                        new Tier("Silver", 10_000, Ratio.of(2)),
                        new Tier("Gold", 50_000, Ratio.of(3))),
                Metric.SPEND,
                Window.of(window),
                PeriodEnd.startOfDay(Period.ofYears(1)),
                Downgrade.FULL,
                Period.ZERO,
                TierPolicy.USUAL.beginning(Upgrade.NEXT_PERIOD)));
    }

    private static List<StandingChange> changes(Shop shop, CustomerId customer) {
        AccountId account = new AccountId(customer, "points");
        return shop.store().reading(reader -> reader.standings().changes(account));
    }

    private static long earns(Shop shop, CustomerId customer, String amount) {
        return buys(shop, customer, PurchaseLine.goods("1", euro(amount)))
                .result()
                .earned();
    }

    @Test
    void tier_06_a_tier_of_the_tenth_of_march_begins_with_the_next_month() {
        Shop shop = shop(program -> program.with(new TierLadder(
                List.of(Tier.of("none", 0), Tier.of("gold", 100_00)),
                Metric.SPEND,
                Window.of(Window.Kind.CALENDAR_MONTH),
                null,
                Downgrade.NONE,
                Period.ZERO,
                TierPolicy.USUAL.beginning(Upgrade.NEXT_PERIOD))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-03-10").buys(anna, "100.00");

        shop.on("2026-03-31");
        assertThat(shop.loyalty().accounts().standing(anna).tier()).isEqualTo("none");
        shop.on("2026-04-01");
        assertThat(shop.loyalty().accounts().standing(anna).tier()).isEqualTo("gold");
        isSound(shop);
    }

    private static void isSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void what_is_reached_in_a_year_begins_with_the_next_and_holds_for_it() {
        Shop shop = shopOn("2026-03-01", counting(Window.Kind.CALENDAR_YEAR));
        CustomerId anna = shop.aCustomer("Anna");
        assertThat(earns(shop, anna, "120.00")).isEqualTo(120);
        assertThat(tier(shop.on("2026-05-01"), anna)).isEqualTo("Green");
        assertThat(earns(shop, anna, "500.00")).isEqualTo(500);

        TierProgress progress = standing(shop, anna);
        assertThat(progress.tier()).isEqualTo("Green");
        assertThat(progress.upcoming().orElseThrow().tier()).isEqualTo("Gold");
        assertThat(progress.upcoming().orElseThrow().on()).isEqualTo("2027-01-01");
        assertThat(progress.upcoming().orElseThrow().reached()).isEqualTo("2026-05-01");
        assertThat(progress.lastDay()).contains(LocalDate.parse("2026-12-31"));
        shop.clock().set(day("2027-01-01").minusNanos(1000));
        assertThat(tier(shop, anna)).isEqualTo("Green");
        assertThat(tier(shop.on("2027-01-01"), anna)).isEqualTo("Gold");
        assertThat(standing(shop, anna).upcoming()).isEmpty();
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-12-31"));
        assertThat(earns(shop, anna, "10.00")).isEqualTo(30);
        StandingChange begun = changes(shop, anna).get(0);
        assertThat(begun.cause()).isEqualTo(StandingChange.Cause.BEGUN);
        assertThat(begun.from()).isEqualTo(day("2027-01-01"));
        assertThat(LocalDate.ofEpochDay(begun.evidence())).isEqualTo("2026-05-01");
        isSound(shop);
        assertThat(tier(shop.on("2028-01-01"), anna)).isEqualTo("Green");
        isSound(shop);
    }

    @Test
    void what_is_reached_again_lets_the_tier_hold_for_the_next_period_without_a_gap() {
        Shop shop = shopOn("2026-03-01", counting(Window.Kind.CALENDAR_YEAR));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "120.00");
        shop.on("2027-06-01").buys(anna, "150.00");

        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2028-12-31"));
        assertThat(tier(shop.on("2028-06-01"), anna)).isEqualTo("Silver");
        shop.loyalty().maintenance().run(day("2028-06-01"));
        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(changes(shop, anna)).hasSize(1);
        assertThat(tier(shop.on("2029-01-01"), anna)).isEqualTo("Green");
        isSound(shop);
    }

    @Test
    void a_quarter_and_a_membership_year_have_a_next_period_too() {
        Shop quarter = shopOn("2026-03-31", counting(Window.Kind.CALENDAR_QUARTER));
        CustomerId anna = quarter.aCustomer("Anna");
        quarter.buys(anna, "120.00");
        assertThat(tier(quarter.on("2026-04-01"), anna)).isEqualTo("Silver");

        Shop member = shopOn("2024-02-29", counting(Window.Kind.MEMBERSHIP_YEAR));
        CustomerId berta = member.aCustomer("Berta");
        member.on("2024-12-01").buys(berta, "120.00");
        assertThat(tier(member.on("2025-02-27"), berta)).isEqualTo("Green");
        assertThat(tier(member.on("2025-02-28"), berta)).isEqualTo("Silver");
        isSound(quarter);
        isSound(member);
    }

    @Test
    void a_late_purchase_of_a_period_that_is_over_lets_the_tier_begin_as_if_it_had_come_in_time() {
        Shop shop = shopOn("2026-12-30", counting(Window.Kind.CALENDAR_YEAR));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId berta = shop.aCustomer("Berta");
        shop.buys(anna, "60.00");
        shop.buys(berta, "60.00");
        buysAt(shop, berta, "60.00", day("2026-12-30"));

        shop.on("2027-02-01").buys(anna, "10.00");
        shop.buys(berta, "10.00");
        assertThat(tier(shop, anna)).isEqualTo("Green");
        buysAt(shop, anna, "60.00", day("2026-12-30"));

        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(standing(shop, anna)).isEqualTo(standing(shop, berta));
        isSound(shop);
    }

    @Test
    void a_return_leaves_what_was_reached() {
        Shop shop = shopOn("2026-03-01", counting(Window.Kind.CALENDAR_YEAR));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "120.00");
        returnsAll(shop, anna, purchase.key());

        assertThat(standing(shop, anna).upcoming().orElseThrow().tier()).isEqualTo("Silver");
        assertThat(tier(shop.on("2027-01-01"), anna)).isEqualTo("Silver");
        isSound(shop);
    }

    @Test
    void its_beginning_is_written_first_and_alike_whether_maintenance_ran_daily_late_or_never_i_36() {
        List<List<Long>> earned = new ArrayList<>();
        List<List<String>> told = new ArrayList<>();
        for (int often : new int[] {1, 17, 0}) {
            Shop shop = shopOn("2026-12-01", counting(Window.Kind.CALENDAR_MONTH));
            CustomerId anna = shop.aCustomer("Anna");
            shop.buys(anna, "120.00");
            for (Instant now = day("2026-12-02"); now.isBefore(day("2027-02-01")); now = now.plus(Duration.ofDays(1))) {
                shop.clock().set(now);
                if (often > 0 && now.getEpochSecond() / 86_400 % often == 0) {
                    shop.loyalty().maintenance().run(now);
                }
            }
            shop.on("2027-02-01").buys(anna, "520.00");
            shop.on("2027-03-03").buys(anna, "1.00");
            isSound(shop);
            earned.add(postings(shop, anna).stream().map(Posting::amount).toList());
            told.add(changes(shop, anna).stream()
                    .map(change -> change.tier() + " " + change.cause() + " " + change.from())
                    .toList());
        }
        assertThat(earned.get(0)).containsExactly(120L, 1040L, 3L);
        assertThat(earned).containsOnly(earned.get(0));
        assertThat(told.get(0)).containsExactly("Silver BEGUN 2027-01-01T00:00:00Z", "Gold BEGUN 2027-03-01T00:00:00Z");
        assertThat(told).containsOnly(told.get(0));
    }

    @Test
    void a_window_without_an_end_has_no_next_period() {
        for (Window window :
                List.of(Window.lifetime(), Window.rolling(Period.ofMonths(1)), Window.of(Window.Kind.SINCE_CHANGE))) {
            assertThatThrownBy(() -> new TierLadder(
                            List.of(Tier.of("Green", 0)),
                            Metric.SPEND,
                            window,
                            null,
                            Downgrade.NONE,
                            Period.ZERO,
                            TierPolicy.USUAL.beginning(Upgrade.NEXT_PERIOD)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("next period");
        }
    }
}
