package org.loyalty4j.command;

import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects every mistake of one request, so that the caller hears of all at once. Used by one thread. */
public final class Violations {

    /** The first instant that is accepted from a caller. */
    public static final Instant EARLIEST =
            LocalDate.of(1900, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();

    /** The first instant that is no longer accepted from a caller. */
    public static final Instant LATEST =
            LocalDate.of(2201, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();

    /** Nearly every request has none. */
    private List<Violation> found = List.of();

    /** Starts with none. */
    public Violations() {}

    /** Adds a mistake. */
    public Violations add(String path, Violation.Code code, String message) {
        found = found.isEmpty() ? new ArrayList<>() : found;
        found.add(new Violation(path, code, message));
        return this;
    }

    /** Adds a mistake unless a condition holds. */
    public Violations check(boolean holds, String path, Violation.Code code, String message) {
        return holds ? this : add(path, code, message);
    }

    /** Adds a mistake for a part that is missing. */
    public Violations required(String path, @Nullable Object part) {
        return part == null ? add(path, Violation.Code.REQUIRED, path + " is required") : this;
    }

    /** Adds a mistake for each part of a list that is missing. */
    public Violations eachRequired(String path, List<?> items) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) == null) {
                add(path + "[" + i + "]", Violation.Code.REQUIRED, path + "[" + i + "] is required");
            }
        }
        return this;
    }

    /** Adds a mistake for a list that is too long. */
    public Violations atMost(String path, Collection<?> items, int limit) {
        return items.size() <= limit
                ? this
                : add(path, Violation.Code.TOO_MANY_ITEMS, "at most " + limit + " are accepted, not " + items.size());
    }

    /** Throws all mistakes, if there are any. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidRequestException(found);
        }
    }

    /**
     * Returns a text without outer white space, in Unicode's composed form (NFC), or adds what is wrong with it.
     *
     * @param limit the most code points
     */
    public String text(String path, @Nullable String text, int limit) {
        if (text == null) {
            required(path, null);
            return "";
        }
        // A text of a million characters is refused before any work is spent on it.
        if (text.length() > 2 * limit + 1000) {
            add(path, Violation.Code.TOO_LONG, "at most " + limit + " characters are accepted");
            return "";
        }
        if (text.length() <= limit && isPlainAscii(text)) {
            return text;
        }
        String clean = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        int length = clean.codePointCount(0, clean.length());
        if (clean.codePoints().allMatch(Violations::isInvisible)) {
            add(path, Violation.Code.REQUIRED, path + " is required and must not be blank");
        } else if (length > limit) {
            add(path, Violation.Code.TOO_LONG, "at most " + limit + " characters are accepted, not " + length);
        } else {
            int position = badCharacter(clean);
            check(
                    position < 0,
                    path,
                    Violation.Code.BAD_CHARACTER,
                    "a character at position " + (position + 1) + " is not allowed");
        }
        return clean;
    }

    /** Returns a text as {@link #text} does, or null when none was given. */
    public @Nullable String optionalText(String path, @Nullable String text, int limit) {
        return text == null ? null : text(path, text, limit);
    }

    /**
     * Returns a text of one or more lines as {@link #text} does; lines are parted by line feeds, and tabulators may be in them.
     *
     * @param limit the most code points
     */
    public String lines(String path, @Nullable String text, int limit) {
        if (text == null || text.length() > 2 * limit + 1000) {
            return text(path, text, limit);
        }
        // Each stands for itself where one is looked for, and the text is of the same length.
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        text(path, lines.replace('\n', ' ').replace('\t', ' '), limit);
        return Normalizer.normalize(lines, Normalizer.Form.NFC).strip();
    }

    /** Returns a text as {@link #lines} does, or null when none was given. */
    public @Nullable String optionalLines(String path, @Nullable String text, int limit) {
        return text == null ? null : lines(path, text, limit);
    }

    /** Returns an instant cut to microseconds, or adds that it is outside the years that are accepted. */
    public @Nullable Instant instant(String path, @Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
            add(path, Violation.Code.TIME_OUT_OF_RANGE, "the years 1900 to 2200 are accepted");
            return EARLIEST;
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Returns a text as {@link #text} does.
     *
     * @throws InvalidRequestException if something is wrong with it
     */
    public static String textOf(String path, @Nullable String text, int limit) {
        Violations violations = new Violations();
        String clean = violations.text(path, text, limit);
        violations.throwIfAny();
        return clean;
    }

    /** The way of nearly every key and code: nothing to compose, nothing to strip, nothing to look for. */
    private static boolean isPlainAscii(String text) {
        if (text.isEmpty() || text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isInvisible(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.FORMAT;
    }

    private static int badCharacter(String text) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int type = Character.getType(codePoint);
            if (type == Character.CONTROL
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || changesDirection(codePoint)) {
                return text.codePointCount(0, i);
            }
            i += Character.charCount(codePoint);
        }
        return -1;
    }

    /** Embeddings, overrides and isolates make a name read other than it is stored. */
    private static boolean changesDirection(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
