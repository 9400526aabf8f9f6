package org.loyalty4j.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;

/** Points that cannot be used yet. */
class PendingLotTest {

    private static final AccountId ANNA = new AccountId(new CustomerId(new UUID(0, 7)), "points");
    private static final Instant EARNED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant FIRST = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-05-01T00:00:00Z");

    private static PendingLot lot(LotTerms.@Nullable Waiting waiting, @Nullable Instant gone) {
        return new PendingLot(new LotTerms(ANNA, 5, 1, waiting, LotTerms.Source.PROGRAM), EARNED, gone, false, 40);
    }

    private static PendingLot dated(Instant active, @Nullable Instant gone) {
        return lot(new LotTerms.Waiting(active, null, false), gone);
    }

    private static PendingLot confirmed(@Nullable Instant forfeit, @Nullable Instant gone, boolean undated) {
        return lot(new LotTerms.Waiting(null, forfeit, undated), gone);
    }

    @Test
    void points_with_a_date_become_active_at_it_and_not_before() {
        PendingLot lot = dated(FIRST, SECOND);
        assertThat(lot.account()).isEqualTo(ANNA);
        assertThat(lot.number()).isEqualTo(5);
        assertThat(lot.activeAt()).isEqualTo(FIRST);
        assertThat(lot.forfeitAt()).isNull();
        assertThat(lot.isActiveBy(FIRST.minusNanos(1000))).isFalse();
        assertThat(lot.isActiveBy(FIRST)).isTrue();
        assertThat(lot.isActiveBy(SECOND)).isTrue();
        assertThat(lot.nextAt()).isEqualTo(FIRST);
        assertThat(dated(SECOND, FIRST).nextAt()).isEqualTo(FIRST);
        assertThat(dated(FIRST, null).nextAt()).isEqualTo(FIRST);
    }

    @Test
    void points_that_wait_are_lost_unconfirmed_or_past_their_time_whichever_comes_first() {
        PendingLot lot = confirmed(SECOND, FIRST, false);
        assertThat(lot.activeAt()).isNull();
        assertThat(lot.forfeitAt()).isEqualTo(SECOND);
        assertThat(lot.isActiveBy(SECOND)).isFalse();
        assertThat(lot.isLostBy(FIRST.minusNanos(1000))).isFalse();
        assertThat(lot.isLostBy(FIRST)).isTrue();
        assertThat(confirmed(FIRST, SECOND, false).isLostBy(FIRST)).isTrue();
        assertThat(confirmed(FIRST, null, false).isLostBy(SECOND)).isTrue();
        assertThat(confirmed(null, null, false).isLostBy(SECOND)).isFalse();
        assertThat(confirmed(null, null, false).nextAt()).isNull();
        assertThat(lot.nextAt()).isEqualTo(FIRST);
    }

    @Test
    void the_first_confirmation_says_when_points_go_that_have_no_date_yet() {
        PendingLot lot = confirmed(null, null, true);
        assertThat(lot.isUndated()).isTrue();
        assertThat(confirmed(null, null, false).isUndated()).isFalse();
        PendingLot begun = lot.activated(15, SECOND);
        assertThat(begun.isUndated()).isFalse();
        assertThat(begun.remaining()).isEqualTo(25);
        assertThat(begun.goneAt()).isEqualTo(SECOND);
        assertThat(begun.withRemaining(1).remaining()).isEqualTo(1);
        assertThat(begun.withRemaining(1).goneAt()).isEqualTo(SECOND);
        assertThat(begun.allocation(-3)).isEqualTo(new LotAllocation(5, EARNED, SECOND, -3));
    }

    @Test
    void points_that_wait_for_nothing_neither_become_active_nor_are_lost() {
        PendingLot lot = lot(null, null);
        assertThat(lot.activeAt()).isNull();
        assertThat(lot.forfeitAt()).isNull();
        assertThat(lot.isUndated()).isFalse();
        assertThat(lot.isActiveBy(SECOND)).isFalse();
    }
}
