package org.loyalty4j.examples;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.sale.LineKind;

/** Reads which lines of a receipt something is about. Used by one thread, for one form. */
final class LineForm {

    private static final int TEXT_MAX = 100;
    private static final int VALUE_MAX = 255;
    private static final LineFilter.Match ANY = new LineFilter.Match(Set.of(), List.of(), Set.of(), Map.of());

    private final FormReader reader;

    LineForm(FormReader reader) {
        this.reader = reader;
    }

    /** Reads the lines. */
    Optional<LineFilter> lines(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Set<LineKind> kinds = new HashSet<>(fields.find("kinds")
                .map(list -> reader.list(list, at -> reader.choice(at, EnumSet.allOf(LineKind.class))))
                .orElse(List.of(LineKind.GOODS)));
        LineFilter.Match only = fields.find("only").flatMap(this::match).orElse(ANY);
        LineFilter.Match not = fields.find("not").flatMap(this::match).orElse(ANY);
        fields.end();
        return reader.made(node, () -> new LineFilter(kinds, only, not));
    }

    private Optional<LineFilter.Match> match(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Set<String> skus = new HashSet<>(texts(fields, "skus"));
        List<List<String>> categories = fields.find("categories")
                .map(list -> reader.list(list, this::category))
                .orElse(List.of());
        Set<String> brands = new HashSet<>(texts(fields, "brands"));
        Map<String, String> attributes =
                fields.find("attributes").map(this::attributes).orElse(Map.of());
        fields.end();
        return Optional.of(new LineFilter.Match(skus, categories, brands, attributes));
    }

    private List<String> texts(FormFields fields, String name) {
        return fields.find(name)
                .map(list -> reader.list(list, at -> reader.text(at, TEXT_MAX)))
                .orElse(List.of());
    }

    /** A category is a text, one below another a list of them. */
    private Optional<List<String>> category(FormNode node) {
        if (!(node instanceof FormNode.Items path)) {
            return node instanceof FormNode.Text
                    ? reader.text(node, TEXT_MAX).map(text -> List.of(text))
                    : reader.wrong(node, "a category such as \"toys\", or a path such as [\"toys\", \"wood\"],");
        }
        List<String> steps = new ArrayList<>(reader.list(path, at -> reader.text(at, TEXT_MAX)));
        return path.items().isEmpty() ? reader.wrong(node, "a path such as [\"toys\", \"wood\"]") : Optional.of(steps);
    }

    private Map<String, String> attributes(FormNode node) {
        if (!(node instanceof FormNode.Fields fields)) {
            reader.wrong(node, "a group in { } of names and texts");
            return Map.of();
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        fields.fields()
                .forEach((name, field) ->
                        reader.text(field.value(), VALUE_MAX).ifPresent(value -> attributes.put(name, value)));
        return attributes;
    }
}
