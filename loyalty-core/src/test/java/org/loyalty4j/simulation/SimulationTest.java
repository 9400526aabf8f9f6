package org.loyalty4j.simulation;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The library, held against a naive model over many small random histories. */
class SimulationTest {

    /** Those of its till; clerks and others put their own between them. */
    private static final int STEPS_OF_A_SCRIPT = 250;

    /** Every seed that ever found a bug. */
    private static final long[] REGRESSION_SEEDS = {1, 22, 23, 45, 57, 59, 66, 199, 363, 366};

    @Test
    void the_library_answers_as_the_naive_model_does_for_all_steps() {
        long steps = Long.getLong("loyalty.simulation.steps", 100_000);
        long seed = Long.getLong("loyalty.simulation.seed", 1);
        List<Long> seeds = new ArrayList<>();
        for (long made = 0; made < steps; seed++) {
            seeds.add(seed);
            made += Generator.script(seed, STEPS_OF_A_SCRIPT).steps().size();
        }
        seeds.parallelStream().forEach(SimulationTest::run);
    }

    @Test
    void seeds_that_ever_found_a_bug_find_none_now() {
        LongStream.of(REGRESSION_SEEDS).parallel().forEach(SimulationTest::run);
    }

    private static void run(long seed) {
        Script script = Generator.script(seed, STEPS_OF_A_SCRIPT);
        if (Simulation.run(script, Flaw.NONE).isPresent()) {
            Script shortest = Shrinker.shrink(script, Flaw.NONE);
            fail("The library and the model disagree "
                    + Simulation.run(shortest, Flaw.NONE).orElseThrow()
                    + "\nby the shortest script of -Dloyalty.simulation.seed=" + seed + ":\n" + shortest);
        }
    }
}
