package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.OpeningBalances;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.OpeningBalance.Day;
import org.loyalty4j.program.OpeningBalance.Held;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierInterval;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierProgress;

/** What the library promises over every store about days and tiers that are taken over from a former system. */
abstract class OpeningPromises extends TierPromises {

    private static UnaryOperator<LoyaltyProgram> counting(Window window, TierPolicy policy) {
        return program -> program.with(new TierLadder(
                List.of(
                        Tier.of("Green", 0),
                        Tier.of("Silver", 10_000).entering(Points.of(50), Counter.Period.LIFETIME),
                        Tier.of("Gold", 50_000)),
                TierLadder.Metric.SPEND,
                window,
                PeriodEnd.startOfDay(Period.ofMonths(6)),
                TierLadder.Downgrade.FULL,
                Period.ZERO,
                policy));
    }

    private Shop counting(Window window) {
        return Shop.over(store(), counting(window, TierPolicy.USUAL));
    }

    private static Day bought(String date, String spend) {
        return new Day(LocalDate.parse(date), euro(spend), Points.of(7), 2);
    }

    private static OpeningBalances.Report load(Shop shop, OpeningBalance... lines) {
        return shop.loyalty().openingBalances().load(List.of(lines).iterator());
    }

    private static TierProgress standing(Shop shop, CustomerId customer) {
        return shop.loyalty().accounts().standing(customer);
    }

    private static void isSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void days_that_are_taken_over_count_for_a_rolling_window_until_they_leave_it() {
        Shop shop = counting(Window.rolling(Period.ofMonths(12)));
        CustomerId anna = shop.aCustomer("Anna");
        OpeningBalance balance = OpeningBalance.of("2026", anna, Points.of(30), day("2025-05-01"), null)
                .and(bought("2025-11-20", "40.00"))
                .and(bought("2025-03-10", "80.00"))
                .and(bought("2024-06-01", "900.00"));
        OpeningBalances.Report report = load(shop, balance);

        assertThat(report.given()).isEqualTo(1);
        assertThat(report.days()).isEqualTo(3);
        assertThat(report.spend()).isEqualTo(102_000);
        assertThat(standing(shop, anna).tier()).isEqualTo("Silver");
        assertThat(standing(shop, anna).counted()).isEqualTo(12_000);
        assertThat(standing(shop, anna).since()).isEqualTo(day("2025-11-20"));
        assertThat(shop.loyalty().accounts().tierHistory(anna))
                .extracting(TierInterval::tier)
                .contains("Gold");
        assertThat(shop.available(anna)).isEqualTo(30);
        shop.on("2026-03-15");
        assertThat(standing(shop, anna).counted()).isEqualTo(4_000);
        shop.buys(anna, "470.00");
        assertThat(standing(shop, anna).tier()).isEqualTo("Gold");
        isSound(shop);
        OpeningBalances.Report again = load(
                shop,
                new OpeningBalance(
                        "2026",
                        anna,
                        balance.lots(),
                        null,
                        null,
                        List.of(
                                balance.days().get(2),
                                balance.days().get(0),
                                balance.days().get(1)),
                        null));
        assertThat(again.there()).isEqualTo(1);
        assertThat(again.days()).isZero();
        isSound(shop);
    }

    @Test
    void another_body_under_the_same_batch_is_told_by_the_field_that_differs() {
        Shop shop = counting(Window.lifetime());
        CustomerId anna = shop.aCustomer("Anna");
        OpeningBalance balance = OpeningBalance.of("2026", anna, Points.of(30), day("2025-05-01"), null);
        Held gold = new Held("Gold", LocalDate.parse("2025-01-01"), null);
        load(shop, balance.and(bought("2025-11-20", "40.00")).holding(gold));

        assertThat(load(shop, balance.and(bought("2025-11-20", "41.00")).holding(gold))
                        .problems()
                        .get(0)
                        .why())
                .contains("days");
        assertThat(load(shop, balance.and(bought("2025-11-20", "40.00")))
                        .problems()
                        .get(0)
                        .why())
                .contains("held");
        assertThat(load(shop, balance).changed()).isEqualTo(1);
        isSound(shop);
    }

    @Test
    void days_count_for_a_year_of_the_membership_from_its_anniversary_on() {
        assertCounted(Window.of(Window.Kind.MEMBERSHIP_YEAR), 6_000);
    }

    @Test
    void days_count_for_a_year_of_the_calendar() {
        assertCounted(Window.calendarYear(), 13_000);
    }

    @Test
    void days_count_for_ever_where_everything_counts() {
        assertCounted(Window.lifetime(), 21_000);
    }

    private void assertCounted(Window window, long counted) {
        Shop shop = counting(window);
        shop.on("2026-05-01");
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-06-01");
        load(
                shop,
                OpeningBalance.of("2026", anna, bought("2026-05-02", "60.00"))
                        .and(bought("2026-04-30", "70.00"))
                        .and(bought("2025-12-31", "80.00")));
        assertThat(standing(shop, anna).counted()).isEqualTo(counted);
        shop.buys(anna, "1.00");
        assertThat(standing(shop, anna).counted()).isEqualTo(counted + 100);
        isSound(shop);
    }

