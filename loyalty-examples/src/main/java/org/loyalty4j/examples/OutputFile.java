package org.loyalty4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what a command was asked to write. */
final class OutputFile {

    private OutputFile() {}

    /**
     * Writes a text as UTF-8, in the place of what was there.
     *
     * @throws ReplayException if that cannot be done; it says why
     */
    static void write(Path path, String text) throws ReplayException {
        try {
            Files.writeString(path, text);
        } catch (IOException failed) {
            throw new ReplayException("Cannot write " + path + ": " + InputFile.reason(failed), failed);
        }
    }
}
