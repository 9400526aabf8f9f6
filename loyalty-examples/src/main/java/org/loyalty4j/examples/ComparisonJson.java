package org.loyalty4j.examples;

import static org.loyalty4j.examples.ReplayJson.object;
import static org.loyalty4j.examples.ReplayJson.quoted;

import java.util.List;
import java.util.stream.Collectors;

/** Writes two programs beside each other as JSON. */
final class ComparisonJson {

    private ComparisonJson() {}

    static String json(Comparison comparison) {
        String moves = comparison.moves().stream()
                .map(move -> "[" + quoted(move.from()) + ", " + quoted(move.to()) + ", " + move.customers() + "]")
                .collect(Collectors.joining(", ", "[", "]"));
        List<String> fields = List.of(
                "\"today\": " + side(comparison.today()),
                "\"tried\": " + side(comparison.tried()),
                "\"moves\": " + moves,
                "\"gainsIn\": "
                        + (comparison.inMoney()
                                ? quoted(comparison.today().program().currency().getCurrencyCode())
                                : "\"points\""),
                "\"winners\": " + group(comparison.winners()),
                "\"losers\": " + group(comparison.losers()),
                "\"same\": " + comparison.same());
        return fields.stream().collect(Collectors.joining(",\n    ", "{\n    ", "\n  }"));
    }

    private static String side(Comparison.Side side) {
        ReplayFigures figures = side.figures();
        return "{\"program\": " + quoted(side.program().name())
                + ", \"issued\": " + figures.earned()
                + ", \"spent\": " + figures.redeemed()
                + ", \"expired\": " + figures.expired()
                + ", \"outstanding\": " + figures.outstanding()
                + ", \"liability\": " + worth(side, figures.outstanding())
                + ", \"cost\": " + worth(side, figures.redeemed() + figures.outstanding())
                + ", \"tiers\": " + object(figures.tiers()) + "}";
    }

    /** A worth that nobody told is null. */
    private static String worth(Comparison.Side side, long points) {
        return side.worth(points)
                .map(money -> money.stripTrailingZeros().toPlainString())
                .orElse("null");
    }

    private static String group(Comparison.Group group) {
        String most = group.most().stream()
                .map(change -> "[" + quoted(change.customer()) + ", "
                        + change.by().stripTrailingZeros().toPlainString() + "]")
                .collect(Collectors.joining(", ", "[", "]"));
        return "{\"customers\": " + group.customers() + ", \"together\": "
                + group.together().stripTrailingZeros().toPlainString() + ", \"most\": " + most + "}";
    }
}
