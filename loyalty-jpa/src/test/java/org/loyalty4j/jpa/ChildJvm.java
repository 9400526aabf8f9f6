package org.loyalty4j.jpa;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Another JVM that runs {@link ChildTill} on this test's database. Closing it kills it. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;

    private ChildJvm(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts one.
     *
     * @param fast how many seconds its clock is ahead
     */
    static ChildJvm start(FreshDatabase database, int fast, String... command) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                ChildTill.class.getName(),
                database.url(database.kind().server().port()),
                database.kind().server().administrator(),
                Integer.toString(fast)));
        line.addAll(List.of(command));
        try {
            return new ChildJvm(new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Everything this JVM has, as one class path: modules too, and what was patched into ours. */
    private static String classPath() {
        List<String> parts = new ArrayList<>();
        for (String folder : List.of("test-classes", "classes")) {
            parts.add(
                    Path.of(System.getProperty("basedir", ""), "target", folder).toString());
        }
        for (String property : List.of("jdk.module.path", "surefire.test.class.path", "java.class.path")) {
            String more = System.getProperty(property);
            if (more != null) {
                parts.add(more);
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    /** Returns the next line that it says, or null when it has ended. */
    @Nullable
    String next() {
        try {
            return lines.readLine();
        } catch (IOException gone) {
            return null;
        }
    }

    /** Waits until it says a line. */
    void await(String line) {
        for (String said = next(); !line.equals(said); said = next()) {
            if (said == null) {
                throw new AssertionError("The other JVM ended without saying: " + line);
            }
        }
    }

    /** Lets it go on. */
    void tell() {
        try {
            OutputStream in = process.getOutputStream();
            in.write('\n');
            in.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Kills it, as by {@code kill -9}, and waits for its end. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("The other JVM did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends it a signal, such as STOP. */
    void signal(String name) {
        send(process.pid(), name);
    }

    static void send(long pid, String name) {
        try {
            int end = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .start()
                    .waitFor();
            if (end != 0) {
                throw new AssertionError("kill -" + name + " " + pid + " ended with " + end);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
