package org.loyalty4j.examples;

import java.time.Period;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.tier.Benefit;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierRule;

/** Reads the tiers and what it takes to reach and keep them. Used by one thread, for one form. */
final class TierForm {

    private static final int CODE_MAX = 40;
    private static final int DETAIL_MAX = 500;
    private static final String BY = "\"spend\", \"points\", \"purchases\" or \"days\"";
    private static final Set<TierLadder.Window.Kind> CALENDAR =
            EnumSet.complementOf(EnumSet.of(TierLadder.Window.Kind.ROLLING));
    private static final String WINDOW = "a time back from each purchase, such as \"12 months\", or one of "
            + CALENDAR.stream().map(kind -> "\"" + FormReader.word(kind) + "\"").collect(Collectors.joining(", "))
            + ",";

    private final FormReader reader;
    private final FormProblems problems;
    private final MetricForm metrics;
    private final PartForm parts;
    private final Map<String, FormPlace> codes = new HashMap<>();
    private final Map<String, LotRules.Expiry> goes = new HashMap<>();

    TierForm(FormReader reader, FormProblems problems, MetricForm metrics, PartForm parts) {
        this.reader = reader;
        this.problems = problems;
        this.metrics = metrics;
        this.parts = parts;
    }

    /** The parts that say how tiers are reached and kept. */
    private record Terms(
            TierLadder.Metric metric,
            TierLadder.Window window,
            @Nullable PeriodEnd validity,
            TierLadder.Downgrade downgrade,
            Period grace,
            TierPolicy policy) {

        static final Terms USUAL = new Terms(
                TierLadder.Metric.SPEND,
                TierLadder.Window.lifetime(),
                null,
                TierLadder.Downgrade.FULL,
                Period.ZERO,
                TierPolicy.USUAL);
    }

    /** Reads the tiers of a form, empty when it has none. */
    Optional<TierLadder> ladder(FormFields form) {
        Optional<FormNode> listed = form.find("tiers");
        Optional<FormNode> ruled = form.find("tierRules");
        if (listed.isEmpty()) {
            ruled.ifPresent(node -> problems.add(node.place(), "this is about \"tiers\", of which there are none"));
            return Optional.empty();
        }
        if (ruled.isEmpty()) {
            problems.add(
                    form.node().place().lacking("tierRules"),
                    "this is missing; write how tiers are reached, such as {\"by\": \"spend\", \"window\": \"12 months\"}");
        }
        Terms terms = ruled.flatMap(this::terms).orElse(Terms.USUAL);
        List<Optional<Tier>> tiers = reader.list(listed.get(), node -> Optional.of(tier(node, terms.metric())));
        if (tiers.stream().anyMatch(Optional::isEmpty) || !(listed.get() instanceof FormNode.Items)) {
            return Optional.empty();
        }
        return reader.made(
                form.node(),
                () -> new TierLadder(
                        tiers.stream().flatMap(Optional::stream).toList(),
                        terms.metric(),
                        terms.window(),
                        terms.validity(),
                        terms.downgrade(),
                        terms.grace(),
                        terms.policy()));
    }

    /** Returns when the points go that customers of a tier are given, by the codes of the tiers that say so. */
    Map<String, LotRules.Expiry> goes() {
        return goes;
    }

    /** Returns the codes that were read, those of tiers with mistakes as well. */
    Set<String> codes() {
        return codes.keySet();
    }

