package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.QualifyingDay;

/** What counts from when, around the beginning of the program and of a membership. */
class CountingTimeTest {

    private static final Duration DRIFT = LoyaltyProgram.DRIFT_DEFAULT;

    private final Shop shop = Shop.open();

    private static void assertTooOld(ThrowingCallable call) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call)
                .satisfies(invalid -> assertThat(invalid.violations())
                        .extracting(Violation::code)
                        .containsExactly(Code.TIME_TOO_OLD));
    }

    private Purchase.Draft tenEuros(CustomerId customer) {
        return shop.aPurchase(customer).line(PurchaseLine.goods("1", euro("10.00")));
    }

    @Test
    void nothing_is_earned_before_the_program_begins_even_without_a_time_of_the_till() {
        shop.clock().set(Shop.OPENING.minus(Duration.ofDays(1)));
        CustomerId anna = shop.aCustomer("Anna");

        assertTooOld(() -> shop.loyalty().till().record(tenEuros(anna).build()));
        assertTooOld(() -> shop.loyalty().accounts().give(Bonus.of(shop.aKey(), anna, Points.of(1), "gift")));
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void a_till_that_is_late_by_the_drift_counts_from_the_programs_first_instant() {
        shop.clock().set(Shop.OPENING.minus(Duration.ofDays(1)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.clock().set(Shop.OPENING.plusSeconds(1));
        Instant late = Shop.OPENING.minus(DRIFT);
        Purchase purchase = tenEuros(anna).happenedAt(late).build();

        shop.loyalty().till().record(purchase).orThrow();

        assertThat(shop.loyalty().till().find(purchase.key()).orElseThrow().countsAt())
                .isEqualTo(Shop.OPENING);
        List<QualifyingDay> days = shop.store()
                .reading(reader -> reader.standings()
                        .days(
                                shop.loyalty().accounts().account(anna).id(),
                                java.time.LocalDate.parse("2025-12-31"),
                                java.time.LocalDate.parse("2026-01-01")));
        assertThat(days).singleElement().satisfies(day -> assertThat(day.date()).isEqualTo("2026-01-01"));
        assertThat(shop.available(anna)).isEqualTo(10);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
        assertTooOld(() -> shop.loyalty()
                .till()
                .record(tenEuros(anna).happenedAt(late.minusNanos(1000)).build()));
    }

    @Test
    void a_till_that_is_late_by_the_drift_is_accepted_at_the_start_of_a_membership() {
        shop.on("2026-02-01");
        CustomerId anna = shop.aCustomer("Anna");
        Instant joined = day("2026-02-01");

        Purchase purchase = tenEuros(anna).happenedAt(joined.minus(DRIFT)).build();
        shop.loyalty().till().record(purchase).orThrow();

        assertThat(shop.loyalty().till().find(purchase.key()).orElseThrow().countsAt())
                .isEqualTo(joined.minus(DRIFT));
        assertTooOld(() -> shop.loyalty()
                .till()
                .record(tenEuros(anna)
                        .happenedAt(joined.minus(DRIFT).minusNanos(1000))
                        .build()));
    }
}
