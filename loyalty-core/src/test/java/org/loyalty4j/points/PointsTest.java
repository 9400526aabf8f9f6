package org.loyalty4j.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.customer.CustomerId;

class PointsTest {

    private static void assertRefused(Runnable asked, Violation.Code code, String words) {
        assertThatThrownBy(asked::run)
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.violations())
                                .singleElement()
                                .extracting(Violation::code)
                                .isEqualTo(code))
                .hasMessageContaining(words);
    }

    @Test
    void I_11_points_end_where_an_account_ends_and_never_wrap_around() {
        Points most = Points.of(Points.BALANCE_MAX);
        Points least = Points.of(-Points.BALANCE_MAX);
        assertThat(most.minus(Points.of(1)).plus(Points.of(1))).isEqualTo(most);
        assertThat(most.plus(least)).isEqualTo(Points.NONE);
        assertThat(least.minus(least)).isEqualTo(Points.NONE);
        for (Runnable beyond : List.<Runnable>of(
                () -> most.plus(Points.of(1)),
                () -> least.minus(Points.of(1)),
                () -> most.minus(least),
                () -> Points.of(Long.MAX_VALUE),
                () -> Points.of(Long.MIN_VALUE))) {
            assertRefused(beyond, Violation.Code.AMOUNT_TOO_LARGE, "100000000000000000");
        }
    }

    @Test
    void B_01_B_02_a_request_for_no_points_or_fewer_is_refused() {
        assertThat(Points.of(1).positive("points")).isEqualTo(Points.of(1));
        assertRefused(() -> Points.NONE.positive("points"), Violation.Code.AMOUNT_NOT_POSITIVE, "more than 0");
        assertRefused(() -> Points.of(-5).positive("points"), Violation.Code.AMOUNT_NOT_POSITIVE, "not -5");
        assertRefused(() -> Points.NONE.postable("points"), Violation.Code.AMOUNT_NOT_POSITIVE, "must not be 0");
        assertThat(Points.of(-5).postable("points")).isEqualTo(Points.of(-5));
    }

    @Test
    void B_03_B_04_one_posting_moves_a_bounded_number_of_points_either_way() {
        Points most = Points.of(Points.POSTING_MAX);
        assertThat(most.positive("points")).isEqualTo(most);
        assertThat(Points.of(-Points.POSTING_MAX).postable("points").minor()).isEqualTo(-Points.POSTING_MAX);
        for (long minor : new long[] {Points.POSTING_MAX + 1, -Points.POSTING_MAX - 1}) {
            assertRefused(
                    () -> Points.of(minor).postable("points"), Violation.Code.AMOUNT_TOO_LARGE, "10000000000000000");
        }
        assertRefused(
                () -> Points.of(Points.POSTING_MAX + 1).positive("points"), Violation.Code.AMOUNT_TOO_LARGE, "at once");
    }

    @Test
    void points_are_compared_and_shown_as_numbers() {
        assertThat(Points.of(2)).isLessThan(Points.of(10)).hasToString("2");
        assertThat(Points.of(2).compareTo(Points.of(2))).isZero();
    }

    @Test
    void a_purse_counts_in_its_own_decimals() {
        Purse stars = new Purse("stars", "stars", 2);
        assertThat(stars.points(new BigDecimal("1.5"))).isEqualTo(Points.of(150));
        assertThat(stars.points(new BigDecimal("-1.50"))).isEqualTo(Points.of(-150));
        assertThat(stars.points(new BigDecimal("0E+1000000000"))).isEqualTo(Points.NONE);
        assertThat(stars.points(new BigDecimal("0E-1001"))).isEqualTo(Points.NONE);
        assertThat(stars.decimal(Points.of(150))).isEqualTo("1.50");
        assertThat(Purse.POINTS.points(new BigDecimal("1E+3"))).isEqualTo(Points.of(1000));
        assertThat(stars.points(new BigDecimal("1000000000000000"))).isEqualTo(Points.of(Points.BALANCE_MAX));
    }

    @Test
    void B_07_a_decimal_that_is_too_long_for_a_purse_is_refused_before_anything_is_reckoned() {
        Purse stars = new Purse("stars", "stars", 2);
        assertRefused(() -> stars.points(new BigDecimal("1.005")), Violation.Code.TOO_MANY_DECIMALS, "2 decimals");
        for (String text : List.of("1E+17", "-1E+17", "1E+1000000000")) {
            assertRefused(
                    () -> stars.points(new BigDecimal(text)), Violation.Code.AMOUNT_TOO_LARGE, "points must be from");
        }
        for (String text : List.of("1E-1000", "1E-1001", "1E-1000000000")) {
            assertRefused(
                    () -> stars.points(new BigDecimal(text)),
                    Violation.Code.TOO_MANY_DECIMALS,
                    "stars have 2 decimals");
        }
        assertRefused(
                () -> stars.points(new BigDecimal("99999999999999999.99")),
                Violation.Code.TOO_MANY_DECIMALS,
                "fit 64 bits");
        assertRefused(
                () -> Purse.POINTS.points(new BigDecimal("100000000000000001")),
                Violation.Code.AMOUNT_TOO_LARGE,
                "points must be from");
    }

    @Test
    void a_purse_has_names_and_at_most_six_decimals() {
        assertThat(new Purse("p", "p", 6).scale()).isEqualTo(6);
        assertRefused(() -> new Purse("p", "p", 7), Violation.Code.NUMBER_OUT_OF_RANGE, "0 to 6");
        assertRefused(() -> new Purse("p", "p", -1), Violation.Code.NUMBER_OUT_OF_RANGE, "0 to 6");
        assertRefused(() -> new Purse(" ", "p", 0), Violation.Code.REQUIRED, "code");
        assertRefused(() -> new Purse("p", "p".repeat(41), 0), Violation.Code.TOO_LONG, "unit");
    }

    @Test
    void I_07_a_balance_is_the_sum_of_its_parts() {
        Balance balance = new Balance(Instant.EPOCH, Points.of(100), Points.of(20), Points.of(3), Points.NONE);
        assertThat(balance.total()).isEqualTo(Points.of(123));
        assertThat(new Balance(Instant.EPOCH, Points.NONE, Points.of(20), Points.of(3), Points.of(50)).total())
                .isEqualTo(Points.of(-27));
    }

    @Test
    void I_59_the_time_of_an_account_never_falls() {
        RewardAccount head = RewardAccount.opened(new AccountId(new CustomerId(new java.util.UUID(1, 2)), "points"));
        Instant later = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(head.now(later)).isEqualTo(later);
        assertThat(head.now(Instant.EPOCH)).isEqualTo(Instant.EPOCH);
        assertThat(head.now(Instant.EPOCH.minusSeconds(1))).isEqualTo(Instant.EPOCH);
        assertThat(head.due()).isEmpty();
        assertThat(head.available()).isZero();
    }

    @Test
    void an_attribution_of_no_line_that_asks_for_less_tells_a_cut() {
        assertThat(Attribution.cut("cap", 3)).isEqualTo(new Attribution(null, "cap", -3, 0));
        assertThat(Attribution.cut("cap", 3).isCut()).isTrue();
        assertThat(new Attribution("1", "cap", -3, 0).isCut()).isFalse();
        assertThat(new Attribution(null, "cap", 0, 0).isCut()).isFalse();
        assertThat(new Attribution(null, "cap", -3, 1).isCut()).isFalse();
    }
}
