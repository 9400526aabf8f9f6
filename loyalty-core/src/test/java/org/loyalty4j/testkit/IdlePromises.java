package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Activity;
import org.loyalty4j.program.LotRules.Inactivity;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.PeriodEnd;

/** What the library promises over every store about points that go when nothing happens for a time. */
abstract class IdlePromises extends OpeningPromises {

    static UnaryOperator<LoyaltyProgram> idleAfter(PeriodEnd time) {
        return program -> program.with(LotRules.none().with(Inactivity.after(time)));
    }

    /** Eighteen months without anything, four years in any case. */
    static LoyaltyProgram sliding(LoyaltyProgram program) {
        return idleAfter(PeriodEnd.startOfDay(Period.ofMonths(18)))
                .apply(program.expiring(PeriodEnd.startOfDay(Period.ofYears(4))));
    }

    /** Thirty days without anything. */
    Shop thirtyDays() {
        return Shop.over(
                store(),
                program -> idleAfter(PeriodEnd.startOfDay(Period.ofDays(30))).apply(program));
    }

    static List<Posting> statement(Shop shop, CustomerId customer) {
        List<Posting> postings = new ArrayList<>(
                shop.loyalty().accounts().statement(customer, 100).items());
        java.util.Collections.reverse(postings);
        return postings;
    }

    static List<String> lines(Shop shop, CustomerId customer) {
        return statement(shop, customer).stream()
                .map(posting -> posting.kind() + " " + posting.amount() + " " + posting.countsAt())
                .toList();
    }

    static void maintains(Shop shop) {
        shop.loyalty().maintenance().run(shop.clock().instant());
    }

    static void assertSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    static Purchase late(Shop shop, CustomerId customer, String amount, String happened) {
        Purchase purchase = shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", euro(amount)))
                .happenedAt(day(happened))
                .build();
        shop.loyalty().till().record(purchase).orThrow();
        return purchase;
    }

    @Test
    void the_earlier_of_eighteen_months_without_anything_and_four_years_counts_and_activity_moves_only_the_first_S7() {
        Shop shop = Shop.over(store(), IdlePromises::sliding);
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bela = shop.aCustomer("Bela");
        shop.on("2026-01-15").buys(anna, "100.00");
        shop.buys(bela, "100.00");
        shop.on("2027-07-14").buys(anna, "20.00");
        assertThat(shop.available(bela)).isEqualTo(100);
        shop.on("2027-07-15");
        assertThat(shop.available(bela)).isZero();
        assertThat(shop.available(anna)).isEqualTo(120);
        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(Map.of(date("2029-01-14"), Points.of(120)));
        shop.on("2028-12-01").redeems(anna, 10);

        // Half a year later the first purchase is four years old, and no activity helps.
        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(Map.of(date("2030-01-15"), Points.of(90), date("2030-06-01"), Points.of(20)));
        assertThat(shop.on("2030-01-14").available(anna)).isEqualTo(110);
        assertThat(shop.on("2030-01-15").available(anna)).isEqualTo(20);
        shop.on("2030-02-01").buys(anna, "0.50");
        assertThat(shop.loyalty().accounts().expirySchedule(anna)).isEqualTo(Map.of(date("2031-07-14"), Points.of(20)));
        shop.on("2031-07-14");
        maintains(shop);

        assertThat(lines(shop, anna))
                .containsExactly(
                        "EARN 100 2026-01-15T00:00:00Z",
                        "EARN 20 2027-07-14T00:00:00Z",
                        "REDEEM -10 2028-12-01T00:00:00Z",
                        "EXPIRE -90 2030-01-15T00:00:00Z",
                        "EXPIRE -20 2031-07-14T00:00:00Z");
        assertThat(shop.loyalty().accounts().account(anna).activeAt()).isEqualTo(day("2030-02-01"));
        assertSound(shop);
    }

