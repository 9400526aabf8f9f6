package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run of the replay came to.
 *
 * @param exitCode what the shell sees
 * @param out what was printed
 * @param complaints what was complained about, the progress bar among it
 * @param json the figures, or an empty text when none were written
 */
record CommandRun(int exitCode, String out, String complaints, String json) {

    /** Replays the bytes of a file, in a folder that is the test's own. */
    static CommandRun of(Path folder, byte[] content, String... options) {
        Path input = folder.resolve("purchases.csv");
        Path json = folder.resolve("figures.json");
        try {
            Files.write(input, content);
            List<String> arguments = new ArrayList<>(List.of("--input", input.toString(), "--json", json.toString()));
            arguments.addAll(List.of(options));
            Files.deleteIfExists(json);
            CommandRun run = of(arguments.toArray(String[]::new));
            String figures = Files.exists(json) ? Files.readString(json) : "";
            return new CommandRun(run.exitCode, run.out, run.complaints, figures);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Replays a file whose columns are customer, date and amount, unless the options say otherwise. */
    static CommandRun of(Path folder, String content, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--customer", "customer"));
        arguments.addAll(List.of(options));
        return of(folder, content.getBytes(UTF_8), arguments.toArray(String[]::new));
    }

    /** Replays with these options only. */
    static CommandRun of(String... options) {
        return ofCommand("replay", options);
    }

    /** Runs another command with these options. */
    static CommandRun ofCommand(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(options));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int exitCode = Main.run(
                new PrintStream(out, true, UTF_8),
                new PrintStream(complaints, true, UTF_8),
                arguments.toArray(String[]::new));
        return new CommandRun(exitCode, out.toString(UTF_8), complaints.toString(UTF_8), "");
    }
}
