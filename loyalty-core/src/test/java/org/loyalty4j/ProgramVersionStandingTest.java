package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierProgress;

/** Where somebody stands when the program has changed meanwhile. */
class ProgramVersionStandingTest {

    private static final Tier GREEN = Tier.of("Green", 0);
    private static final Tier SILVER = Tier.of("Silver", 10_000);
    private static final Tier GOLD = Tier.of("Gold", 30_000);

    private static final List<Window> WINDOWS =
            List.of(Window.rolling(Period.ofMonths(3)), Window.calendarYear(), Window.lifetime());

    private static final List<Downgrade> DOWNGRADES = List.of(Downgrade.FULL, Downgrade.ONE_STEP, Downgrade.NONE);

    private static TierLadder ladder(Period grace, Tier... tiers) {
        return new TierLadder(
                List.of(tiers),
                Metric.SPEND,
                Window.rolling(Period.ofMonths(12)),
                PeriodEnd.startOfDay(Period.ofMonths(12)),
                Downgrade.FULL,
                grace);
    }

    private static Shop shop(TierLadder ladder) {
        return Shop.open(program -> program.with(ladder));
    }

    private static void publish(Shop shop, Instant from, TierLadder ladder) {
        List<LoyaltyProgram> versions = shop.loyalty().programs().history().versions();
        shop.loyalty()
                .programs()
                .publish(versions.get(versions.size() - 1).nextVersion(from).with(ladder));
    }

    private static void buysAt(Shop shop, CustomerId customer, String amount, Instant at) {
        shop.loyalty()
                .till()
                .record(shop.aPurchase(customer)
                        .line(PurchaseLine.goods("1", euro(amount)))
                        .happenedAt(at)
                        .build())
                .orThrow();
    }

    private static Shop at(Shop shop, Instant instant) {
        shop.clock().set(instant);
        return shop;
    }

    private static Instant noon(String date) {
        return day(date).plusSeconds(12 * 3600);
    }

    private static TierProgress standing(Shop shop, CustomerId customer) {
        return shop.loyalty().accounts().standing(customer);
    }

    private static List<StandingChange> changes(Shop shop, CustomerId customer) {
        return shop.store()
                .reading(reader -> StandingChange.standing(reader.standings()
                        .changes(shop.loyalty().accounts().account(customer).id())));
    }

