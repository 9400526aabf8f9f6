package org.loyalty4j.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;

class MoneyTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency JPY = Currency.getInstance("JPY");
    private static final Currency KWD = Currency.getInstance("KWD");
    /** Of four decimals. */
    private static final Currency CLF = Currency.getInstance("CLF");

    private static final Currency GOLD = Currency.getInstance("XAU");

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
    void an_amount_has_the_decimals_of_its_currency() {
        assertThat(Money.of("29.9", "EUR")).isEqualTo(Money.of("29.90", "EUR")).hasToString("29.90 EUR");
        assertThat(Money.of("29.9", "EUR").amount()).isEqualTo("29.90");
        assertThat(Money.of("-5", "JPY")).hasToString("-5 JPY");
        assertThat(Money.of(7, "KWD")).hasToString("7.000 KWD");
        assertThat(Money.of(7, "KWD").minor()).isEqualTo(7000);
        assertThat(Money.of("1.0500", "EUR").minor()).isEqualTo(105);
        assertThat(new Money(new BigDecimal("1E+3"), EUR).minor()).isEqualTo(100_000);
        assertThat(Money.of("1.2345", "CLF").minor()).isEqualTo(12_345);
    }

    @Test
    void B_06_more_decimals_than_the_currency_has_are_refused() {
        assertRefused(() -> Money.of("10.005", "EUR"), Violation.Code.TOO_MANY_DECIMALS, "EUR has 2 decimals");
        assertRefused(() -> Money.of("1.5", "JPY"), Violation.Code.TOO_MANY_DECIMALS, "JPY has 0 decimals");
        assertRefused(() -> new Money(BigDecimal.ONE.movePointLeft(1000), EUR), Violation.Code.TOO_MANY_DECIMALS, "2");
        assertRefused(
                () -> new Money(BigDecimal.ONE.movePointLeft(1001), EUR),
                Violation.Code.NUMBER_OUT_OF_RANGE,
                "15 digits");
    }

    @Test
    void B_07_an_amount_has_at_most_fifteen_digits_before_the_point() {
        assertThat(Money.of("999999999999999.99", "EUR").minor()).isEqualTo(99_999_999_999_999_999L);
        assertThat(Money.of("-999999999999999.99", "EUR").minor()).isEqualTo(-99_999_999_999_999_999L);
        assertThat(Money.of(999_999_999_999_999L, "JPY").minor()).isEqualTo(999_999_999_999_999L);
        assertThat(Money.of("999999999999999.999", "KWD").minor()).isEqualTo(999_999_999_999_999_999L);
        for (String text : List.of("1E+15", "-1E+15", "1E+1000000000")) {
            assertRefused(() -> new Money(new BigDecimal(text), EUR), Violation.Code.NUMBER_OUT_OF_RANGE, "at most 15");
        }
    }

    @Test
    void the_smallest_units_are_bounded_for_each_number_of_decimals() {
        assertBound(JPY, 1_000_000_000_000_000L);
        assertBound(EUR, 100_000_000_000_000_000L);
        assertBound(KWD, 1_000_000_000_000_000_000L);
        assertBound(CLF, Long.MAX_VALUE / 2);
    }

    private static void assertBound(Currency currency, long first) {
        assertThat(Money.ofMinor(first - 1, currency).minor()).isEqualTo(first - 1);
        assertThat(Money.ofMinor(1 - first, currency).minor()).isEqualTo(1 - first);
        for (long minor : new long[] {first, -first, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertRefused(
                    () -> Money.ofMinor(minor, currency),
                    Violation.Code.NUMBER_OUT_OF_RANGE,
                    "digits before the point");
        }
    }

    @Test
    void a_text_that_is_no_plain_number_is_refused() {
        for (String text : List.of("", "1,50", "1.", ".5", "1e3", "٣", " 1", "1".repeat(41))) {
            assertRefused(() -> Money.of(text, "EUR"), Violation.Code.NUMBER_OUT_OF_RANGE, "digits 0-9");
        }
        assertThat(Money.of("+" + "0".repeat(39), "EUR")).isEqualTo(Money.zero(EUR));
    }

    @Test
    void B_09_an_amount_that_is_missing_is_asked_for() {
        String missing = System.getProperty("loyalty.no.such.amount");
        assertRefused(() -> Money.of(missing, "EUR"), Violation.Code.REQUIRED, "amount is required");
    }

    @Test
    void B_10_a_code_that_is_no_currency_to_pay_with_is_refused() {
        assertThat(Money.currencyOf("EUR")).isEqualTo(EUR);
        assertRefused(
                () -> Money.currencyOf("EURO"), Violation.Code.UNKNOWN_CURRENCY, "ISO 4217 are accepted, not EURO");
        assertRefused(() -> Money.currencyOf("eur"), Violation.Code.UNKNOWN_CURRENCY, "not EUR");
        assertRefused(() -> Money.currencyOf("XXX"), Violation.Code.UNKNOWN_CURRENCY, "not XXX");
        assertRefused(() -> Money.currencyOf(null), Violation.Code.UNKNOWN_CURRENCY, "ISO 4217");
        assertThatThrownBy(() -> Money.currencyOf("a name and no code"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageNotContaining("name");
        assertRefused(() -> Money.ofMinor(1, GOLD), Violation.Code.UNKNOWN_CURRENCY, "not XAU");
        assertRefused(() -> Money.zero(GOLD), Violation.Code.UNKNOWN_CURRENCY, "not XAU");
        assertRefused(() -> new Money(BigDecimal.ONE, GOLD), Violation.Code.UNKNOWN_CURRENCY, "not XAU");
    }

    @Test
    void sums_and_differences_are_exact_and_stay_in_range() {
        Money ten = Money.of("10.00", "EUR");
        Money cent = Money.of("0.01", "EUR");
        Money most = Money.of("999999999999999.99", "EUR");
        assertThat(ten.plus(cent)).isEqualTo(Money.of("10.01", "EUR"));
        assertThat(ten.minus(cent)).isEqualTo(Money.of("9.99", "EUR"));
        assertThat(cent.minus(ten)).isEqualTo(Money.of("-9.99", "EUR"));
        assertThat(Money.zero(EUR).plus(ten)).isEqualTo(ten);
        assertThat(ten.plus(Money.zero(EUR))).isEqualTo(ten);
        assertThat(ten.minus(Money.zero(EUR))).isEqualTo(ten);
        assertThat(Money.zero(EUR).minus(ten)).isEqualTo(Money.of("-10", "EUR"));
        assertRefused(() -> most.plus(cent), Violation.Code.NUMBER_OUT_OF_RANGE, "at most 15");
        assertRefused(() -> Money.zero(EUR).minus(most).minus(cent), Violation.Code.NUMBER_OUT_OF_RANGE, "at most 15");
    }

    @Test
    void B_11_amounts_of_two_currencies_are_never_added_or_compared() {
        Money euro = Money.of(1, "EUR");
        Money yen = Money.zero(JPY);
        assertThatThrownBy(() -> euro.plus(yen)).isInstanceOf(CurrencyMismatchException.class);
        assertThatThrownBy(() -> euro.minus(yen)).isInstanceOf(CurrencyMismatchException.class);
        assertThatThrownBy(() -> euro.compareTo(yen)).isInstanceOf(CurrencyMismatchException.class);
        assertThat(Money.zero(EUR)).isNotEqualTo(yen);
    }

    @Test
    void B_08_minus_zero_is_zero() {
        assertThat(Money.of("-0.00", "EUR")).isEqualTo(Money.zero(EUR)).hasSameHashCodeAs(Money.zero(EUR));
    }

    @Test
    void amounts_are_compared_by_what_they_are_worth() {
        Money less = Money.of("-0.01", "EUR");
        Money more = Money.of("0.01", "EUR");
        assertThat(less).isLessThan(more).isNotEqualTo(more);
        assertThat(more.compareTo(Money.of("0.010", "EUR"))).isZero();
        assertThat(List.of(less.signum(), Money.zero(EUR).signum(), more.signum()))
                .containsExactly(-1, 0, 1);
        assertThat(more)
                .isEqualTo(Money.ofMinor(1, EUR))
                .isNotEqualTo(Money.ofMinor(1, JPY))
                .isNotEqualTo("0.01 EUR");
        assertThat(more).hasSameHashCodeAs(Money.ofMinor(1, EUR));
        assertThat(more.hashCode()).isNotEqualTo(less.hashCode());
        assertThat(more.currency()).isEqualTo(EUR);
    }
}
