package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LineFilter.Match;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.QualifyingMetric;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierProgress;
import org.loyalty4j.tier.TierRule;

/** Tiers by metrics of a program's own. */
public abstract class OwnMetricCases extends OverAnyStore {

    private static final Metric FRESH = Metric.own("fresh");
    private static final Metric STATUS = Metric.own("status");
    private static final LineFilter FRUIT = LineFilter.goods().only(Match.skus("apple", "pear"));
    private static final Window MONTH = Window.rolling(Period.ofMonths(1));
    private static final Window YEAR = Window.calendarYear();

    /** What fruit costs; and 3 points for 10 euros of anything. */
    private static LoyaltyProgram counting(LoyaltyProgram program) {
        return program.counting(QualifyingMetric.spend("fresh", FRUIT))
                .counting(QualifyingMetric.perAmount("status", Ratio.of(3), euro("10.00"), LineFilter.goods()));
    }

    private static TierLadder ruled(TierRule silver, TierPolicy policy) {
        return new TierLadder(
                List.of(Tier.of("Green", 0), Tier.of("Silver", 0).reachedBy(silver)),
                Metric.SPEND,
                Window.lifetime(),
                null,
                Downgrade.FULL,
                Period.ZERO,
                policy);
    }

    private Shop open(TierRule silver) {
        return open(silver, program -> program);
    }

    private Shop open(TierRule silver, UnaryOperator<LoyaltyProgram> change) {
        return shopOn("2026-01-10", program -> change.apply(counting(program).with(ruled(silver, TierPolicy.USUAL))));
    }

    private static PurchaseLine line(String id, String sku, String amount) {
        return PurchaseLine.goods(id, euro(amount)).sku(sku);
    }

    private static List<QualifyingDay> days(Shop shop, CustomerId customer) {
        return shop.store()
                .reading(reader -> reader.standings()
                        .days(
                                shop.loyalty().accounts().account(customer).id(),
                                Standing.NO_DAY,
                                TierLadder.NEVER_ENDS));
    }

    private static List<StandingChange> changes(Shop shop, CustomerId customer) {
        return shop.store()
                .reading(reader -> reader.standings()
                        .changes(shop.loyalty().accounts().account(customer).id()));
    }

    private static List<Long> counted(Shop shop, CustomerId customer) {
        TierProgress standing = standing(shop, customer);
        return (standing.toNext().isEmpty() ? standing.toRetain() : standing.toNext())
                .stream().map(TierProgress.Part::counted).toList();
    }

