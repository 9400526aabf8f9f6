package org.loyalty4j.examples;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a form says at one place. */
sealed interface FormNode {

    /** Returns where it stands. */
    FormPlace place();

    /** Returns how a message shows it, short and on one line. */
    String shown();

    /** A text in quotes. */
    record Text(FormPlace place, String text) implements FormNode {

        @Override
        public String shown() {
            return BadLine.shown(text);
        }
    }

    /** A number, as it is written. */
    record Digits(FormPlace place, String digits) implements FormNode {

        @Override
        public String shown() {
            String quoted = BadLine.shown(digits);
            return quoted.substring(1, quoted.length() - 1);
        }
    }

    /** One of {@code true}, {@code false} and {@code null}; the last says nothing in a form. */
    record Bare(FormPlace place, String word) implements FormNode {

        @Override
        public String shown() {
            return word;
        }
    }

    /** A list. */
    record Items(FormPlace place, List<FormNode> items) implements FormNode {

        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return "a list in [ ]";
        }
    }

    /** Fields by their names. */
    record Fields(FormPlace place, Map<String, Field> fields) implements FormNode {

        /** Copies the fields in their order. */
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String shown() {
            return "a group in { }";
        }
    }

    /** A field: where its name stands, and what it says. */
    record Field(FormPlace name, FormNode value) {}
}
