package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replay whose process was killed goes on where it was, and ends as if nothing had happened. */
class ReplayKilledTest {

    private static final Pattern PERCENT = Pattern.compile("([0-9]+)%");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"FILE, 0", "FILE, 200", "POSTGRESQL, 0", "POSTGRESQL, 200"})
    void a_killed_replay_is_run_again_without_doubles(StoreKind kind, int redeem)
            throws ReplayException, IOException, InterruptedException {
        String content = ReplayStoresTest.someOfTheSample();
        Path input = Files.writeString(folder.resolve("some.csv"), content);
        List<String> asked = redeem == 0 ? List.of() : List.of("--redeem", Integer.toString(redeem));
        List<String> options = new ArrayList<>(kind.fresh(folder));
        options.addAll(asked);
        List<String> child = new ArrayList<>(options);
        child.addAll(List.of("--input", input.toString()));
        long seed = System.nanoTime();
        Random random = new Random(seed);

        int seen = runAndKill(child, random.nextInt(90), random.nextInt(40_000));
        CommandRun again = CommandRun.of(folder, content.getBytes(UTF_8), options.toArray(String[]::new));

        CommandRun unbroken = CommandRun.of(folder, content.getBytes(UTF_8), asked.toArray(String[]::new));
        assertThat(again.exitCode()).as("seed %d, %s", seed, again.complaints()).isZero();
        assertThat(again.json()).as("seed %d, killed at %d%%", seed, seen).isEqualTo(unbroken.json());
        assertThat(again.out()).as("seed %d", seed).isEqualTo(unbroken.out()).contains("Audit: clean");
    }

    /**
     * Kills a replay a moment after it has told that it came so far.
     *
     * @param percent how far
     * @param turns how long a moment, in turns of a loop
     */
    private static int runAndKill(List<String> options, int percent, int turns)
            throws IOException, InterruptedException {
        Process process = ReplayProcess.of(options)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Reader told = new InputStreamReader(process.getErrorStream(), UTF_8)) {
            StringBuilder text = new StringBuilder();
            int reached = -1;
            for (int c = told.read(); c >= 0 && reached < percent; c = told.read()) {
                text.append((char) c);
                if (c == '%') {
                    Matcher number = PERCENT.matcher(text);
                    reached = number.find() ? Integer.parseInt(number.group(1)) : reached;
                    text.setLength(0);
                }
            }
            for (int i = 0; i < turns; i++) {
                Thread.onSpinWait();
            }
            assertThat(process.isAlive()).as("at %d%% it still runs", reached).isTrue();
            return reached;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
