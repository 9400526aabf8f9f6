package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.Outcome;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.testkit.Shop;

/** F-25, F-26, F-39, F-41: clocks that jump, one bad row among many, and two libraries over one database. */
class OddHourTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @ParameterizedTest
    @EnumSource
    void f_25_a_clock_that_falls_back_moves_no_recorded_time_back_and_expires_nothing_twice(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        CustomerId anna = scene.aCustomer();
        scene.sound
                .accounts()
                .give(Bonus.of(CommandKey.of("gift"), anna, Points.of(5), "gift")
                        .goneAt(Shop.OPENING.plusSeconds(60)))
                .orThrow();
        scene.clock.advance(Duration.ofHours(2));
        scene.sound.maintenance().run(scene.clock.instant());
        Instant before =
                scene.sound.accounts().statement(anna, 1).items().get(0).recordedAt();

        scene.clock.advance(Duration.ofHours(-1));
        scene.sound.maintenance().run(scene.clock.instant());
        scene.sound.till().record(scene.aPurchase(anna)).orThrow();

        List<Posting> newestFirst = scene.sound.accounts().statement(anna, 9).items();
        assertThat(newestFirst).extracting(Posting::amount).containsExactly(10L, -5L, 5L, 100L);
        assertThat(newestFirst.get(0).recordedAt()).isAfterOrEqualTo(before);
        scene.assertSound();
    }

    @ParameterizedTest
    @EnumSource
    void f_26_a_sweep_ten_years_ahead_is_refused_and_expires_nothing(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        CustomerId anna = scene.aCustomer();
        scene.sound
                .accounts()
                .give(Bonus.of(CommandKey.of("gift"), anna, Points.of(5), "gift")
                        .goneAt(Shop.day("2027-01-01")))
                .orThrow();

        assertThatThrownBy(() -> scene.sound.maintenance().run(Shop.day("2036-01-01")))
                .isInstanceOf(InvalidRequestException.class);

        assertThat(scene.available(anna)).isEqualTo(105);
        scene.assertSound();
    }

    @ParameterizedTest
    @EnumSource
    void f_39_one_bad_purchase_in_a_thousand_fails_alone(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        CustomerId anna = scene.aCustomer();
        List<Purchase> purchases = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            // The bad one takes a key that stands for another amount.
            String key = i == 700 ? "first of customer 1" : "line " + i;
            purchases.add(Purchase.of(key, anna, Shop.euro("10.00")));
        }

        List<Outcome<Settlement>> answers = scene.sound.till().recordAll(purchases);

        assertThat(answers.get(700)).isInstanceOf(Outcome.Failed.class);
        assertThat(answers)
                .filteredOn(answer -> answer instanceof Outcome.Answered<Settlement> good
                        && good.answer().settled())
                .hasSize(999);
        assertThat(scene.available(anna)).isEqualTo(100 + 9_990);
        scene.assertSound();
    }

    @ParameterizedTest
    @EnumSource
    void f_41_what_one_library_wrote_the_other_decides_by_and_shows(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Loyalty other = scene.over(scene.database.pool(PoolSettings.USUAL));
        CustomerId anna = scene.aCustomer();
        for (int i = 1; i <= 5; i++) {
            Loyalty writer = i % 2 == 0 ? scene.sound : other;
            Loyalty reader = i % 2 == 0 ? other : scene.sound;
            writer.till().record(scene.aPurchase(anna)).orThrow();
            assertThat(reader.accounts().balance(anna).available()).isEqualTo(Points.of(100 + 10 * i));
        }
        scene.assertSound();
    }
}
