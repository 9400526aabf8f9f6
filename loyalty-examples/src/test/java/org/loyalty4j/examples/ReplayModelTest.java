package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayModelTest {

    private static final int FILES = 400;

    @Test
    void random_files_replay_as_the_rules_written_plainly_say(@TempDir Path folder) {
        for (int seed = 0; seed < FILES; seed++) {
            RandomFile file = RandomFile.of(seed);

            CommandRun run = CommandRun.of(folder, file.content(), file.options());

            assertThat(run.json())
                    .as("seed %d, %s, complaints %s", seed, file, run.complaints())
                    .isEqualTo(NaiveShop.json(file.bought(), file.asOf(), file.redeem()));
            assertThat(run.exitCode()).as("seed %d: %s", seed, run.out()).isZero();
        }
    }
}
