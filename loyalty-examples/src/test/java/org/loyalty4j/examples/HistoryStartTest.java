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

class HistoryStartTest {

    private static final String JAVA = "```java\n";

    @Test
    void the_snippet_of_cores_readme_is_the_code_that_runs_here() throws IOException {
        String readme = Files.readString(Path.of("..", "loyalty-core", "README.md"));
        int start = readme.indexOf(JAVA, readme.indexOf("## What happened, and what is owed")) + JAVA.length();
        List<String> snippet = lines(readme.substring(start, readme.indexOf("```", start)));
        List<String> code = lines(Files.readString(Path.of("src/main/java/org/loyalty4j/examples/HistoryStart.java")));

        assertThat(snippet).hasSizeBetween(10, 35);
        assertThat(code).containsSequence(snippet);
    }

    @Test
    void it_prints_what_its_comments_say() {
        PrintStream stdout = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            HistoryStart.main(new String[0]);
        } finally {
            System.setOut(stdout);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("1", "0", "2", "1");
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
