package org.loyalty4j.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;

class KnownDaysTest {

    private static final AccountId ANNAS = new AccountId(new CustomerId(new UUID(1, 2)), "points");
    private static final LocalDate MARCH = LocalDate.parse("2026-03-01");

    private static LocalDate date(int day) {
        return MARCH.plusDays(day);
    }

    private static QualifyingDay day(int day, long spend) {
        return QualifyingDay.empty(ANNAS, date(day)).plus(spend, 0, 1);
    }

    @Test
    void a_date_that_is_covered_and_has_no_day_had_none() {
        KnownDays known = KnownDays.none(ANNAS).and(date(1), date(3), List.of(day(2, 50)));
        assertThat(known.on(date(2))).isEqualTo(day(2, 50));
        assertThat(known.on(date(1))).isEqualTo(QualifyingDay.empty(ANNAS, date(1)));
        assertThat(known.covers(date(1), date(3))).isTrue();
        assertThat(known.covers(date(0), date(3))).isFalse();
        assertThat(known.covers(date(1), date(4))).isFalse();
        assertThat(known.covers(date(2), date(2))).isTrue();
        assertThat(known.covers(date(9), date(8))).isTrue();
        assertThat(KnownDays.none(ANNAS).covers(date(1), date(1))).isFalse();
    }

    @Test
    void ranges_that_touch_or_overlap_cover_what_they_cover_together() {
        KnownDays apart = KnownDays.none(ANNAS).and(date(5), date(6), List.of()).and(date(1), date(2), List.of());
        assertThat(apart.covers(date(1), date(6))).isFalse();
        assertThat(apart.and(date(3), date(4), List.of()).covers(date(1), date(6)))
                .isTrue();
        assertThat(apart.and(date(2), date(5), List.of()).covers(date(1), date(6)))
                .isTrue();
        assertThat(apart.and(date(4), date(3), List.of())).isSameAs(apart);
    }

    @Test
    void days_that_are_known_already_stay_as_they_are() {
        KnownDays known = KnownDays.none(ANNAS)
                .and(date(1), date(3), List.of(day(2, 50)))
                .and(date(1), date(5), List.of(day(5, 4), day(2, 7), day(1, 9)));
        assertThat(known.between(date(0), date(9))).containsExactly(day(1, 9), day(2, 50), day(5, 4));
    }

    @Test
    void a_change_stands_in_for_the_day_however_many_there_are() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            TreeMap<LocalDate, QualifyingDay> expected = new TreeMap<>();
            TreeSet<LocalDate> dates = new TreeSet<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                dates.add(date(random.nextInt(300)));
            }
            List<QualifyingDay> found = new ArrayList<>();
            dates.forEach(date -> found.add(QualifyingDay.empty(ANNAS, date).plus(1, 0, 1)));
            found.forEach(day -> expected.put(day.date(), day));
            KnownDays known = KnownDays.none(ANNAS).and(date(0), date(299), found);
            // More than are kept beside the days before both are made one list.
            for (int i = 0; i < 150; i++) {
                QualifyingDay changed = day(random.nextInt(300), 1000 + i);
                known = known.with(changed);
                expected.put(changed.date(), changed);
                assertSame(known, expected, random);
            }
            assertThat(known.between(date(0), date(299))).containsExactlyElementsOf(expected.values());
        }
    }

    private static void assertSame(KnownDays known, NavigableMap<LocalDate, QualifyingDay> expected, Random random) {
        LocalDate on = date(random.nextInt(302) - 1);
        assertThat(known.on(on)).isEqualTo(expected.getOrDefault(on, QualifyingDay.empty(ANNAS, on)));
        LocalDate first = date(random.nextInt(302) - 1);
        LocalDate last = first.plusDays(random.nextInt(20) - 1);
        assertThat(known.between(first, last))
                .containsExactlyElementsOf(
                        last.isBefore(first)
                                ? List.of()
                                : expected.subMap(first, true, last, true).values());
    }

    @Test
    void a_day_adds_up_and_keeps_its_peak() {
        QualifyingDay day = QualifyingDay.empty(ANNAS, MARCH).plus(100, 10, 1).withPeak("gold");
        QualifyingDay less = day.plus(-40, -4, -1);
        assertThat(less.spend()).isEqualTo(60);
        assertThat(less.points()).isEqualTo(6);
        assertThat(less.purchases()).isZero();
        assertThat(less.peak()).isEqualTo("gold");
    }
}
