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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.StandingChange.Cause;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierInterval;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierProgress;

/** Tiers that somebody gives by hand, until an end or for good. */
public abstract class GivenTierCases extends OverAnyStore {

    private static final Actor BOSS = new Actor("boss");

    private static LoyaltyProgram program(LoyaltyProgram base) {
        return base.with(new TierLadder(
                        List.of(
                                Tier.of("Green", 0),
                                new Tier("Silver", 10_000, Ratio.of(2)),
                                new Tier("Gold", 100_000, Ratio.of(3))),
                        Metric.SPEND,
                        Window.rolling(Period.ofMonths(1)),
                        PeriodEnd.startOfDay(Period.ofMonths(1)),
                        Downgrade.FULL,
                        Period.ZERO))
                .with(RewardOption.of("lounge", "Lounge", Points.of(1)).from("Gold"));
    }

    private Shop shopOn(String date) {
        return shopOn(date, GivenTierCases::program);
    }

    private static TierOverride tier(CustomerId customer, String key, String tier) {
        return TierOverride.of(CommandKey.of(key), customer, tier, "a favour", BOSS);
    }

    private static Settlement gives(Shop shop, TierOverride request) {
        return shop.loyalty().accounts().give(request);
    }

    private static Settlement revokes(Shop shop, CustomerId customer, String key) {
        return shop.loyalty()
                .accounts()
                .revoke(new TierOverride.End(shop.aKey(), customer, CommandKey.of(key), "a mistake", BOSS));
    }

    private static long earns(Shop shop, CustomerId customer, String amount) {
        return buys(shop, customer, PurchaseLine.goods("1", euro(amount)))
                .result()
                .earned();
    }

    private static List<StandingChange> changes(Shop shop, CustomerId customer) {
        AccountId account = new AccountId(customer, "points");
        return shop.store().reading(reader -> reader.standings().changes(account));
    }

    private static List<String> history(Shop shop, CustomerId customer) {
        return shop.loyalty().accounts().tierHistory(customer).stream()
                .map(interval -> interval.tier() + " " + interval.cause() + " "
                        + interval.from().toString().substring(0, 10) + " to "
                        + interval.to()
                                .map(to -> to.toString().substring(0, 10))
                                .orElse("now"))
                .toList();
    }

    private static void isSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_tier_given_by_hand_earns_and_opens_rewards_until_its_end_and_then_what_was_bought_counts_again() {
        Shop shop = shopOn("2026-03-01");
        CustomerId anna = shop.aCustomer("Anna");
        assertThat(earns(shop, anna, "10.00")).isEqualTo(10);

        assertThat(gives(shop, tier(anna, "T1", "Gold").until(day("2026-03-11"))))
                .isInstanceOf(Settlement.Settled.class);

        TierProgress now = standing(shop, anna);
        assertThat(now.tier()).isEqualTo("Gold");
        assertThat(now.since()).isEqualTo(day("2026-03-01"));
        assertThat(now.lastDay()).contains(LocalDate.parse("2026-03-10"));
        assertThat(now.underneath()).contains("Green");
        assertThat(now.next()).contains("Silver");
        assertThat(now.missingToNext()).isEqualTo(9_000);
        assertThat(earns(shop.on("2026-03-10"), anna, "100.00")).isEqualTo(300);
        assertThat(shop.loyalty().rewards().redeem(Redemption.ofReward(shop.aKey(), anna, "lounge")))
                .isInstanceOf(Settlement.Settled.class);
        assertThat(standing(shop, anna).underneath()).contains("Silver");
        shop.clock().set(day("2026-03-11").minusNanos(1000));
        assertThat(tier(shop, anna)).isEqualTo("Gold");
        shop.on("2026-03-11");
        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(standing(shop, anna).underneath()).isEmpty();
        assertThat(earns(shop, anna, "10.00")).isEqualTo(20);
        Settlement.Refused refused =
                (Settlement.Refused) shop.loyalty().rewards().redeem(Redemption.ofReward(shop.aKey(), anna, "lounge"));
        assertThat(refused.why()).isEqualTo(Refusal.TIER_TOO_LOW);
        assertThat(history(shop, anna))
                .containsExactly("Gold GIVEN 2026-03-01 to 2026-03-11", "Silver OVER 2026-03-11 to now");
        isSound(shop);
    }

    @Test
    void a_tier_given_without_an_end_lasts_until_it_is_taken_back_and_may_be_a_lower_one() {
        Shop shop = shopOn("2026-03-01");
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "1000.00");
        assertThat(tier(shop, anna)).isEqualTo("Gold");

        gives(shop.on("2026-03-02"), tier(anna, "T1", "Green")).orThrow();

