package org.loyalty4j.examples;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Writes markup that is HTML and well-formed XML at once: every text is escaped, every element is closed. */
final class Markup {

    /** Around these a line break would be read as a blank. */
    private static final Set<String> WITHIN_A_LINE = Set.of("b", "bdi", "i", "span", "text", "tspan");

    private final StringBuilder written = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn. */
    Markup open(String name, String... attributes) {
        start(name, attributes);
        written.append('>');
        open.push(name);
        return this;
    }

    /** Writes an element that holds nothing. */
    Markup empty(String name, String... attributes) {
        start(name, attributes);
        written.append("/>");
        return this;
    }

    /** Writes an element that holds this text and nothing else. */
    Markup leaf(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close();
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** Writes what is markup already, or a style sheet. */
    Markup raw(String markup) {
        written.append(markup);
        return this;
    }

    Markup close() {
        written.append("</").append(open.pop()).append('>');
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Still open: " + open);
        }
        return written.toString();
    }

    private void start(String name, String... attributes) {
        if (!WITHIN_A_LINE.contains(name)) {
            written.append('\n');
        }
        written.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            written.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            written.append('"');
        }
    }

    private void escape(String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> written.append("&amp;");
                case '<' -> written.append("&lt;");
                case '>' -> written.append("&gt;");
                case '"' -> written.append("&quot;");
                // As a plain character a parser would read a line feed instead.
                case '\r' -> written.append("&#13;");
                default -> written.appendCodePoint(isWritable(point) ? point : 0xFFFD);
            }
        });
    }

    /** XML has no way to write the others, not even escaped. */
    private static boolean isWritable(int point) {
        return point == '\t'
                || point == '\n'
                || (point >= ' ' && point < Character.MIN_SURROGATE)
                || (point > Character.MAX_SURROGATE && point != 0xFFFE && point != 0xFFFF);
    }
}
