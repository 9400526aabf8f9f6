package org.loyalty4j.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.QualifyingMetric;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.tier.Benefit;
import org.loyalty4j.tier.PeriodEnd;

/**
 * Reads a loyalty program that a shop owner wrote down; the README tells the form. Each section gives a term, which makes
 * a program into one that has what the section says: a new section is a method and a line in {@link #program}.
 */
final class ProgramForm {

    /** Far more than any program takes. */
    static final int BYTES_MAX = 256 * 1024;

    private static final String BUILT_IN = "program.json";
    private static final String A_TIER = "the code of one of the \"tiers\"";
    private static final int CODE_MAX = 40;
    private static final int NAME_MAX = 100;
    private static final BigDecimal VALUE_MAX = BigDecimal.valueOf(1_000_000);
    /** How something can be rounded. */
    static final Set<RoundingMode> ROUNDING = EnumSet.complementOf(EnumSet.of(RoundingMode.UNNECESSARY));

    private final FormProblems problems;
    private final FormReader reader;
    private final FormNames names;
    private final List<UnaryOperator<LoyaltyProgram>> terms = new ArrayList<>();

    private ProgramForm(FormProblems problems, FormNames names) {
        this.problems = problems;
        this.names = names;
        this.reader = new FormReader(problems);
    }

    /**
     * Reads the program of a file.
     *
     * @throws ReplayException if there is none; it names everything that is wrong, and where
     */
    static ShopProgram read(Path path) throws ReplayException {
        return of(InputFile.read(path, BYTES_MAX));
    }

    /**
     * Reads a program.
     *
     * @throws ReplayException if it cannot be meant; it names everything that is wrong, and where
     */
    static ShopProgram of(InputFile file) throws ReplayException {
        return of(file, FormNames.NONE);
    }

    /**
     * Reads a program that may name what is written in Java.
     *
     * @throws ReplayException if it cannot be meant; it names everything that is wrong, and where
     */
    static ShopProgram of(InputFile file, FormNames names) throws ReplayException {
        FormProblems problems = new FormProblems();
        if (file.cut()) {
            int line = 1 + (int) file.text().codePoints().filter(c -> c == '\n').count();
            int column = file.text().length() - file.text().lastIndexOf('\n');
            problems.add(
                    new FormPlace(line, column, ""), "the bytes are not UTF-8 from here on; save the file as UTF-8");
            problems.throwIfAny(file.name());
        }
        Optional<FormNode> whole = FormText.read(file.text(), problems);
        Optional<ShopProgram> program =
                whole.flatMap(form -> new ProgramForm(problems, names).program(form, file.name()));
        problems.throwIfAny(file.name());
        return program.orElseThrow();
    }

