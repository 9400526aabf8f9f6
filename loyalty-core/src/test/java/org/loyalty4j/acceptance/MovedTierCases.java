package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Settlement.Settled;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.StandingChange.Cause;
import org.loyalty4j.tier.TierInterval;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;

/** Ruling 9: the answer to a purchase that arrived late names the tier dates it moved. */
public abstract class MovedTierCases extends OverAnyStore {

    private static final PeriodEnd A_YEAR = PeriodEnd.startOfDay(Period.ofMonths(12));

    private Shop shopCounting(Period window) {
        return shopOn(
                "2026-01-10",
                program -> program.with(
                        TierCases.ladder(Metric.SPEND, Window.rolling(window), A_YEAR, Downgrade.FULL, Period.ZERO)));
    }

    private static Purchase purchase(Shop shop, CustomerId customer, String amount, Instant at) {
        return shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", euro(amount)))
                .happenedAt(at)
                .build();
    }

    private static Settled records(Shop shop, Purchase purchase) {
        return shop.loyalty().till().record(purchase).orThrow();
    }

    private static void assertMovesNothing(Settled settled) {
        assertThat(settled.movedRevision()).isZero();
        assertThat(settled.movedFrom()).isEmpty();
    }

    @Test
    void decision_09_a_late_purchase_that_moves_a_tier_back_names_its_revision_and_its_first_date() {
        Shop shop = shopCounting(Period.ofMonths(12));
        CustomerId anna = shop.aCustomer("Anna");
        assertMovesNothing(records(shop, purchase(shop, anna, "60.00", day("2026-01-10"))));
        shop.on("2026-06-01");
        assertMovesNothing(records(shop, purchase(shop, anna, "60.00", day("2026-06-01"))));
        shop.on("2026-09-02");
        assertMovesNothing(records(shop, purchase(shop, anna, "60.00", day("2026-09-01"))));
        Purchase late = purchase(shop, anna, "50.00", day("2026-03-01"));

        Settled settled = records(shop, late);

        assertThat(settled.movedRevision()).isEqualTo(1);
        assertThat(settled.movedFrom()).contains(LocalDate.parse("2026-03-01"));
        assertThat(shop.loyalty().accounts().tierHistory(anna))
                .containsExactly(new TierInterval(
                        day("2026-03-01"), Optional.empty(), "Silver", Cause.REACHED, 11_000, List.of()));
        Settled again = records(shop.on("2026-12-01"), late);
        assertThat(again.replayed()).isTrue();
        assertThat(again.result()).isEqualTo(settled.result());
        assertThat(again.movedFrom()).isEqualTo(settled.movedFrom());
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_late_purchase_that_lets_a_tier_hold_longer_names_the_date_and_no_revision() {
        Shop shop = shopCounting(Period.ofMonths(1));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "120.00");
        shop.on("2026-06-01").buys(anna, "10.00");

        assertMovesNothing(records(shop, purchase(shop, anna, "1.00", day("2026-03-01"))));
        Settled settled = records(shop, purchase(shop, anna, "99.00", day("2026-03-01")));

        assertThat(settled.movedRevision()).isZero();
        assertThat(settled.movedFrom()).contains(LocalDate.parse("2026-03-01"));
        assertThat(shop.loyalty().accounts().standing(anna).lastDay()).contains(LocalDate.parse("2027-02-28"));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void each_late_purchase_of_one_batch_names_what_it_moved_itself() {
        Shop shop = shopCounting(Period.ofMonths(12));
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "60.00");
        shop.on("2026-06-01").buys(anna, "60.00");
        shop.on("2026-09-02");

        shop.loyalty().inTransaction(desks -> {
            Settled first = desks.till()
                    .record(purchase(shop, anna, "50.00", day("2026-03-01")))
                    .orThrow();
            Settled second = desks.till()
                    .record(purchase(shop, anna, "40.00", day("2026-02-01")))
                    .orThrow();
            Settled third = desks.till()
                    .record(purchase(shop, anna, "1.00", day("2026-09-01")))
                    .orThrow();
            assertThat(first.movedFrom()).contains(LocalDate.parse("2026-03-01"));
            assertThat(second.movedFrom()).contains(LocalDate.parse("2026-02-01"));
            assertThat(second.movedRevision()).isEqualTo(first.movedRevision() + 1);
            assertMovesNothing(third);
            return true;
        });

        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void the_tiers_a_customer_had_are_told_in_order_with_what_has_ended_whether_it_is_written_or_not() {
        Shop shop = shopCounting(Period.ofMonths(12));
        CustomerId anna = shop.aCustomer("Anna");
        assertThat(shop.loyalty().accounts().tierHistory(anna)).isEmpty();
        shop.buys(anna, "120.00");
        shop.on("2026-03-01").buys(anna, "200.00");
        shop.on("2027-06-01");
        TierInterval silver = new TierInterval(
                day("2026-01-10"), Optional.of(day("2026-03-01")), "Silver", Cause.REACHED, 12_000, List.of());
        TierInterval gold = new TierInterval(
                day("2026-03-01"), Optional.of(day("2027-03-01")), "Gold", Cause.REACHED, 32_000, List.of());
        long unqualified = LocalDate.parse("2027-03-01").toEpochDay();
        TierInterval green =
                new TierInterval(day("2027-03-01"), Optional.empty(), "Green", Cause.ENDED, unqualified, List.of());

        assertThat(shop.loyalty().accounts().tierHistory(anna)).containsExactly(silver, gold, green);

        shop.loyalty().maintenance().run(day("2027-06-01"));
        assertThat(shop.loyalty().accounts().tierHistory(anna)).containsExactly(silver, gold, green);
    }
}
