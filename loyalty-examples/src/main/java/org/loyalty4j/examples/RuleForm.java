package org.loyalty4j.examples;

import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.sale.LineKind;

/**
 * Reads how points are earned. A kind of rule is written as the library names it, in small letters; one that the library
 * learns is known here without more, as long as it needs no field of its own. A custom rule reckons by a formula that is
 * written in Java, which no file can hold. Used by one thread, for one form.
 */
final class RuleForm {

    private static final int CODE_MAX = 40;
    private static final int TEXT_MAX = 100;
    private static final int VALUE_MAX = 255;
    private static final LineFilter.Match ANY = new LineFilter.Match(Set.of(), List.of(), Set.of(), Map.of());

    private final FormReader reader;
    private final Currency currency;
    private final Map<String, FormPlace> codes = new HashMap<>();

    RuleForm(FormReader reader, Currency currency) {
        this.reader = reader;
        this.currency = currency;
    }

    /** Reads a rule. */
    Optional<EarningRule> rule(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<FormNode> coded = fields.get("code", "a short name of its own, such as \"base\"");
        Optional<String> code = coded.flatMap(at -> reader.text(at, CODE_MAX));
        code.ifPresent(text -> reader.once(coded.orElseThrow(), text, codes));
        Optional<EarningRule.Kind> kind = fields.get("kind", "how it reckons, such as \"per step\"")
                .flatMap(at -> reader.choice(at, EnumSet.complementOf(EnumSet.of(EarningRule.Kind.CUSTOM))));
        boolean multiplies = kind.map(EarningRule.Kind.MULTIPLIER::equals)
                .orElseGet(() -> fields.find("factor").isPresent());
        Optional<Ratio> points = fields.get(multiplies ? "factor" : "points", "a number such as 2 or 1.25")
                .flatMap(reader::ratio);
        Optional<Money> per = fields.find("per").flatMap(this::money);
        LineFilter lines = fields.find("lines").flatMap(this::lines).orElse(LineFilter.goods());
        EarningRule.Basis basis = fields.find("basis")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(EarningRule.Basis.class)))
                .orElse(EarningRule.Basis.GROSS);
        Optional<Money> minimum = fields.find("minimum").flatMap(this::money);
        fields.end();
        // Where a part is missing, one that is right stands in for it, so that the library looks at the others.
        EarningRule.Kind reckoning =
                kind.orElse(per.isPresent() ? EarningRule.Kind.PER_STEP : EarningRule.Kind.PER_PURCHASE);
        return reader.made(
                node,
                () -> new EarningRule(
                        code.orElse("rule"),
                        reckoning,
                        points.orElse(Ratio.ONE),
                        per.orElse(null),
                        lines,
                        basis,
                        minimum.orElse(null)));
    }

    private Optional<Money> money(FormNode node) {
        return reader.number(node).flatMap(number -> reader.made(node, () -> new Money(number, currency)));
    }

    /** Reads which lines of a receipt something is about. */
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
