package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Accounts;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Expiry;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** What the library promises over every store about who decides when points go. */
abstract class ExpiryPromises extends PendingPromises {

    private static LoyaltyProgram manyEnds(LoyaltyProgram program) {
        return program.expiring(PeriodEnd.endOfDay(Period.ofDays(30)))
                .with(EarningRule.perPurchase("visit", 5))
                .with(new TierLadder(
                        java.util.List.of(Tier.of("green", 0), Tier.of("gold", 10_000)),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.lifetime(),
                        null,
                        TierLadder.Downgrade.FULL,
                        Period.ZERO))
                .with(LotRules.none()
                        .with(Expiry.on(MonthDay.of(3, 31), MonthDay.of(9, 30)))
                        .with("visit", Expiry.after(PeriodEnd.startOfDay(Period.ofDays(10))))
                        .withTier("gold", Expiry.never()));
    }

    private static LotTerms.Source source(Shop shop, CustomerId customer, long number) {
        return shop.loyalty().accounts().explain(customer, number).expiry().orElseThrow();
    }

    @Test
    void a_lot_a_rule_and_a_tier_say_before_the_program_when_points_go_and_who_said_so_is_told_S32() {
        Shop shop = Shop.over(store(), ExpiryPromises::manyEnds);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-10").buys(anna, "100.00");
        shop.buys(anna, "20.00");
        shop.gives(anna, 7, "2026-05-01");
        shop.gives(anna, 9, "");

        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(new TreeMap<LocalDate, Points>(Map.of(
                        date("2026-01-20"), Points.of(10),
                        date("2026-04-01"), Points.of(100),
                        date("2026-05-01"), Points.of(7))));
        assertThat(source(shop, anna, 1)).isEqualTo(LotTerms.Source.PROGRAM);
        assertThat(source(shop, anna, 2)).isEqualTo(new LotTerms.Source(LotTerms.Level.RULE, "visit"));
        assertThat(source(shop, anna, 3)).isEqualTo(new LotTerms.Source(LotTerms.Level.TIER, "gold"));
        assertThat(source(shop, anna, 5)).isEqualTo(LotTerms.Source.LOT);
        assertThat(source(shop, anna, 6)).isEqualTo(new LotTerms.Source(LotTerms.Level.TIER, "gold"));
        shop.on("2027-01-01");
        assertThat(shop.available(anna)).isEqualTo(29);
        shop.redeems(anna, 29);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_forecast_puts_days_together_and_leaves_out_what_was_not_asked_for_S13_EXP_07() {
        Shop shop = Shop.over(store(), program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 1, "2026-02-01");
        shop.gives(anna, 2, "2026-02-20");
        shop.gives(anna, 4, "2026-03-01");
        shop.gives(anna, 8, "2027-03-01");
        shop.gives(anna, 16, "");
        shop.loyalty()
                .accounts()
                .give(org.loyalty4j.program.Bonus.of(shop.aKey(), anna, Points.of(32), "later")
                        .goneAt(day("2026-02-21"))
                        .pending(Pending.until(PeriodEnd.startOfDay(Period.ofDays(9)))))
                .orThrow();
        var desk = shop.loyalty().accounts();

        assertThat(desk.expirySchedule(anna, date("2026-02-01"), date("2026-02-28"), Accounts.Bucket.DAY))
                .isEqualTo(new TreeMap<>(Map.of(
                        date("2026-02-01"), Points.of(1),
                        date("2026-02-20"), Points.of(2),
                        date("2026-02-21"), Points.of(32))));
        assertThat(desk.expirySchedule(anna, date("2026-02-02"), date("2026-12-31"), Accounts.Bucket.MONTH))
                .isEqualTo(new TreeMap<>(Map.of(
                        date("2026-02-01"), Points.of(34),
                        date("2026-03-01"), Points.of(4))));
        assertThat(desk.expirySchedule(anna, date("2026-01-01"), date("2027-12-31"), Accounts.Bucket.QUARTER))
                .isEqualTo(new TreeMap<>(Map.of(
                        date("2026-01-01"), Points.of(39),
                        date("2027-01-01"), Points.of(8))));
        assertThat(desk.expirySchedule(anna, date("2026-03-02"), date("2027-12-31"), Accounts.Bucket.YEAR))
                .isEqualTo(new TreeMap<>(Map.of(date("2027-01-01"), Points.of(8))));
        assertThatThrownBy(() -> desk.expirySchedule(anna, date("2026-03-02"), date("2026-03-01"), Accounts.Bucket.DAY))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("to");
    }

    @Test
    void points_that_wait_go_by_what_their_rule_says_once_they_are_confirmed() {
        Shop shop = Shop.over(
                store(),
                program -> manyEnds(program).with(manyEnds(program).lots().with("visit", Pending.untilConfirmed())));
        CustomerId anna = shop.aCustomer("Anna");
        AccountId account = shop.loyalty().accounts().account(anna).id();
        Purchase bought = shop.on("2026-01-10").buys(anna, "10.00");
        shop.on("2026-02-01");
        shop.loyalty()
                .accounts()
                .change(PendingChange.confirm(CommandKey.of("yes"), anna, bought.key()))
                .orThrow();

        assertThat(shop.loyalty().accounts().expirySchedule(anna))
                .isEqualTo(new TreeMap<>(Map.of(
                        date("2026-02-11"), Points.of(5),
                        date("2026-04-01"), Points.of(10))));
        assertThat(list(reader -> reader.ledger().terms(account, 1, 9)))
                .extracting(LotTerms::expiry)
                .containsExactly(new LotTerms.Source(LotTerms.Level.RULE, "visit"));
        shop.on("2026-02-11").buys(anna, "1.00");
        assertThat(list(reader -> reader.ledger().postings(account, 3, 1)))
                .extracting(Posting::kind)
                .containsExactly(Posting.Kind.EXPIRE);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void what_a_capture_paid_comes_back_though_the_rest_of_its_hold_was_past_its_time_I16() {
        Shop shop = Shop.over(store(), program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-02-01");
        CommandKey hold = CommandKey.of("hold");
        shop.loyalty()
                .rewards()
                .hold(HoldRequest.of(Redemption.of(hold, anna, Points.of(20)), Duration.ofDays(60)))
                .orThrow();
        Purchase bought = shop.on("2026-02-10").buys(anna, "5.00");
        shop.loyalty()
                .rewards()
                .capture(Capture.of(CommandKey.of("use"), anna, hold, Points.of(5))
                        .paying(bought.key()))
                .orThrow();

        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(CommandKey.of("back"), anna, bought.key()))
                .orThrow();

        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
