package org.loyalty4j.jpa;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A disk of a few megabytes in memory, which a test fills and frees. Closing it takes it away. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** Mounts one; where this user may mount nothing, the test is skipped with what the system said. */
    static SmallDisk at(Path folder, int megabytes) {
        String said = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
        Assumptions.assumeTrue(said.isEmpty(), () -> "F-22 needs a small disk, and none can be mounted here: " + said);
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    /** Writes until nothing more can be written. */
    void fill() {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] page = new byte[4096];
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw new UncheckedIOException(full);
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    void free() {
        try {
            Files.delete(ballast);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        String said = run("umount", "--lazy", folder.toString());
        if (!said.isEmpty()) {
            throw new AssertionError("The small disk could not be taken away: " + said);
        }
    }

    /** Returns nothing when a command has done what it should, and else what it said. */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = process.waitFor();
            return end == 0 ? "" : command[0] + " ended with " + end + ": " + said;
        } catch (IOException absent) {
            return String.valueOf(absent.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
