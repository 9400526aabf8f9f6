package org.loyalty4j.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;

/** When something is due, reminded of, and comes again. */
class ReminderTest {

    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/Sao_Paulo",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "Africa/Casablanca");

    @Test
    void a_daily_reminder_comes_once_on_every_day_that_there_is_whatever_the_clocks_do() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            ZoneId zone = ZoneId.of(ZONES.get(round % ZONES.size()));
            LocalDate first = LocalDate.of(2011 + random.nextInt(3), 1 + random.nextInt(12), 1 + random.nextInt(28));
            LocalTime time = LocalTime.of(random.nextInt(24), random.nextInt(60));
            Reminder daily = Reminder.daily(time, first, zone);
            Instant last = first.atStartOfDay(zone).toInstant().minus(Duration.ofDays(random.nextInt(9)));
            List<LocalDate> days = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                last = Objects.requireNonNull(daily.after(last, null));
                days.add(LocalDate.ofInstant(last, zone));
            }
            LocalDate day = first;
            for (LocalDate found : days) {
                // On Samoa the 30th of December 2011 was left out.
                if (!LocalDate.ofInstant(day.atTime(time).atZone(zone).toInstant(), zone)
                        .equals(day)) {
                    day = day.plusDays(1);
                }
                assertThat(found).as("%s %s", zone, time).isEqualTo(day);
                day = day.plusDays(1);
            }
        }
    }

    @Test
    void a_day_is_over_when_the_next_one_begins_there() {
        Due due = Due.on(LocalDate.of(2026, 3, 29), ZoneId.of("Europe/Berlin"));
        assertThat(due.isOver(Instant.parse("2026-03-29T21:59:59Z"))).isFalse();
        assertThat(due.isOver(Instant.parse("2026-03-29T22:00:00Z"))).isTrue();
        Due moment = Due.at(Instant.parse("2026-03-28T09:00:00Z"), ZoneId.of("Europe/Berlin"));
        assertThat(moment.plus(Period.ofDays(1)))
                .isEqualTo(Due.at(Instant.parse("2026-03-29T08:00:00Z"), moment.zone()));
    }

    @Test
    void a_reminder_before_the_deadline_comes_once_and_not_after_it() {
        Due due = Due.on(LocalDate.of(2026, 3, 1), ZoneOffset.UTC);
        Reminder reminder = Reminder.before(Duration.ofHours(30));
        Instant at = Instant.parse("2026-02-28T18:00:00Z");
        assertThat(reminder.after(Instant.EPOCH, due)).isEqualTo(at);
        assertThat(reminder.after(at, due)).isNull();
    }

    @Test
    void what_comes_again_is_due_on_days_that_are_open() {
        BusinessCalendar weekdays = day -> day.getDayOfWeek().getValue() < 6;
        Task task = Task.of("Call")
                .by(new Actor("ida"))
                .due(Due.on(LocalDate.of(2026, 1, 30), ZoneOffset.UTC))
                .again(Recurrence.afterDue(Period.ofMonths(1)).until(LocalDate.of(2026, 3, 10)))
                .then(new Task.Next("Tell", Period.ofDays(1), Recurrence.Basis.COMPLETION, null));

        List<Task> next = task.following(LocalDate.of(2026, 2, 6), ZoneOffset.UTC, weekdays);

        // The 28th of February is a Saturday, and so is the 7th.
        assertThat(next)
                .extracting(one -> Objects.requireNonNull(one.due()).day())
                .containsExactly(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 2, 9));
        assertThat(next.get(1).owner()).isEqualTo(new Actor("ida"));
        assertThat(next.get(0).following(LocalDate.of(2026, 3, 2), ZoneOffset.UTC, weekdays))
                .extracting(Task::title)
                .containsExactly("Tell");
        assertThat(BusinessCalendar.EVERY_DAY.onOrAfter(LocalDate.EPOCH)).isEqualTo(LocalDate.EPOCH);
        BusinessCalendar never = day -> false;
        assertThat(never.onOrAfter(LocalDate.EPOCH)).isEqualTo(LocalDate.EPOCH);
    }

    @Test
    void the_end_of_a_month_stays_the_end_of_months() {
        Task task = Task.of("Report")
                .due(Due.on(LocalDate.of(2026, 1, 31), ZoneOffset.UTC))
                .again(Recurrence.afterDue(Period.ofMonths(1)));
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            task = task.following(LocalDate.of(2026, 6, 1), ZoneOffset.UTC, BusinessCalendar.EVERY_DAY)
                    .get(0);
            days.add(Objects.requireNonNull(task.due()).day());
        }
        assertThat(days)
                .containsExactly(
                        LocalDate.of(2026, 2, 28),
                        LocalDate.of(2026, 3, 31),
                        LocalDate.of(2026, 4, 30),
                        LocalDate.of(2026, 5, 31));
    }
}