    private static void assertClean(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_late_purchase_of_an_older_version_leaves_the_tier_that_only_the_newer_one_has() {
        Shop shop = shop(ladder(Period.ZERO, GREEN, SILVER));
        publish(shop, day("2026-07-01"), ladder(Period.ZERO, GREEN, SILVER, GOLD));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-07-05").buys(anna, "400.00");
        assertThat(standing(shop, anna).tier()).isEqualTo("Gold");
        TierProgress before = standing(shop.on("2026-07-06"), anna);

        buysAt(shop, anna, "5.00", day("2026-06-30"));

        assertThat(standing(shop, anna).tier()).isEqualTo("Gold");
        assertThat(standing(shop, anna).since()).isEqualTo(before.since());
        assertThat(standing(shop, anna).lastDay()).isEqualTo(before.lastDay());
        assertThat(standing(shop, anna).counted()).isEqualTo(40_500);
        assertThat(changes(shop, anna)).hasSize(1);
        assertThat(standing(shop.on("2027-07-05"), anna).tier()).isEqualTo("Green");
        assertClean(shop);
    }

    @Test
    void a_late_purchase_of_an_older_version_reaches_nothing_by_thresholds_of_the_past() {
        Shop shop = shop(ladder(Period.ZERO, GREEN, SILVER));
        publish(shop, day("2026-07-01"), ladder(Period.ZERO, GREEN, Tier.of("Silver", 20_000)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-06-01").buys(anna, "80.00");
        shop.on("2026-07-05").buys(anna, "60.00");
        assertThat(standing(shop, anna).tier()).isEqualTo("Green");

        buysAt(shop.on("2026-07-06"), anna, "10.00", day("2026-06-20"));

        assertThat(standing(shop, anna).tier()).isEqualTo("Green");
        assertThat(changes(shop, anna)).isEmpty();
        assertClean(shop);
    }

    @Test
    void a_late_purchase_reaches_a_tier_by_the_thresholds_of_its_own_day() {
        Shop shop = shop(ladder(Period.ZERO, GREEN, SILVER));
        publish(shop, day("2026-07-01"), ladder(Period.ZERO, GREEN, Tier.of("Silver", 20_000)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-06-01").buys(anna, "80.00");
        shop.on("2026-07-05").buys(anna, "60.00");

        buysAt(shop.on("2026-07-06"), anna, "20.00", day("2026-06-20"));

        assertThat(standing(shop, anna).tier()).isEqualTo("Silver");
        assertThat(standing(shop, anna).since()).isEqualTo(day("2026-06-20"));
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-06-19"));
        assertClean(shop);
    }

    @Test
    void a_late_purchase_leaves_what_a_day_reached_by_a_tier_that_is_gone_since_noon() {
        Shop shop = shop(ladder(Period.ZERO, GREEN, SILVER, GOLD));
        publish(shop, noon("2026-07-01"), ladder(Period.ZERO, GREEN, SILVER));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-07-01").buys(anna, "400.00");
        at(shop, noon("2026-07-01").plusSeconds(60)).buys(anna, "5.00");
        List<StandingChange> before = changes(shop, anna);
        String tier = standing(shop, anna).tier();

        buysAt(shop.on("2026-07-06"), anna, "5.00", day("2026-06-30"));

        assertThat(changes(shop, anna)).isEqualTo(before);
        assertThat(standing(shop, anna).tier()).isEqualTo(tier);
        assertThat(shop.loyalty().accounts().standing(anna, day("2026-07-01")).tier())
                .isEqualTo("Gold");
        assertClean(shop);
    }

    @Test
    void the_end_of_a_tier_is_that_of_the_version_that_reckoned_it_whether_maintenance_ran_or_not() {
        Shop shop = shop(ladder(Period.ZERO, GREEN, SILVER));
        publish(shop, day("2027-07-01"), ladder(Period.ofMonths(3), GREEN, SILVER));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-08-01").buys(anna, "100.00");
        TierProgress read = standing(shop.on("2027-08-15"), anna);

        shop.loyalty().maintenance().run(day("2027-08-15"));

        assertThat(read.tier()).isEqualTo("Green");
        assertThat(read.since()).isEqualTo(day("2027-08-01"));
        assertThat(standing(shop, anna)).isEqualTo(read);
        assertClean(shop);
    }

    @Test
    void a_purchase_under_a_newer_version_brings_its_grace() {
        Shop shop = shop(ladder(Period.ZERO, GREEN, SILVER));
        publish(shop, day("2027-07-01"), ladder(Period.ofMonths(3), GREEN, SILVER));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-08-01").buys(anna, "100.00");
        shop.on("2027-07-02").buys(anna, "1.00");
        TierProgress read = standing(shop.on("2027-08-15"), anna);

        shop.loyalty().maintenance().run(day("2027-08-15"));

        // The purchase still counted 101.00 in its window, so it qualified anew.
        assertThat(read.tier()).isEqualTo("Silver");
        assertThat(read.lastDay()).contains(LocalDate.parse("2028-10-01"));
        assertThat(standing(shop, anna)).isEqualTo(read);
        assertClean(shop);
    }

    @Test
    void a_version_with_a_higher_threshold_leaves_a_tier_to_the_end_that_it_had_and_brings_its_grace() {
        Shop shop = shop(ladder(Period.ZERO, GREEN, SILVER));
        publish(shop, day("2026-03-01"), ladder(Period.ofMonths(1), GREEN, Tier.of("Silver", 50_000)));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bert = shop.aCustomer("Bert");
        shop.on("2026-02-01").buys(anna, "120.00");
        shop.buys(bert, "120.00");

        shop.on("2026-06-01").buys(anna, "10.00");

        assertThat(standing(shop, anna).tier()).isEqualTo("Silver");
        assertThat(standing(shop, bert).tier()).isEqualTo("Silver");
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-02-28"));
        assertThat(standing(shop, bert).lastDay()).contains(LocalDate.parse("2027-01-31"));
        assertThat(standing(shop.on("2027-02-01"), bert).tier()).isEqualTo("Green");
        assertThat(standing(shop, anna).tier()).isEqualTo("Silver");
        assertThat(standing(shop.on("2027-03-01"), anna).tier()).isEqualTo("Green");
        shop.loyalty().maintenance().run(day("2027-03-01"));
        assertThat(standing(shop, anna).tier()).isEqualTo("Green");
        assertClean(shop);
    }

    @Test
    void a_version_with_a_lower_threshold_gives_its_tier_with_the_next_purchase() {
        Shop shop = shop(ladder(Period.ZERO, GREEN, SILVER, GOLD));
        publish(shop, day("2026-03-01"), ladder(Period.ZERO, GREEN, SILVER, Tier.of("Gold", 11_000)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-02-01").buys(anna, "120.00");

        assertThat(standing(shop.on("2026-03-05"), anna).tier()).isEqualTo("Silver");
        shop.loyalty().maintenance().run(day("2026-03-05"));
        assertThat(standing(shop, anna).tier()).isEqualTo("Silver");
        shop.buys(anna, "1.00");

        assertThat(standing(shop, anna).tier()).isEqualTo("Gold");
        assertThat(standing(shop, anna).since()).isEqualTo(day("2026-03-05"));
        assertClean(shop);
    }

    @Test
    void a_tier_that_a_version_does_not_have_any_more_keeps_its_name_and_earns_as_the_lowest() {
        Tier gold = new Tier("Gold", 30_000, Ratio.of(3));
        Shop shop = shop(ladder(Period.ZERO, GREEN, SILVER, gold));
        publish(
                shop,
                day("2026-03-01"),
                ladder(
                        Period.ZERO,
                        GREEN,
                        new Tier("Silver", 90_000, Ratio.of(2)),
                        new Tier("Ruby", 95_000, Ratio.of(5))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-02-01").buys(anna, "400.00");

        assertThat(standing(shop.on("2026-03-05"), anna).tier()).isEqualTo("Gold");
        long before = shop.available(anna);
        shop.buys(anna, "10.00");

        assertThat(shop.available(anna) - before).isEqualTo(10);
        assertThat(standing(shop, anna).tier()).isEqualTo("Gold");
        assertClean(shop);
    }

    @Test
    void a_version_that_begins_later_on_the_day_leaves_the_tier_of_its_morning_I_36() {
        Shop shop = shop(ladder(Period.ofMonths(3), GREEN, SILVER));
        CustomerId anna = shop.aCustomer("Anna");
        at(shop, day("2026-06-01").plusSeconds(9 * 3600)).buys(anna, "100.00");
        at(shop, noon("2026-06-01"));
        publish(shop, noon("2026-06-01"), ladder(Period.ZERO, GREEN, SILVER));
        shop.gives(anna, 1, "");

        assertClean(shop);
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-08-31"));
        assertThat(standing(shop.on("2027-08-31"), anna).tier()).isEqualTo("Silver");
        shop.on("2027-09-01").loyalty().maintenance().run(day("2027-09-01"));
        assertThat(standing(shop, anna).tier()).isEqualTo("Green");
        assertThat(standing(shop, anna).since()).isEqualTo(day("2027-09-01"));
        assertClean(shop);
    }

    @Test
    void a_late_purchase_of_an_older_version_on_the_same_day_is_reckoned_with_the_newer_one() {
        Shop shop = shop(ladder(Period.ZERO, GREEN, SILVER));
        publish(shop, noon("2026-06-01"), ladder(Period.ofMonths(3), GREEN, SILVER));
        CustomerId anna = shop.aCustomer("Anna");
        at(shop, noon("2026-06-01").plusSeconds(60)).buys(anna, "90.00");

        buysAt(shop, anna, "10.00", noon("2026-06-01").minusSeconds(60));

        assertThat(standing(shop, anna).tier()).isEqualTo("Silver");
        assertThat(standing(shop, anna).lastDay()).contains(LocalDate.parse("2027-08-31"));
        assertClean(shop);
    }

    @Test
    void an_honest_store_of_many_versions_is_clean_and_says_the_same_before_and_after_maintenance_I_39() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Shop shop = shop(anyLadder(random));
            CustomerId anna = shop.aCustomer("Anna");
            Instant now = Shop.OPENING;
            for (int i = 0; i < 60; i++) {
                now = now.plusSeconds(random.nextLong(20 * 86_400));
                at(shop, now);
                if (random.nextInt(6) == 0) {
                    publish(shop, now, anyLadder(random));
                } else if (random.nextInt(3) == 0) {
                    TierProgress read = standing(shop, anna);
                    shop.loyalty().maintenance().run(now);
                    assertThat(standing(shop, anna)).as("seed %d", seed).isEqualTo(read);
                } else {
                    long late = random.nextInt(3) == 0 ? random.nextLong(90 * 86_400) : 0;
                    Instant happened = now.minusSeconds(late);
                    Instant earliest = Shop.OPENING;
                    String amount = (1 + random.nextInt(150)) + ".00";
                    buysAt(shop, anna, amount, happened.isBefore(earliest) ? earliest : happened);
                }
            }
            assertThat(shop.loyalty().audit().findings()).as("seed %d", seed).isEmpty();
        }
    }

    private static TierLadder anyLadder(SplittableRandom random) {
        Window window = WINDOWS.get(random.nextInt(WINDOWS.size()));
        Tier silver = Tier.of("Silver", 10_000 + 1000L * random.nextInt(10));
        return new TierLadder(
                random.nextBoolean() ? List.of(GREEN, silver, GOLD) : List.of(GREEN, silver),
                random.nextInt(4) == 0 ? Metric.POINTS : Metric.SPEND,
                window,
                PeriodEnd.startOfDay(Period.ofMonths(1 + random.nextInt(3))),
                DOWNGRADES.get(random.nextInt(3)),
                Period.ofDays(10 * random.nextInt(3)));
    }
}
