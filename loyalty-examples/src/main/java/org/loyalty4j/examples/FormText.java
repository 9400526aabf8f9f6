package org.loyalty4j.examples;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the JSON text of a form, each part with its place; numbers stay as they are written. Used by one thread, once. */
final class FormText {

    /** Deeper than any form goes, and far from where the stack ends. */
    private static final int DEPTH_MAX = 20;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
            .build();

    private final JsonParser parser;
    private final FormProblems problems;

    private FormText(JsonParser parser, FormProblems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** Returns what a text says, or tells where it stops being JSON. */
    static Optional<FormNode> read(String text, FormProblems problems) {
        try (JsonParser parser = JSON.createParser(text)) {
            FormText form = new FormText(parser, problems);
            if (parser.nextToken() == null) {
                problems.add(new FormPlace(1, 1, ""), "the file is empty; a program in { } is expected");
                return Optional.empty();
            }
            FormNode whole = form.value("");
            if (parser.nextToken() != null) {
                problems.add(form.place(""), "the program ended before this; nothing may follow it");
            }
            return Optional.of(whole);
        } catch (JacksonException broken) {
            JsonLocation at = broken.getLocation();
            FormPlace place = at == null
                    ? new FormPlace(1, 1, "")
                    : new FormPlace(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), "");
            problems.add(
                    place,
                    broken instanceof StreamConstraintsException
                            ? "this is no program: it is nested too deep, or a number of it is too long"
                            : "this is not JSON: " + inWords(broken));
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException("A text is read without input or output", impossible);
        }
    }

    /** Leaves out where the parser says the text comes from. */
    private static String inWords(JacksonException broken) {
        String message = String.valueOf(broken.getOriginalMessage());
        return message.replaceFirst("(?s)\\s*\\((start marker at|from) .*", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private FormNode value(String path) throws IOException {
        FormPlace place = place(path);
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(place);
            case START_ARRAY -> items(place);
            case VALUE_STRING -> new FormNode.Text(place, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new FormNode.Digits(place, parser.getText());
            default -> new FormNode.Bare(place, parser.getText());
        };
    }

    private FormNode fields(FormPlace place) throws IOException {
        Map<String, FormNode.Field> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String quoted = BadLine.shown(name);
            FormPlace here = place(place.pathTo(quoted.substring(1, quoted.length() - 1)));
            parser.nextToken();
            FormNode.Field first = fields.putIfAbsent(name, new FormNode.Field(here, value(here.path())));
            if (first != null) {
                problems.add(here, "this is said on line " + first.name().line() + " already; say it once");
            }
        }
        return new FormNode.Fields(place, fields);
    }

    private FormNode items(FormPlace place) throws IOException {
        List<FormNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(place.path() + "[" + items.size() + "]"));
        }
        return new FormNode.Items(place, items);
    }

    private FormPlace place(String path) {
        JsonLocation at = parser.currentTokenLocation();
        return new FormPlace(at.getLineNr(), at.getColumnNr(), path);
    }
}
