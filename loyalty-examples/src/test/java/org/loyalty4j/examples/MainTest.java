package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class MainTest {

    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    @Test
    void anUnknownCommandIsNamedAndEndsWithExitCodeTwo() {
        assertThat(run("reply")).isEqualTo(2);
        assertThat(complaints.toString(UTF_8)).contains("Unknown command: reply", "Usage:");
    }

    @Test
    void noCommandShowsTheUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(complaints.toString(UTF_8)).startsWith("Usage:");
    }

    private int run(String... arguments) {
        return Main.run(new PrintStream(complaints, true, UTF_8), arguments);
    }
}
