package org.loyalty4j.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * I-30, T-29: whatever two tills are told at the same time, they could have been told one after the other. The checker
 * makes up what each asks (always the same, from a seed of its own), lets them ask at once many times, and looks for an
 * order of the honest store that gives the same answers.
 *
 * <p>Threads really run: a checker that chooses every step itself would have to follow each field that a decision reads,
 * and calls that "hung".
 */
class LinearizabilityTest {

    /** The store as it is. */
    public static final class Honest extends TwoTills {

        /** For the checker. */
        public Honest() {
            super(new InMemoryStore(BrokenTwins.PATIENCE));
        }
    }

    /** The twin that gives locks back too early. */
    public static final class Unlocked extends TwoTills {

        /** For the checker. */
        public Unlocked() {
            super(new BrokenTwins.ReadsBeforeItLocks());
        }
    }

    /** The twin that shows a copy. */
    public static final class Copied extends TwoTills {

        /** For the checker. */
        public Copied() {
            super(new BrokenTwins.ShowsACopy());
        }
    }

    /** Without steps before the two begin: with them the checker missed a broken store (T-29). */
    private static StressOptions mixtures(int count, int tries) {
        return new StressOptions()
                .sequentialSpecification(Honest.class)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .iterations(count)
                .invocationsPerIteration(tries)
                .minimizeFailedScenario(false);
    }

    @Test
    void I_30_two_tills_at_once_are_told_what_they_could_have_been_told_one_after_the_other() {
        mixtures(20, 50).check(Honest.class);
    }

    @Test
    void T_29_a_store_that_reads_before_it_locks_is_found() {
        assertThatThrownBy(() -> mixtures(100, 50).check(Unlocked.class))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }

    @Test
    void T_29_a_store_that_shows_a_copy_is_found() {
        assertThatThrownBy(() -> mixtures(100, 50).check(Copied.class))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }
}
