package org.loyalty4j.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;

/** What an answer says, each number in its own words. */
class SettlementTest {

    private static final AccountId ANNA = new AccountId(new CustomerId(new UUID(0, 7)), "points");
    private static final CommandId COMMAND = new CommandId(new UUID(0, 9));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final LocalDate MOVED = LocalDate.parse("2026-02-03");
    private static final CommandRecord.Result RESULT = new CommandRecord.Result(
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            MOVED,
            new CommandRecord.Usable(12, null),
            13,
            14,
            Map.of(),
            Map.of(),
            Map.of(),
            15,
            16);
    private static final Settlement.Use USE =
            new Settlement.Use(Points.of(50), Points.of(40), List.of(), Money.of("0.40", "EUR"), List.of());

    private static Posting posting(long number, Posting.Kind kind, long amount) {
        return new Posting(
                ANNA, number, kind, amount, 100, List.of(), List.of(), COMMAND, 1, NOON, NOON, ChainHash.START);
    }

    private static Settlement.Settled settled(Posting... postings) {
        return new Settlement.Settled(COMMAND, ANNA, RESULT, List.of(postings), false);
    }

    @Test
    void each_number_of_an_answer_is_the_one_of_its_name() {
        Settlement.Settled answer = settled();
        assertThat(answer.earned()).isEqualTo(Points.of(1));
        assertThat(answer.redeemed()).isEqualTo(Points.of(2));
        assertThat(answer.restored()).isEqualTo(Points.of(3));
        assertThat(answer.reversed()).isEqualTo(Points.of(4));
        assertThat(answer.shortfall()).isEqualTo(Points.of(5));
        assertThat(answer.balance()).isEqualTo(Points.of(8));
        assertThat(answer.movedRevision()).isEqualTo(11);
        assertThat(answer.movedFrom()).contains(MOVED);
        assertThat(answer.held()).isEqualTo(Points.of(13));
        assertThat(answer.freed()).isEqualTo(Points.of(14));
        assertThat(answer.owed()).isEqualTo(Points.of(15));
        assertThat(answer.debt()).isEqualTo(Points.of(16));
    }

    @Test
    void an_answer_tells_of_use_hold_and_other_purses_only_where_there_are_any() {
        Settlement.Settled plain = settled();
        assertThat(plain.used()).isEmpty();
        assertThat(plain.heldUntil()).isEmpty();
        assertThat(plain.beside()).isEmpty();
        Settlement.Settled held = new Settlement.Settled(COMMAND, ANNA, RESULT, List.of(), true, USE, NOON);
        assertThat(held.used()).contains(USE);
        assertThat(held.heldUntil()).contains(NOON);
        assertThat(held.beside()).isEmpty();
        Settlement.Settled both = held.beside(List.of(plain));
        assertThat(both.beside()).containsExactly(plain);
        assertThat(both.beside(List.of())).isEqualTo(held);
    }

    @Test
    void only_postings_between_accounts_are_points_that_moved_whichever_way() {
        Posting gift = posting(1, Posting.Kind.BONUS, 7);
        assertThat(settled(gift).moved()).isEqualTo(Points.NONE);
        assertThat(settled(posting(1, Posting.Kind.MOVE_OUT, -20), posting(2, Posting.Kind.MOVE_OUT, -5), gift)
                        .moved())
                .isEqualTo(Points.of(25));
        assertThat(settled(posting(1, Posting.Kind.MOVE_IN, 20)).moved()).isEqualTo(Points.of(20));
        assertThat(settled(posting(1, Posting.Kind.MOVE_BACK, 5)).moved()).isEqualTo(Points.of(5));
    }

    @Test
    void nobody_changes_an_answer_by_the_lists_it_was_made_of() {
        List<Posting> postings = new ArrayList<>(List.of(posting(1, Posting.Kind.BONUS, 7)));
        List<Settlement.Settled> others = new ArrayList<>(List.of(settled()));
        Settlement.Settled answer =
                new Settlement.Settled(COMMAND, ANNA, RESULT, postings, false, null, null).beside(others);
        List<Settlement.Cut> cuts = new ArrayList<>(
                List.of(new Settlement.Cut(Refusal.ABOVE_MAXIMUM, Points.of(40), Points.of(50), Points.of(40))));
        List<Settlement.Part> parts = new ArrayList<>(List.of(new Settlement.Part(null, Money.of("0.40", "EUR"))));
        Settlement.Use use = new Settlement.Use(Points.of(50), Points.of(40), cuts, null, parts);
        postings.clear();
        others.clear();
        cuts.clear();
        parts.clear();
        assertThat(answer.postings()).hasSize(1);
        assertThat(answer.beside()).hasSize(1);
        assertThat(use.cuts()).hasSize(1);
        assertThat(use.cuts().get(0).period()).isNull();
        assertThat(use.parts()).hasSize(1);
    }

    @Test
    void points_are_worth_something_only_where_the_program_says_so() {
        assertThat(USE.worth()).contains(Money.of("0.40", "EUR"));
        assertThat(new Settlement.Use(Points.of(5), Points.of(5), List.of(), null, List.of()).worth())
                .isEmpty();
    }

    @Test
    void a_refusal_names_what_it_is_about_and_nothing_else() {
        Settlement.Refused plain = new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.of(3), Points.of(5));
        assertThat(plain.offered()).isEmpty();
        assertThat(plain.about()).isEmpty();
        assertThat(plain.refusedBy()).isEmpty();
        assertThat(plain).hasToString("Refused[why=TOO_FEW_POINTS, available=3, asked=5]");

        Settlement.Refused offering = new Settlement.Refused(Refusal.ABOVE_MAXIMUM, Points.of(60), Points.of(50), USE);
        assertThat(offering.offered()).contains(USE);
        assertThat(offering.about()).isEmpty();
        assertThat(offering).hasToString("Refused[why=ABOVE_MAXIMUM, available=60, asked=50, offer=" + USE + "]");

        Hold hold = new Hold(ANNA, 4, CommandKey.of("basket"), NOON, NOON, List.of(), null, null, null);
        Settlement.Refused about =
                new Settlement.Refused(Refusal.HOLD_LAPSED, Points.of(60), Points.of(50), null, hold);
        assertThat(about.about()).contains(hold);
        assertThat(about.refusedBy()).isEmpty();
        Settlement.Refused other = about.by("miles");
        assertThat(other.refusedBy()).contains("miles");
        assertThat(other.about()).contains(hold);
        assertThat(other)
                .hasToString("Refused[why=HOLD_LAPSED, available=60, asked=50, hold=" + hold + ", purse=miles]");
    }

    @Test
    void who_is_sure_of_an_answer_gets_it_and_is_told_why_not() {
        Settlement.Settled answer = settled();
        Settlement refused = new Settlement.Refused(Refusal.ACCOUNT_FROZEN, Points.NONE, Points.of(5));
        assertThat(answer.settled()).isTrue();
        assertThat(answer.orThrow()).isSameAs(answer);
        assertThat(refused.settled()).isFalse();
        assertThatThrownBy(refused::orThrow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ACCOUNT_FROZEN");
    }
}