    private Optional<Terms> terms(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        TierLadder.Metric metric = fields.get("by", BY).flatMap(metrics::metric).orElse(Terms.USUAL.metric());
        TierLadder.Window window = fields.get("window", "\"12 months\", \"calendar year\" or \"lifetime\"")
                .flatMap(this::window)
                .orElse(Terms.USUAL.window());
        Optional<PeriodEnd> validity =
                fields.find("validity").flatMap(at -> ProgramForm.periodEnd(reader, at, PeriodEnd.Edge.START_OF_DAY));
        TierLadder.Downgrade downgrade = fields.find("downgrade")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(TierLadder.Downgrade.class)))
                .orElse(Terms.USUAL.downgrade());
        Period grace = fields.find("grace").flatMap(reader::period).orElse(Period.ZERO);
        TierPolicy policy = policy(fields);
        fields.end();
        return Optional.of(new Terms(metric, window, validity.orElse(null), downgrade, grace, policy));
    }

    private TierPolicy policy(FormFields fields) {
        TierPolicy usual = TierPolicy.USUAL;
        return new TierPolicy(
                fields.find("graceTo")
                        .flatMap(at -> reader.choice(at, EnumSet.allOf(PeriodEnd.Edge.class)))
                        .orElse(usual.graceEdge()),
                fields.find("graceFrom")
                        .flatMap(at -> reader.choice(at, EnumSet.allOf(TierPolicy.GraceFrom.class)))
                        .orElse(usual.graceFrom()),
                fields.find("rates")
                        .flatMap(at -> reader.choice(at, EnumSet.allOf(TierPolicy.RateTiming.class)))
                        .orElse(usual.rates()),
                fields.find("upgrade")
                        .flatMap(at -> reader.choice(at, EnumSet.allOf(TierPolicy.Upgrade.class)))
                        .orElse(usual.upgrade()),
                fields.find("returns")
                        .flatMap(at -> reader.choice(at, EnumSet.allOf(TierPolicy.Returns.class)))
                        .orElse(usual.returns()));
    }

    /** Returns what a tier or a reward gives. */
    Optional<Benefit> benefit(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<String> code =
                fields.get("code", "its name, such as \"delivery\"").flatMap(at -> reader.text(at, CODE_MAX));
        Map<String, String> details = new HashMap<>();
        fields.find("details")
                .map(at -> reader.list(at, this::detail))
                .orElse(List.of())
                .forEach(detail -> details.put(detail.getKey(), detail.getValue()));
        fields.end();
        return code.flatMap(text -> reader.made(node, () -> new Benefit(text, details)));
    }

    private Optional<Map.Entry<String, String>> detail(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<String> name =
                fields.get("name", "its name, such as \"from\"").flatMap(at -> reader.text(at, CODE_MAX));
        Optional<String> text = fields.get("text", "a text").flatMap(at -> reader.text(at, DETAIL_MAX));
        fields.end();
        return name.flatMap(key -> text.map(value -> Map.entry(key, value)));
    }

    private Optional<TierLadder.Window> window(FormNode node) {
        if (node instanceof FormNode.Text text) {
            for (TierLadder.Window.Kind kind : CALENDAR) {
                if (text.text().equals(FormReader.word(kind))) {
                    return Optional.of(TierLadder.Window.of(kind));
                }
            }
        }
        return reader.period(node, WINDOW)
                .flatMap(period -> reader.made(node, () -> TierLadder.Window.rolling(period)));
    }

    /** Reads a tier; one whose parts cannot be read is empty, so that its place in the order is not lost. */
    private Optional<Tier> tier(FormNode node, TierLadder.Metric metric) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<FormNode> coded = fields.get("code", "its name, such as \"Gold\"");
        Optional<String> code = coded.flatMap(at -> reader.text(at, CODE_MAX));
        code.ifPresent(text -> reader.once(coded.orElseThrow(), text, codes));
        Optional<FormNode> ruled = fields.find("rule");
        Optional<TierRule> rule = ruled.flatMap(this::rule);
        Optional<FormNode> said = ruled.isPresent()
                ? fields.find("from")
                : fields.get("from", "what it is reached with, 0 for the lowest");
        Optional<Long> from = said.flatMap(at -> metrics.count(at, metric));
        Optional<Ratio> multiplier = fields.find("multiplier").flatMap(reader::ratio);
        fields.find("goes").flatMap(parts::goes).ifPresent(end -> goes.put(code.orElse("tier"), end));
        boolean kept = fields.find("kept").flatMap(reader::flag).orElse(false);
        List<Benefit> benefits = fields.find("benefits")
                .map(at -> reader.list(at, this::benefit))
                .orElse(List.of());
        Optional<Tier.Entry> entry = fields.find("entry").flatMap(this::entry);
        fields.end();
        Optional<Tier> tier = reader.made(
                node,
                () -> new Tier(
                        code.orElse("tier"),
                        from.orElse(0L),
                        multiplier.orElse(Ratio.ONE),
                        rule.orElse(null),
                        kept,
                        benefits,
                        entry.orElse(null)));
        boolean reachable =
                ruled.isPresent() ? rule.isPresent() && from.isPresent() == said.isPresent() : from.isPresent();
        return code.isPresent() && reachable ? tier : Optional.empty();
    }

    /** Reads what a tier gives who reaches it. */
    private Optional<Tier.Entry> entry(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<Points> points =
                fields.get("points", "a number of points such as 100").flatMap(parts::points);
        Optional<Counter.Period> within =
                fields.get("within", "how often at most, such as \"year\"").flatMap(parts::calendar);
        fields.end();
        return points.isPresent() && within.isPresent()
                ? reader.made(node, () -> new Tier.Entry(points.get(), within.get()))
                : Optional.empty();
    }

    /** Reads what it takes to reach a tier: a condition, or several of which all or any have to hold. */
    private Optional<TierRule> rule(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<FormNode> all = fields.find("all");
        Optional<FormNode> any = fields.find("any");
        if (all.isEmpty() && any.isEmpty()) {
            return condition(node, fields);
        }
        fields.end();
        if (all.isPresent() && any.isPresent()) {
            return reader.wrong(node, "either \"all\" or \"any\"");
        }
        FormNode list = all.orElseGet(any::orElseThrow);
        List<TierRule> parts = reader.list(list, this::rule);
        boolean whole = list instanceof FormNode.Items items && items.items().size() == parts.size();
        return whole
                ? reader.made(list, () -> all.isPresent() ? new TierRule.All(parts) : new TierRule.Any(parts))
                : Optional.empty();
    }

    private Optional<TierRule> condition(FormNode node, FormFields fields) {
        Optional<TierLadder.Metric> metric = fields.get("by", BY).flatMap(metrics::metric);
        Optional<TierLadder.Window> window = fields.get("window", "\"12 months\", \"calendar year\" or \"lifetime\"")
                .flatMap(this::window);
        Optional<FormNode> least = fields.get("least", "how much it takes, such as 500");
        fields.end();
        if (metric.isEmpty() || window.isEmpty() || least.isEmpty()) {
            return Optional.empty();
        }
        FormNode at = least.get();
        return metrics.count(at, metric.get())
                .flatMap(count -> reader.made(node, () -> TierRule.atLeast(count, metric.get(), window.get())));
    }
}
