package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.OpeningBalances;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** Points that come from another system, and goods that come back without their purchase. */
public abstract class TakeOverCases extends OverAnyStore {

    private static OpeningBalances.Report load(Shop shop, List<OpeningBalance> lines) {
        return shop.loyalty().openingBalances().load(lines.iterator());
    }

    private static OpeningBalance balance(CustomerId customer, long points, String earned, String gone) {
        return OpeningBalance.of("2026", customer, Points.of(points), day(earned), day(gone));
    }

    private static void assertAddsUp(OpeningBalances.Report report) {
        assertThat(report.given() + report.there() + report.changed() + report.refused())
                .isEqualTo(report.lines());
    }

    private static void assertSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void opening_balances_keep_their_dates_and_what_is_past_its_time_expires_at_once() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");

        OpeningBalances.Report report = load(
                shop,
                List.of(balance(anna, 60, "2024-03-01", "2026-03-01")
                        .and(Points.of(40), day("2025-03-01"), null)
                        .and(Points.of(5), day("2020-01-01"), day("2022-01-01"))));

        assertThat(report.given()).isEqualTo(1);
        assertThat(report.lots()).isEqualTo(3);
        assertThat(report.points()).isEqualTo(105);
        assertAddsUp(report);
        assertThat(shop.available(anna)).isEqualTo(100);
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2026-03-01", 60L, "never", 40L));
        assertThat(postings(shop, anna, Posting.Kind.OPENING))
                .flatExtracting(Posting::lots)
                .extracting(LotAllocation::earnedAt)
                .containsExactly(day("2024-03-01"), day("2025-03-01"), day("2020-01-01"));
        assertThat(shop.loyalty().accounts().balance(anna, day("2025-06-01")).total())
                .isEqualTo(Points.of(100));
        assertSound(shop);
    }

    @Test
    void B_103_B_104_a_batch_that_is_loaded_again_gives_nothing_and_changed_lines_are_told() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        CustomerId carla = shop.aCustomer("Carla");
        CustomerId nobody = new CustomerId(new java.util.UUID(9, 9));
        shop.loyalty()
                .accounts()
                .change(new StatusChange(shop.aKey(), carla, Status.CLOSED, "asked", new Actor("manager")))
                .orThrow();
        OpeningBalance annas = balance(anna, 60, "2025-03-01", "2027-03-01");
        List<OpeningBalance> lines = List.of(
                annas,
                balance(ben, 10, "2025-03-01", "2027-03-01"),
                annas,
                balance(carla, 1, "2025-03-01", "2027-03-01"));

        OpeningBalances.Report first = load(shop, lines);
        assertThat(first.given()).isEqualTo(2);
        assertThat(first.there()).isEqualTo(1);
        assertThat(first.refused()).isEqualTo(1);
        assertThat(first.problems()).containsExactly(new OpeningBalances.Problem(4, Refusal.ACCOUNT_CLOSED.name()));
        assertAddsUp(first);

        OpeningBalances.Report again = load(
                shop,
                List.of(
                        annas,
                        balance(ben, 11, "2025-03-01", "2027-03-01"),
                        balance(nobody, 5, "2025-03-01", "2027-03-01"),
                        balance(anna, 5, "2026-03-01", "2027-03-01")));
        assertThat(again.points()).isZero();
        assertThat(again.there()).isEqualTo(1);
        assertThat(again.changed()).isEqualTo(2);
        assertThat(again.refused()).isEqualTo(1);
        assertThat(again.problems()).extracting(OpeningBalances.Problem::line).containsExactly(2L, 3L, 4L);
        assertThat(again.problems().get(0).why()).contains("lots");
        assertAddsUp(again);
        assertThat(shop.available(anna)).isEqualTo(60);
        assertThat(shop.available(ben)).isEqualTo(10);
        assertSound(shop);
    }

    @Test
    void F_38_a_load_that_is_stopped_goes_on_where_it_was_and_the_reports_add_up() {
        Shop shop = shop();
        List<OpeningBalance> lines = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            lines.add(balance(shop.aCustomer("customer " + i), 1 + i, "2025-03-01", "2027-03-01"));
        }

        OpeningBalances.Report stopped = shop.loyalty().openingBalances().load(lines.iterator(), progress -> false);
        OpeningBalances.Report rest = load(shop, lines);

        assertThat(stopped.given()).isEqualTo(512);
        assertThat(rest.there()).isEqualTo(512);
        assertThat(rest.given()).isEqualTo(88);
        assertThat(stopped.points() + rest.points()).isEqualTo(600L * 601 / 2);
        assertAddsUp(rest);
    }

    @Test
    void B_40_points_that_are_earned_tomorrow_or_pass_the_limit_of_an_account_are_refused_by_their_line() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        OpeningBalance tooMuch = OpeningBalance.of("2026", ben, Points.of(Points.POSTING_MAX), day("2025-01-01"), null);
        for (int i = 0; i < 10; i++) {
            tooMuch = tooMuch.and(Points.of(Points.POSTING_MAX), day("2025-01-01"), null);
        }

        OpeningBalances.Report report = load(
                shop,
                List.of(
                        balance(anna, 5, "2025-01-01", "2027-01-01").and(Points.of(1), day("2026-01-02"), null),
                        tooMuch,
                        balance(anna, 7, "2025-01-01", "2027-01-01")));

        assertThat(report.refused()).isEqualTo(2);
        assertThat(report.problems()).extracting(OpeningBalances.Problem::line).containsExactly(1L, 2L);
        assertThat(report.problems().get(0).why()).contains("lots[1].earnedAt");
        assertThat(report.problems().get(1).why()).contains("BALANCE_LIMIT");
        assertThat(shop.available(anna)).isEqualTo(7);
        assertThat(shop.available(ben)).isZero();
        assertSound(shop);
    }

    @Test
    void who_has_left_is_given_nothing_and_told_so_by_the_line() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.loyalty().customers().leave(Departure.of(shop.aKey(), anna));

        OpeningBalances.Report report = load(shop, List.of(balance(anna, 5, "2025-01-01", "2027-01-01")));

        assertThat(report.problems()).containsExactly(new OpeningBalances.Problem(1, Refusal.MEMBERSHIP_ENDED.name()));
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void B_101_a_line_that_is_missing_is_told_by_its_place() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        List<OpeningBalance> lines = new ArrayList<>(List.of(balance(anna, 5, "2025-01-01", "2027-01-01")));
        lines.add(null);

        assertThatThrownBy(() -> load(shop, lines))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("lines[1]");
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void as_many_lots_as_a_line_may_have_are_given_once() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        List<OpeningBalance.OpeningLot> lots = new ArrayList<>();
        for (int i = 0; i < OpeningBalance.LOTS_MAX; i++) {
            lots.add(new OpeningBalance.OpeningLot(
                    Points.of(1),
                    day("2025-01-01").plusSeconds(i),
                    day("2026-02-01").plusSeconds(i % 7)));
        }
        List<OpeningBalance> lines = List.of(
                balance(ben, 1, "2025-01-01", "2027-01-01"), new OpeningBalance("2026", anna, lots, null, null));

        assertThat(load(shop, lines).points()).isEqualTo(1 + OpeningBalance.LOTS_MAX);
        assertThat(load(shop, lines).there()).isEqualTo(2);
        shop.loyalty()
                .transfers()
                .send(Transfer.of(shop.aKey(), anna, ben, Points.of(700)))
                .orThrow();
        assertThat(shop.available(anna)).isEqualTo(300);
        assertThat(shop.available(ben)).isEqualTo(701);
        assertSound(shop);
    }

    private static Settlement brings(Shop shop, CustomerId customer, String amount) {
        return shop.loyalty().till().takeBack(UnknownReturn.of(shop.aKey(), customer, euro(amount)));
    }

    @Test
    void goods_without_their_purchase_are_refused_unless_the_program_says_otherwise() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");

        assertThat(brings(shop, anna, "10.00"))
                .isInstanceOfSatisfying(
                        Settlement.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.ORIGIN_REQUIRED));
        assertThat(shop.available(anna)).isEqualTo(100);
    }

    @Test
    void goods_without_their_purchase_cost_nothing_where_the_program_ignores_them() {
        Shop shop = shop(program -> program.with(UnknownReturn.Policy.IGNORE));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");

        assertThat(brings(shop, anna, "10.00").orThrow().reversed()).isEqualTo(Points.NONE);
        assertThat(shop.available(anna)).isEqualTo(100);
        assertSound(shop);
    }

    @Test
    void goods_without_their_purchase_cost_what_they_earned_on_average_in_twelve_months() {
        Shop shop = shop(program -> program.with(UnknownReturn.Policy.AVERAGE_RATE));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "10.90");
        shop.buys(anna, "0.90");
        shop.buys(anna, "20.20");
        shop.redeems(anna, 25);

        // 30 points for 32.00: 10.00 earned 9.375 on average.
        Settlement.Settled first = brings(shop, anna, "10.00").orThrow();
        assertThat(first.reversed()).isEqualTo(Points.of(5));
        assertThat(first.shortfall()).isEqualTo(Points.of(4));
        shop.on("2027-01-01").gives(anna, 50, "");
        assertThat(brings(shop, anna, "10.00").orThrow().reversed()).isEqualTo(Points.NONE);
        assertThat(shop.available(anna)).isEqualTo(50);
        assertSound(shop);
    }

    @Test
    void the_average_is_of_a_year_with_today_less_what_came_back_and_of_no_more_than_was_spent() {
        Shop shop = shop(program -> program.with(UnknownReturn.Policy.AVERAGE_RATE));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "10.90");
        Purchase back = shop.buys(anna, "20.30");
        shop.buys(anna, "30.80");
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, back.key()))
                .orThrow();

        // 40 points for 41.70.
        shop.on("2026-12-31");
        assertThat(brings(shop, anna, "41.69").orThrow().reversed()).isEqualTo(Points.of(39));
        shop.gives(anna, 100, "");
        assertThat(brings(shop, anna, "500.00").orThrow().reversed()).isEqualTo(Points.of(1));
        assertSound(shop);
    }

    @Test
    void several_returns_without_their_purchases_take_no_more_than_was_earned_in_twelve_months() {
        Shop shop = shop(program -> program.with(UnknownReturn.Policy.AVERAGE_RATE));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");
        shop.gives(anna, 500, "");

        assertThat(brings(shop, anna, "60.00").orThrow().reversed()).isEqualTo(Points.of(60));
        assertThat(brings(shop, anna, "60.00").orThrow().reversed()).isEqualTo(Points.of(40));
        assertThat(brings(shop, anna, "60.00").orThrow().reversed()).isEqualTo(Points.NONE);
        assertThat(shop.available(anna)).isEqualTo(500);

        // Ten more were earned, so ten more can go.
        shop.on("2026-06-01").buys(anna, "10.00");
        assertThat(brings(shop, anna, "99.00").orThrow().reversed()).isEqualTo(Points.of(10));

        // A year later the first purchase counts no more, nor what was taken on its day.
        shop.on("2027-05-31").buys(anna, "100.00");
        assertThat(brings(shop, anna, "500.00").orThrow().reversed()).isEqualTo(Points.of(100));
        assertSound(shop);
    }

    @Test
    void goods_without_their_purchase_take_pending_points_first_then_active_ones_then_debt() {
        Shop shop = shop(program -> program.with(UnknownReturn.Policy.AVERAGE_RATE)
                .with(LotRules.none().with(LotRules.Pending.until(PeriodEnd.startOfDay(Period.ofDays(14)))))
                .with(ShortageRules.standard().returning(ShortageRules.Rule.allow(Points.of(30)))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "40.00");
        shop.on("2026-03-01");
        shop.buys(anna, "60.00");
        shop.redeems(anna, 25);

        assertThat(brings(shop, anna, "50.00").orThrow().reversed()).isEqualTo(Points.of(50));
        Balance balance = shop.loyalty().accounts().balance(anna);
        assertThat(balance.pending()).isEqualTo(Points.of(10));
        assertThat(balance.available()).isEqualTo(Points.of(15));

        assertThat(brings(shop, anna, "50.00").orThrow().reversed()).isEqualTo(Points.of(50));
        balance = shop.loyalty().accounts().balance(anna);
        assertThat(balance.pending()).isEqualTo(Points.NONE);
        assertThat(balance.available()).isEqualTo(Points.NONE);
        assertThat(balance.debt()).isEqualTo(Points.of(25));
        assertSound(shop);
    }

    @Test
    void the_average_of_large_numbers_is_exact() {
        Shop shop = shop(program -> program.with(UnknownReturn.Policy.AVERAGE_RATE));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "40000000000.30");

        assertThat(brings(shop, anna, "39999999999.99").orThrow().reversed()).isEqualTo(Points.of(39_999_999_999L));
        assertSound(shop);
    }

    @Test
    void a_repeated_return_without_its_purchase_takes_once_and_another_amount_is_told_I_24_I_25() {
        Shop shop = shop(program -> program.with(UnknownReturn.Policy.AVERAGE_RATE));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");
        UnknownReturn request = UnknownReturn.of(shop.aKey(), anna, euro("10.00"));
        Settlement.Settled first = shop.loyalty().till().takeBack(request).orThrow();
        Settlement.Settled again = shop.loyalty().till().takeBack(request).orThrow();

        assertThat(again.replayed()).isTrue();
        assertThat(again.reversed()).isEqualTo(first.reversed()).isEqualTo(Points.of(10));
        assertThatThrownBy(() -> shop.loyalty().till().takeBack(UnknownReturn.of(request.key(), anna, euro("10.01"))))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("amount"));
        assertThat(shop.available(anna)).isEqualTo(90);
    }
}
