package org.loyalty4j.program;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.sale.Schedule;

/**
 * What something gives that is no purchase: a review, a visit of the web site, a birthday. All rules that listen to an event
 * give for it, in the order of the program; each gives its points or nothing. It counts by the version of the program that
 * is valid when the event counts, and knows nothing of what another version with another cooldown or without the limit gave
 * before.
 *
 * @param code the rule's name in every posting, 1 to 40 code points; no other rule of the program has it
 * @param event the name of the event that it listens to, 1 to 40 code points
 * @param points how many points it gives, more than zero
 * @param cooldown how long it gives nothing after an event for which it gave, and before one, by the times that the events
 *     count from: an event exactly this much later gives again; whole seconds, 1 second to 3,653 days; null for none
 * @param limits for how many events it gives in calendar periods, each period once; all of them hold
 * @param schedule when it holds, by the clock of the program's zone at the time the event counts from; null for always
 */
public record EventRule(
        String code,
        String event,
        Points points,
        @Nullable Duration cooldown,
        List<Limit> limits,
        @Nullable Schedule schedule) {

    /** The longest cooldown. */
    public static final Duration COOLDOWN_MAX = Duration.ofDays(3653);

    /**
     * For how many events a rule gives in a calendar period of the program's zone. An event that is undone counts no more.
     *
     * @param most 1 to 1,000,000
     * @param period which kind of period, by the date that the event counts from
     */
    public record Limit(int most, Counter.Period period) {

        /** Checks the parts. */
        public Limit {
            new Violations()
                    .required("limits.period", period)
                    .check(
                            most >= 1 && most <= 1_000_000,
                            "limits.most",
                            Code.NUMBER_OUT_OF_RANGE,
                            "1 to 1,000,000 events are accepted")
                    .throwIfAny();
        }
    }

    /** Copies the list and checks the parts. */
    public EventRule {
        Violations violations = new Violations()
                .required("code", code)
                .required("event", event)
                .required("points", points)
                .required("limits", limits);
        violations.throwIfAny();
        violations.eachRequired("limits", limits).throwIfAny();
        limits = List.copyOf(limits);
        points.positive("points");
        code = violations.text("code", code, 40);
        event = violations.text("event", event, 40);
        violations.check(
                cooldown == null
                        || (cooldown.equals(Duration.ofSeconds(cooldown.toSeconds()))
                                && cooldown.compareTo(Duration.ofSeconds(1)) >= 0
                                && cooldown.compareTo(COOLDOWN_MAX) <= 0),
                "cooldown",
                Code.DURATION_OUT_OF_RANGE,
                "whole seconds, 1 second to 3,653 days, are accepted");
        Set<Counter.Period> periods = new HashSet<>();
        for (int i = 0; i < limits.size(); i++) {
            violations.check(
                    periods.add(limits.get(i).period()),
                    "limits[" + i + "].period",
                    Code.DUPLICATE_CODE,
                    "two limits are of one period");
        }
        violations.throwIfAny();
    }

    /** Makes a rule that is called as the event it listens to, and always gives. */
    public static EventRule of(String event, Points points) {
        return new EventRule(event, event, points, null, List.of(), null);
    }

    /** Returns this rule under another name. */
    public EventRule named(String name) {
        return new EventRule(name, event, points, cooldown, limits, schedule);
    }

    /** Returns this rule, giving nothing for a time after an event for which it gave, and before one. */
    public EventRule cooling(Duration time) {
        return new EventRule(code, event, points, time, limits, schedule);
    }

    /** Returns this rule, giving for so many events in a period at most, beside its other limits. */
    public EventRule atMost(int most, Counter.Period period) {
        List<Limit> more = new ArrayList<>(limits);
        more.add(new Limit(most, period));
        return new EventRule(code, event, points, cooldown, more, schedule);
    }

    /** Returns this rule, holding at some times only. */
    public EventRule when(Schedule times) {
        return new EventRule(code, event, points, cooldown, limits, times);
    }
}