    private static void assertClean(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void only_lines_that_pass_count_and_progress_and_evidence_name_the_metric() {
        Shop shop = open(TierRule.all(TierRule.atLeast(3_000, FRESH, YEAR), TierRule.atLeast(12, STATUS, MONTH)));
        CustomerId anna = shop.aCustomer("Anna");

        buys(shop, anna, line("1", "apple", "20.00"), line("2", "soap", "9.99"));

        assertThat(tier(shop, anna)).isEqualTo("Green");
        assertThat(standing(shop, anna).toNext())
                .extracting(part -> part.condition().metric())
                .containsExactly(FRESH, STATUS);
        assertThat(counted(shop, anna)).containsExactly(2_000L, 8L);
        assertThat(standing(shop, anna).toNext())
                .extracting(TierProgress.Part::missing)
                .containsExactly(1_000L, 4L);
        assertThat(days(shop, anna))
                .extracting(QualifyingDay::own)
                .containsExactly(Map.of("fresh", 2_000L, "status", 8L));

        buys(shop, anna, line("1", "pear", "10.00"), line("2", "soap", "5.00"));

        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(changes(shop, anna))
                .singleElement()
                .extracting(StandingChange::counts)
                .isEqualTo(List.of(3_000L, 12L));
        assertClean(shop);
    }

    @Test
    void what_is_used_up_or_given_by_hand_changes_no_metric() {
        Shop shop = open(TierRule.atLeast(1_000, STATUS, YEAR));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");

        shop.redeems(anna, 50);
        shop.gives(anna, 500, "2026-12-31");

        assertThat(counted(shop, anna)).containsExactly(30L);
        assertClean(shop);
    }

    @Test
    void points_for_tiers_are_rounded_down_once_a_purchase_and_what_is_left_counts_as_though_no_more_was_bought() {
        Shop shop = open(TierRule.atLeast(1_000, STATUS, YEAR));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "3.33");
        shop.buys(anna, "3.33");
        assertThat(days(shop, anna)).extracting(QualifyingDay::own).containsExactly(Map.of());
        Purchase three = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("9.99")).quantity(3))
                .line(PurchaseLine.goods("2", euro("6.67")))
                .build();
        record(shop, three);
        assertThat(counted(shop, anna)).containsExactly(4L); // 16.66

        returns(shop, anna, three.key(), "1", "1");
        assertThat(counted(shop, anna)).containsExactly(3L); // 13.33
        returns(shop, anna, three.key(), "1", "1");
        assertThat(counted(shop, anna)).containsExactly(3L); // 10.00
        returns(shop, anna, three.key(), "2", "1");
        assertThat(counted(shop, anna)).containsExactly(0L); // 3.33
        assertClean(shop);
    }

    @Test
    void a_return_lowers_the_day_of_its_purchase_and_the_tier_where_the_program_says_so() {
        Shop shop = shopOn(
                "2026-01-10",
                program -> counting(program)
                        .with(ruled(
                                TierRule.atLeast(5_000, FRESH, YEAR),
                                TierPolicy.USUAL.returning(TierPolicy.Returns.RECOMPUTE))));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = shop.aPurchase(anna).line(line("1", "apple", "30.00")).build();
        record(shop, first);
        shop.on("2026-02-01");
        buys(shop, anna, line("1", "apple", "20.00"));
        assertThat(tier(shop, anna)).isEqualTo("Silver");

        shop.on("2026-02-10");
        returnsAll(shop, anna, first.key());
        toldAgain(shop, anna, first);

        assertThat(tier(shop, anna)).isEqualTo("Green");
        assertThat(counted(shop, anna)).containsExactly(2_000L);
        assertThat(days(shop, anna))
                .extracting(QualifyingDay::own)
                .containsExactly(Map.of(), Map.of("fresh", 2_000L, "status", 6L));
        assertClean(shop);
    }

    /** A purchase that is told again counts nothing more. */
    private static void toldAgain(Shop shop, CustomerId customer, Purchase purchase) {
        List<QualifyingDay> before = days(shop, customer);
        record(shop, purchase);
        assertThat(days(shop, customer)).isEqualTo(before);
    }

    @Test
    void a_late_purchase_counts_on_its_own_day_and_recounts_those_after_it() {
        Shop shop = open(TierRule.atLeast(5_000, FRESH, MONTH));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-03-01");
        buys(shop, anna, line("1", "apple", "20.00"));
        shop.on("2026-05-01");
        buys(shop, anna, line("1", "apple", "10.00"));
        assertThat(counted(shop, anna)).containsExactly(1_000L);

        record(
                shop,
                shop.aPurchase(anna)
                        .line(line("1", "pear", "30.00"))
                        .happenedAt(day("2026-02-15"))
                        .build());

        assertThat(changes(shop, anna))
                .singleElement()
                .satisfies(change -> assertThat(change.from()).isEqualTo(day("2026-03-01")));
        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertClean(shop);
    }

    @Test
    void a_ladder_of_a_metric_of_its_own_counts_by_it() {
        TierLadder ladder = new TierLadder(
                List.of(Tier.of("Green", 0), Tier.of("Silver", 30), Tier.of("Gold", 60)),
                STATUS,
                MONTH,
                null,
                Downgrade.FULL,
                Period.ZERO);
        Shop shop = shopOn("2026-01-10", program -> counting(program).with(ladder));
        CustomerId anna = shop.aCustomer("Anna");

        shop.buys(anna, "110.00");

        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(standing(shop, anna).counted()).isEqualTo(33);
        assertThat(standing(shop, anna).missingToNext()).isEqualTo(27);
        shop.on("2026-03-10").buys(anna, "20.00");
        assertThat(standing(shop, anna).counted()).isEqualTo(6);
        assertClean(shop);
    }

    @Test
    void a_metric_begins_with_the_version_that_names_it_and_days_taken_over_have_none() {
        Shop shop = shopOn("2026-01-10", program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        shop.loyalty()
                .openingBalances()
                .load(List.of(OpeningBalance.of(
                                "2026",
                                anna,
                                new OpeningBalance.Day(
                                        LocalDate.parse("2025-12-01"), euro("500.00"), Points.of(500), 3)))
                        .iterator());
        Purchase old = shop.aPurchase(anna).line(line("1", "apple", "40.00")).build();
        record(shop, old);
        LoyaltyProgram now = shop.loyalty().programs().history().versions().get(0);
        shop.loyalty()
                .programs()
                .publish(counting(now)
                        .with(ruled(TierRule.atLeast(5_000, FRESH, YEAR), TierPolicy.USUAL))
                        .nextVersion(day("2026-02-01")));
        shop.on("2026-02-02");
        buys(shop, anna, line("1", "apple", "30.00"));
        assertThat(counted(shop, anna)).containsExactly(3_000L);

        returnsAll(shop, anna, old.key());
        assertThat(counted(shop, anna)).containsExactly(3_000L);
        buys(shop, anna, line("1", "apple", "20.00"));

        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(days(shop, anna))
                .hasSize(3)
                .filteredOn(day -> day.own().isEmpty())
                .hasSize(2);
        assertClean(shop);
    }

    @Test
    void random_purchases_late_ones_batches_and_returns_count_what_a_plain_sum_counts() {
        for (int seed = 1; seed <= rounds(12); seed++) {
            new RandomCounting(seed).run();
        }
    }

    private final class RandomCounting {

        private final Random random;
        private final Shop shop;
        private final List<CustomerId> customers = new ArrayList<>();
        private final List<Bought> all = new ArrayList<>();
        private final boolean month;

        RandomCounting(int seed) {
            random = new Random(seed);
            Window window = random.nextBoolean() ? MONTH : YEAR;
            shop = open(
                    TierRule.all(TierRule.atLeast(100_000_000, FRESH, window), TierRule.atLeast(1, STATUS, window)));
            customers.add(shop.aCustomer("Anna"));
            customers.add(shop.aCustomer("Bert"));
            month = window.equals(MONTH);
        }

        /** A purchase of fruit and soap, and how many of ten pieces of each have come back. */
        private static final class Bought {
            private final Purchase purchase;
            private final LocalDate date;
            private final long[] cents;
            private final long[] back = new long[2];

            Bought(Purchase purchase, LocalDate date, long... cents) {
                this.purchase = purchase;
                this.date = date;
                this.cents = cents;
            }

            long left(int line) {
                return cents[line] - cents[line] * back[line] / 10;
            }
        }

        void run() {
            Instant now = day("2026-01-10");
            for (int i = 0; i < 40; i++) {
                now = now.plusSeconds(random.nextInt(4 * 86_400));
                shop.clock().set(now);
                switch (random.nextInt(4)) {
                    case 0 -> giveBack();
                    case 1 -> shop.loyalty().till().recordAll(List.of(purchase(now), purchase(now), purchase(now)));
                    default -> record(shop, purchase(now));
                }
            }
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            for (CustomerId customer : customers) {
                record(shop, add(customer, now, 1, 1));
                assertThat(counted(shop, customer))
                        .containsExactly(sum(customer, before(today), 0), sum(customer, before(today), 1));
                assertThat(days(shop, customer).stream().mapToLong(FRESH::of).sum())
                        .isEqualTo(sum(customer, LocalDate.MIN, 0));
            }
            assertClean(shop);
        }

        private LocalDate before(LocalDate today) {
            return month ? today.minusMonths(1) : today.withDayOfYear(1).minusDays(1);
        }

        private long sum(CustomerId customer, LocalDate after, int metric) {
            return all.stream()
                    .filter(bought -> bought.purchase.customer().equals(customer) && bought.date.isAfter(after))
                    .mapToLong(bought -> metric == 0 ? bought.left(0) : (bought.left(0) + bought.left(1)) * 3 / 1000)
                    .sum();
        }

        private Purchase purchase(Instant now) {
            Instant at = random.nextInt(3) == 0 ? now.minusSeconds(random.nextInt(20 * 86_400)) : now;
            at = at.isBefore(day("2026-01-10")) ? now : at;
            return add(customers.get(random.nextInt(2)), at, 1 + random.nextInt(3000), 1 + random.nextInt(3000));
        }

        private Purchase add(CustomerId customer, Instant at, long fruit, long soap) {
            Purchase purchase = shop.aPurchase(customer)
                    .line(PurchaseLine.goods(
                                    "1", Money.ofMinor(fruit, euro("1.00").currency()))
                            .sku("apple")
                            .quantity(10))
                    .line(PurchaseLine.goods(
                                    "2", Money.ofMinor(soap, euro("1.00").currency()))
                            .sku("soap")
                            .quantity(10))
                    .happenedAt(at)
                    .build();
            all.add(new Bought(purchase, LocalDate.ofInstant(at, ZoneOffset.UTC), fruit, soap));
            return purchase;
        }

        private void giveBack() {
            if (all.isEmpty()) {
                return;
            }
            Bought bought = all.get(random.nextInt(all.size()));
            int line = random.nextInt(2);
            long more = Math.min(10 - bought.back[line], 1 + random.nextInt(5));
            if (more > 0) {
                returns(shop, bought.purchase.customer(), bought.purchase.key(), "" + (line + 1), "" + more);
                bought.back[line] += more;
            }
        }
    }
}
