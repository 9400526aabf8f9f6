package org.loyalty4j.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;

/** The ends of what a shop may decide about using points, and in which order points are taken and come back. */
class SpendingRulesTest {

    private static final SpendingRules NONE = SpendingRules.none();
    private static final Points MOST = Points.of(Points.POSTING_MAX);
    private static final Points TOO_MANY = Points.of(Points.POSTING_MAX + 1);

    private static void assertRefused(ThrowingCallable asked, String... paths) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::path)
                                .containsExactly(paths));
    }

    @Test
    void numbers_of_points_are_more_than_none_and_at_most_what_one_posting_moves() {
        for (Points right : List.of(Points.of(1), MOST)) {
            assertThatCode(() -> NONE.withLeast(right).withMost(MOST).fromBalance(right))
                    .doesNotThrowAnyException();
        }
        for (Points wrong : List.of(Points.NONE, Points.of(-1), TOO_MANY)) {
            assertRefused(() -> NONE.fromBalance(wrong), "spending.balance");
            assertRefused(() -> NONE.withLeast(wrong), "spending.least");
            assertRefused(() -> NONE.withStep(wrong), "spending.step");
        }
    }

    @Test
    void a_grace_and_a_priority_have_two_ends() {
        assertThatCode(() -> NONE.withGrace(0).withPriority(-1000)).doesNotThrowAnyException();
        assertThatCode(() -> NONE.withGrace(366).withPriority(1000)).doesNotThrowAnyException();
        assertRefused(() -> NONE.withGrace(-1), "spending.graceDays");
        assertRefused(() -> NONE.withGrace(367), "spending.graceDays");
        assertRefused(() -> NONE.withPriority(-1001), "spending.priority");
        assertRefused(() -> NONE.withPriority(1001), "spending.priority");
    }

    @Test
    void a_share_is_a_part_and_a_limit_leaves_some_points() {
        assertThatCode(() -> new SpendingRules.Share(LineFilter.goods(), Ratio.ZERO))
                .doesNotThrowAnyException();
        assertThatCode(() -> new SpendingRules.Share(LineFilter.goods(), Ratio.ONE))
                .doesNotThrowAnyException();
        assertRefused(() -> new SpendingRules.Share(LineFilter.goods(), Ratio.of(-1, 100)), "spending.shares.part");
        assertRefused(() -> new SpendingRules.Share(LineFilter.goods(), Ratio.of(101, 100)), "spending.shares.part");
        assertRefused(() -> new SpendingRules.Limit(Points.NONE, Counter.Period.DAY), "spending.limits.most");
        assertRefused(
                () -> new SpendingRules.Value(Ratio.of(1, 100), RoundingMode.UNNECESSARY), "spending.value.rounding");
        assertRefused(() -> new SpendingRules.Value(Ratio.ZERO, RoundingMode.DOWN), "spending.value.rate");
    }

    @Test
    void two_limits_of_one_period_are_one_too_many_and_limits_stand_in_the_order_of_their_periods() {
        SpendingRules.Limit day = new SpendingRules.Limit(Points.of(5), Counter.Period.DAY);
        SpendingRules.Limit month = new SpendingRules.Limit(Points.of(50), Counter.Period.MONTH);
        SpendingRules both =
                NONE.withLimit(Points.of(50), Counter.Period.MONTH).withLimit(Points.of(5), Counter.Period.DAY);
        assertThat(both.limits()).containsExactly(day, month);
        assertRefused(() -> both.withLimit(Points.of(9), Counter.Period.DAY), "spending.limits");
    }

    @Test
    void points_go_back_first_into_the_lot_that_was_used_last_after_those_that_went_back_before() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        LotAllocation first = new LotAllocation(1, noon, null, -20);
        LotAllocation second = new LotAllocation(2, noon, null, -30);
        assertThat(LotsDraft.lastConsumedFirst(List.of(first, second), 10, 25))
                .containsExactly(new LotAllocation(2, noon, null, 20), new LotAllocation(1, noon, null, 5));
        assertThat(LotsDraft.lastConsumedFirst(List.of(first, second), 30, 20))
                .containsExactly(new LotAllocation(1, noon, null, 20));
        assertThat(LotsDraft.lastConsumedFirst(List.of(first, second), 0, 30))
                .containsExactly(new LotAllocation(2, noon, null, 30));
        assertThatThrownBy(() -> LotsDraft.lastConsumedFirst(List.of(first, second), 30, 21))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_a_return_could_take_is_of_its_first_lines_and_each_line_tells_what_was_due() {
        List<Attribution> due = List.of(new Attribution("a", "back", 5, 5), new Attribution("b", "back", 3, 3));
        assertThat(ReturnDraft.cut(due, 6))
                .containsExactly(new Attribution("a", "back", -5, -5), new Attribution("b", "back", -3, -1));
        assertThat(ReturnDraft.cut(due, 8))
                .containsExactly(new Attribution("a", "back", -5, -5), new Attribution("b", "back", -3, -3));
    }
}
