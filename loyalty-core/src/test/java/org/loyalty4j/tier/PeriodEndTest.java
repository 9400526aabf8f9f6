package org.loyalty4j.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;

class PeriodEndTest {

    private static LocalDate after(String start, String period, PeriodEnd.Edge edge) {
        return new PeriodEnd(Period.parse(period), edge).firstDayAfter(LocalDate.parse(start));
    }

    @Test
    void T_20_a_period_is_added_to_its_starting_date_and_not_month_by_month() {
        assertThat(after("2026-01-31", "P1M", PeriodEnd.Edge.START_OF_DAY)).isEqualTo("2026-02-28");
        assertThat(after("2026-01-31", "P2M", PeriodEnd.Edge.START_OF_DAY)).isEqualTo("2026-03-31");
        assertThat(after("2024-02-29", "P1Y", PeriodEnd.Edge.START_OF_DAY)).isEqualTo("2025-02-28");
        assertThat(after("2024-02-29", "P1Y", PeriodEnd.Edge.END_OF_DAY)).isEqualTo("2025-03-01");
    }

    @Test
    void the_edge_says_where_on_the_date_found_the_end_lies() {
        assertThat(after("2026-02-14", "P1M", PeriodEnd.Edge.START_OF_DAY)).isEqualTo("2026-03-14");
        assertThat(after("2026-02-14", "P1M", PeriodEnd.Edge.END_OF_DAY)).isEqualTo("2026-03-15");
        assertThat(after("2026-02-14", "P1M", PeriodEnd.Edge.END_OF_MONTH)).isEqualTo("2026-04-01");
        assertThat(after("2026-02-14", "P1M", PeriodEnd.Edge.END_OF_QUARTER)).isEqualTo("2026-04-01");
        assertThat(after("2026-02-14", "P1M", PeriodEnd.Edge.END_OF_YEAR)).isEqualTo("2027-01-01");
    }

    @Test
    void the_unit_that_contains_the_date_is_used_up_even_from_its_first_day() {
        assertThat(after("2026-01-01", "P0D", PeriodEnd.Edge.END_OF_MONTH)).isEqualTo("2026-02-01");
        assertThat(after("2026-10-01", "P0D", PeriodEnd.Edge.END_OF_QUARTER)).isEqualTo("2027-01-01");
        assertThat(after("2026-01-01", "P0D", PeriodEnd.Edge.END_OF_YEAR)).isEqualTo("2027-01-01");
        assertThat(after("2026-12-31", "P0D", PeriodEnd.Edge.END_OF_DAY)).isEqualTo("2027-01-01");
    }

    @Test
    void B_43_a_period_is_from_nothing_to_two_hundred_years() {
        for (String period : List.of("P200Y", "P2400M", "P73200D", "P199Y12M", "P1D", "P1M", "P1Y")) {
            assertThat(PeriodEnd.startOfDay(Period.parse(period)).period()).isEqualTo(Period.parse(period));
        }
        for (String period :
                List.of("P-1D", "P-1M", "P-1Y", "P1Y-1M", "P1Y-1D", "P200Y1M", "P2401M", "P73201D", "P100000Y")) {
            assertThatThrownBy(() -> PeriodEnd.endOfDay(Period.parse(period)))
                    .as(period)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("0 to 200 years");
        }
    }

    @Test
    void B_43_a_period_does_not_end_as_it_begins() {
        assertThatThrownBy(() -> PeriodEnd.startOfDay(Period.ZERO))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("an edge that lies after its start");
        assertThat(PeriodEnd.endOfDay(Period.ZERO).edge()).isEqualTo(PeriodEnd.Edge.END_OF_DAY);
        assertThat(PeriodEnd.endOfMonth(Period.ZERO).edge()).isEqualTo(PeriodEnd.Edge.END_OF_MONTH);
    }
}
