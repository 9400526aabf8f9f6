package org.loyalty4j.examples;

import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.tier.Benefit;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierRule;

/** Writes the tiers of a program as the form that {@link TierForm} reads. Used by one thread, for one program. */
final class TierWriter {

    private final LoyaltyProgram program;
    private final TierLadder ladder;

    TierWriter(LoyaltyProgram program) {
        this.program = program;
        this.ladder = program.ladder();
    }

    /** Returns the tiers, none where there is only the one that everybody has. */
    List<Map<String, Object>> tiers() {
        return ladder.equals(TierLadder.none())
                ? List.of()
                : ladder.tiers().stream().map(this::tier).toList();
    }

    private Map<String, Object> tier(Tier tier) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("code", tier.code());
        if (tier.rule() == null || tier.from() != 0) {
            form.put("from", MetricForm.amount(program, ladder.metric(), tier.from()));
        }
        FormWriter.unlessNull(form, "rule", tier.rule(), this::rule);
        FormWriter.unlessUsual(form, "multiplier", tier.multiplier(), Ratio.ONE, FormWriter::ratio);
        FormWriter.unlessNull(form, "goes", program.lots().expiryOfTiers().get(tier.code()), FormWriter::goes);
        FormWriter.unlessUsual(form, "kept", tier.kept(), false, kept -> kept);
        FormWriter.unlessUsual(form, "benefits", tier.benefits(), List.of(), TierWriter::benefits);
        Tier.Entry entry = tier.entry();
        if (entry != null) {
            Map<String, Object> gives = new LinkedHashMap<>();
            gives.put("points", FormWriter.points(program.purse(), entry.points()));
            gives.put("within", FormReader.word(entry.per()));
            form.put("entry", gives);
        }
        return form;
    }

    private static List<Object> benefits(List<Benefit> benefits) {
        List<Object> forms = new ArrayList<>();
        benefits.forEach(benefit -> forms.add(benefit(benefit)));
        return forms;
    }

    static Map<String, Object> benefit(Benefit benefit) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("code", benefit.code());
        if (!benefit.details().isEmpty()) {
            List<Object> details = new ArrayList<>();
            new TreeMap<>(benefit.details())
                    .forEach((name, text) -> details.add(FormWriter.pair("name", name, "text", text)));
            form.put("details", details);
        }
        return form;
    }

    private Map<String, Object> rule(TierRule rule) {
        if (rule instanceof TierRule.All all) {
            return Map.of("all", all.parts().stream().map(this::rule).toList());
        }
        if (rule instanceof TierRule.Any any) {
            return Map.of("any", any.parts().stream().map(this::rule).toList());
        }
        TierRule.Condition condition = (TierRule.Condition) rule;
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("by", condition.metric().word());
        form.put("window", window(condition.window()));
        form.put("least", MetricForm.amount(program, condition.metric(), condition.least()));
        return form;
    }

    /** Returns how tiers are reached and kept. */
    Map<String, Object> rules() {
        Map<String, Object> form = new LinkedHashMap<>();
        if (ladder.equals(TierLadder.none())) {
            return form;
        }
        form.put("by", ladder.metric().word());
        form.put("window", window(ladder.window()));
        FormWriter.unlessNull(form, "validity", ladder.validity(), FormWriter::end);
        form.put("downgrade", FormReader.word(ladder.downgrade()));
        FormWriter.unlessUsual(form, "grace", ladder.grace(), Period.ZERO, FormWriter::period);
        TierPolicy policy = ladder.policy();
        TierPolicy usual = TierPolicy.USUAL;
        FormWriter.unlessUsual(form, "graceTo", policy.graceEdge(), usual.graceEdge(), FormReader::word);
        FormWriter.unlessUsual(form, "graceFrom", policy.graceFrom(), usual.graceFrom(), FormReader::word);
        FormWriter.unlessUsual(form, "rates", policy.rates(), usual.rates(), FormReader::word);
        FormWriter.unlessUsual(form, "upgrade", policy.upgrade(), usual.upgrade(), FormReader::word);
        FormWriter.unlessUsual(form, "returns", policy.returns(), usual.returns(), FormReader::word);
        return form;
    }

    private static String window(TierLadder.Window window) {
        return window.kind() == TierLadder.Window.Kind.ROLLING
                ? FormWriter.period(window.period())
                : FormReader.word(window.kind());
    }
}