        assertThat(tier(shop, anna)).isEqualTo("Green");
        assertThat(standing(shop, anna).lastDay()).isEmpty();
        assertThat(earns(shop, anna, "10.00")).isEqualTo(10);
        revokes(shop.on("2026-03-20"), anna, "T1").orThrow();
        assertThat(tier(shop, anna)).isEqualTo("Gold");
        List<TierInterval> told = shop.loyalty().accounts().tierHistory(anna);
        assertThat(history(shop, anna))
                .containsExactly(
                        "Gold REACHED 2026-03-01 to 2026-03-02",
                        "Green GIVEN 2026-03-02 to 2026-03-20",
                        "Gold REVOKED 2026-03-20 to now");
        assertThat(told.get(0).by()).isEmpty();
        assertThat(told.get(1).by().orElseThrow().reason()).isEqualTo("a favour");
        assertThat(told.get(1).by().orElseThrow().actor()).isEqualTo(BOSS);
        assertThat(told.get(2).by().orElseThrow().reason()).isEqualTo("a mistake");
        isSound(shop);
    }

    @Test
    void a_tier_that_is_lost_underneath_is_lost_when_the_given_one_ends() {
        Shop shop = shopOn("2026-03-01");
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "100.00");
        gives(shop, tier(anna, "T1", "Gold").until(day("2026-05-01"))).orThrow();

        shop.on("2026-06-01");

        assertThat(tier(shop, anna)).isEqualTo("Green");
        assertThat(history(shop, anna))
                .containsExactly("Gold GIVEN 2026-03-01 to 2026-05-01", "Green OVER 2026-05-01 to now");
        assertThat(shop.loyalty().accounts().standing(anna, day("2026-04-15")).tier())
                .isEqualTo("Gold");
        assertThat(shop.loyalty().accounts().standing(anna, day("2026-04-15")).underneath())
                .contains("Green");
        isSound(shop);
    }

    @Test
    void another_given_tier_replaces_the_one_before() {
        Shop shop = shopOn("2026-03-01");
        CustomerId anna = shop.aCustomer("Anna");
        gives(shop, tier(anna, "T1", "Gold").until(day("2026-05-01"))).orThrow();
        gives(shop.on("2026-03-05"), tier(anna, "T2", "Silver").until(day("2026-04-01")))
                .orThrow();

        assertThat(tier(shop, anna)).isEqualTo("Silver");
        assertThat(tier(shop.on("2026-04-01"), anna)).isEqualTo("Green");
        assertThat(history(shop, anna))
                .containsExactly(
                        "Gold GIVEN 2026-03-01 to 2026-03-05",
                        "Silver GIVEN 2026-03-05 to 2026-04-01",
                        "Green OVER 2026-04-01 to now");
        isSound(shop);
    }

    @Test
    void a_late_purchase_earns_by_the_tier_that_was_had_when_it_happened() {
        Shop shop = shopOn("2026-03-01");
        CustomerId anna = shop.aCustomer("Anna");
        gives(shop.on("2026-03-05"), tier(anna, "T1", "Gold").until(day("2026-03-10")))
                .orThrow();
        gives(shop.on("2026-03-20"), tier(anna, "T2", "Silver").until(day("2026-03-25")))
                .orThrow();
        shop.on("2026-03-28");

        List<Long> earned = new ArrayList<>();
        for (String date : List.of("2026-03-04", "2026-03-07", "2026-03-12", "2026-03-21", "2026-03-26")) {
            earned.add(record(
                            shop,
                            shop.aPurchase(anna)
                                    .line(PurchaseLine.goods("1", euro("10.00")))
                                    .happenedAt(day(date))
                                    .build())
                    .result()
                    .earned());
        }

        assertThat(earned).containsExactly(10L, 30L, 10L, 20L, 10L);
        isSound(shop);
    }

    @Test
    void its_end_is_written_first_and_alike_whether_maintenance_ran_daily_late_twice_or_never_i_36() {
        List<List<StandingChange>> told = new ArrayList<>();
        for (int often : new int[] {1, 17, 0}) {
            Shop shop = shopOn("2026-03-01");
            CustomerId anna = shop.aCustomer("Anna");
            shop.buys(anna, "100.00");
            gives(shop, tier(anna, "T1", "Gold").until(day("2026-03-20"))).orThrow();
            gives(shop.on("2026-03-21"), tier(anna, "T2", "Gold").until(day("2026-04-01")))
                    .orThrow();
            for (Instant now = day("2026-03-22"); now.isBefore(day("2026-05-01")); now = now.plus(Duration.ofDays(1))) {
                shop.clock().set(now);
                if (often > 0 && now.getEpochSecond() / 86_400 % often == 0) {
                    shop.loyalty().maintenance().run(now);
                    shop.loyalty().maintenance().run(now);
                }
            }
            shop.on("2026-05-01").buys(anna, "1.00");
            isSound(shop);
            told.add(changes(shop, anna).stream()
                    .map(change -> new StandingChange(
                            told.isEmpty()
                                    ? change.account()
                                    : told.get(0).get(0).account(),
                            change.number(),
                            change.revision(),
                            change.from(),
                            change.tier(),
                            change.cause(),
                            change.evidence(),
                            change.counts(),
                            change.until(),
                            0))
                    .toList());
        }
        assertThat(told.get(0))
                .extracting(StandingChange::cause)
                .containsExactly(Cause.REACHED, Cause.GIVEN, Cause.OVER, Cause.GIVEN, Cause.ENDED, Cause.OVER);
        assertThat(told.get(1)).isEqualTo(told.get(0));
        assertThat(told.get(2)).isEqualTo(told.get(0));
    }

    @Test
    void each_wrong_second_step_has_its_own_answer_and_changes_nothing() {
        Shop shop = shopOn("2026-03-01");
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId berta = shop.aCustomer("Berta");
        assertThat(why(revokes(shop, anna, "T1"))).isEqualTo(Refusal.UNKNOWN_OVERRIDE);
        gives(shop, tier(anna, "T1", "Gold").until(day("2026-05-01"))).orThrow();
        assertThat(why(revokes(shop, berta, "T1"))).isEqualTo(Refusal.UNKNOWN_OVERRIDE);
        gives(shop, tier(anna, "T2", "Gold")).orThrow();
        assertThat(why(revokes(shop, anna, "T1"))).isEqualTo(Refusal.OVERRIDE_REPLACED);
        revokes(shop, anna, "T2").orThrow();
        assertThat(why(revokes(shop, anna, "T2"))).isEqualTo(Refusal.OVERRIDE_ALREADY_REVOKED);
        gives(shop, tier(anna, "T3", "Gold").until(day("2026-03-02"))).orThrow();
        assertThat(why(revokes(shop.on("2026-03-02"), anna, "T3"))).isEqualTo(Refusal.OVERRIDE_OVER);
        assertThat(why(gives(shop, tier(anna, "T4", "Platinum")))).isEqualTo(Refusal.UNKNOWN_TIER);
        assertThatThrownBy(() -> gives(shop, tier(anna, "T4", "Gold").until(day("2026-03-02"))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("until");
        isSound(shop);

        StatusChange closing = new StatusChange(shop.aKey(), anna, Status.CLOSED, "asked", BOSS);
        shop.loyalty().accounts().change(closing).orThrow();
        shop.loyalty().customers().leave(Departure.of(shop.aKey(), berta));
        assertThat(why(gives(shop, tier(anna, "T4", "Gold")))).isEqualTo(Refusal.ACCOUNT_CLOSED);
        assertThat(why(gives(shop, tier(berta, "T4", "Gold")))).isEqualTo(Refusal.MEMBERSHIP_ENDED);
    }

    private static Refusal why(Settlement settlement) {
        return ((Settlement.Refused) settlement).why();
    }

    @Test
    void a_repeat_is_answered_as_the_first_time_and_another_request_under_its_key_is_named() {
        Shop shop = shopOn("2026-03-01");
        CustomerId anna = shop.aCustomer("Anna");
        TierOverride first = tier(anna, "T1", "Gold").until(day("2026-05-01"));
        Settlement.Settled answer = gives(shop, first).orThrow();
        Settlement.Settled again = gives(shop.on("2026-03-03"), first).orThrow();

        assertThat(again.replayed()).isTrue();
        assertThat(again.result()).isEqualTo(answer.result());
        assertThatThrownBy(() -> gives(shop, first.until(day("2026-05-02"))))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("until"));
        assertThatThrownBy(() -> gives(shop, tier(anna, "T1", "Silver").until(day("2026-05-01"))))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("tier"));
        TierOverride.End end = new TierOverride.End(CommandKey.of("E"), anna, CommandKey.of("T1"), "why", BOSS);
        shop.loyalty().accounts().revoke(end).orThrow();
        assertThat(shop.loyalty().accounts().revoke(end).orThrow().replayed()).isTrue();
        TierOverride.End other = new TierOverride.End(CommandKey.of("E"), anna, CommandKey.of("T2"), "why", BOSS);
        assertThatThrownBy(() -> shop.loyalty().accounts().revoke(other))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("override"));
        assertThat(changes(shop, anna)).hasSize(2);
    }

    @Test
    void a_unit_may_give_a_tier_sell_by_it_and_take_it_back() {
        Shop shop = shopOn("2026-03-01");
        CustomerId anna = shop.aCustomer("Anna");

        Optional<Long> earned = shop.loyalty().inTransaction(tx -> {
            tx.accounts().give(tier(anna, "T1", "Gold")).orThrow();
            long points = tx.till()
                    .record(shop.aPurchase(anna)
                            .line(PurchaseLine.goods("1", euro("10.00")))
                            .build())
                    .orThrow()
                    .result()
                    .earned();
            tx.accounts()
                    .revoke(new TierOverride.End(shop.aKey(), anna, CommandKey.of("T1"), "done", BOSS))
                    .orThrow();
            return Optional.of(points);
        });

        assertThat(earned).contains(30L);
        assertThat(tier(shop, anna)).isEqualTo("Green");
        isSound(shop);
    }
}
