package org.loyalty4j.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.loyalty4j.store.Changes;

/** The library with two purses, held against two naive models over small random histories. */
class TwoPursesTest {

    private static final int STEPS_OF_A_SCRIPT = 150;

    @Test
    void the_library_answers_in_both_purses_as_two_naive_models_do() {
        long scripts = Long.getLong("loyalty.simulation.steps", 100_000) / 20 / STEPS_OF_A_SCRIPT;
        long seed = Long.getLong("loyalty.simulation.seed", 1);
        LongStream.range(seed, seed + scripts)
                .parallel()
                .forEach(each -> TwoPurses.run(each, STEPS_OF_A_SCRIPT, Flaw.NONE));
    }

    private static void assertFound(UnaryOperator<Changes> lie) {
        assertThatThrownBy(() -> LongStream.range(1, 21)
                        .forEach(seed -> TwoPurses.run(seed, STEPS_OF_A_SCRIPT, Flaw.writing(lie))))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_day_of_the_other_purse_that_is_not_written_is_found() {
        assertFound(changes -> {
            changes.days().removeIf(day -> day.account().purse().equals(TwoPurses.OTHER));
            return changes;
        });
    }

    @Test
    void a_return_of_the_other_purse_that_is_not_written_is_found() {
        assertFound(changes -> {
            changes.returns().removeIf(step -> step.command().account().purse().equals(TwoPurses.OTHER));
            return changes;
        });
    }
}
