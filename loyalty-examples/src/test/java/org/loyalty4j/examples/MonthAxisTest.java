package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonthAxisTest {

    @Test
    void every_month_of_a_short_span_is_named_with_its_year_once() {
        MonthAxis axis = MonthAxis.spanning(YearMonth.of(1997, 11), YearMonth.of(1998, 2));

        assertThat(axis.columns()).isEqualTo(4);
        assertThat(axis.name(1)).isEqualTo("Dec 1997");
        assertThat(written(axis, 16)).containsExactly("0 Nov 1997", "1 Dec ", "2 Jan 1998", "3 Feb ");
    }

    @Test
    void a_longer_span_names_only_round_dates() {
        MonthAxis axis = MonthAxis.spanning(YearMonth.of(1997, 1), YearMonth.of(1998, 6));

        assertThat(written(axis, 6))
                .containsExactly("0 Jan 1997", "3 Apr ", "6 Jul ", "9 Oct ", "12 Jan 1998", "15 Apr ");
        assertThat(written(axis, 16)).startsWith("0 Jan 1997", "2 Mar ", "4 May ");
    }

    @Test
    void thirty_years_keep_their_months_and_name_some_years() {
        MonthAxis axis = MonthAxis.spanning(YearMonth.of(1997, 2), YearMonth.of(2027, 1));

        assertThat(axis.columns()).isEqualTo(360);
        assertThat(axis.columnOf(YearMonth.of(2027, 1))).isEqualTo(359);
        assertThat(written(axis, 16)).startsWith("11 1998 ", "35 2000 ").hasSizeLessThanOrEqualTo(16);
        assertThat(written(axis, 6)).startsWith("35 2000 ").hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void never_are_there_more_columns_or_labels_than_can_be_told() {
        for (int months = 1; months < 9999 * 12; months = months * 5 / 4 + 1) {
            YearMonth first = YearMonth.of(1, 1);
            YearMonth last = first.plusMonths(months - 1);
            MonthAxis axis = MonthAxis.spanning(first, last);

            assertThat(axis.columns()).isBetween(1, 420);
            assertThat(axis.columnOf(first)).isZero();
            assertThat(axis.columnOf(last)).isEqualTo(axis.columns() - 1);
            assertThat(axis.labels(6)).as("%s months", months).hasSizeBetween(1, 6);
            assertThat(axis.labels(16)).as("%s months", months).hasSizeBetween(1, 16);
        }
    }

    @Test
    void a_span_of_centuries_is_cut_into_years_or_more() {
        assertThat(MonthAxis.spanning(YearMonth.of(1900, 7), YearMonth.of(1999, 7))
                        .name(0))
                .isEqualTo("1900");
        assertThat(MonthAxis.spanning(YearMonth.of(1, 1), YearMonth.of(1998, 12))
                        .name(1))
                .isEqualTo("10 to 19");
    }

    private static List<String> written(MonthAxis axis, int most) {
        return axis.labels(most).stream()
                .map(label -> label.column() + " " + label.upper() + " " + label.lower())
                .toList();
    }
}
