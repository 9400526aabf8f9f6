package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.PeriodEnd.Edge;

/** Calendars, zones and languages: where days are missing, short or long, and where the machine stands. */
@Isolated("the default locale and zone of the JVM are changed for a while")
public abstract class CalendarCases extends OverAnyStore {

    private static String after(String start, Period period, Edge edge) {
        return new PeriodEnd(period, edge).firstDayAfter(LocalDate.parse(start)).toString();
    }

    @Test
    void an_end_of_month_quarter_or_year_is_that_of_the_date_even_on_its_first_day() {
        assertThat(after("2026-01-01", Period.ofMonths(1), Edge.END_OF_MONTH)).isEqualTo("2026-03-01");
        assertThat(after("2026-01-01", Period.ofMonths(3), Edge.END_OF_QUARTER)).isEqualTo("2026-07-01");
        assertThat(after("2025-12-31", Period.ofMonths(3), Edge.END_OF_QUARTER)).isEqualTo("2026-04-01");
        assertThat(after("2026-01-01", Period.ofYears(1), Edge.END_OF_YEAR)).isEqualTo("2028-01-01");
        assertThat(after("2026-12-31", Period.ofYears(1), Edge.END_OF_YEAR)).isEqualTo("2028-01-01");
        assertThat(after("2026-02-28", Period.ofDays(1), Edge.END_OF_MONTH)).isEqualTo("2026-04-01");
    }

    @Test
    void leap_days_and_month_ends_are_those_of_the_calendar() {
        assertThat(after("2024-02-29", Period.ofYears(1), Edge.END_OF_DAY)).isEqualTo("2025-03-01");
        assertThat(after("2024-02-29", Period.ofYears(1), Edge.START_OF_DAY)).isEqualTo("2025-02-28");
        assertThat(after("2023-02-28", Period.ofYears(1), Edge.END_OF_DAY)).isEqualTo("2024-02-29");
        assertThat(after("2024-02-29", Period.ofYears(4), Edge.START_OF_DAY)).isEqualTo("2028-02-29");
        assertThat(after("2026-08-31", Period.ofMonths(6), Edge.END_OF_DAY)).isEqualTo("2027-03-01");
        assertThat(after("2026-01-31", Period.ofMonths(1), Edge.END_OF_MONTH)).isEqualTo("2026-03-01");
        assertThat(after("2026-01-31", Period.ofMonths(1).plusDays(1), Edge.START_OF_DAY))
                .isEqualTo("2026-03-01");
        assertThat(after("2100-02-28", Period.ofDays(1), Edge.START_OF_DAY)).isEqualTo("2100-03-01");
    }

    private Instant gone(String zone, String earnedOn, PeriodEnd expiry) {
        Shop shop = shopOn(earnedOn, zone, program -> program.expiring(expiry));
        CustomerId anna = shop.aCustomer("Anna");
        Instant gone = buys(shop, anna, PurchaseLine.goods("1", euro("10.00")))
                .postings()
                .get(0)
                .lots()
                .get(0)
                .expiresAt()
                .orElseThrow();
        shop.clock().set(gone.minusNanos(1000));
        assertThat(shop.available(anna)).isEqualTo(10);
        shop.clock().set(gone);
        assertThat(shop.available(anna)).isZero();
        return gone;
    }

    @Test
    void points_that_end_before_a_day_that_never_was_are_gone_when_the_next_one_begins() {
        // Samoa left out 30 December 2011: after the 29th came the 31st.
        assertThat(gone("Pacific/Apia", "2011-12-19", PeriodEnd.endOfDay(Period.ofDays(10))))
                .isEqualTo(Instant.parse("2011-12-30T10:00:00Z"));
        assertThat(gone("Pacific/Apia", "2011-12-20", PeriodEnd.endOfDay(Period.ofDays(10))))
                .isEqualTo(Instant.parse("2011-12-30T10:00:00Z"));
    }

