package org.loyalty4j.jpa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one text of {@link Json}. Used once, by one thread. */
final class JsonReader {

    private static final int END = -1;

    private final String text;
    private int place;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    /** Returns the value that the whole text is. */
    @Nullable
    Object whole() {
        Object value = value();
        if (next() != END) {
            throw bad("nothing more is expected");
        }
        return value;
    }

    private @Nullable Object value() {
        int first = next();
        return switch (first) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> {
                if (first == '-' || isDigit(first)) {
                    yield number();
                }
                throw bad("a value is expected");
            }
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        enter();
        if (!ends('}')) {
            do {
                if (next() != '"') {
                    throw bad("a name in quotes is expected");
                }
                int start = place;
                String name = string();
                if (members.containsKey(name)) {
                    place = start;
                    throw bad("this name was there before");
                }
                if (next() != ':') {
                    throw bad("a colon is expected");
                }
                place++;
                members.put(name, value());
            } while (another('}'));
        }
        depth--;
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> items = new ArrayList<>();
        enter();
        if (!ends(']')) {
            do {
                items.add(value());
            } while (another(']'));
        }
        depth--;
        return items;
    }

    private void enter() {
        if (++depth > Json.DEPTH_MAX) {
            throw bad("at most " + Json.DEPTH_MAX + " arrays and objects inside each other are read");
        }
        place++;
    }

    /** Passes the bracket that ends an array or object, if it is next. */
    private boolean ends(char bracket) {
        if (next() != bracket) {
            return false;
        }
        place++;
        return true;
    }

    private boolean another(char bracket) {
        if (ends(bracket)) {
            return false;
        }
        if (next() != ',') {
            throw bad("a comma or " + bracket + " is expected");
        }
        place++;
        return true;
    }

    private String string() {
        int start = ++place;
        while (at(place) != '"') {
            if (at(place) == '\\') {
                return escapedString(start);
            }
            plain();
        }
        return text.substring(start, place++);
    }

    /** Goes on at the first escape of a string. */
    private String escapedString(int start) {
        StringBuilder out = new StringBuilder().append(text, start, place);
        while (at(place) != '"') {
            if (at(place) == '\\') {
                place++;
                out.append(escape());
            } else {
                out.append(plain());
            }
        }
        place++;
        return out.toString();
    }

    private char plain() {
        if (at(place) == END) {
            throw bad("a string is not ended");
        }
        if (at(place) < ' ') {
            throw bad("a control character must be escaped");
        }
        return text.charAt(place++);
    }

    private char escape() {
        int letter = at(place);
        char meant = switch (letter) {
            case '"', '\\', '/' -> (char) letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw bad("no such escape");
        };
        place++;
        return meant;
    }

    /** Reads the four digits after the place, and stops at the last one. */
    private char hex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            place++;
            int letter = at(place);
            // Character.digit alone also takes the digits of other scripts.
            int digit = letter < 0x80 ? Character.digit(letter, 16) : -1;
            if (digit < 0) {
                throw bad("four hexadecimal digits are expected");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private Long number() {
        int start = place;
        if (at(place) == '-') {
            place++;
        }
        int first = place;
        while (isDigit(at(place))) {
            place++;
        }
        int after = at(place);
        if (place == first || (place > first + 1 && at(first) == '0')) {
            place = start;
            throw bad("a number is expected");
        }
        if (after == '.' || after == 'e' || after == 'E') {
            throw bad("only whole numbers are read");
        }
        try {
            return Long.parseLong(text, start, place, 10);
        } catch (NumberFormatException tooLarge) {
            place = start;
            throw bad("a number does not fit 64 bits");
        }
    }

    private @Nullable Object word(String word, @Nullable Boolean value) {
        if (!text.startsWith(word, place)) {
            throw bad("a value is expected");
        }
        place += word.length();
        return value;
    }

    /** Returns the next letter that is not white space, without passing it. */
    private int next() {
        int letter = at(place);
        while (letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t') {
            letter = at(++place);
        }
        return letter;
    }

    private int at(int index) {
        return index < text.length() ? text.charAt(index) : END;
    }

    private static boolean isDigit(int letter) {
        return letter >= '0' && letter <= '9';
    }

    private IllegalArgumentException bad(String message) {
        return new IllegalArgumentException("JSON, position " + place + ": " + message);
    }
}
