package org.loyalty4j.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;

/** What the values of an account say of themselves: heads, holds, counters, kinds of posting. */
class AccountValuesTest {

    private static final AccountId ANNA = new AccountId(new CustomerId(new UUID(0, 7)), "points");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static LotAllocation pin(long lot, long amount) {
        return new LotAllocation(lot, NOON, null, amount);
    }

    private static Hold hold(long number, Instant until) {
        return new Hold(
                ANNA,
                number,
                CommandKey.of("basket"),
                NOON,
                until,
                List.of(pin(1, 20), pin(2, 30), pin(3, 5)),
                null,
                null,
                null);
    }

    @Test
    void what_can_be_used_is_the_balance_less_what_is_held_and_pending_and_what_is_owed_is_not_there() {
        RewardAccount head = new RewardAccount(
                ANNA, RewardAccount.Status.OPEN, 100, 20, 7, 0, 3, 2, NOON, ChainHash.START, NOON.plusSeconds(1));
        assertThat(head.available()).isEqualTo(73);
        RewardAccount owing =
                new RewardAccount(ANNA, RewardAccount.Status.OPEN, -30, 0, 0, 30, 3, 2, NOON, ChainHash.START, null);
        assertThat(owing.available()).isZero();
        assertThat(head.due()).contains(NOON.plusSeconds(1));
        assertThat(owing.due()).isEmpty();
        assertThat(head.now(NOON.minusSeconds(1))).isEqualTo(NOON);
        assertThat(head.now(NOON)).isEqualTo(NOON);
        assertThat(head.now(NOON.plusSeconds(1))).isEqualTo(NOON.plusSeconds(1));
        assertThat(RewardAccount.opened(ANNA).due()).isEmpty();
    }

    @Test
    void a_hold_gives_its_first_points_and_keeps_the_others_lot_by_lot() {
        Hold hold = hold(4, NOON.plusSeconds(60));
        assertThat(hold.amount()).isEqualTo(55);
        assertThat(hold.first(0)).isEmpty();
        assertThat(hold.first(20)).containsExactly(pin(1, 20));
        assertThat(hold.first(21)).containsExactly(pin(1, 20), pin(2, 1));
        assertThat(hold.first(55)).isEqualTo(hold.pins());
        assertThat(hold.allBut(0)).isEqualTo(hold.pins());
        assertThat(hold.allBut(20)).containsExactly(pin(2, 30), pin(3, 5));
        assertThat(hold.allBut(49)).containsExactly(pin(2, 1), pin(3, 5));
        assertThat(hold.allBut(55)).isEmpty();
        assertThat(hold.isOverBy(NOON.plusSeconds(59))).isFalse();
        assertThat(hold.isOverBy(NOON.plusSeconds(60))).isTrue();
        assertThat(hold.isOverBy(NOON.plusSeconds(61))).isTrue();
    }

    @Test
    void the_answer_about_a_hold_that_lapsed_does_not_say_who_came_by() {
        Hold hold = hold(4, NOON);
        Hold.End lapsed = new Hold.End(Hold.How.LAPSED, 0, NOON, 9, CommandKey.of("other"));
        assertThat(hold.ended()).isEmpty();
        assertThat(hold.answered()).isEqualTo(hold);
        assertThat(hold.endedBy(lapsed).ended()).contains(lapsed);
        assertThat(hold.endedBy(lapsed).answered().ended()).contains(new Hold.End(Hold.How.LAPSED, 0, NOON, 0, null));
        Hold.End used = new Hold.End(Hold.How.CAPTURED, 5, NOON, 9, CommandKey.of("paid"));
        assertThat(hold.endedBy(used).answered().ended()).contains(used);
        assertThat(hold).hasToString("Hold[4, 55 points until 2026-03-01T12:00:00Z]");
        assertThat(hold.endedBy(used)).hasToString("Hold[4, 55 points until 2026-03-01T12:00:00Z, CAPTURED]");
        assertThat(Stream.of(hold(2, NOON.plusSeconds(1)), hold(3, NOON), hold(1, NOON))
                        .sorted(Hold.BY_LIMIT)
                        .map(Hold::number))
                .containsExactly(1L, 3L, 2L);
    }

    @Test
    void counters_are_in_the_order_of_their_names_their_periods_and_their_dates() {
        LocalDate day = LocalDate.parse("2026-03-01");
        Counter.Key key = new Counter.Key("used", Counter.Period.MONTH, day);
        assertThat(key).isEqualByComparingTo(new Counter.Key("used", Counter.Period.MONTH, day));
        assertThat(key).isGreaterThan(new Counter.Key("earned", Counter.Period.YEAR, day.plusYears(1)));
        assertThat(key).isGreaterThan(new Counter.Key("used", Counter.Period.DAY, day.plusYears(1)));
        assertThat(key).isLessThan(new Counter.Key("used", Counter.Period.MONTH, day.plusDays(1)));
    }

    @Test
    void a_period_begins_on_its_first_date() {
        LocalDate sunday = LocalDate.parse("2026-03-15");
        assertThat(Stream.of(Counter.Period.values()).map(period -> period.startOf(sunday)))
                .containsExactly(
                        sunday,
                        LocalDate.parse("2026-03-09"),
                        LocalDate.parse("2026-03-01"),
                        LocalDate.parse("2026-01-01"),
                        Counter.ALWAYS);
    }

    @Test
    void a_kind_of_posting_says_what_it_does() {
        assertThat(Stream.of(Posting.Kind.values()).filter(Posting.Kind::opensLot))
                .containsExactly(
                        Posting.Kind.EARN,
                        Posting.Kind.BONUS,
                        Posting.Kind.ADJUST_UP,
                        Posting.Kind.OPENING,
                        Posting.Kind.MOVE_IN,
                        Posting.Kind.REINSTATE,
                        Posting.Kind.EXTEND_IN,
                        Posting.Kind.ENTRY);
        assertThat(Stream.of(Posting.Kind.values()).filter(Posting.Kind::wastes))
                .containsExactly(Posting.Kind.EXPIRE, Posting.Kind.CANCEL, Posting.Kind.FORFEIT);
        assertThat(Stream.of(Posting.Kind.values()).filter(Posting.Kind::moves))
                .containsExactly(Posting.Kind.MOVE_OUT, Posting.Kind.MOVE_IN, Posting.Kind.MOVE_BACK);
        assertThat(Posting.Kind.ENTRY.sign()).isEqualTo(1);
        assertThat(Posting.Kind.EXPIRE.sign()).isEqualTo(-1);
    }
}
