package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.command.Violations;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;

/** Makes values of what a form says. What cannot be meant is told, and empty. Used by one thread. */
final class FormReader {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final Pattern FRACTION = Pattern.compile("([0-9]{1,15})/0*([1-9][0-9]{0,14})");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,5}) (year|month|week|day)s?");
    private static final BigDecimal WHOLE_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Words of the library that a form says in another way. */
    private static final Map<String, List<String>> WORDS = Map.of(
            "points", List.of("factor"),
            "unit", List.of("name"),
            "scale", List.of("decimals"),
            "period", List.of("after"),
            "lowestTier", List.of("tier"),
            "grace", List.of("tierRules", "grace"),
            "carries", List.of("carry"),
            "per", List.of("within"));

    private final FormProblems problems;

    FormReader(FormProblems problems) {
        this.problems = problems;
    }

    /** Tells what a node should be; returns nothing. */
    <T> Optional<T> wrong(FormNode node, String expected) {
        problems.add(node.place(), expected + " is expected, not " + node.shown());
        return Optional.empty();
    }

    /** Returns a text as the library keeps it. */
    Optional<String> text(FormNode node, int limit) {
        return node instanceof FormNode.Text text
                ? made(node, () -> Violations.textOf("text", text.text(), limit))
                : wrong(node, "a text in quotes");
    }

    /** Returns an exact number. */
    Optional<BigDecimal> number(FormNode node) {
        if (node instanceof FormNode.Digits number) {
            return NUMBER.matcher(number.digits()).matches()
                    ? Optional.of(new BigDecimal(number.digits()))
                    : wrong(node, "a number with at most 20 digits before and after its point");
        }
        boolean quoted = node instanceof FormNode.Text text
                && NUMBER.matcher(text.text()).matches();
        return wrong(node, quoted ? "a number without quotes" : "a number such as 2 or 1.25");
    }

    /** Returns an amount of money. */
    Optional<Money> money(FormNode node, Currency currency) {
        return number(node).flatMap(number -> made(node, () -> new Money(number, currency)));
    }

    /** Returns a whole number. */
    Optional<Long> whole(FormNode node) {
        return number(node)
                .flatMap(number ->
                        number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(WHOLE_MAX) <= 0
                                ? Optional.of(number.longValueExact())
                                : wrong(node, "a whole number of at most 18 digits"));
    }

    /** Returns an exact fraction: a number such as {@code 1.25}, or a text such as {@code "1/3"}. */
    Optional<Ratio> ratio(FormNode node) {
        if (node instanceof FormNode.Text text) {
            Matcher parts = FRACTION.matcher(text.text());
            return parts.matches()
                    ? Optional.of(Ratio.of(new BigInteger(parts.group(1)), new BigInteger(parts.group(2))))
                    : wrong(node, "a number such as 2 or 1.25, or a fraction such as \"1/3\",");
        }
        return number(node).map(Ratio::of);
    }

    /** Returns a calendar period such as {@code "1 year 6 months"}. */
    Optional<Period> period(FormNode node) {
        return period(node, "a time such as \"12 months\", \"1 year 6 months\", \"2 weeks\" or \"30 days\"");
    }

    /** Returns a calendar period, or tells what else could be there. */
    Optional<Period> period(FormNode node, String expected) {
        Optional<Period> time = node instanceof FormNode.Text text ? time(text.text()) : Optional.empty();
        return time.isPresent() ? time : wrong(node, expected);
    }

    private static Optional<Period> time(String text) {
        Map<String, Integer> parts = new HashMap<>();
        Matcher each = TIME.matcher(text);
        int from = 0;
        while (each.find(from) && each.start() == from) {
            if (parts.put(each.group(2), Integer.parseInt(each.group(1))) != null) {
                return Optional.empty();
            }
            if (each.end() == text.length()) {
                return Optional.of(Period.of(
                        parts.getOrDefault("year", 0),
                        parts.getOrDefault("month", 0),
                        parts.getOrDefault("week", 0) * 7 + parts.getOrDefault("day", 0)));
            }
            if (text.charAt(each.end()) != ' ') {
                return Optional.empty();
            }
            from = each.end() + 1;
        }
        return Optional.empty();
    }

    /** Returns one of true and false. */
    Optional<Boolean> flag(FormNode node) {
        boolean said = node instanceof FormNode.Bare bare && !bare.word().equals("null");
        return said ? Optional.of(node.shown().equals("true")) : wrong(node, "true or false without quotes");
    }

    /** Returns the constant that a word stands for. */
    <E extends Enum<E>> Optional<E> choice(FormNode node, Collection<E> allowed) {
        for (E each : allowed) {
            if (node instanceof FormNode.Text text && text.text().equals(word(each))) {
                return Optional.of(each);
            }
        }
        return wrong(
                node,
                "one of " + allowed.stream().map(FormReader::word).collect(Collectors.joining("\", \"", "\"", "\"")));
    }

    /** Returns how a form writes a constant: {@code PER_STEP} is "per step". */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns what can be made of the items of a list, in their order. */
    <T> List<T> list(FormNode node, Function<FormNode, Optional<T>> item) {
        if (!(node instanceof FormNode.Items items)) {
            wrong(node, "a list in [ ]");
            return List.of();
        }
        List<T> made = new ArrayList<>();
        items.items().forEach(each -> item.apply(each).ifPresent(made::add));
        return made;
    }

    /** Returns the fields of a group. */
    Optional<FormFields> fields(FormNode node) {
        return node instanceof FormNode.Fields fields
                ? Optional.of(new FormFields(fields, problems))
                : wrong(node, "a group in { }");
    }

    /** Tells a code that was there before, and remembers it. */
    void once(FormNode node, String code, Map<String, FormPlace> before) {
        FormPlace first = before.putIfAbsent(code, node.place());
        if (first != null) {
            problems.add(node.place(), BadLine.shown(code) + " is on line " + first.line() + " already; codes differ");
        }
    }

    /** Makes something of the library; what it refuses is told at the place that it is about. */
    <T> Optional<T> made(FormNode about, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (InvalidRequestException refused) {
            for (Violation violation : refused.violations()) {
                tell(about, violation);
            }
            return Optional.empty();
        }
    }

    private void tell(FormNode about, Violation violation) {
        FormNode here = about;
        String missing = "";
        for (String step : violation.path().split("[.\\[\\]]+", -1)) {
            FormNode next = step(here, step);
            missing = next == null ? step : "";
            here = next == null ? here : next;
        }
        boolean group = here instanceof FormNode.Fields;
        boolean list = here instanceof FormNode.Items;
        FormPlace place = group && !missing.isEmpty() ? here.place().lacking(missing) : here.place();
        problems.addUnlessTold(place, violation.message() + (group || list ? "" : "; here it is " + here.shown()));
    }

    private static @Nullable FormNode step(FormNode from, String step) {
        if (from instanceof FormNode.Items items) {
            boolean index = step.matches("[0-9]{1,9}")
                    && Integer.parseInt(step) < items.items().size();
            return index ? items.items().get(Integer.parseInt(step)) : null;
        }
        if (!(from instanceof FormNode.Fields group)) {
            return null;
        }
        FormNode.Field named = group.fields().get(step);
        if (named != null) {
            return named.value();
        }
        List<String> words = WORDS.getOrDefault(step, List.of());
        FormNode here = from;
        for (String word : words) {
            FormNode.Field other =
                    here instanceof FormNode.Fields fields ? fields.fields().get(word) : null;
            if (other == null) {
                return null;
            }
            here = other.value();
        }
        return words.isEmpty() ? null : here;
    }
}
