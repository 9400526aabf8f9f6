package org.loyalty4j.examples;

import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.EarningRule.Kind;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.Turn;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.sale.Tender;

/**
 * Reads how points are earned. A kind of rule is written as the library names it, in small letters; one that the library
 * learns is known here without more, as long as it needs no field of its own. What is written in Java, a formula or a
 * personal factor, a form can only name. Used by one thread, for one form.
 */
final class RuleForm {

    private static final int CODE_MAX = 40;

    private final FormReader reader;
    private final Currency currency;
    private final PartForm parts;
    private final FormNames names;
    private final Map<String, FormPlace> codes = new HashMap<>();
    private final List<Map.Entry<FormNode, String>> tiers = new ArrayList<>();
    private LotRules lots = LotRules.none();

    RuleForm(FormReader reader, Currency currency, PartForm parts, FormNames names) {
        this.reader = reader;
        this.currency = currency;
        this.parts = parts;
        this.names = names;
    }

    /** Returns what becomes of the points of the rules that were read. */
    LotRules lots() {
        return lots;
    }

    /** Returns where the codes of the rules stand that were read. */
    Map<String, FormPlace> codes() {
        return codes;
    }

    /** Returns the tiers that rules named, each where it stands. */
    List<Map.Entry<FormNode, String>> tiers() {
        return tiers;
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
        Optional<Kind> kind = fields.get("kind", "how it reckons, such as \"per step\"")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(Kind.class)));
        boolean multiplies = kind.map(Kind.MULTIPLIER::equals)
                .orElseGet(() -> fields.find("factor").isPresent());
        String formula = formula(fields, kind.orElse(null));
        Ratio points = points(fields, multiplies, formula != null);
        Optional<Money> per = fields.find("per").flatMap(at -> reader.money(at, currency));
        LineFilter lines =
                fields.find("lines").flatMap(new LineForm(reader)::lines).orElse(LineFilter.goods());
        EarningRule.Basis basis = fields.find("basis")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(EarningRule.Basis.class)))
                .orElse(EarningRule.Basis.GROSS);
        Optional<Money> minimum = fields.find("minimum").flatMap(at -> reader.money(at, currency));
        Optional<Set<Tender.Kind>> tenders = fields.find("paidWith").map(this::tenders);
        Set<Tender.Kind> excluded = fields.find("notPaidWith")
                .map(this::tenders)
                .orElse(tenders.isPresent() ? Set.of() : EarningRule.USUALLY_EXCLUDED);
        Optional<Schedule> schedule = fields.find("when").flatMap(parts::schedule);
        Optional<EarningRule.Stacking> group = fields.find("group").flatMap(parts::group);
        List<Cap> caps = fields.find("caps").map(parts::caps).orElse(List.of());
        Optional<Turn> turn = fields.find("turn").flatMap(parts::turn);
        Set<String> tiers = tiers(fields);
        Optional<LotRules.Pending> pending = fields.find("pending").flatMap(parts::pending);
        Optional<LotRules.Expiry> goes = fields.find("goes").flatMap(parts::goes);
        fields.end();
        code.ifPresent(text -> pending.ifPresent(wait -> lots = lots.with(text, wait)));
        code.ifPresent(text -> goes.ifPresent(end -> lots = lots.with(text, end)));
        // Where a part is missing, one that is right stands in for it, so that the library looks at the others.
        Kind reckoning = kind.orElse(per.isPresent() ? Kind.PER_STEP : Kind.PER_PURCHASE);
        return reader.made(
                node,
                () -> new EarningRule(
                        code.orElse("rule"),
                        reckoning,
                        points,
                        per.orElse(null),
                        lines,
                        basis,
                        minimum.orElse(null),
                        tenders.orElse(Set.of()),
                        excluded,
                        schedule.orElse(null),
                        group.orElse(null),
                        PartForm.once(caps),
                        formula,
                        PartForm.within(caps),
                        turn.orElse(null),
                        tiers));
    }

    /** Reads the tiers that it is for; which there are, is known when they were read. */
    private Set<String> tiers(FormFields fields) {
        return new HashSet<>(fields.find("tiers")
                .map(list -> reader.list(list, at -> {
                    Optional<String> code = reader.text(at, CODE_MAX);
                    code.ifPresent(text -> tiers.add(Map.entry(at, text)));
                    return code;
                }))
                .orElse(List.of()));
    }

    private Ratio points(FormFields fields, boolean multiplies, boolean named) {
        String name = multiplies ? "factor" : "points";
        Optional<FormNode> said = named ? fields.find(name) : fields.get(name, "a number such as 2 or 1.25");
        return said.flatMap(reader::ratio).orElse(Ratio.ONE);
    }

    /** Reads the name of what is written in Java; one that stands in for a wrong one is never used. */
    private @Nullable String formula(FormFields fields, @Nullable Kind kind) {
        if (kind == Kind.CUSTOM) {
            return fields.get("formula", "the name of the formula that it reckons with")
                    .flatMap(at -> named(at, "formulas", names.formulas()))
                    .orElse("formula");
        }
        return kind == Kind.MULTIPLIER
                ? fields.find("personal")
                        .flatMap(at -> named(at, "personal factors", names.factors()))
                        .orElse(null)
                : null;
    }

    private Optional<String> named(FormNode node, String what, Set<String> known) {
        Optional<String> name = reader.text(node, CODE_MAX);
        if (name.isEmpty() || known.contains(name.get())) {
            return name;
        }
        List<String> shown = new ArrayList<>();
        new TreeSet<>(known).forEach(each -> shown.add("\"" + each + "\""));
        return reader.wrong(
                node,
                shown.isEmpty()
                        ? "none of the " + what + ", which are written in Java and of which none is registered here,"
                        : "one of the " + what + " that are registered here, " + String.join(", ", shown) + ",");
    }

    private Set<Tender.Kind> tenders(FormNode list) {
        return new HashSet<>(reader.list(list, at -> reader.choice(at, EnumSet.allOf(Tender.Kind.class))));
    }
}
