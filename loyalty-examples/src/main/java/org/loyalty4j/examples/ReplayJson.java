package org.loyalty4j.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes figures as JSON. */
final class ReplayJson {

    private ReplayJson() {}

    static String json(ReplayFigures figures, @Nullable Comparison comparison) {
        String top = figures.top().stream()
                .map(customer -> "[" + quoted(customer.customer()) + ", " + customer.points() + "]")
                .collect(Collectors.joining(", ", "[", "]"));
        List<String> fields = new ArrayList<>(List.of(
                "\"asOf\": "
                        + (figures.asOf() == null
                                ? "null"
                                : quoted(figures.asOf().toString())),
                "\"customers\": " + figures.customers(),
                "\"purchases\": " + figures.purchases(),
                "\"spend\": " + figures.spend().toPlainString(),
                "\"earned\": " + figures.earned(),
                "\"redeemed\": " + figures.redeemed(),
                "\"expired\": " + figures.expired(),
                "\"outstanding\": " + figures.outstanding(),
                "\"tiers\": " + object(figures.tiers()),
                "\"byExpiry\": " + object(figures.byExpiry()),
                "\"lapsed90\": " + figures.lapsed90(),
                "\"top\": " + top));
        if (comparison != null) {
            fields.add("\"comparison\": " + ComparisonJson.json(comparison));
        }
        return fields.stream().collect(Collectors.joining(",\n  ", "{\n  ", "\n}\n"));
    }

    static String object(Map<?, Long> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> quoted(entry.getKey().toString()) + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
