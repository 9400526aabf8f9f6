package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickStartTest {

    @Test
    void the_readmes_first_snippet_is_the_code_that_runs_here() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        int start = readme.indexOf("```java\n") + "```java\n".length();
        List<String> snippet = lines(readme.substring(start, readme.indexOf("```", start)));
        List<String> code = lines(Files.readString(Path.of("src/main/java/org/loyalty4j/examples/QuickStart.java")));

        assertThat(snippet).hasSizeBetween(10, 20);
        assertThat(code).containsSequence(snippet);
    }

    @Test
    void it_prints_what_its_comments_say() {
        PrintStream stdout = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            QuickStart.main(new String[0]);
        } finally {
            System.setOut(stdout);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("58", "true", "Refused[why=TOO_FEW_POINTS, available=58, asked=100]", "58");
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
