package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    @Test
    void anUnknownCommandIsNamedAndEndsWithExitCodeTwo() {
        assertThat(run("reply")).isEqualTo(2);
        assertThat(complaints.toString(UTF_8)).contains("reply").doesNotContain("\tat ");
    }

    @Test
    void noCommandShowsTheUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(complaints.toString(UTF_8)).contains("Usage: java -jar loyalty-examples.jar", "replay");
    }

    @Test
    void helpIsNoMistake() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("Usage: java -jar loyalty-examples.jar", "replay");
        assertThat(complaints.toString(UTF_8)).isEmpty();
    }

    private int run(String... arguments) {
        return Main.run(new PrintStream(out, true, UTF_8), new PrintStream(complaints, true, UTF_8), arguments);
    }
}