    @Test
    void days_come_to_a_tier_without_its_points_and_later_purchases_go_on_from_there() {
        Shop shop = Shop.over(
                store(), counting(Window.lifetime(), TierPolicy.USUAL.returning(TierPolicy.Returns.RECOMPUTE)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-02-01");
        Purchase before = shop.buys(anna, "30.00");
        shop.on("2026-02-10");
        load(
                shop,
                OpeningBalance.of("2026", anna, bought("2026-02-01", "50.00")).and(bought("2026-01-05", "40.00")));
        assertThat(standing(shop, anna).tier()).isEqualTo("Silver");
        assertThat(standing(shop, anna).counted()).isEqualTo(12_000);
        assertThat(shop.available(anna)).isEqualTo(30);
        Purchase late = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("390.00")))
                .happenedAt(day("2026-02-03"))
                .build();
        shop.loyalty().till().record(late).orThrow();
        assertThat(standing(shop, anna).tier()).isEqualTo("Gold");
        isSound(shop);
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, late.key()))
                .orThrow();
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, before.key()))
                .orThrow();
        assertThat(standing(shop, anna).counted()).isEqualTo(9_000);
        assertThat(standing(shop, anna).tier()).isEqualTo("Green");
        isSound(shop);
    }

    @Test
    void a_tier_that_is_taken_over_stands_in_until_its_end() {
        Shop shop = counting(Window.lifetime());
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bert = shop.aCustomer("Bert");
        Held gold = new Held("Gold", LocalDate.parse("2024-01-01"), LocalDate.parse("2026-07-01"));
        OpeningBalances.Report report = load(
                shop,
                OpeningBalance.of("2026", anna, bought("2025-11-20", "140.00")).holding(gold),
                new OpeningBalance("2026", bert, List.of(), null, null, List.of(), gold));

        assertThat(report.given()).isEqualTo(2);
        for (CustomerId customer : List.of(anna, bert)) {
            assertThat(standing(shop, customer).tier()).isEqualTo("Gold");
            assertThat(standing(shop, customer).lastDay()).contains(LocalDate.parse("2026-06-30"));
            TierInterval held = shop.loyalty().accounts().tierHistory(customer).stream()
                    .filter(interval -> interval.cause() == StandingChange.Cause.TAKEN_OVER)
                    .findFirst()
                    .orElseThrow();
            assertThat(LocalDate.ofEpochDay(held.evidence())).isEqualTo("2024-01-01");
        }
        shop.on("2026-05-01").buys(anna, "1.00");
        shop.on("2026-07-01");
        assertThat(standing(shop, anna).tier()).isEqualTo("Silver");
        assertThat(standing(shop, bert).tier()).isEqualTo("Green");
        shop.buys(bert, "1.00");
        isSound(shop);
    }

    @Test
    void what_cannot_be_taken_over_is_told_and_nothing_of_its_line_is_written() {
        Shop shop = counting(Window.lifetime());
        CustomerId anna = shop.aCustomer("Anna");
        LocalDate past = LocalDate.parse("2025-01-01");
        OpeningBalance points = OpeningBalance.of("2026", anna, Points.of(1), day("2025-05-01"), null);
        OpeningBalances.Report report = load(
                shop,
                points.and(new Day(past, Money.of("1.00", "USD"), Points.NONE, 1)),
                points.and(bought("2026-01-01", "1.00")),
                points.holding(new Held("Platinum", past, null)),
                points.holding(new Held("Gold", past, LocalDate.parse("2026-01-01"))),
                points.holding(new Held("Gold", LocalDate.parse("2026-01-02"), null)));

        assertThat(report.refused()).isEqualTo(5);
        assertThat(report.problems())
                .extracting(OpeningBalances.Problem::why)
                .satisfiesExactly(
                        why -> assertThat(why).contains("days[0].spend"),
                        why -> assertThat(why).contains("days[0].date"),
                        why -> assertThat(why).isEqualTo("UNKNOWN_TIER"),
                        why -> assertThat(why).contains("held.until"),
                        why -> assertThat(why).contains("held.since"));
        AccountId account = new AccountId(anna, "points");
        assertThat(shop.store().<List<Posting>>reading(reader -> reader.ledger().postings(account, 1, 10)))
                .isEmpty();
        assertThat(shop.store()
                        .<List<OpenedDay>>reading(reader -> reader.standings().opened(account)))
                .isEmpty();
        isSound(shop);
    }

    @Test
    void the_rows_of_days_are_read_as_they_were_written_in_their_order() {
        Shop shop = counting(Window.lifetime());
        CustomerId anna = shop.aCustomer("Anna");
        load(shop, OpeningBalance.of("one", anna, bought("2025-11-20", "1.00")).and(bought("2025-11-19", "2.00")));
        load(shop, OpeningBalance.of("two", anna, bought("2025-11-19", "4.00")));
        AccountId account = new AccountId(anna, "points");
        assertThat(shop.store()
                        .<List<OpenedDay>>reading(reader -> reader.standings().opened(account)))
                .containsExactly(
                        new OpenedDay(account, 1, LocalDate.parse("2025-11-19"), 200, 7, 2),
                        new OpenedDay(account, 1, LocalDate.parse("2025-11-20"), 100, 7, 2),
                        new OpenedDay(account, 2, LocalDate.parse("2025-11-19"), 400, 7, 2));
        assertThat(standing(shop, anna).counted()).isEqualTo(700);
        isSound(shop);
    }
}
