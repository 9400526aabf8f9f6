package org.loyalty4j.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;

class TierRuleTextTest {

    private static final TierRule.Condition ONE =
            new TierRule.Condition(Metric.SPEND, Window.rolling(Period.ofMonths(1)), 50_000);

    private final Random random = new Random(7);

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private TierRule rule(int depth) {
        int kind = depth == 1 ? 0 : random.nextInt(3);
        if (kind == 0) {
            Window.Kind window = one(List.of(Window.Kind.values()));
            return new TierRule.Condition(
                    one(List.of(Metric.values())),
                    window == Window.Kind.ROLLING
                            ? Window.rolling(Period.of(random.nextInt(3), random.nextInt(20), 1 + random.nextInt(40)))
                            : Window.of(window),
                    1 + random.nextInt(1_000_000));
        }
        List<TierRule> parts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            parts.add(rule(depth - 1));
        }
        return kind == 1 ? new TierRule.All(parts) : new TierRule.Any(parts);
    }

    @Test
    void the_text_of_a_rule_makes_an_equal_rule() {
        for (int i = 0; i < 2_000; i++) {
            TierRule rule = rule(3);

            TierRule again = TierRule.parse(rule.toString());

            assertThat(again).isEqualTo(rule);
            assertThat(again).hasSameHashCodeAs(rule);
            assertThat(again.depth()).isEqualTo(rule.depth());
            assertThat(again.conditions()).isEqualTo(rule.conditions());
        }
    }

    @Test
    void a_text_reads_as_it_is_said() {
        assertThat(TierRule.parse("any(SPEND ROLLING P1M 50000, all(PURCHASES LIFETIME 20, DAYS CALENDAR_YEAR 3))"))
                .isEqualTo(new TierRule.Any(List.of(
                        ONE,
                        new TierRule.All(List.of(
                                new TierRule.Condition(Metric.PURCHASES, Window.lifetime(), 20),
                                new TierRule.Condition(Metric.DAYS, Window.calendarYear(), 3))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "SPEND",
                "SPEND 1",
                "SPEND LIFETIME",
                "SPEND LIFETIME x",
                "MILES LIFETIME 1",
                "SPEND ROLLING 1",
                "SPEND ALWAYS 1",
                "all()",
                "all(SPEND LIFETIME 1",
                "all(SPEND LIFETIME 1,SPEND LIFETIME 2)",
                "all(SPEND LIFETIME 1) ",
                "all(SPEND LIFETIME 1))",
                "some(SPEND LIFETIME 1)",
                "SPEND LIFETIME 1, SPEND LIFETIME 2"
            })
    void another_text_is_no_rule(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TierRule.parse(text));
    }

    @Test
    void rules_are_as_deep_as_allowed_and_no_deeper() {
        TierRule rule = ONE;
        while (rule.depth() < TierRule.DEPTH_MAX) {
            rule = new TierRule.All(List.of(rule));
        }
        TierRule deepest = rule;
        assertThat(TierRule.parse(deepest.toString())).isEqualTo(deepest);

        assertThatThrownBy(() -> new TierRule.Any(List.of(deepest)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("deep");
        assertThatIllegalArgumentException().isThrownBy(() -> TierRule.parse("any(" + deepest + ")"));
    }

    @Test
    void a_rule_has_as_many_conditions_as_allowed_and_no_more() {
        List<TierRule> most = Collections.nCopies(TierRule.CONDITIONS_MAX, ONE);
        assertThat(new TierRule.All(most).conditions()).hasSize(TierRule.CONDITIONS_MAX);

        assertThatThrownBy(() -> new TierRule.All(Collections.nCopies(TierRule.CONDITIONS_MAX + 1, ONE)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("conditions");
        assertThatThrownBy(() -> new TierRule.Any(List.of())).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void all_needs_each_and_any_needs_one() {
        TierRule.Condition other = new TierRule.Condition(Metric.DAYS, Window.lifetime(), 3);
        TierRule all = new TierRule.All(List.of(ONE, other));
        TierRule any = new TierRule.Any(List.of(ONE, other));

        assertThat(all.holds(condition -> condition.least())).isTrue();
        assertThat(all.holds(condition -> condition.equals(ONE) ? ONE.least() : 2))
                .isFalse();
        assertThat(any.holds(condition -> condition.equals(ONE) ? ONE.least() : 2))
                .isTrue();
        assertThat(any.holds(condition -> condition.least() - 1)).isFalse();
    }

    @Test
    void windows_are_equal_where_they_count_the_same_days() {
        assertThat(Window.parse("ROLLING P1Y"))
                .isEqualTo(Window.rolling(Period.ofYears(1)))
                .hasSameHashCodeAs(Window.rolling(Period.ofYears(1)))
                .isNotEqualTo(Window.rolling(Period.ofMonths(11)))
                .isNotEqualTo(Window.calendarYear());
        assertThat(Window.parse("CALENDAR_QUARTER")).isEqualTo(Window.of(Window.Kind.CALENDAR_QUARTER));
    }
}
