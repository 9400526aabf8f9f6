package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.time.Period;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Purse;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** Reads the tiers and what it takes to reach and keep them. Used by one thread, for one form. */
final class TierForm {

    private static final int CODE_MAX = 40;
    private static final Set<TierLadder.Window.Kind> CALENDAR =
            EnumSet.complementOf(EnumSet.of(TierLadder.Window.Kind.ROLLING));
    private static final String WINDOW = "a time back from each purchase, such as \"12 months\", or one of "
            + CALENDAR.stream().map(kind -> "\"" + FormReader.word(kind) + "\"").collect(Collectors.joining(", "))
            + ",";

    private final FormReader reader;
    private final FormProblems problems;
    private final Currency currency;
    private final Purse purse;
    private final Map<String, FormPlace> codes = new HashMap<>();

    TierForm(FormReader reader, FormProblems problems, Currency currency, Purse purse) {
        this.reader = reader;
        this.problems = problems;
        this.currency = currency;
        this.purse = purse;
    }

    /** The parts that say how tiers are reached and kept. */
    private record Terms(
            TierLadder.Metric metric,
            TierLadder.Window window,
            @Nullable PeriodEnd validity,
            TierLadder.Downgrade downgrade,
            Period grace) {

        static final Terms USUAL = new Terms(
                TierLadder.Metric.SPEND, TierLadder.Window.lifetime(), null, TierLadder.Downgrade.FULL, Period.ZERO);
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
                        terms.grace()));
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
        TierLadder.Metric metric = fields.get("by", "\"spend\", \"points\", \"purchases\" or \"days\"")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(TierLadder.Metric.class)))
                .orElse(Terms.USUAL.metric());
        TierLadder.Window window = fields.get("window", "\"12 months\", \"calendar year\" or \"lifetime\"")
                .flatMap(this::window)
                .orElse(Terms.USUAL.window());
        Optional<PeriodEnd> validity =
                fields.find("validity").flatMap(at -> ProgramForm.periodEnd(reader, at, PeriodEnd.Edge.START_OF_DAY));
        TierLadder.Downgrade downgrade = fields.find("downgrade")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(TierLadder.Downgrade.class)))
                .orElse(Terms.USUAL.downgrade());
        Period grace = fields.find("grace").flatMap(reader::period).orElse(Period.ZERO);
        fields.end();
        return Optional.of(new Terms(metric, window, validity.orElse(null), downgrade, grace));
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
        Optional<Long> from = fields.get("from", "what it is reached with, 0 for the lowest")
                .flatMap(at -> reader.number(at).flatMap(number -> threshold(at, number, metric)));
        Optional<Ratio> multiplier = fields.find("multiplier").flatMap(reader::ratio);
        fields.end();
        Optional<Tier> tier =
                reader.made(node, () -> new Tier(code.orElse("tier"), from.orElse(0L), multiplier.orElse(Ratio.ONE)));
        return code.isPresent() && from.isPresent() ? tier : Optional.empty();
    }

    /** Returns a threshold as the library counts it: in smallest units of money or points, in purchases or in days. */
    private Optional<Long> threshold(FormNode node, BigDecimal number, TierLadder.Metric metric) {
        return switch (metric) {
            case SPEND -> reader.made(node, () -> new Money(number, currency).minor());
            case POINTS -> reader.made(node, () -> purse.points(number).minor());
            case PURCHASES, DAYS -> reader.whole(node);
        };
    }
}