    /** Returns the form of the program that is built in, to start from. */
    static String builtIn() {
        try (InputStream form = ProgramForm.class.getResourceAsStream(BUILT_IN)) {
            if (form == null) {
                throw new IllegalStateException(BUILT_IN + " is missing beside " + ProgramForm.class);
            }
            return InputFile.of(BUILT_IN, form.readAllBytes()).text();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Optional<ShopProgram> program(FormNode whole, String file) {
        FormFields form = reader.fields(whole).orElse(null);
        if (form == null) {
            return Optional.empty();
        }
        String name =
                form.find("name").flatMap(node -> reader.text(node, NAME_MAX)).orElse(file);
        ZoneId zone = form.find("zone").flatMap(this::zone).orElse(ZoneOffset.UTC);
        Currency currency = form.get("currency", "the three letters of your money, such as \"EUR\"")
                .flatMap(this::currency)
                .orElse(ReplayProgram.DOLLAR);
        Optional<FormFields> points = form.find("points").flatMap(reader::fields);
        Purse purse = points.flatMap(this::purse).orElse(Purse.POINTS);
        Optional<BigDecimal> value = points.flatMap(this::value);
        points.ifPresent(FormFields::end);
        form.find("rounding")
                .flatMap(node -> reader.choice(node, ROUNDING))
                .ifPresent(mode -> terms.add(program -> program.rounding(mode)));
        if (form.find("carry").flatMap(reader::flag).orElse(false)) {
            terms.add(LoyaltyProgram::carryingFractions);
        }
        PartForm parts = new PartForm(reader, purse);
        RuleForm rules = new RuleForm(reader, currency, parts, names);
        LotRules lots = form.get("rules", "a list in [ ] of how points are earned")
                .map(node -> rules(node, rules))
                .orElse(LotRules.none());
        EventForm events = new EventForm(reader, parts, rules.codes(), lots);
        form.find("events").ifPresent(node -> events(node, events));
        form.find("expiry")
                .flatMap(node -> periodEnd(reader, node, PeriodEnd.Edge.END_OF_DAY))
                .ifPresent(expiry -> terms.add(program -> program.expiring(expiry)));
        form.find("claimable")
                .flatMap(node -> periodEnd(reader, node, PeriodEnd.Edge.END_OF_DAY))
                .ifPresent(time -> terms.add(program -> program.claimableFor(time)));
        MetricForm metrics = new MetricForm(reader, currency, purse);
        List<QualifyingMetric> counted = form.find("counted")
                .map(node -> reader.list(node, metrics::read))
                .orElse(List.of());
        TierForm tiers = new TierForm(reader, problems, metrics, parts);
        // Before the rules, some of which may be for some tiers only.
        tiers.ladder(form).ifPresent(ladder -> terms.add(0, program -> program.with(ladder)));
        // And before the tiers what they count.
        terms.add(0, program -> counted.stream().reduce(program, LoyaltyProgram::counting, (one, other) -> other));
        rules.tiers().stream()
                .filter(named -> !tiers.codes().contains(named.getValue()))
                .forEach(named -> reader.wrong(named.getKey(), A_TIER));
        limits(form, parts, lots(form, parts, events.lots(), tiers.goes()));
        form.find("spend").flatMap(reader::fields).ifPresent(this::spend);
        form.find("rewards").ifPresent(node -> rewards(node, purse, tiers));
        form.end();
        return problems.none()
                ? reader.made(whole, () -> new ShopProgram(name, zone, currency, value.orElse(null), terms))
                : Optional.empty();
    }

    private Optional<ZoneId> zone(FormNode node) {
        String expected = "a zone such as \"Europe/Berlin\" or \"UTC\"";
        if (node instanceof FormNode.Text text) {
            try {
                return Optional.of(ZoneId.of(text.text()));
            } catch (DateTimeException unknown) {
                return reader.wrong(node, expected);
            }
        }
        return reader.wrong(node, expected);
    }

    private Optional<Currency> currency(FormNode node) {
        return node instanceof FormNode.Text text
                ? reader.made(node, () -> Money.currencyOf(text.text()))
                : reader.wrong(node, "a currency such as \"EUR\"");
    }

    private Optional<Purse> purse(FormFields points) {
        String code =
                points.find("code").flatMap(node -> reader.text(node, CODE_MAX)).orElse(Purse.POINTS.code());
        String unit =
                points.find("name").flatMap(node -> reader.text(node, CODE_MAX)).orElse(Purse.POINTS.unit());
        long decimals = points.find("decimals").flatMap(reader::whole).orElse(0L);
        // What is no number of decimals is none as a smaller number either.
        int scale = (int) Math.max(-1, Math.min(decimals, Integer.MAX_VALUE));
        Optional<Purse> purse = reader.made(points.node(), () -> new Purse(code, unit, scale));
        purse.ifPresent(unitOfProgram -> terms.add(program -> program.with(unitOfProgram)));
        return purse;
    }

    private Optional<BigDecimal> value(FormFields points) {
        return points.find("value")
                .flatMap(node -> reader.number(node)
                        .flatMap(value -> value.signum() > 0 && value.compareTo(VALUE_MAX) <= 0
                                ? Optional.of(value)
                                : reader.wrong(
                                        node,
                                        "the money that a point is worth, more than 0 and at most " + VALUE_MAX
                                                + ",")));
    }

    private LotRules rules(FormNode node, RuleForm form) {
        for (EarningRule rule : reader.list(node, form::rule)) {
            terms.add(program -> program.with(rule));
        }
        return form.lots();
    }

    private void events(FormNode node, EventForm form) {
        for (EventRule rule : reader.list(node, form::event)) {
            terms.add(program -> program.with(rule));
        }
    }

    /** Reads what becomes of points, beside what rules and tiers say of theirs. */
    private LotRules lots(FormFields form, PartForm parts, LotRules ofRules, Map<String, LotRules.Expiry> goesOfTiers) {
        LotRules lots = ofRules;
        for (Map.Entry<String, LotRules.Expiry> tier : goesOfTiers.entrySet()) {
            lots = lots.withTier(tier.getKey(), tier.getValue());
        }
        Optional<LotRules.Pending> pending = form.find("pending").flatMap(parts::pending);
        lots = pending.isPresent() ? lots.with(pending.get()) : lots;
        Optional<LotRules.Expiry> goes = form.find("goes").flatMap(parts::goes);
        lots = goes.isPresent() ? lots.with(goes.get()) : lots;
        Optional<LotRules.Inactivity> idle = form.find("inactivity").flatMap(node -> IdleForm.read(reader, node));
        lots = idle.isPresent() ? lots.with(idle.get()) : lots;
        Optional<Long> notice = form.find("noticeDays").flatMap(reader::whole);
        LotRules known = lots;
        return notice.flatMap(days -> reader.made(
                        form.node(), () -> known.noticeBefore((int) Math.max(-1, Math.min(Integer.MAX_VALUE, days)))))
                .orElse(lots);
    }

    /** Reads how many points there may be, what becomes of them, and how they are used. */
    private void limits(FormFields form, PartForm parts, LotRules lots) {
        for (EarningRule.Cap cap : form.find("caps").map(parts::caps).orElse(List.of())) {
            terms.add(program -> program.earningUpTo(cap));
        }
        form.find("balanceCap").flatMap(parts::cap).ifPresent(cap -> terms.add(program -> program.holdingUpTo(cap)));
        terms.add(program -> program.with(lots));
        SpendingForm spending = new SpendingForm(reader, parts);
        form.find("spending").flatMap(spending::spending).ifPresent(using -> terms.add(program -> program.with(using)));
        form.find("transfers")
                .flatMap(spending::transfers)
                .ifPresent(giving -> terms.add(program -> program.with(giving)));
        form.find("unknownReturns")
                .flatMap(node -> reader.choice(node, EnumSet.allOf(UnknownReturn.Policy.class)))
                .ifPresent(policy -> terms.add(program -> program.with(policy)));
        form.find("shortage").flatMap(spending::shortage).ifPresent(rules -> terms.add(program -> program.with(rules)));
        form.find("adjustments")
                .flatMap(spending::adjustments)
                .ifPresent(rules -> terms.add(program -> program.with(rules)));
    }

    /** Reads when something ends that lasts a while. */
    static Optional<PeriodEnd> periodEnd(FormReader reader, FormNode node, PeriodEnd.Edge usual) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        var after = fields.get("after", "a time such as \"12 months\"").flatMap(reader::period);
        PeriodEnd.Edge edge = fields.find("at")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(PeriodEnd.Edge.class)))
                .orElse(usual);
        fields.end();
        return after.flatMap(period -> reader.made(node, () -> new PeriodEnd(period, edge)));
    }

    private void spend(FormFields fields) {
        LineFilter lines =
                fields.find("lines").flatMap(new LineForm(reader)::lines).orElse(LineFilter.goods());
        EarningRule.Basis basis = fields.find("basis")
                .flatMap(node -> reader.choice(node, EnumSet.allOf(EarningRule.Basis.class)))
                .orElse(EarningRule.Basis.GROSS);
        fields.end();
        terms.add(program -> program.countingSpend(lines, basis));
    }

    private void rewards(FormNode node, Purse purse, TierForm tiers) {
        Map<String, FormPlace> codes = new HashMap<>();
        for (RewardOption reward : reader.list(node, each -> reward(each, purse, tiers, codes))) {
            terms.add(program -> program.with(reward));
        }
    }

    private Optional<RewardOption> reward(FormNode node, Purse purse, TierForm tiers, Map<String, FormPlace> codes) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<FormNode> coded = fields.get("code", "a short name of its own, such as \"mug\"");
        Optional<String> code = coded.flatMap(at -> reader.text(at, CODE_MAX));
        code.ifPresent(text -> reader.once(coded.orElseThrow(), text, codes));
        Optional<String> name =
                fields.get("name", "what customers read, such as \"A mug\"").flatMap(at -> reader.text(at, NAME_MAX));
        Optional<Points> price = price(fields, purse);
        Optional<String> tier = fields.find("tier").flatMap(at -> codeOf(at, tiers.codes()));
        Map<String, Points> prices = new HashMap<>();
        fields.find("prices")
                .map(at -> reader.list(at, each -> priceOfTier(each, purse, tiers.codes())))
                .orElse(List.of())
                .forEach(each -> prices.put(each.getKey(), each.getValue()));
        Optional<Benefit> gives = fields.find("gives").flatMap(tiers::benefit);
        fields.end();
        return code.isPresent() && name.isPresent() && price.isPresent()
                ? reader.made(
                        node,
                        () -> new RewardOption(
                                code.get(), name.get(), price.get(), tier.orElse(null), prices, gives.orElse(null)))
                : Optional.empty();
    }

    /** Returns a code, and tells when it is none of the tiers'. */
    private Optional<String> codeOf(FormNode node, Set<String> tiers) {
        Optional<String> code = reader.text(node, CODE_MAX);
        if (code.isPresent() && !tiers.contains(code.get())) {
            reader.wrong(node, A_TIER);
        }
        return code;
    }

    private Optional<Points> price(FormFields fields, Purse purse) {
        return fields.get("price", "the points it takes, such as 500")
                .flatMap(at -> reader.number(at)
                        .flatMap(number ->
                                reader.made(at, () -> purse.points(number).positive("price"))));
    }

    private Optional<Map.Entry<String, Points>> priceOfTier(FormNode node, Purse purse, Set<String> tiers) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<String> tier = fields.get("tier", A_TIER).flatMap(at -> codeOf(at, tiers));
        Optional<Points> price = price(fields, purse);
        fields.end();
        return tier.flatMap(code -> price.map(points -> Map.entry(code, points)));
    }
}