    @Test
    void a_day_without_midnight_begins_with_its_first_instant() {
        assertThat(gone("America/Sao_Paulo", "2018-11-01", PeriodEnd.endOfDay(Period.ofDays(2))))
                .isEqualTo(Instant.parse("2018-11-04T03:00:00Z"));
    }

    @Test
    void days_of_23_and_25_hours_are_whole_days() {
        Instant shortDay = gone("Europe/Berlin", "2026-03-29", PeriodEnd.endOfDay(Period.ZERO));
        Instant longDay = gone("Europe/Berlin", "2026-10-25", PeriodEnd.endOfDay(Period.ZERO));

        assertThat(Duration.between(Instant.parse("2026-03-28T23:00:00Z"), shortDay))
                .isEqualTo(Duration.ofHours(23));
        assertThat(Duration.between(Instant.parse("2026-10-24T22:00:00Z"), longDay))
                .isEqualTo(Duration.ofHours(25));
    }

    @Test
    void decision_10_maintenance_refuses_a_time_far_from_the_clock_but_not_a_long_rest() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 10, "2026-06-01");
        assertThatThrownBy(() -> shop.loyalty().maintenance().run(day("2026-06-01")))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(shop.available(anna)).isEqualTo(10);

        shop.on("2056-01-01");

        assertThat(shop.loyalty().maintenance().run(day("2055-12-30")).expired())
                .isEqualTo(10);
    }

    @Test
    void the_locale_and_zone_of_the_machine_have_no_say() {
        List<Object> here = aStory();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Map<String, String> places = Map.of(
                    "tr", "America/Sao_Paulo",
                    "ar-EG-u-nu-arab", "Pacific/Apia",
                    "th-TH-u-ca-buddhist-nu-thai", "Pacific/Apia");
            places.forEach((language, place) -> {
                Locale.setDefault(Locale.forLanguageTag(language));
                TimeZone.setDefault(TimeZone.getTimeZone(place));
                assertThat(aStory()).as(language + " " + place).isEqualTo(here);
            });
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    /** Runs through every desk and returns all rows, all answers and the words of some errors. */
    private List<Object> aStory() {
        Shop shop = shop(program -> BadScene.program(program).expiring(PeriodEnd.endOfMonth(Period.ofMonths(1))));
        List<Object> answers = new java.util.ArrayList<>();
        CustomerId anna = shop.loyalty()
                .customers()
                .enroll(NewCustomer.person(shop.aKey()).named("Iris I\u0131").card("ti-iger 1234"))
                .orThrow()
                .id();
        answers.add(
                shop.loyalty().customers().find(Identifier.card("TIIGER1234")).isPresent());
        var purchase = shop.buys(anna, "310.00");
        shop.on("2026-01-20").redeems(anna, 100);
        answers.add(returnsAll(shop.on("2026-02-10"), anna, purchase.key()));
        shop.buys(anna, "40.00");
        answers.add(shop.loyalty().accounts().expirySchedule(anna));
        answers.add(standing(shop, anna));
        answers.add(shop.loyalty().accounts().statement(anna, 2));
        answers.add(shop.loyalty().accounts().explain(anna, 1));
        answers.add(shop.loyalty().customers().page(1));
        shop.on("2027-03-01");
        answers.add(shop.loyalty().maintenance().run(day("2027-03-01")));
        answers.add(standing(shop, anna));
        BadScene scene = new BadScene(Shop.over(secondStore(), BadScene::program));
        BadRequests.all().entrySet().stream()
                .filter(bad ->
                        !bad.getKey().contains("million") && !bad.getKey().contains("library"))
                .limit(rounds(1_000))
                .forEach(bad -> answers.add(bad.getKey() + ": " + words(scene, bad.getValue())));
        answers.addAll(StoreDump.of(shop.store()));
        return answers;
    }

    private static String words(BadScene scene, BadScene.Attempt bad) {
        try {
            return String.valueOf(bad.run(scene));
        } catch (IllegalArgumentException | java.util.NoSuchElementException wrong) {
            return String.valueOf(wrong.getMessage());
        }
    }
}
