package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WordingTest {

    @Test
    void compact_numbers_have_three_digits_and_a_unit() {
        assertThat(compact("0")).isEqualTo("0");
        assertThat(compact("999")).isEqualTo("999");
        assertThat(compact("29.33")).isEqualTo("29.3");
        assertThat(compact("1000")).isEqualTo("1k");
        assertThat(compact("12345")).isEqualTo("12.3k");
        assertThat(compact("999499")).isEqualTo("999k");
        assertThat(compact("999500")).isEqualTo("1M");
        assertThat(compact("2500000000")).isEqualTo("2.5B");
        assertThat(compact("999000000000000")).isEqualTo("999T");
        assertThat(compact("1000000000000000")).isEqualTo("1e15");
        assertThat(compact("9223372036854775807")).isEqualTo("9.22e18");
    }

    @Test
    void a_share_is_zero_or_whole_only_when_it_is() {
        assertThat(Wording.share(0, 7)).isEqualTo("0%");
        assertThat(Wording.share(0, 0)).isEqualTo("0%");
        assertThat(Wording.share(1, 1000)).isEqualTo("<1%");
        assertThat(Wording.share(1, 3)).isEqualTo("33%");
        assertThat(Wording.share(999, 1000)).isEqualTo(">99%");
        assertThat(Wording.share(7, 7)).isEqualTo("100%");
        assertThat(Wording.share(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo("100%");
    }

    @Test
    void dates_are_written_in_english_everywhere() {
        assertThat(Wording.day(LocalDate.of(1998, 6, 30))).isEqualTo("30 Jun 1998");
        assertThat(Wording.counted(1, "customer")).isEqualTo("1 customer");
        assertThat(Wording.counted(2357, "customer")).isEqualTo("2,357 customers");
    }

    @Test
    void a_name_is_cut_between_whole_characters() {
        assertThat(Wording.shortened("anna", 24)).isEqualTo("anna");
        assertThat(Wording.shortened("annabel", 24)).isEqualTo("anna…");
        assertThat(Wording.shortened("e\u0301e\u0301e\u0301", 12)).isEqualTo("e\u0301e\u0301…");
        assertThat(Wording.shortened("a\r\n\tb", 100)).isEqualTo("a b");
        assertThat(Wording.shortened("", 100)).isEmpty();
    }

    private static String compact(String number) {
        return Wording.compact(new BigDecimal(number));
    }
}
