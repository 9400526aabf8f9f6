package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Programs;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.StandingChange.Cause;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierInterval;
import org.loyalty4j.tier.TierLadder;

/** What the library promises over every store about tiers that are reckoned anew by a version of the program. */
abstract class ReckonPromises extends EntryPromises {

    private static TierLadder gold(long from) {
        return new TierLadder(
                List.of(Tier.of("Green", 0), Tier.of("Gold", from).entering(Points.of(70), Counter.Period.LIFETIME)),
                TierLadder.Metric.SPEND,
                TierLadder.Window.lifetime(),
                null,
                TierLadder.Downgrade.NONE,
                Period.ZERO);
    }

    private Shop goldFrom(long from) {
        return Shop.over(store(), program -> program.with(gold(from)));
    }

    private static void publish(Shop shop, String from, long gold) {
        List<LoyaltyProgram> versions = shop.loyalty().programs().history().versions();
        LoyaltyProgram now = versions.get(versions.size() - 1);
        shop.loyalty().programs().publish(now.nextVersion(day(from)).with(gold(gold)));
    }

    private static Programs.Reckoned reckon(Shop shop) {
        return shop.loyalty().programs().reckonTiers(progress -> true);
    }

    private static String tier(Shop shop, CustomerId customer) {
        return shop.loyalty().accounts().standing(customer).tier();
    }

    private static void late(Shop shop, CustomerId customer, String amount, Instant at) {
        Purchase purchase = shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", euro(amount)))
                .happenedAt(at)
                .build();
        shop.loyalty().till().record(purchase).orThrow();
    }

    private static void isSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_version_moves_nobody_until_tiers_are_reckoned_by_it_and_then_once() {
        Shop shop = goldFrom(50_000);
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bert = shop.aCustomer("Bert");
        shop.aCustomer("Cleo");
        shop.on("2026-01-05").buys(anna, "200.00");
        shop.on("2026-01-06").buys(bert, "20.00");
        publish(shop, "2026-02-01", 10_000);
        shop.on("2026-02-02");
        assertThat(tier(shop, anna)).isEqualTo("Green");

        Programs.Reckoned came = reckon(shop);
        assertThat(came.version()).isEqualTo(2);
        assertThat(came.customers()).isEqualTo(3);
        assertThat(came.moved()).isEqualTo(1);
        assertThat(tier(shop, anna)).isEqualTo("Gold");
        assertThat(tier(shop, bert)).isEqualTo("Green");
        assertThat(shop.available(anna)).isEqualTo(270);
        assertThat(reckon(shop).moved()).isZero();
        assertThat(shop.available(anna)).isEqualTo(270);
        assertThat(shop.loyalty().accounts().tierHistory(anna))
                .extracting(TierInterval::tier, TierInterval::cause, TierInterval::from)
                .containsExactly(tuple("Gold", Cause.REACHED, day("2026-01-05")));
        isSound(shop);
    }

    @Test
    void what_comes_later_is_reckoned_on_with_the_version_however_late_it_is() {
        Shop shop = goldFrom(10_000);
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bert = shop.aCustomer("Bert");
        shop.on("2026-01-05").buys(anna, "200.00");
        Purchase returned = shop.on("2026-01-06").buys(bert, "600.00");
        publish(shop, "2026-02-01", 50_000);
        shop.on("2026-02-02");
        assertThat(reckon(shop).moved()).isEqualTo(1);
        assertThat(tier(shop, anna)).isEqualTo("Green");
        assertThat(tier(shop, bert)).isEqualTo("Gold");

        late(shop, anna, "10.00", day("2026-01-10"));
        assertThat(tier(shop, anna)).isEqualTo("Green");
        late(shop, anna, "290.00", day("2026-01-03"));
        assertThat(tier(shop, anna)).isEqualTo("Gold");
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), bert, returned.key()))
                .orThrow();
        assertThat(tier(shop, bert)).isEqualTo("Gold"); // as this program keeps tiers when goods come back
        isSound(shop);
    }

    @Test
    void it_can_be_stopped_and_goes_on_unless_another_version_is_valid_by_then() {
        Shop shop = goldFrom(50_000);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-01-05").buys(anna, "200.00");
        publish(shop, "2026-02-01", 10_000);
        publish(shop, "2026-03-01", 5_000);
        shop.on("2026-02-02");
        Programs.Reckoned part = shop.loyalty().programs().reckonTiers(progress -> false);
        assertThat(part.moved()).isEqualTo(1);
        Programs.Reckoned begun = new Programs.Reckoned(part.version(), null, false, 0, 0);
        Programs.Reckoned again = shop.loyalty().programs().reckonTiers(begun, progress -> true);
        assertThat(again.finished()).isTrue();
        assertThat(again.customers()).isEqualTo(1);
        assertThat(again.moved()).isZero();
        shop.on("2026-03-02");
        assertThatThrownBy(() -> shop.loyalty().programs().reckonTiers(begun, progress -> true))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("version 3 is valid now");
        assertThat(reckon(shop).version()).isEqualTo(3);
        isSound(shop);
    }

    @Test
    void a_tier_given_by_hand_stays_over_what_is_reckoned_anew() {
        Shop shop = goldFrom(50_000);
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "200.00");
        shop.loyalty()
                .accounts()
                .give(TierOverride.of(CommandKey.of("letter"), anna, "Green", "asked", new Actor("boss"))
                        .until(day("2026-04-01")))
                .orThrow();
        publish(shop, "2026-02-01", 10_000);
        shop.on("2026-02-02");
        assertThat(reckon(shop).moved()).isEqualTo(1);
        assertThat(tier(shop, anna)).isEqualTo("Green");
        assertThat(shop.loyalty().accounts().standing(anna).underneath()).contains("Gold");
        assertThat(tier(shop.on("2026-04-01"), anna)).isEqualTo("Gold");
        shop.buys(anna, "1.00");
        isSound(shop);
    }
}
