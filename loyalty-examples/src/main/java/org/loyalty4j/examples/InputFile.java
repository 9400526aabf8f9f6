package org.loyalty4j.examples;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file as it was read, whole.
 *
 * @param name what to call it in messages and titles
 * @param identity the SHA-256 of its bytes, in hexadecimal
 * @param text its text without a byte order mark; when the bytes are not UTF-8, the text before the first wrong one
 * @param cut whether the text ends there
 */
record InputFile(String name, String identity, String text, boolean cut) {

    private static final String SAMPLE = "cdnow_sample.csv";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Reads the sample that ships with the examples. */
    static InputFile sample() throws ReplayException {
        try (InputStream sample = InputFile.class.getResourceAsStream("cdnow/" + SAMPLE)) {
            if (sample == null) {
                throw new FileNotFoundException(SAMPLE + " is missing in the jar");
            }
            return of(SAMPLE, sample.readAllBytes());
        } catch (IOException failed) {
            throw unreadable(SAMPLE, failed);
        }
    }

    /** Reads a file. */
    static InputFile read(Path path) throws ReplayException {
        Path name = path.getFileName();
        try {
            if (Files.isDirectory(path)) {
                throw new ReplayException("Cannot read " + path + ": it is a directory");
            }
            return of(name == null ? path.toString() : name.toString(), Files.readAllBytes(path));
        } catch (IOException failed) {
            throw unreadable(path.toString(), failed);
        }
    }

    /** Reads a file of at most so many bytes. */
    static InputFile read(Path path, int most) throws ReplayException {
        Path name = path.getFileName();
        if (Files.isDirectory(path)) {
            throw new ReplayException("Cannot read " + path + ": it is a directory");
        }
        try (InputStream file = Files.newInputStream(path)) {
            byte[] bytes = file.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new ReplayException("Cannot read " + path + ": it has more than " + most + " bytes");
            }
            return of(name == null ? path.toString() : name.toString(), bytes);
        } catch (IOException failed) {
            throw unreadable(path.toString(), failed);
        }
    }

    static InputFile of(String name, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult end = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        String decoded = text.flip().toString();
        boolean marked = decoded.startsWith(BYTE_ORDER_MARK);
        return new InputFile(name, sha256(bytes), marked ? decoded.substring(1) : decoded, end.isError());
    }

    /** Says in words why a file could not be read or written. */
    static String reason(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (failed instanceof AccessDeniedException) {
            return "access is denied";
        }
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }

    private static ReplayException unreadable(String name, IOException failed) {
        return new ReplayException("Cannot read " + name + ": " + reason(failed), failed);
    }

    /** Returns the SHA-256 of a text as UTF-8, in hexadecimal. */
    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }
}
