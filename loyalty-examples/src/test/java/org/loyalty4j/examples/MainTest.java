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
    void an_unknown_command_is_named_and_ends_with_exit_code_two() {
        assertThat(run("reply")).isEqualTo(2);
        assertThat(complaints.toString(UTF_8)).contains("reply").doesNotContain("\tat ");
    }

    @Test
    void no_command_shows_the_usage() {
        assertThat(run()).isEqualTo(2);
        assertThat(complaints.toString(UTF_8)).contains("Usage: java -jar loyalty-examples.jar", "replay");
    }

    @Test
    void help_is_no_mistake() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("Usage: java -jar loyalty-examples.jar", "replay");
        assertThat(complaints.toString(UTF_8)).isEmpty();
    }

    private int run(String... arguments) {
        return Main.run(new PrintStream(out, true, UTF_8), new PrintStream(complaints, true, UTF_8), arguments);
    }
}
