package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierPolicy.GraceFrom;
import org.loyalty4j.tier.TierPolicy.RateTiming;
import org.loyalty4j.tier.TierProgress;

/** How long tiers are left to their holders, which are never lost, and by which of two tiers a purchase earns. */
public abstract class TierPolicyCases extends OverAnyStore {

    private static final Period MONTH = Period.ofMonths(1);

    private static TierLadder gold(PeriodEnd validity, Period grace, TierPolicy policy) {
        return new TierLadder(
                List.of(Tier.of("Green", 0), Tier.of("Gold", 100)),
                Metric.POINTS,
                Window.lifetime(),
                validity,
                Downgrade.FULL,
                grace,
                policy);
    }

    /** Gold is reached on 20 July, and not qualified for any more from the 25th on. */
    private LocalDate lastDayOfGold(TierPolicy policy) {
        Shop shop = shopOn(
                "2026-07-20", program -> program.with(gold(PeriodEnd.endOfDay(Period.ofDays(4)), MONTH, policy)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");
        assertThat(standing(shop.on("2026-07-24"), anna).inGrace()).isFalse();
        assertThat(standing(shop.on("2026-07-25"), anna).inGrace()).isTrue();
        LocalDate last = standing(shop, anna).lastDay().orElseThrow();
        assertThat(tier(shop.on(last.toString()), anna)).isEqualTo("Gold");
        shop.on(last.plusDays(1).toString());
        assertThat(tier(shop, anna)).isEqualTo("Green");
        shop.loyalty().maintenance().run(day(last.plusDays(1).toString()));
        assertThat(tier(shop, anna)).isEqualTo("Green");
        assertThat(standing(shop, anna).since()).isEqualTo(day(last.plusDays(1).toString()));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
        return last;
    }

    @Test
    void s18_a_grace_counts_from_the_loss_or_from_the_entry() {
        TierPolicy fromLoss = TierPolicy.USUAL;
        TierPolicy fromEntry = TierPolicy.USUAL.graceFrom(GraceFrom.ENTRY);

        assertThat(lastDayOfGold(fromLoss)).isEqualTo("2026-08-24");
        assertThat(lastDayOfGold(fromLoss.graceTo(PeriodEnd.Edge.END_OF_MONTH))).isEqualTo("2026-08-31");
        assertThat(lastDayOfGold(fromEntry)).isEqualTo("2026-08-19");
        assertThat(lastDayOfGold(fromEntry.graceTo(PeriodEnd.Edge.END_OF_MONTH)))
                .isEqualTo("2026-08-31");
    }

    @Test
    void s19_a_fixed_time_counts_from_the_entry_whatever_is_used_or_comes_back_meanwhile() {
        Shop shop = shopOn(
                "2026-07-20",
                program -> program.with(gold(PeriodEnd.endOfDay(Period.ofDays(30)), Period.ZERO, TierPolicy.USUAL)));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "100.00");
        shop.on("2026-07-25").redeems(anna, 50);
        returnsAll(shop, anna, purchase.key());

        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2026-08-19"));
        shop.clock().set(day("2026-08-20").minusNanos(1000));
        assertThat(tier(shop, anna)).isEqualTo("Gold");
        assertThat(tier(shop.on("2026-08-20"), anna)).isEqualTo("Green");
    }

    @Test
    void a_grace_from_the_entry_never_shortens_what_is_qualified_for() {
        Shop shop = shopOn(
                "2026-07-20",
                program -> program.with(gold(
                        PeriodEnd.startOfDay(Period.ofDays(60)), MONTH, TierPolicy.USUAL.graceFrom(GraceFrom.ENTRY))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");

        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2026-09-17"));
        buysAt(shop.on("2026-07-21"), anna, "100.00", day("2026-07-20"));
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2026-09-17"));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private static TierLadder rising(RateTiming timing) {
        return new TierLadder(
                        List.of(
                                Tier.of("none", 0),
                                new Tier("one", 4_000_000, Ratio.of(2)),
                                new Tier("two", 10_000_000, Ratio.of(3))),
                        Metric.SPEND,
                        Window.lifetime(),
                        null,
                        Downgrade.NONE,
                        Period.ZERO)
                .with(TierPolicy.USUAL.earning(timing));
    }

    private static long quoted(Shop shop, Purchase purchase) {
        return ((Settlement.Settled) shop.loyalty().till().quote(Checkout.of(purchase)))
                .earned()
                .minor();
    }

    @Test
    void s22_the_purchase_that_reaches_a_tier_earns_by_it_where_the_program_says_so() {
        for (RateTiming timing : RateTiming.values()) {
            Shop shop = shop(program -> program.with(rising(timing)));
            CustomerId anna = shop.aCustomer("Anna " + timing);
            boolean after = timing == RateTiming.AFTER;
            for (long[] row : new long[][] {{45_000, 1, 2}, {25_000, 2, 2}, {25_000, 2, 2}, {10_000, 2, 3}}) {
                Purchase purchase = shop.aPurchase(anna)
                        .line(PurchaseLine.goods("1", euro(row[0] + ".00")))
                        .build();
                long expected = row[0] * (after ? row[2] : row[1]);
                assertThat(quoted(shop, purchase)).isEqualTo(expected);
                Settlement.Settled settled = record(shop, purchase);
                assertThat(settled.earned()).isEqualTo(Points.of(expected));
                assertThat(record(shop, purchase).earned()).isEqualTo(settled.earned());
            }
            assertThat(tier(shop, anna)).isEqualTo("two");
            assertThat(shop.loyalty().audit().findings()).isEmpty();
        }
    }

    @Test
    void a_late_purchase_earns_by_the_tier_that_it_reached_on_its_own_day() {
        Shop shop = shop(program -> program.with(rising(RateTiming.AFTER)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10").buys(anna, "30000.00");
        shop.on("2026-02-10").buys(anna, "5000.00");
        shop.on("2026-03-10");

        assertThat(record(
                                shop,
                                shop.aPurchase(anna)
                                        .line(PurchaseLine.goods("1", euro("10000.00")))
                                        .happenedAt(day("2026-01-20"))
                                        .build())
                        .earned())
                .isEqualTo(Points.of(20_000));
        assertThat(shop.loyalty().accounts().standing(anna, day("2026-01-20")).tier())
                .isEqualTo("one");
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_tier_that_is_kept_is_never_lost_and_stops_the_fall_of_those_above() {
        for (Downgrade downgrade : List.of(Downgrade.FULL, Downgrade.ONE_STEP)) {
            Shop shop = shopOn(
                    "2026-01-10",
                    program -> program.with(new TierLadder(
                            List.of(
                                    Tier.of("Green", 0),
                                    Tier.of("Silver", 100),
                                    Tier.of("Gold", 200).keptForEver(),
                                    Tier.of("Black", 300)),
                            Metric.POINTS,
                            Window.lifetime(),
                            PeriodEnd.startOfDay(Period.ofMonths(6)),
                            downgrade,
                            Period.ZERO)));
            CustomerId anna = shop.aCustomer("Anna " + downgrade);
            shop.buys(anna, "300.00");
            assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2026-07-09"));

            shop.on("2026-07-10");
            assertThat(tier(shop, anna)).isEqualTo("Gold");
            assertThat(standing(shop, anna).lastDay()).isEmpty();
            shop.on("2029-01-01").loyalty().maintenance().run(day("2029-01-01"));
            assertThat(tier(shop, anna)).isEqualTo("Gold");
            assertThat(shop.loyalty().audit().findings()).isEmpty();
        }
    }

    @Test
    void a_receipt_that_is_not_made_tells_the_tier_it_would_leave_and_changes_nothing() {
        Shop shop = shopOn(
                "2026-07-20",
                program -> program.with(gold(PeriodEnd.endOfDay(Period.ofDays(4)), MONTH, TierPolicy.USUAL)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "40.00");
        TierProgress before = standing(shop, anna);
        Purchase small = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("59.00")))
                .build();
        Purchase large = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("60.00")))
                .build();

        TierProgress afterSmall =
                shop.loyalty().till().standingAfter(Checkout.of(small)).orElseThrow();
        TierProgress afterLarge =
                shop.loyalty().till().standingAfter(Checkout.of(large)).orElseThrow();

        assertThat(afterSmall.tier()).isEqualTo("Green");
        assertThat(afterSmall.missingToNext()).isEqualTo(1);
        assertThat(afterLarge.tier()).isEqualTo("Gold");
        assertThat(standing(shop, anna)).isEqualTo(before);
        record(shop, large);
        assertThat(standing(shop, anna)).isEqualTo(afterLarge);
        assertThat(shop.loyalty().till().standingAfter(Checkout.of(large))).contains(afterLarge);
        assertThat(shop.loyalty().accounts().tierHistory(anna)).singleElement().satisfies(gold -> {
            assertThat(gold.evidence()).isEqualTo(100);
            assertThat(gold.covers(day("2026-07-20"))).isTrue();
            assertThat(gold.covers(day("2026-07-20").minusNanos(1000))).isFalse();
        });
    }

    @Test
    void a_late_receipt_that_is_not_made_tells_the_tier_as_well() {
        Shop shop = shopOn("2026-07-20", program -> program.with(rising(RateTiming.BEFORE)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "30000.00");
        shop.on("2026-08-20").buys(anna, "5000.00");
        Checkout late = Checkout.of(shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("5000.00")))
                .happenedAt(day("2026-07-25"))
                .build());

        TierProgress after = shop.loyalty().till().standingAfter(late).orElseThrow();

        assertThat(after.tier()).isEqualTo("one");
        assertThat(after.counted()).isEqualTo(4_000_000);
        assertThat(tier(shop, anna)).isEqualTo("none");
        shop.loyalty().till().checkout(late);
        assertThat(standing(shop, anna)).isEqualTo(after);
    }
}
