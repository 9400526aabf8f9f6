package org.loyalty4j.examples;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.loyalty4j.program.LotRules.Activity;
import org.loyalty4j.program.LotRules.Inactivity;
import org.loyalty4j.tier.PeriodEnd;

/** The part of a program's form that says after which time points go when nothing happens. */
final class IdleForm {

    private IdleForm() {}

    /** Returns what a group says: a time, and what starts it anew. */
    static Optional<Inactivity> read(FormReader reader, FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        var after = fields.get("after", "a time such as \"18 months\"").flatMap(reader::period);
        PeriodEnd.Edge edge = fields.find("at")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(PeriodEnd.Edge.class)))
                .orElse(PeriodEnd.Edge.END_OF_DAY);
        Optional<List<Activity>> activities = fields.find("activities")
                .map(list -> reader.list(list, each -> reader.choice(each, EnumSet.allOf(Activity.class))));
        fields.end();
        return after.flatMap(period -> reader.made(node, () -> {
            Inactivity usual = Inactivity.after(new PeriodEnd(period, edge));
            return activities
                    .map(some -> new Inactivity(usual.after(), Set.copyOf(some)))
                    .orElse(usual);
        }));
    }

    /** Returns the group that says the same. */
    static Map<String, Object> write(Inactivity inactivity) {
        Map<String, Object> form = new LinkedHashMap<>(FormWriter.end(inactivity.after()));
        if (!inactivity.equals(Inactivity.after(inactivity.after()))) {
            form.put(
                    "activities",
                    inactivity.activities().stream().map(FormReader::word).toList());
        }
        return form;
    }
}
