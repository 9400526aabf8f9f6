package org.loyalty4j.examples;

import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.TransferRules;

/** Reads how points are used, how they are given to others, and what happens where there are too few. Used by one thread, for one form. */
final class SpendingForm {

    private final FormReader reader;
    private final PartForm parts;

    SpendingForm(FormReader reader, PartForm parts) {
        this.reader = reader;
        this.parts = parts;
    }

    /** Reads how many points may be used at once, and what they are worth. */
    Optional<SpendingRules> spending(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<Points> least = fields.find("least").flatMap(parts::points);
        Optional<Points> most = fields.find("most").flatMap(parts::points);
        Optional<Points> step = fields.find("step").flatMap(parts::points);
        Optional<SpendingRules.Value> value = fields.find("value").flatMap(this::value);
        Optional<Ratio> share = fields.find("share").flatMap(reader::ratio);
        List<SpendingRules.Share> shares = fields.find("shares")
                .map(list -> reader.list(list, this::share))
                .orElse(List.of());
        List<SpendingRules.Limit> limits = fields.find("limits")
                .map(list -> reader.list(list, this::limit))
                .orElse(List.of());
        Optional<Points> balance = fields.find("balance").flatMap(parts::points);
        Optional<Points> offline = fields.find("offline").flatMap(parts::points);
        SpendingRules.Reach reach = fields.find("reach")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(SpendingRules.Reach.class)))
                .orElse(SpendingRules.Reach.BEFORE);
        int grace = small(fields, "graceDays");
        int priority = small(fields, "priority");
        fields.end();
        return reader.made(
                node,
                () -> new SpendingRules(
                        least.orElse(null),
                        most.orElse(null),
                        step.orElse(null),
                        value.orElse(null),
                        share.orElse(null),
                        shares,
                        limits,
                        grace,
                        priority,
                        balance.orElse(null),
                        offline.orElse(null),
                        reach));
    }

    /** Returns a number, 0 without one. Out of range is told by the rules themselves. */
    private int small(FormFields fields, String name) {
        return fields.find(name)
                .flatMap(reader::whole)
                .map(said -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, said)))
                .orElse(0);
    }

    private Optional<SpendingRules.Value> value(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<Ratio> rate = fields.get("rate", "the money that a point is worth, such as 0.01")
                .flatMap(reader::ratio);
        RoundingMode rounding = fields.find("rounding")
                .flatMap(at -> reader.choice(at, ProgramForm.ROUNDING))
                .orElse(RoundingMode.DOWN);
        fields.end();
        return rate.flatMap(exact -> reader.made(node, () -> new SpendingRules.Value(exact, rounding)));
    }

    private Optional<SpendingRules.Share> share(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<LineFilter> lines = fields.get("lines", "which lines, such as {\"kinds\": [\"shipping\"]}")
                .flatMap(new LineForm(reader)::lines);
        Optional<Ratio> part =
                fields.get("part", "the largest part of them, such as 0.5").flatMap(reader::ratio);
        fields.end();
        return lines.isPresent() && part.isPresent()
                ? reader.made(node, () -> new SpendingRules.Share(lines.get(), part.get()))
                : Optional.empty();
    }

    private Optional<SpendingRules.Limit> limit(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<Points> most =
                fields.get("most", "a number of points such as 100").flatMap(parts::points);
        Optional<Counter.Period> within =
                fields.get("within", "a period such as \"month\"").flatMap(parts::calendar);
        fields.end();
        return most.isPresent() && within.isPresent()
                ? reader.made(node, () -> new SpendingRules.Limit(most.get(), within.get()))
                : Optional.empty();
    }

    /** Reads how customers give points to each other. */
    Optional<TransferRules> transfers(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<Points> least = fields.find("least").flatMap(parts::points);
        Optional<Points> most = fields.find("most").flatMap(parts::points);
        Optional<Points> fee = fields.find("fee").flatMap(parts::points);
        TransferRules.Spent spent = fields.find("spent")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(TransferRules.Spent.class)))
                .orElse(TransferRules.Spent.REFUSE);
        List<SpendingRules.Limit> limits = fields.find("limits")
                .map(list -> reader.list(list, this::limit))
                .orElse(List.of());
        fields.end();
        return reader.made(
                node, () -> new TransferRules(least.orElse(null), most.orElse(null), fee.orElse(null), spent, limits));
    }

    /** Reads what one person may give and take by hand alone, and for which reasons. */
    Optional<AdjustmentRules> adjustments(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<Points> up = fields.find("up").flatMap(parts::points);
        Optional<Points> down = fields.find("down").flatMap(parts::points);
        Optional<Points> gift = fields.find("gift").flatMap(parts::points);
        List<String> codes = fields.find("codes")
                .map(list -> reader.list(list, code -> reader.text(code, Grounds.CODE_MAX)))
                .orElse(List.of());
        List<SpendingRules.Limit> limits = fields.find("limits")
                .map(list -> reader.list(list, this::limit))
                .orElse(List.of());
        fields.end();
        return reader.made(
                node,
                () -> new AdjustmentRules(
                        up.orElse(null), down.orElse(null), gift.orElse(null), new HashSet<>(codes), limits));
    }

    /** Reads what happens when points are to be taken and there are too few. */
    Optional<ShortageRules> shortage(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        ShortageRules usual = ShortageRules.standard();
        ShortageRules.Rule redemptions = shortage(fields, "redemptions", usual.redemptions());
        ShortageRules.Rule adjustments = shortage(fields, "adjustments", usual.adjustments());
        ShortageRules.Rule returns = shortage(fields, "returns", usual.returns());
        ShortageRules.Rule voids = shortage(fields, "voids", usual.voids());
        fields.end();
        return reader.made(node, () -> new ShortageRules(redemptions, adjustments, returns, voids));
    }

    private ShortageRules.Rule shortage(FormFields fields, String operation, ShortageRules.Rule usual) {
        return fields.find(operation).flatMap(this::shortageRule).orElse(usual);
    }

    private Optional<ShortageRules.Rule> shortageRule(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<ShortageRules.Mode> mode = fields.get("mode", "what happens, such as \"clamp\"")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(ShortageRules.Mode.class)));
        Optional<Points> limit = fields.find("limit").flatMap(parts::points);
        fields.end();
        return mode.flatMap(said -> reader.made(node, () -> new ShortageRules.Rule(said, limit.orElse(null))));
    }
}
