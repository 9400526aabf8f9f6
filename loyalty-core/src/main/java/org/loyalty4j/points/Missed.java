package org.loyalty4j.points;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule gave nothing for an event that it listens to, or less than its points.
 *
 * @param rule the rule's code
 * @param why what stood against it
 * @param until for a cooldown the first instant that is not within it, otherwise null
 * @param period for a limit the period that is used up, otherwise null
 */
public record Missed(String rule, Why why, @Nullable Instant until, Counter.@Nullable Period period) {

    /** What stands against a rule. */
    public enum Why {
        /** It gave for an event that is too near. */
        COOLDOWN,
        /** It gave for as many events of a period as it may. */
        LIMIT,
        /** It does not hold at the time the event counts from. */
        SCHEDULE,
        /** The account had room for fewer points than it gives, or none. */
        BALANCE
    }

    private static final String EVENT = "event:";

    /** Returns what is kept of an event: its name, and when it counts from. */
    public static Map.Entry<String, Long> event(String name, Instant countsAt) {
        return Map.entry(EVENT + name, ChronoUnit.MICROS.between(Instant.EPOCH, countsAt));
    }

    /** Returns what is kept of this. */
    public Map.Entry<String, Long> kept() {
        String kind = period == null ? why.name() : why.name() + "/" + period.name();
        long number = until == null ? 1 : ChronoUnit.MICROS.between(Instant.EPOCH, until);
        return Map.entry(kind + ":" + rule, number);
    }

    /** Returns the name of the event that a command was about and when it counts from, or null where it was about none. */
    static Map.@Nullable Entry<String, Instant> eventOf(Map<String, Long> kept) {
        for (Map.Entry<String, Long> entry : kept.entrySet()) {
            if (entry.getKey().startsWith(EVENT)) {
                return Map.entry(
                        entry.getKey().substring(EVENT.length()),
                        Instant.EPOCH.plus(entry.getValue(), ChronoUnit.MICROS));
            }
        }
        return null;
    }

    /** Returns what rules did not give, in the order of their codes. */
    static List<Missed> of(Map<String, Long> kept) {
        List<Missed> missed = new ArrayList<>(0);
        for (Map.Entry<String, Long> entry : kept.entrySet()) {
            int colon = entry.getKey().indexOf(':');
            if (colon > 0 && !entry.getKey().startsWith(EVENT)) {
                missed.add(
                        of(entry.getKey().substring(0, colon), entry.getKey().substring(colon + 1), entry.getValue()));
            }
        }
        missed.sort(Comparator.comparing(Missed::rule).thenComparing(Missed::why));
        return missed;
    }

    private static Missed of(String kind, String rule, long number) {
        int slash = kind.indexOf('/');
        Why why = Why.valueOf(slash < 0 ? kind : kind.substring(0, slash));
        return new Missed(
                rule,
                why,
                why == Why.COOLDOWN ? Instant.EPOCH.plus(number, ChronoUnit.MICROS) : null,
                slash < 0 ? null : Counter.Period.valueOf(kind.substring(slash + 1)));
    }
}
