package org.loyalty4j.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.program.LotRules.Expiry;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** When points go by fixed dates of the year. */
class LotExpiryTest {

    private static final MonthDay NEW_YEARS_EVE = MonthDay.of(12, 31);

    private static LocalDate gone(Expiry expiry, String from) {
        return java.util.Objects.requireNonNull(expiry.goneOn(LocalDate.parse(from)));
    }

    @Test
    void points_go_with_the_end_of_the_next_of_the_dates_which_may_be_their_own() {
        Expiry expiry = Expiry.on(NEW_YEARS_EVE, MonthDay.of(6, 30));
        assertThat(gone(expiry, "2026-06-29")).isEqualTo("2026-07-01");
        assertThat(gone(expiry, "2026-06-30")).isEqualTo("2026-07-01");
        assertThat(gone(expiry, "2026-07-01")).isEqualTo("2027-01-01");
        assertThat(gone(expiry, "2026-12-31")).isEqualTo("2027-01-01");
        assertThat(gone(expiry, "2027-01-01")).isEqualTo("2027-07-01");
    }

    @Test
    void the_last_day_of_february_moves_with_the_year() {
        Expiry expiry = Expiry.on(MonthDay.of(2, 29));
        assertThat(gone(expiry, "2026-02-28")).isEqualTo("2026-03-01");
        assertThat(gone(expiry, "2027-03-01")).isEqualTo("2028-03-01");
        assertThat(gone(expiry, "2028-02-29")).isEqualTo("2028-03-01");
    }

    @Test
    void a_time_comes_before_the_date_S7() {
        Expiry expiry = Expiry.after(PeriodEnd.startOfDay(Period.ofYears(1))).thenOn(NEW_YEARS_EVE);
        assertThat(gone(expiry, "2026-01-01")).isEqualTo("2028-01-01");
        assertThat(gone(expiry, "2026-12-31")).isEqualTo("2028-01-01");
        assertThat(gone(expiry, "2027-01-01")).isEqualTo("2029-01-01");
    }

    @Test
    void points_may_stay_and_there_are_at_most_twenty_dates() {
        assertThat(Expiry.never().goneOn(LocalDate.EPOCH)).isNull();
        assertThatThrownBy(() -> new Expiry(
                        null,
                        java.util.stream.IntStream.rangeClosed(1, 21)
                                .mapToObj(day -> MonthDay.of(1, day))
                                .toList()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("expiry.dates");
        assertThat(new Expiry(null, List.of(NEW_YEARS_EVE, NEW_YEARS_EVE)).dates())
                .containsExactly(NEW_YEARS_EVE);
    }

    @Test
    void rules_and_tiers_that_are_named_have_to_be_there() {
        LoyaltyProgram program = Shop.onePointPerEuro();
        for (LotRules rules : List.of(
                LotRules.none().with("nothing", LotRules.Pending.untilConfirmed()),
                LotRules.none().with("nothing", Expiry.never()),
                LotRules.none().withTier("nothing", Expiry.never()))) {
            assertThatThrownBy(() -> program.with(rules))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("nothing");
        }
    }
}
