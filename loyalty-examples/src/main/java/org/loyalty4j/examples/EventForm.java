package org.loyalty4j.examples;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.sale.Schedule;

/** The part of a program's form that says what is given for something that is no purchase. Used by one thread, for one form. */
final class EventForm {

    private static final int CODE_MAX = 40;
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9}) (day|hour|minute|second)s?");
    private static final Map<String, Long> SECONDS =
            Map.of("day", 86_400L, "hour", 3_600L, "minute", 60L, "second", 1L);

    private final FormReader reader;
    private final PartForm parts;
    private final Map<String, FormPlace> codes;
    private LotRules lots;

    /**
     * Makes a reader of events.
     *
     * @param codes where the codes of rules stand that were read before
     * @param ofRules what becomes of the points of those rules
     */
    EventForm(FormReader reader, PartForm parts, Map<String, FormPlace> codes, LotRules ofRules) {
        this.reader = reader;
        this.parts = parts;
        this.codes = codes;
        this.lots = ofRules;
    }

    /** Returns what becomes of the points of rules and of the events that were read. */
    LotRules lots() {
        return lots;
    }

    /** Reads a rule about an event. */
    Optional<EventRule> event(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<FormNode> named = fields.get("event", "what happens, such as \"review\"");
        Optional<String> event = named.flatMap(at -> reader.text(at, CODE_MAX));
        Optional<FormNode> coded = fields.find("code").or(() -> named);
        Optional<String> code = coded.flatMap(at -> reader.text(at, CODE_MAX));
        code.ifPresent(text -> reader.once(coded.orElseThrow(), text, codes));
        Optional<Points> points =
                fields.get("points", "a number of points such as 100").flatMap(parts::points);
        Optional<Duration> cooldown = fields.find("cooldown").flatMap(this::time);
        List<EventRule.Limit> limits = fields.find("limits")
                .map(list -> reader.list(list, this::limit))
                .orElse(List.of());
        Optional<Schedule> schedule = fields.find("when").flatMap(parts::schedule);
        Optional<LotRules.Pending> pending = fields.find("pending").flatMap(parts::pending);
        Optional<LotRules.Expiry> goes = fields.find("goes").flatMap(parts::goes);
        fields.end();
        code.ifPresent(text -> pending.ifPresent(wait -> lots = lots.with(text, wait)));
        code.ifPresent(text -> goes.ifPresent(end -> lots = lots.with(text, end)));
        // Where a part is missing, one that is right stands in for it, so that the library looks at the others.
        return reader.made(
                node,
                () -> new EventRule(
                        code.orElse("event"),
                        event.orElse("event"),
                        points.orElse(Points.of(1)),
                        cooldown.orElse(null),
                        limits,
                        schedule.orElse(null)));
    }

    private Optional<EventRule.Limit> limit(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<Long> most = fields.get("most", "a number of events such as 5").flatMap(reader::whole);
        Optional<Counter.Period> within =
                fields.get("within", "a period such as \"month\"").flatMap(parts::calendar);
        fields.end();
        return most.isPresent() && within.isPresent()
                ? reader.made(
                        node,
                        () -> new EventRule.Limit(
                                (int) Math.max(-1, Math.min(most.get(), Integer.MAX_VALUE)), within.get()))
                : Optional.empty();
    }

    private Optional<Duration> time(FormNode node) {
        Matcher time = TIME.matcher(node instanceof FormNode.Text text ? text.text() : "");
        return time.matches()
                ? Optional.of(
                        Duration.ofSeconds(Long.parseLong(time.group(1)) * SECONDS.getOrDefault(time.group(2), 1L)))
                : reader.wrong(node, "a time such as \"2 days\", \"36 hours\", \"90 minutes\" or \"30 seconds\"");
    }

    /** Returns the group that says the same as a rule. */
    static Map<String, Object> write(EventRule rule, LotRules lots, Function<Points, Object> points) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("event", rule.event());
        FormWriter.unlessUsual(form, "code", rule.code(), rule.event(), code -> code);
        form.put("points", points.apply(rule.points()));
        FormWriter.unlessNull(form, "cooldown", rule.cooldown(), EventForm::time);
        FormWriter.unlessEmpty(
                form,
                "limits",
                rule.limits().stream()
                        .map(limit -> FormWriter.pair("most", limit.most(), "within", FormReader.word(limit.period())))
                        .toList());
        FormWriter.unlessNull(form, "when", rule.schedule(), FormWriter::schedule);
        FormWriter.unlessNull(form, "pending", lots.pendingOfRules().get(rule.code()), FormWriter::pending);
        FormWriter.unlessNull(form, "goes", lots.expiryOfRules().get(rule.code()), FormWriter::goes);
        return form;
    }

    /** Returns a time in the largest unit that says it exactly. */
    private static String time(Duration time) {
        long seconds = time.toSeconds();
        String unit = List.of("day", "hour", "minute", "second").stream()
                .filter(each -> seconds % SECONDS.getOrDefault(each, 1L) == 0)
                .findFirst()
                .orElse("second");
        long count = seconds / SECONDS.getOrDefault(unit, 1L);
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
