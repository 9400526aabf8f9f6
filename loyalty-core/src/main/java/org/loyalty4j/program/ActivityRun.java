package org.loyalty4j.program;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Missed;
import org.loyalty4j.program.EarningRule.Cap;

/**
 * What the rules of a version give for an event, and how they count it. Where a rule has a cooldown, time is cut into pieces
 * as long as it is: of one piece at most one event gave, so that a counter keeps its time, and only the pieces before and
 * after an event's own can hold one that is too near. Used by one thread.
 */
final class ActivityRun {

    private final LoyaltyProgram program;
    private final Instant countsAt;
    private final List<EventRule> rules;

    ActivityRun(LoyaltyProgram program, String event, Instant countsAt) {
        this.program = program;
        this.countsAt = countsAt;
        this.rules = program.events().stream()
                .filter(rule -> rule.event().equals(event))
                .toList();
    }

    /**
     * What an event gives.
     *
     * @param given by which rules, in their order; the cut of the balance's cap is told by what was asked for
     * @param missed why rules gave nothing or less
     */
    record Given(List<Attribution> given, List<Missed> missed) {

        /** Returns what is kept of an event beside its postings. */
        Map<String, Long> kept(String event, Instant countsAt) {
            Map<String, Long> kept = new TreeMap<>();
            Map.Entry<String, Long> name = Missed.event(event, countsAt);
            kept.put(name.getKey(), name.getValue());
            for (Missed part : missed) {
                Map.Entry<String, Long> entry = part.kept();
                kept.put(entry.getKey(), entry.getValue());
            }
            return kept;
        }
    }

    /** Returns everything that the event may be counted in, and that may stand against it. */
    Set<Counter.Key> keys() {
        Set<Counter.Key> keys = new HashSet<>(0);
        for (EventRule rule : rules) {
            rule.limits().forEach(limit -> keys.add(count(rule, limit.period())));
            if (rule.cooldown() != null) {
                long piece = piece(rule.cooldown());
                for (long i = piece - 1; i <= piece + 1; i++) {
                    keys.add(time(rule, rule.cooldown(), i));
                }
            }
        }
        return keys;
    }

    /** Returns the key that says whether a command's event was undone. */
    static Counter.Key undone(long sequence) {
        return new Counter.Key("undone:" + sequence, Counter.Period.LIFETIME, Counter.ALWAYS);
    }

    /**
     * Decides what the event gives, and counts it.
     *
     * @param balance all points of the account before it
     */
    Given give(CountersDraft counters, long balance) {
        List<Attribution> given = new ArrayList<>(1);
        List<Missed> missed = new ArrayList<>(0);
        long sum = balance;
        for (EventRule rule : rules) {
            Missed against = against(rule, counters);
            if (against != null) {
                missed.add(against);
                continue;
            }
            long asked = rule.points().minor();
            long granted = room(asked, sum);
            if (granted < asked) {
                missed.add(new Missed(rule.code(), Missed.Why.BALANCE, null, null));
            }
            if (granted > 0) {
                given.add(new Attribution(null, rule.code(), asked, granted));
                sum += granted;
                count(rule, counters, 1);
            }
        }
        return new Given(given, missed);
    }

    /** Frees the places of an event that is undone. */
    void free(CountersDraft counters, List<Attribution> given) {
        for (EventRule rule : rules) {
            if (given.stream().anyMatch(part -> part.rule().equals(rule.code()))) {
                count(rule, counters, -1);
            }
        }
    }

    private void count(EventRule rule, CountersDraft counters, int more) {
        rule.limits().forEach(limit -> counters.add(count(rule, limit.period()), more));
        if (rule.cooldown() != null) {
            counters.add(time(rule, rule.cooldown(), piece(rule.cooldown())), more * (1 + within(rule.cooldown())));
        }
    }

    private long room(long asked, long balance) {
        Cap cap = program.balanceCap();
        long room = cap == null ? asked : Math.max(0, cap.most().minor() - balance);
        return room >= asked ? asked : cap != null && cap.overflow() == Cap.Overflow.REDUCE ? room : 0;
    }

    private @Nullable Missed against(EventRule rule, CountersDraft counters) {
        if (rule.schedule() != null && !rule.schedule().holds(LocalDateTime.ofInstant(countsAt, program.zone()))) {
            return new Missed(rule.code(), Missed.Why.SCHEDULE, null, null);
        }
        Instant until = cooling(rule, counters);
        if (until != null) {
            return new Missed(rule.code(), Missed.Why.COOLDOWN, until, null);
        }
        for (EventRule.Limit limit : rule.limits()) {
            if (counters.amount(count(rule, limit.period())) >= limit.most()) {
                return new Missed(rule.code(), Missed.Why.LIMIT, null, limit.period());
            }
        }
        return null;
    }

    /** Returns until when a rule gives nothing because it gave for an event that is too near, or null. */
    private @Nullable Instant cooling(EventRule rule, CountersDraft counters) {
        Duration time = rule.cooldown();
        if (time == null) {
            return null;
        }
        long length = micros(time);
        long at = micros(countsAt);
        Instant until = null;
        for (long i = piece(time) - 1; i <= piece(time) + 1; i++) {
            long kept = counters.amount(time(rule, time, i));
            long other = i * length + kept - 1;
            if (kept > 0 && Math.abs(at - other) < length) {
                until = Instant.EPOCH.plus(other + length, ChronoUnit.MICROS);
            }
        }
        return until;
    }

    private Counter.Key count(EventRule rule, Counter.Period period) {
        LocalDate date = program.dateOf(countsAt);
        return new Counter.Key("event:" + rule.code(), period, period.startOf(date));
    }

    private static Counter.Key time(EventRule rule, Duration cooldown, long piece) {
        String length = Long.toString(cooldown.toSeconds(), Character.MAX_RADIX);
        String code = "cd:" + rule.code() + "/" + length + "/" + Long.toString(piece, Character.MAX_RADIX);
        return new Counter.Key(code, Counter.Period.LIFETIME, Counter.ALWAYS);
    }

    private long piece(Duration cooldown) {
        return Math.floorDiv(micros(countsAt), micros(cooldown));
    }

    private long within(Duration cooldown) {
        return Math.floorMod(micros(countsAt), micros(cooldown));
    }

    private static long micros(Duration time) {
        return Math.multiplyExact(time.toSeconds(), 1_000_000L);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
