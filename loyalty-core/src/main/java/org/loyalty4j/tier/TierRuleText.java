package org.loyalty4j.tier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/** The texts of rules, and what rules of several parts share. Used by one thread while a text is read. */
final class TierRuleText {

    private final String text;
    private int at;

    private TierRuleText(String text) {
        this.text = text;
    }

    static TierRule parse(String text) {
        TierRuleText reader = new TierRuleText(text);
        TierRule rule = reader.rule(1);
        if (reader.at < text.length()) {
            throw reader.bad();
        }
        return rule;
    }

    private TierRule rule(int depth) {
        if (depth > TierRule.DEPTH_MAX) {
            throw bad();
        }
        if (skips("all(")) {
            return new TierRule.All(parts(depth));
        }
        return skips("any(") ? new TierRule.Any(parts(depth)) : condition();
    }

    private List<TierRule> parts(int depth) {
        List<TierRule> parts = new ArrayList<>();
        do {
            parts.add(rule(depth + 1));
        } while (skips(", "));
        if (!skips(")")) {
            throw bad();
        }
        return parts;
    }

    private boolean skips(String expected) {
        boolean there = text.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    private TierRule condition() {
        int end = at;
        while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != ')') {
            end++;
        }
        String own = text.substring(at, end);
        int first = own.indexOf(' ');
        int last = own.lastIndexOf(' ');
        if (first < 0 || first == last) {
            throw bad();
        }
        at = end;
        return new TierRule.Condition(
                TierLadder.Metric.valueOf(own.substring(0, first)),
                TierLadder.Window.parse(own.substring(first + 1, last)),
                Long.parseLong(own.substring(last + 1)));
    }

    private IllegalArgumentException bad() {
        return new IllegalArgumentException("no rule has this text, from character " + (at + 1) + " on");
    }

    static String of(String word, List<TierRule> parts) {
        return parts.stream().map(TierRule::toString).collect(Collectors.joining(", ", word + "(", ")"));
    }

    static List<TierRule.Condition> conditions(List<TierRule> parts) {
        return parts.stream().flatMap(part -> part.conditions().stream()).toList();
    }

    static int depth(List<TierRule> parts) {
        return 1 + parts.stream().mapToInt(TierRule::depth).max().orElse(0);
    }

    static List<TierRule> checked(List<TierRule> parts) {
        new Violations().required("rule", parts).throwIfAny();
        new Violations().eachRequired("rule", parts).throwIfAny();
        List<TierRule> own = List.copyOf(parts);
        new Violations()
                .check(!own.isEmpty(), "rule", Code.REQUIRED, "a rule has one part or more")
                .check(
                        conditions(own).size() <= TierRule.CONDITIONS_MAX,
                        "rule",
                        Code.TOO_MANY_ITEMS,
                        "a rule has at most " + TierRule.CONDITIONS_MAX + " conditions")
                .check(
                        depth(own) <= TierRule.DEPTH_MAX,
                        "rule",
                        Code.TOO_MANY_ITEMS,
                        "rules lie in rules at most " + TierRule.DEPTH_MAX + " deep")
                .throwIfAny();
        return own;
    }
}
