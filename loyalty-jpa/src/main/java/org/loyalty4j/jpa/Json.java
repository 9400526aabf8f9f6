package org.loyalty4j.jpa;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The small part of JSON (RFC 8259) that our text columns hold: objects, arrays, strings, whole numbers of 64 bits, true,
 * false and null. Decimals are strings, so that they stay exact.
 *
 * <p>In Java these are maps, lists, {@link String}, {@link Long}, {@link Boolean} and null.
 */
final class Json {

    /** The most arrays and objects inside each other. */
    static final int DEPTH_MAX = 64;

    private Json() {}

    /**
     * Returns the value of a text. Maps keep the order of the text.
     *
     * @throws IllegalArgumentException naming the position, if the text is not JSON as described above, names one member
     *     of an object twice, or is nested deeper than {@value #DEPTH_MAX}; it never quotes the text
     */
    static @Nullable Object read(String text) {
        return new JsonReader(text).whole();
    }

    /**
     * Returns the shortest text of a value.
     *
     * @throws IllegalArgumentException if a part of it is of another type than those named above, or it is nested deeper
     *     than {@value #DEPTH_MAX}
     */
    static String write(@Nullable Object value) {
        Writer writer = new Writer();
        write(value, writer, 0);
        return writer.toString();
    }

    private static void write(@Nullable Object value, Writer writer, int depth) {
        if (value == null || value instanceof String) {
            writer.value((String) value);
        } else if (value instanceof Long number) {
            writer.value(number.longValue());
        } else if (value instanceof Boolean truth) {
            writer.value(truth.booleanValue());
        } else if (depth == DEPTH_MAX) {
            throw new IllegalArgumentException("at most " + DEPTH_MAX + " arrays and objects inside each other");
        } else if (value instanceof List<?> list) {
            writer.beginArray();
            list.forEach(item -> write(item, writer, depth + 1));
            writer.endArray();
        } else if (value instanceof Map<?, ?> map) {
            writer.beginObject();
            map.forEach((name, member) -> write(name, member, writer, depth));
            writer.endObject();
        } else {
            throw new IllegalArgumentException("JSON here has no " + value.getClass());
        }
    }

    private static void write(@Nullable Object name, @Nullable Object member, Writer writer, int depth) {
        if (!(name instanceof String text)) {
            throw new IllegalArgumentException("JSON has only texts for names");
        }
        writer.name(text);
        write(member, writer, depth + 1);
    }

    /**
     * Writes one value piece by piece, without white space. It sets the commas; that what begins also ends, and that
     * members have names, is the caller's part. Used by one thread.
     */
    static final class Writer {

        private static final String HEX = "0123456789abcdef";

        private final StringBuilder text = new StringBuilder();

        /** Says whether the next value or name follows another one. */
        private boolean follows;

        /** Begins a list of values. */
        Writer beginArray() {
            return begin('[');
        }

        /** Ends a list of values. */
        Writer endArray() {
            return end(']');
        }

        /** Begins a list of names, each followed by its value. */
        Writer beginObject() {
            return begin('{');
        }

        /** Ends a list of names and values. */
        Writer endObject() {
            return end('}');
        }

        /** Writes the name of the value that follows. */
        Writer name(String name) {
            comma();
            quoted(name);
            text.append(':');
            follows = false;
            return this;
        }

        /** Writes a text, or null. */
        Writer value(@Nullable String value) {
            comma();
            if (value == null) {
                text.append("null");
            } else {
                quoted(value);
            }
            return this;
        }

        /** Writes a number. */
        Writer value(long value) {
            comma();
            text.append(value);
            return this;
        }

        /** Writes true or false. */
        Writer value(boolean value) {
            comma();
            text.append(value);
            return this;
        }

        /** Returns what was written. */
        @Override
        public String toString() {
            return text.toString();
        }

        private Writer begin(char bracket) {
            comma();
            text.append(bracket);
            follows = false;
            return this;
        }

        private Writer end(char bracket) {
            text.append(bracket);
            follows = true;
            return this;
        }

        private void comma() {
            if (follows) {
                text.append(',');
            }
            follows = true;
        }

        private void quoted(String value) {
            text.append('"');
            int copied = 0;
            for (int i = 0; i < value.length(); i++) {
                char letter = value.charAt(i);
                boolean plain = letter >= ' ' && letter != '"' && letter != '\\' && !isHalf(value, i);
                if (!plain) {
                    text.append(value, copied, i);
                    escaped(letter);
                    copied = i + 1;
                }
            }
            text.append(value, copied, value.length()).append('"');
        }

        /** Half a pair cannot be encoded in UTF-8: a database would keep a question mark. */
        private static boolean isHalf(String value, int place) {
            char letter = value.charAt(place);
            if (!Character.isSurrogate(letter)) {
                return false;
            }
            return Character.isHighSurrogate(letter)
                    ? place + 1 == value.length() || !Character.isLowSurrogate(value.charAt(place + 1))
                    : place == 0 || !Character.isHighSurrogate(value.charAt(place - 1));
        }

        private void escaped(char letter) {
            text.append('\\');
            switch (letter) {
                case '"', '\\' -> text.append(letter);
                case '\n' -> text.append('n');
                case '\r' -> text.append('r');
                case '\t' -> text.append('t');
                default -> {
                    text.append('u');
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        text.append(HEX.charAt(letter >> shift & 0xF));
                    }
                }
            }
        }
    }
}
