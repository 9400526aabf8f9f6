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
                        Posting.Kind.ENTRY,
                        Posting.Kind.EVENT,
                        Posting.Kind.TRUE_UP);
        assertThat(Stream.of(Posting.Kind.values()).filter(Posting.Kind::wastes))
                .containsExactly(Posting.Kind.EXPIRE, Posting.Kind.CANCEL, Posting.Kind.FORFEIT);
        assertThat(Stream.of(Posting.Kind.values()).filter(Posting.Kind::moves))
                .containsExactly(Posting.Kind.MOVE_OUT, Posting.Kind.MOVE_IN, Posting.Kind.MOVE_BACK);
        assertThat(Posting.Kind.ENTRY.sign()).isEqualTo(1);
        assertThat(Posting.Kind.EXPIRE.sign()).isEqualTo(-1);
    }

    @Test
    void every_kind_of_posting_either_adds_points_or_takes_them() {
        assertThat(Posting.Kind.values()).allMatch(kind -> Math.abs(kind.sign()) == 1);
        assertThat(Stream.of(Posting.Kind.values()).filter(kind -> kind.sign() == 1))
                .contains(
                        Posting.Kind.EARN,
                        Posting.Kind.BONUS,
                        Posting.Kind.RESTORE,
                        Posting.Kind.ADJUST_UP,
                        Posting.Kind.OPENING,
                        Posting.Kind.MOVE_IN,
                        Posting.Kind.MOVE_BACK,
                        Posting.Kind.REINSTATE,
                        Posting.Kind.EXTEND_IN,
                        Posting.Kind.ENTRY);
        assertThat(Stream.of(Posting.Kind.values()).filter(kind -> kind.sign() == -1))
                .contains(
                        Posting.Kind.REDEEM,
                        Posting.Kind.REVERSE,
                        Posting.Kind.EXPIRE,
                        Posting.Kind.ADJUST_DOWN,
                        Posting.Kind.CANCEL,
                        Posting.Kind.FORFEIT,
                        Posting.Kind.RECALL,
                        Posting.Kind.MOVE_OUT,
                        Posting.Kind.EXTEND_OUT);
    }

    @Test
    void accounts_are_locked_in_the_order_of_their_holders_and_then_of_their_purses() {
        AccountId ben = new AccountId(new CustomerId(new UUID(0, 8)), "a");
        AccountId late = new AccountId(new CustomerId(new UUID(-1, 0)), "a");
        AccountId miles = new AccountId(ANNA.holder(), "miles");
        assertThat(Stream.of(late, ben, ANNA, miles).sorted()).containsExactly(miles, ANNA, ben, late);
        assertThat(ANNA).isEqualByComparingTo(new AccountId(new CustomerId(new UUID(0, 7)), "points"));
    }

    @Test
    void notices_of_many_accounts_are_in_the_order_of_what_goes_first() {
        AccountId ben = new AccountId(new CustomerId(new UUID(0, 8)), "points");
        ExpiryNotice first = new ExpiryNotice(ben, 9, NOON, NOON.minusSeconds(9), 5);
        ExpiryNotice second = new ExpiryNotice(ANNA, 3, NOON.plusSeconds(1), NOON.minusSeconds(8), 5);
        ExpiryNotice third = new ExpiryNotice(ANNA, 4, NOON.plusSeconds(1), NOON.minusSeconds(9), 5);
        ExpiryNotice fourth = new ExpiryNotice(ANNA, 4, NOON.plusSeconds(1), NOON.minusSeconds(7), 5);
        ExpiryNotice fifth = new ExpiryNotice(ben, 1, NOON.plusSeconds(1), NOON, 5);
        assertThat(Stream.of(fifth, third, second, fourth, first).sorted(ExpiryNotice.SOONEST_FIRST))
                .containsExactly(first, second, third, fourth, fifth);
        ExpiryNotice sooner = new ExpiryNotice(ANNA, 4, NOON, NOON, 5);
        assertThat(Stream.of(fourth, third, sooner, second).sorted(ExpiryNotice.AS_TOLD))
                .containsExactly(second, sooner, third, fourth);
    }

    @Test
    void what_was_given_back_is_in_the_order_of_its_postings_and_then_of_the_lots_it_had_expired_in() {
        Reinstated first = new Reinstated(ANNA, 7, 6, 9, 1);
        Reinstated second = new Reinstated(ANNA, 8, 6, 2, 1);
        Reinstated third = new Reinstated(ANNA, 8, 5, 3, 1);
        assertThat(Stream.of(third, first, second).sorted(Reinstated.AS_GIVEN)).containsExactly(first, second, third);
    }

    @Test
    void points_go_both_ways_with_the_dates_of_their_lot() {
        LotAllocation taken = new LotAllocation(3, NOON, NOON.plusSeconds(9), -20);
        assertThat(taken.negated()).isEqualTo(new LotAllocation(3, NOON, NOON.plusSeconds(9), 20));
        assertThat(taken.negated().expiresAt()).contains(NOON.plusSeconds(9));
        assertThat(pin(1, 5).expiresAt()).isEmpty();
    }

    @Test
    void terms_tell_what_points_wait_for_where_they_do() {
        LotTerms.Waiting waiting = new LotTerms.Waiting(NOON, null, false);
        assertThat(new LotTerms(ANNA, 1, 1, waiting, LotTerms.Source.PROGRAM).waits())
                .contains(waiting);
        assertThat(new LotTerms(ANNA, 1, 1, null, LotTerms.Source.LOT).waits()).isEmpty();
    }

    @Test
    void the_balance_of_a_head_leaves_out_what_is_past_its_time_and_keeps_all_other_parts() {
        RewardAccount head =
                new RewardAccount(ANNA, RewardAccount.Status.OPEN, 100, 20, 7, 0, 3, 2, NOON, ChainHash.START, null);
        Balance balance = Balance.of(head, NOON, 13);
        assertThat(balance).isEqualTo(new Balance(NOON, Points.of(60), Points.of(7), Points.of(20), Points.NONE));
        assertThat(balance.total()).isEqualTo(Points.of(87));
        RewardAccount owing =
                new RewardAccount(ANNA, RewardAccount.Status.OPEN, -30, 0, 0, 30, 3, 2, NOON, ChainHash.START, null);
        assertThat(Balance.of(owing, NOON, 0).debt()).isEqualTo(Points.of(30));
        assertThat(Balance.of(owing, NOON, 0).total()).isEqualTo(Points.of(-30));
    }
}
