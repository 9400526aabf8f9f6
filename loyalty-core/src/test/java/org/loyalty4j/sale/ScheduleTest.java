package org.loyalty4j.sale;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.testkit.Shop;

class ScheduleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final ZoneId APIA = ZoneId.of("Pacific/Apia");

    private static LocalTime time(String text) {
        return LocalTime.parse(text);
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }

    private static boolean holds(Schedule schedule, String shown) {
        return schedule.holds(LocalDateTime.parse(shown));
    }

    private static Schedule daily(String from, String until) {
        return Schedule.weekly(time(from), time(until), DayOfWeek.MONDAY, DayOfWeek.values());
    }

    /** Returns for how many minutes of a date a schedule holds, and in how many pieces. */
    private static String minutes(Schedule schedule, String day, ZoneId zone) {
        Instant end = date(day).plusDays(1).atStartOfDay(zone).toInstant();
        long minutes = 0;
        int pieces = 0;
        boolean before = false;
        for (Instant i = date(day).atStartOfDay(zone).toInstant(); i.isBefore(end); i = i.plusSeconds(60)) {
            boolean now = schedule.holds(LocalDateTime.ofInstant(i, zone));
            minutes += now ? 1 : 0;
            pieces += now && !before ? 1 : 0;
            before = now;
        }
        return minutes + " in " + pieces;
    }

    @Test
    void hours_begin_with_the_first_instant_they_name_and_end_before_the_other() {
        Schedule happy = Schedule.weekly(time("14:00"), time("18:00"), FRIDAY, SATURDAY);

        assertThat(holds(happy, "2026-03-06T13:59:59.999999")).isFalse();
        assertThat(holds(happy, "2026-03-06T14:00")).isTrue();
        assertThat(holds(happy, "2026-03-07T17:59:59.999999")).isTrue();
        assertThat(holds(happy, "2026-03-06T18:00")).isFalse();
        assertThat(holds(happy, "2026-03-05T15:00")).isFalse();
    }

    @Test
    void hours_over_midnight_belong_to_the_weekday_and_date_on_which_they_begin() {
        Schedule night =
                Schedule.weekly(time("22:00"), time("02:00"), FRIDAY).within(date("2026-03-06"), date("2026-03-13"));

        assertThat(holds(night, "2026-03-06T01:00")).isFalse();
        assertThat(holds(night, "2026-03-06T21:59")).isFalse();
        assertThat(holds(night, "2026-03-06T22:00")).isTrue();
        assertThat(holds(night, "2026-03-07T01:59:59")).isTrue();
        assertThat(holds(night, "2026-03-07T02:00")).isFalse();
        assertThat(holds(night, "2026-03-07T22:00")).isFalse();
        assertThat(holds(night, "2026-03-14T01:00"))
                .as("begun on the last date")
                .isTrue();
        assertThat(holds(night, "2026-03-20T23:00")).isFalse();
        Schedule thursdays =
                Schedule.weekly(time("22:00"), time("02:00"), THURSDAY).within(date("2026-03-06"), null);
        assertThat(holds(thursdays, "2026-03-06T01:00"))
                .as("begun before the first date")
                .isFalse();
    }

    @Test
    void midnight_is_the_end_of_a_day_and_a_whole_day_is_from_midnight_to_midnight() {
        Schedule evening = Schedule.weekly(time("18:00"), time("00:00"), FRIDAY);
        Schedule whole = Schedule.weekly(time("00:00"), time("00:00"), FRIDAY);

        assertThat(holds(evening, "2026-03-06T23:59:59")).isTrue();
        assertThat(holds(evening, "2026-03-07T00:00")).isFalse();
        assertThat(holds(whole, "2026-03-06T00:00")).isTrue();
        assertThat(holds(whole, "2026-03-06T23:59:59")).isTrue();
        assertThat(holds(whole, "2026-03-07T00:00")).isFalse();
        assertThat(holds(whole, "2026-03-05T23:59:59")).isFalse();
    }

    @Test
    void both_dates_are_inside_and_one_that_is_not_named_is_open() {
        Schedule advent = Schedule.between(date("2026-12-01"), date("2026-12-24"));

        assertThat(holds(advent, "2026-11-30T23:59:59")).isFalse();
        assertThat(holds(advent, "2026-12-01T00:00")).isTrue();
        assertThat(holds(advent, "2026-12-24T23:59:59")).isTrue();
        assertThat(holds(advent, "2026-12-25T00:00")).isFalse();
        assertThat(holds(Schedule.from(date("2026-12-01")), "2199-01-01T00:00")).isTrue();
        assertThat(holds(Schedule.through(date("2026-12-01")), "1901-01-01T00:00"))
                .isTrue();
        assertThat(holds(Schedule.always(), "2026-03-06T12:00")).isTrue();
    }

    @Test
    void one_of_several_hours_is_enough() {
        Schedule two = Schedule.weekly(time("08:00"), time("09:00"), FRIDAY).and(time("17:00"), time("18:00"), SUNDAY);

        assertThat(holds(two, "2026-03-06T08:30")).isTrue();
        assertThat(holds(two, "2026-03-08T17:30")).isTrue();
        assertThat(holds(two, "2026-03-08T08:30")).isFalse();
    }

    @Test
    void what_a_clock_that_is_put_forward_leaves_out_never_is() {
        // On 29 March 2026 in Berlin, 02:00 is followed by 03:00.
        assertThat(minutes(daily("02:10", "02:50"), "2026-03-29", BERLIN)).isEqualTo("0 in 0");
        assertThat(minutes(daily("02:30", "05:00"), "2026-03-29", BERLIN)).isEqualTo("120 in 1");
        assertThat(minutes(daily("01:30", "02:30"), "2026-03-29", BERLIN)).isEqualTo("30 in 1");
        assertThat(minutes(daily("00:00", "00:00"), "2026-03-29", BERLIN)).isEqualTo("1380 in 1");
    }

    @Test
    void what_a_clock_that_is_put_back_shows_twice_counts_both_times() {
        // On 25 October 2026 in Berlin, 02:59 is followed by 02:00.
        assertThat(minutes(daily("02:00", "03:00"), "2026-10-25", BERLIN)).isEqualTo("120 in 1");
        assertThat(minutes(daily("01:30", "02:30"), "2026-10-25", BERLIN)).isEqualTo("90 in 2");
        assertThat(minutes(daily("02:30", "03:30"), "2026-10-25", BERLIN)).isEqualTo("90 in 2");
        assertThat(minutes(daily("00:00", "00:00"), "2026-10-25", BERLIN)).isEqualTo("1500 in 1");
    }

    @Test
    void a_midnight_that_a_zone_leaves_out_or_shows_twice_is_nothing_special() {
        // On 4 November 2018 in Sao Paulo the date begins at 01:00; on 17 February 2018 its last hour comes twice.
        assertThat(minutes(daily("00:00", "01:30"), "2018-11-04", SAO_PAULO)).isEqualTo("30 in 1");
        assertThat(minutes(daily("23:00", "01:30"), "2018-11-04", SAO_PAULO)).isEqualTo("90 in 2");
        assertThat(minutes(daily("23:30", "00:30"), "2018-02-17", SAO_PAULO)).isEqualTo("90 in 3");
    }

    @Test
    void a_date_that_a_zone_left_out_never_is() {
        // Apia went from Thursday, 29 December 2011 straight to Saturday, the 31st.
        Instant lastOfThursday = Instant.parse("2011-12-30T09:59:59Z");
        Instant firstOfSaturday = lastOfThursday.plusSeconds(1);
        LocalDateTime thursday = LocalDateTime.ofInstant(lastOfThursday, APIA);
        LocalDateTime saturday = LocalDateTime.ofInstant(firstOfSaturday, APIA);
        assertThat(saturday).isEqualTo("2011-12-31T00:00:00");

        Schedule friday = Schedule.weekly(time("00:00"), time("00:00"), FRIDAY);
        assertThat(friday.holds(thursday)).isFalse();
        assertThat(friday.holds(saturday)).isFalse();
        Schedule thatDay = Schedule.between(date("2011-12-30"), date("2011-12-30"));
        assertThat(thatDay.holds(thursday)).isFalse();
        assertThat(thatDay.holds(saturday)).isFalse();
        Schedule thursdayNight = Schedule.weekly(time("22:00"), time("02:00"), THURSDAY);
        assertThat(thursdayNight.holds(thursday)).isTrue();
        assertThat(thursdayNight.holds(saturday))
                .as("it would have ended on the date left out")
                .isFalse();
    }

    @Test
    void a_shop_in_another_zone_than_the_program_has_its_own_clock() {
        Instant at = Instant.parse("2026-03-06T12:30:00Z");
        Purchase here = Purchase.of("1", customer(), Shop.euro("1.00"));
        Purchase there = Purchase.of(here.key(), customer())
                .line(here.lines().get(0))
                .at(new Purchase.Place(null, null, null, null, APIA))
                .build();

        assertThat(here.shownAt(at, BERLIN)).isEqualTo("2026-03-06T13:30");
        assertThat(there.shownAt(at, BERLIN)).isEqualTo("2026-03-07T01:30");
    }

    private static org.loyalty4j.customer.CustomerId customer() {
        return new org.loyalty4j.customer.CustomerId(new java.util.UUID(0, 1));
    }

    /** The answer asked for in another way: by the beginnings and ends of all windows on the wall's own line of time. */
    private static boolean naive(
            @Nullable LocalDate first, @Nullable LocalDate last, List<Schedule.Hours> hours, LocalDateTime shown) {
        for (int back = 0; back < 2; back++) {
            LocalDate begin = shown.toLocalDate().minusDays(back);
            boolean inside =
                    (first == null || first.compareTo(begin) <= 0) && (last == null || last.compareTo(begin) >= 0);
            for (Schedule.Hours part : hours) {
                LocalDateTime from = begin.atTime(part.from());
                LocalDateTime until = begin.atTime(part.until());
                until = until.isAfter(from) ? until : until.plusDays(1);
                if (inside
                        && part.days().contains(begin.getDayOfWeek())
                        && shown.compareTo(from) >= 0
                        && shown.compareTo(until) < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void every_schedule_answers_as_its_windows_on_the_line_of_local_time_do() {
        int held = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            LocalDate day = date("2026-03-02").plusDays(random.nextInt(20));
            LocalDate first = random.nextBoolean() ? day : null;
            LocalDate last = random.nextBoolean() ? day.plusDays(random.nextInt(4)) : null;
            LocalTime from = LocalTime.of(random.nextInt(24), 15 * random.nextInt(4));
            LocalTime until = from.plusMinutes(15L * (1 + random.nextInt(95)));
            List<Schedule.Hours> hours =
                    List.of(new Schedule.Hours(EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), FRIDAY), from, until));
            LocalDateTime shown = day.minusDays(2)
                    .atStartOfDay()
                    .plusMinutes(15L * random.nextInt(8 * 96))
                    .minus(Duration.ofNanos(random.nextInt(2)));

            boolean holds = new Schedule(first, last, hours).holds(shown);

            assertThat(holds).as("seed %s", seed).isEqualTo(naive(first, last, hours, shown));
            held += holds ? 1 : 0;
        }
        assertThat(held).isBetween(1_000, 19_000);
    }

    @Test
    void b_46_an_empty_range_and_a_date_out_of_range_are_refused() {
        assertRefused(
                () -> new Schedule.Hours(Set.of(FRIDAY), time("10:00"), time("10:00")), "hours.until EMPTY_RANGE");
        assertRefused(() -> new Schedule.Hours(Set.of(), time("10:00"), time("11:00")), "hours.days REQUIRED");
        assertRefused(() -> Schedule.between(date("2026-03-02"), date("2026-03-01")), "schedule.last EMPTY_RANGE");
        assertRefused(
                () -> Schedule.between(LocalDate.MIN, LocalDate.MAX),
                "schedule.first TIME_OUT_OF_RANGE",
                "schedule.last TIME_OUT_OF_RANGE");
        Schedule.Hours hours = new Schedule.Hours(Set.of(FRIDAY), time("10:00"), time("11:00"));
        assertRefused(
                () -> new Schedule(null, null, java.util.Collections.nCopies(101, hours)),
                "schedule.hours TOO_MANY_ITEMS");
        assertRefused(() -> new Schedule(null, null, Arrays.asList(hours, null)), "schedule.hours[1] REQUIRED");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... expected) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.violations())
                                .extracting(ScheduleTest::text)
                                .containsExactly(expected));
    }

    private static String text(Violation violation) {
        return violation.path() + " " + violation.code();
    }
}