    @Test
    void the_time_is_counted_in_dates_of_the_program_s_zone_also_from_leap_days_and_over_skipped_ones_B52() {
        Map<String, String> ends = Map.of(
                "UTC 2028-02-29T12:00:00Z P1Y", "2029-02-28T00:00:00Z",
                "UTC 2027-08-31T23:59:59Z P6M", "2028-02-29T00:00:00Z",
                "America/Sao_Paulo 2026-07-01T02:59:59Z P1M", "2026-07-30T03:00:00Z",
                "America/Sao_Paulo 2026-07-01T03:00:00Z P1M", "2026-08-01T03:00:00Z",
                "Pacific/Apia 2026-07-01T10:59:59Z P1M", "2026-07-31T11:00:00Z",
                "Pacific/Apia 2026-07-01T11:00:00Z P1D", "2026-07-02T11:00:00Z");
        Map<String, String> found = new java.util.HashMap<>();
        ends.keySet().forEach(asked -> {
            String[] words = asked.split(" ", -1);
            Shop shop = Shop.over(
                    emptyStore(),
                    program -> idleAfter(PeriodEnd.startOfDay(Period.parse(words[2])))
                            .apply(LoyaltyProgram.startingAt(
                                            Shop.OPENING, ZoneId.of(words[0]), Currency.getInstance("EUR"))
                                    .with(EarningRule.perStep("base", 1, euro("1.00")))));
            CustomerId anna = shop.aCustomer("Anna");
            shop.clock().set(Instant.parse(words[1]));
            shop.buys(anna, "5.00");
            found.put(
                    asked,
                    shop.loyalty().accounts().account(anna).due().orElseThrow().toString());
        });
        assertThat(found).isEqualTo(ends);
    }

    @Test
    void whether_what_was_due_was_written_daily_late_or_never_nothing_is_different_I20() {
        List<List<String>> ways = new ArrayList<>();
        for (int every : List.of(1, 3, 400)) {
            Shop shop = Shop.over(
                    emptyStore(),
                    program -> idleAfter(PeriodEnd.startOfDay(Period.ofDays(30)))
                            .apply(program.expiring(PeriodEnd.startOfDay(Period.ofDays(50)))));
            CustomerId anna = shop.aCustomer("Anna");
            for (int i = 1; i <= 240; i++) {
                LocalDate today = LocalDate.parse("2026-01-01").plusDays(i);
                shop.on(today.toString());
                if (i % every == 0) {
                    maintains(shop);
                }
                if (i == 2 || i == 27 || i == 100) {
                    shop.buys(anna, "40.00");
                }
                if (i == 5 || i == 90) {
                    shop.loyalty()
                            .accounts()
                            .give(Bonus.of(shop.aKey(), anna, Points.of(7), "wait")
                                    .pending(Pending.until(PeriodEnd.startOfDay(Period.ofDays(70)))))
                            .orThrow();
                }
                if (i == 101) {
                    shop.redeems(anna, 5);
                }
            }
            maintains(shop);
            List<String> lines = new ArrayList<>(lines(shop, anna));
            lines.add(shop.loyalty().accounts().balance(anna).total().toString());
            lines.add(String.valueOf(shop.loyalty().accounts().account(anna).activeAt()));
            ways.add(lines);
            assertSound(shop);
        }
        assertThat(ways.get(0))
                .contains(
                        "EXPIRE -40 2026-02-22T00:00:00Z",
                        "EXPIRE -40 2026-02-27T00:00:00Z",
                        "EXPIRE -2 2026-05-06T00:00:00Z",
                        "EXPIRE -40 2026-05-12T00:00:00Z",
                        "EXPIRE -7 2026-07-10T00:00:00Z");
        assertThat(ways.get(1)).isEqualTo(ways.get(0));
        assertThat(ways.get(2)).isEqualTo(ways.get(0));
    }

    @Test
    void an_activity_that_comes_after_the_time_is_over_revives_nothing_and_a_late_one_neither() {
        Shop shop = thirtyDays();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bela = shop.aCustomer("Bela");
        shop.on("2026-01-10").buys(anna, "40.00");
        shop.buys(bela, "40.00");
        shop.on("2026-02-09");
        Settlement.Settled sold = shop.loyalty()
                .till()
                .record(shop.aPurchase(anna)
                        .line(PurchaseLine.goods("1", euro("9.00")))
                        .build())
                .orThrow();
        late(shop, bela, "9.00", "2026-02-01");

        assertThat(sold.result().expired()).isZero();
        assertThat(lines(shop, anna))
                .containsExactly(
                        "EARN 40 2026-01-10T00:00:00Z",
                        "EXPIRE -40 2026-02-09T00:00:00Z",
                        "EARN 9 2026-02-09T00:00:00Z");
        assertThat(lines(shop, bela))
                .containsExactly(
                        "EARN 40 2026-01-10T00:00:00Z",
                        "EXPIRE -40 2026-02-09T00:00:00Z",
                        "EARN 9 2026-02-01T00:00:00Z");
        assertThat(shop.on("2026-03-02").available(bela)).isEqualTo(9);
        assertThat(shop.on("2026-03-03").available(bela)).isZero();
        // What was bought so long ago that its own time is over goes at once.
        shop.on("2026-06-01");
        late(shop, bela, "3.00", "2026-04-01");
        assertThat(lines(shop, bela).subList(3, 6))
                .containsExactly(
                        "EXPIRE -9 2026-03-03T00:00:00Z",
                        "EARN 3 2026-04-01T00:00:00Z",
                        "EXPIRE -3 2026-05-01T00:00:00Z");
        assertSound(shop);
    }

