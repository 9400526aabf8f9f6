package org.loyalty4j.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;

class LotTest {

    private static final AccountId ANNAS = new AccountId(new CustomerId(new UUID(1, 2)), "points");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    private static Lot lot(long number, int earnedDay, @Nullable Integer goneDay) {
        return new Lot(
                ANNAS,
                number,
                MARCH.plusSeconds(86_400L * earnedDay),
                goneDay == null ? null : MARCH.plusSeconds(86_400L * goneDay),
                10);
    }

    @Test
    void I_09_lots_burn_soonest_gone_first_then_earned_first_then_by_number_and_what_stays_last() {
        List<Lot> order = List.of(
                lot(9, 5, 10),
                lot(3, 1, 11),
                lot(4, 1, 11),
                lot(1, 2, 11),
                lot(7, 0, null),
                lot(2, 1, null),
                lot(5, 1, null));
        for (int seed = 0; seed < 20; seed++) {
            List<Lot> mixed = new ArrayList<>(order);
            Collections.shuffle(mixed, new Random(seed));
            mixed.sort(Lot.BURN_ORDER);
            assertThat(mixed).isEqualTo(order);
        }
        for (Lot one : order) {
            for (Lot other : order) {
                assertThat(Integer.signum(Lot.BURN_ORDER.compare(one, other)))
                        .isEqualTo(Integer.compare(order.indexOf(one), order.indexOf(other)));
            }
        }
    }

    @Test
    void I_17_a_lot_is_usable_just_before_its_end_and_not_at_it() {
        Lot lot = lot(1, 0, 1);
        Instant end = lot.expiresAt().orElseThrow();
        assertThat(lot.goneBy(end.minusNanos(1000))).isFalse();
        assertThat(lot.goneBy(end)).isTrue();
        assertThat(lot.goneBy(end.plusNanos(1000))).isTrue();
        assertThat(lot(1, 0, null).goneBy(Instant.MAX)).isFalse();
        assertThat(lot(1, 0, null).expiresAt()).isEmpty();
    }

    @Test
    void an_allocation_keeps_the_dates_of_its_lot_so_that_points_go_back_as_they_were() {
        Lot lot = lot(4, 1, 11);
        LotAllocation taken = lot.allocation(-10);
        assertThat(taken).isEqualTo(new LotAllocation(4, lot.earnedAt(), lot.goneAt(), -10));
        assertThat(taken.expiresAt()).isEqualTo(lot.expiresAt());
        assertThat(taken.lot(ANNAS, 10)).isEqualTo(lot);
        assertThat(lot.withRemaining(3)).isEqualTo(taken.lot(ANNAS, 3));
    }
}
