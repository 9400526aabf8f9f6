package org.loyalty4j.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;

class RatioTest {

    /** Above and below the line: where 64 bits, 63, 31 and 30 end, and what is usual. */
    private static final long[] EDGES = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        -(1L << 62) - 1,
        -(1L << 62),
        -3_037_000_500L,
        -(1L << 31),
        -(1L << 30) - 1,
        -(1L << 30),
        -(1L << 30) + 1,
        -7,
        -6,
        -1,
        0,
        1,
        2,
        3,
        5,
        6,
        (1L << 30) - 1,
        1L << 30,
        (1L << 30) + 1,
        1L << 31,
        3_037_000_499L,
        3_037_000_500L,
        (1L << 62) - 1,
        1L << 62,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };

    private static final long[] UNDER = {1, 6, (1L << 30) - 1, 1L << 30, 3_037_000_500L, Long.MAX_VALUE};

    private static final BigInteger BEYOND = BigInteger.TEN.pow(40).add(BigInteger.ONE);

    private static List<Ratio> ratios() {
        List<Ratio> ratios = new ArrayList<>();
        for (long above : EDGES) {
            for (long under : UNDER) {
                ratios.add(Ratio.of(above, under));
            }
        }
        ratios.add(Ratio.of(BEYOND, BigInteger.valueOf(7)));
        ratios.add(Ratio.of(BEYOND.negate(), BigInteger.valueOf(7)));
        ratios.add(Ratio.of(BigInteger.valueOf(-7), BEYOND));
        return ratios;
    }

    private static BigInteger above(Ratio ratio) {
        return ratio.numerator();
    }

    private static BigInteger under(Ratio ratio) {
        return ratio.denominator();
    }

    /** Says that a result is a fraction of two numbers, in lowest terms, and that it was made in the one way there is. */
    private static void assertIs(Ratio result, BigInteger above, BigInteger under) {
        assertThat(under(result).signum()).isPositive();
        assertThat(above(result).gcd(under(result))).isEqualTo(BigInteger.ONE);
        assertThat(above(result).multiply(under)).isEqualTo(above.multiply(under(result)));
        assertThat(result).isEqualTo(Ratio.of(above, under)).hasSameHashCodeAs(Ratio.of(above, under));
    }

    @Test
    void a_fraction_of_any_two_numbers_is_in_lowest_terms_with_its_sign_above() {
        for (long above : EDGES) {
            assertIs(Ratio.of(above), BigInteger.valueOf(above), BigInteger.ONE);
            for (long under : EDGES) {
                if (under != 0) {
                    assertIs(Ratio.of(above, under), BigInteger.valueOf(above), BigInteger.valueOf(under));
                }
            }
        }
    }

    @Test
    void I_11_sums_differences_products_and_orders_are_exact_at_every_edge() {
        List<Ratio> ratios = ratios();
        for (Ratio one : ratios) {
            for (Ratio other : ratios) {
                BigInteger crosswise = above(one).multiply(under(other));
                BigInteger back = above(other).multiply(under(one));
                BigInteger under = under(one).multiply(under(other));
                assertIs(one.plus(other), crosswise.add(back), under);
                assertIs(one.minus(other), crosswise.subtract(back), under);
                assertIs(one.times(other), above(one).multiply(above(other)), under);
                if (other.signum() != 0) {
                    assertIs(one.dividedBy(other), crosswise, back);
                }
                assertThat(one.compareTo(other)).isEqualTo(crosswise.compareTo(back));
                assertThat(one.equals(other)).isEqualTo(crosswise.equals(back));
            }
        }
    }

    @Test
    void I_11_whole_parts_and_fractions_add_up_to_what_they_are_of() {
        for (Ratio ratio : ratios()) {
            BigInteger[] parts = above(ratio).divideAndRemainder(under(ratio));
            BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
            assertThat(ratio.floor()).isEqualTo(floor);
            assertThat(ratio.fraction().plus(Ratio.of(floor, BigInteger.ONE))).isEqualTo(ratio);
            assertThat(ratio.fraction().signum()).isNotNegative();
            assertThat(ratio.fraction()).isLessThan(Ratio.ONE);
            if (floor.bitLength() < 64) {
                assertThat(ratio.floorExact()).isEqualTo(floor.longValueExact());
            } else {
                assertThatThrownBy(ratio::floorExact).isInstanceOf(ArithmeticException.class);
            }
            assertThat(ratio.signum()).isEqualTo(above(ratio).signum());
        }
    }

    @Test
    void every_way_of_rounding_is_that_of_decimals() {
        for (Ratio ratio : ratios()) {
            for (RoundingMode mode : RoundingMode.values()) {
                if (mode != RoundingMode.UNNECESSARY) {
                    assertThat(ratio.rounded(mode))
                            .as("%s %s", ratio, mode)
                            .isEqualTo(new BigDecimal(above(ratio))
                                    .divide(new BigDecimal(under(ratio)), 0, mode)
                                    .toBigIntegerExact());
                }
            }
        }
        assertThat(Ratio.of(5, 2).rounded(RoundingMode.DOWN)).isEqualTo(2);
        assertThat(Ratio.of(-5, 2).rounded(RoundingMode.DOWN)).isEqualTo(-2);
        assertThat(Ratio.of(5, 2).rounded(RoundingMode.HALF_UP)).isEqualTo(3);
        assertThat(Ratio.of(5, 2).rounded(RoundingMode.HALF_EVEN)).isEqualTo(2);
        assertThatThrownBy(() -> Ratio.of(5, 2).rounded(RoundingMode.UNNECESSARY))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_decimal_is_its_exact_fraction() {
        assertThat(Ratio.of("1.25")).isEqualTo(Ratio.of(5, 4)).hasToString("5/4");
        assertThat(Ratio.of("-0.10")).isEqualTo(Ratio.of(-1, 10)).hasToString("-1/10");
        assertThat(Ratio.of("+3")).isEqualTo(Ratio.of(3)).hasToString("3");
        assertThat(Ratio.of("12345678901234567890").numerator()).isEqualTo("12345678901234567890");
        assertThat(Ratio.of(new BigDecimal("2E+3"))).isEqualTo(Ratio.of(2000));
        assertThat(Ratio.of(new BigDecimal("100"))).isEqualTo(Ratio.of(100));
    }

    @Test
    void B_07_a_decimal_with_too_many_digits_is_refused_before_anything_is_reckoned() {
        assertThat(Ratio.of(BigDecimal.TEN.pow(99)).numerator()).isEqualTo(BigInteger.TEN.pow(99));
        assertThat(Ratio.of(BigDecimal.ONE.movePointLeft(100)).denominator()).isEqualTo(BigInteger.TEN.pow(100));
        for (String text : List.of("1E+100", "1E-101", "1E+1000000000", "1E-1000000000")) {
            assertThatThrownBy(() -> Ratio.of(new BigDecimal(text)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("at most 100 digits before and after the point");
        }
    }

    @Test
    void a_text_that_is_no_plain_decimal_is_refused() {
        for (String text : List.of("", "1,5", "1.", ".5", "1e3", "1/2", "٣", "123456789012345678901")) {
            assertThatThrownBy(() -> Ratio.of(text))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("digits 0-9");
        }
    }

    @Test
    void nothing_is_divided_by_zero() {
        assertThatThrownBy(() -> Ratio.of(1, 0)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Ratio.of(BEYOND, BigInteger.ZERO)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Ratio.ONE.dividedBy(Ratio.ZERO))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("denominator 0");
    }

    @Test
    void a_fraction_is_equal_to_no_other_thing() {
        assertThat(Ratio.ONE).isNotEqualTo(1L).isNotEqualTo(Ratio.ZERO);
        assertThat(Ratio.of(1, 2)).isNotEqualTo(Ratio.of(1, 3));
        assertThat(Ratio.of(BEYOND, BigInteger.ONE)).isNotEqualTo(Ratio.of(BEYOND.negate(), BigInteger.ONE));
    }
}