    @Test
    void a_late_purchase_never_moves_the_time_back() {
        Shop shop = thirtyDays();
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-20").buys(anna, "40.00");
        late(shop, anna, "9.00", "2026-01-05");
        assertThat(shop.loyalty().accounts().account(anna).activeAt()).isEqualTo(day("2026-01-20"));
        assertThat(shop.on("2026-02-18").available(anna)).isEqualTo(49);
        assertThat(shop.on("2026-02-19").available(anna)).isZero();
        assertSound(shop);
    }

    @Test
    void only_what_the_program_names_starts_the_time_anew_but_points_that_come_where_there_were_none_do() {
        Shop shop = Shop.over(
                store(),
                program -> program.with(LotRules.none()
                        .with(Inactivity.after(PeriodEnd.startOfDay(Period.ofDays(30)))
                                .startedBy(Activity.BONUS))));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bela = shop.aCustomer("Bela");
        shop.on("2026-01-10").buys(anna, "40.00");
        shop.buys(bela, "40.00");
        shop.on("2026-01-20").gives(anna, 1, "");
        shop.buys(bela, "1.00");
        shop.redeems(bela, 1);
        assertThat(shop.loyalty().accounts().account(anna).activeAt()).isEqualTo(day("2026-01-20"));
        assertThat(shop.loyalty().accounts().account(bela).activeAt()).isEqualTo(day("2026-01-10"));
        shop.redeems(bela, 40);
        assertThat(shop.loyalty().accounts().account(bela).due()).isEmpty();
        shop.on("2026-02-05").buys(bela, "3.00");
        assertThat(shop.loyalty().accounts().account(bela).activeAt()).isEqualTo(day("2026-02-05"));
        assertSound(shop);
    }

