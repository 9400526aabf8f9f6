package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.QualifyingMetric;
import org.loyalty4j.tier.TierLadder.Metric;

/** Reads what is counted for tiers, and how much of it. Used by one thread, for one form. */
final class MetricForm {

    private static final int CODE_MAX = 40;
    private static final String CODE = "its name, such as \"fresh\"";

    private final FormReader reader;
    private final Currency currency;
    private final Purse purse;
    private final Map<String, FormPlace> codes = new HashMap<>();

    /** What the form counts, by what ladders ask for it by; none for one that has mistakes. */
    private final Map<String, Optional<QualifyingMetric>> counted = new LinkedHashMap<>();

    MetricForm(FormReader reader, Currency currency, Purse purse) {
        this.reader = reader;
        this.currency = currency;
        this.purse = purse;
    }

    /** Reads something that is counted beside spend, points, purchases and days. */
    Optional<QualifyingMetric> read(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<FormNode> coded = fields.get("code", CODE);
        Optional<String> code = coded.flatMap(at -> reader.text(at, CODE_MAX));
        code.ifPresent(text -> reader.once(coded.orElseThrow(), text, codes));
        LineFilter lines =
                fields.find("lines").flatMap(new LineForm(reader)::lines).orElse(LineFilter.goods());
        Optional<FormNode> per = fields.find("per");
        Optional<FormNode> points = fields.find("points");
        Optional<Ratio> ratio = points.flatMap(reader::ratio);
        Optional<Money> money = per.flatMap(at -> reader.money(at, currency));
        fields.end();
        boolean whole =
                code.isPresent() && ratio.isPresent() == points.isPresent() && money.isPresent() == per.isPresent();
        Optional<QualifyingMetric> metric = whole
                ? reader.made(
                        node, () -> new QualifyingMetric(code.get(), lines, ratio.orElse(null), money.orElse(null)))
                : Optional.empty();
        code.ifPresent(text -> counted.putIfAbsent(text, metric));
        return metric;
    }

    /** Returns the group that says the same. */
    static Map<String, Object> write(QualifyingMetric metric) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("code", metric.code());
        FormWriter.unlessNull(form, "points", metric.points(), FormWriter::ratio);
        FormWriter.unlessNull(form, "per", metric.per(), FormWriter::money);
        FormWriter.unlessUsual(form, "lines", metric.lines(), LineFilter.goods(), FormWriter::filter);
        return form;
    }

    /** Reads which metric is meant. */
    Optional<Metric> metric(FormNode node) {
        String word = node instanceof FormNode.Text text ? text.text() : "";
        for (Metric each : Metric.values()) {
            if (word.equals(each.word())) {
                return Optional.of(each);
            }
        }
        Optional<QualifyingMetric> own = counted.get(word);
        return own == null ? reader.wrong(node, "one of " + words()) : own.map(QualifyingMetric::metric);
    }

    private String words() {
        return Stream.concat(Stream.of(Metric.values()).map(Metric::word), counted.keySet().stream())
                .collect(Collectors.joining("\", \"", "\"", "\""));
    }

    /** Returns an amount as the library counts it: in smallest units of money or points, or by number. */
    Optional<Long> count(FormNode node, Metric metric) {
        if (metric.equals(Metric.POINTS)) {
            return reader.number(node)
                    .flatMap(number ->
                            reader.made(node, () -> purse.points(number).minor()));
        }
        Optional<QualifyingMetric> own = counted.getOrDefault(metric.name(), Optional.empty());
        boolean money = metric.equals(Metric.SPEND)
                || own.filter(counts -> counts.per() == null).isPresent();
        return money ? reader.money(node, currency).map(Money::minor) : reader.whole(node);
    }

    /** Returns how a form writes an amount. */
    static BigDecimal amount(LoyaltyProgram program, Metric metric, long count) {
        if (metric.equals(Metric.POINTS)) {
            return FormWriter.plain(program.purse().decimal(Points.of(count)));
        }
        boolean money = metric.equals(Metric.SPEND)
                || program.metrics().stream().anyMatch(own -> own.metric().equals(metric) && own.per() == null);
        return money ? FormWriter.plain(Money.ofMinor(count, program.currency()).amount()) : BigDecimal.valueOf(count);
    }
}