    @Test
    void points_that_come_back_after_the_time_is_over_are_gone_at_once_whatever_gave_them_back() {
        Shop shop = Shop.over(
                store(),
                program -> program.with(LotRules.none()
                        .with(Inactivity.after(PeriodEnd.startOfDay(Period.ofDays(30)))
                                .startedBy(Activity.PURCHASE))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10").buys(anna, "60.00");
        CommandKey used = shop.redeems(anna, 10);
        CommandKey hold = shop.aKey();
        CommandKey other = shop.aKey();
        shop.loyalty().rewards().hold(HoldRequest.of(Redemption.of(hold, anna, Points.of(20)), Duration.ofDays(50)));
        shop.loyalty().rewards().hold(HoldRequest.of(Redemption.of(other, anna, Points.of(25)), Duration.ofDays(50)));
        shop.on("2026-02-20");
        Settlement.Settled undone = shop.loyalty()
                .rewards()
                .undo(Undo.ofAll(shop.aKey(), anna, used))
                .orThrow();
        Settlement.Settled released = shop.loyalty()
                .rewards()
                .release(Release.of(shop.aKey(), anna, hold))
                .orThrow();
        Settlement.Settled captured = shop.loyalty()
                .rewards()
                .capture(new Capture(shop.aKey(), anna, other, Points.of(20), null, null, null))
                .orThrow();

        assertThat(lines(shop, anna).subList(2, 8))
                .containsExactly(
                        "EXPIRE -5 2026-02-09T00:00:00Z",
                        "RESTORE 10 2026-02-20T00:00:00Z",
                        "EXPIRE -10 2026-02-20T00:00:00Z",
                        "EXPIRE -20 2026-02-20T00:00:00Z",
                        "REDEEM -20 2026-02-20T00:00:00Z",
                        "EXPIRE -5 2026-02-20T00:00:00Z");
        assertThat(undone.result().expired()).isEqualTo(10);
        assertThat(released.result().expired()).isEqualTo(20);
        assertThat(captured.result().expired()).isEqualTo(5);
        assertSound(shop);
    }

    @Test
    void points_that_are_put_back_after_the_time_is_over_get_no_grace_whenever_they_go() {
        for (LotRules rules : List.of(
                LotRules.none(),
                LotRules.none().with(after(300)),
                LotRules.none().with(after(40)))) {
            Shop shop = Shop.over(
                    emptyStore(),
                    program -> program.with(program.spending().withGrace(14))
                            .with(rules.with(Inactivity.after(PeriodEnd.startOfDay(Period.ofDays(30))))));
            CustomerId anna = shop.aCustomer("Anna");
            shop.on("2026-01-10").buys(anna, "40.00");
            CommandKey used = shop.redeems(anna, 40);
            shop.on("2026-03-10");
            shop.loyalty().rewards().undo(Undo.ofAll(shop.aKey(), anna, used)).orThrow();
            shop.on("2026-03-11").gives(anna, 1, "");
            assertThat(lines(shop, anna).subList(2, 5))
                    .containsExactly(
                            "RESTORE 40 2026-03-10T00:00:00Z",
                            "EXPIRE -40 2026-03-10T00:00:00Z",
                            "BONUS 1 2026-03-11T00:00:00Z");
            assertSound(shop);
        }
    }

    private static LotRules.Expiry after(int days) {
        return LotRules.Expiry.after(PeriodEnd.startOfDay(Period.ofDays(days)));
    }

    @Test
    void a_hold_over_the_end_of_the_time_lapses_into_nothing_unless_something_happened_meanwhile() {
        Shop shop = thirtyDays();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bela = shop.aCustomer("Bela");
        for (CustomerId each : List.of(anna, bela)) {
            shop.on("2026-01-10").buys(each, "60.00");
            shop.loyalty()
                    .rewards()
                    .hold(HoldRequest.of(Redemption.of(shop.aKey(), each, Points.of(60)), Duration.ofDays(45)));
        }
        assertThat(shop.loyalty().accounts().account(anna).due()).contains(day("2026-02-24"));
        shop.on("2026-02-15").buys(bela, "1.00");
        Balance then = shop.loyalty().accounts().balance(anna, day("2026-02-24"));
        assertThat(then.total()).isEqualTo(Points.NONE);
        shop.on("2026-02-24");
        assertThat(shop.loyalty().accounts().balance(anna).total()).isEqualTo(Points.NONE);
        assertThat(shop.available(bela)).isEqualTo(61);
        maintains(shop);
        assertThat(lines(shop, anna)).endsWith("EXPIRE -60 2026-02-24T00:00:00Z");
        assertThat(shop.loyalty().accounts().expirySchedule(bela)).isEqualTo(Map.of(date("2026-03-17"), Points.of(61)));
        assertSound(shop);
    }

    @Test
    void points_that_wait_are_left_alone_and_start_the_time_when_they_become_active_alone() {
        Shop shop = thirtyDays();
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10").buys(anna, "60.00");
        shop.loyalty()
                .accounts()
                .give(Bonus.of(shop.aKey(), anna, Points.of(7), "wait")
                        .pending(Pending.until(PeriodEnd.startOfDay(Period.ofDays(40)))))
                .orThrow();

        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(Map.of(date("2026-02-09"), Points.of(60), date("2026-03-21"), Points.of(7)));
        assertThat(shop.loyalty().accounts().balance(anna, day("2026-02-10")).pending())
                .isEqualTo(Points.of(7));
        assertThat(shop.loyalty().accounts().balance(anna, day("2026-03-20")).available())
                .isEqualTo(Points.of(7));
        assertThat(shop.loyalty().accounts().balance(anna, day("2026-03-21")).total())
                .isEqualTo(Points.NONE);
        shop.on("2026-04-01");
        assertThat(shop.available(anna)).isZero();
        maintains(shop);
        assertThat(lines(shop, anna).subList(2, 4))
                .containsExactly("EXPIRE -60 2026-02-09T00:00:00Z", "EXPIRE -7 2026-03-21T00:00:00Z");
        assertSound(shop);
    }
}
