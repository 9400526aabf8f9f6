package org.loyalty4j.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.Counter;
import org.loyalty4j.program.EventRule;

/**
 * What events of one customer come to, as naively as can be: all that gave are looked at again for each. Points never go, and
 * what is missing is nobody's. Used by one thread.
 */
final class ModelEvents {

    private final List<EventRule> rules;
    private final List<Gave> gave = new ArrayList<>();
    private final Map<CommandKey, Long> points = new HashMap<>();
    private final Set<CommandKey> undone = new HashSet<>();
    private long balance;

    private record Gave(EventRule rule, CommandKey key, Instant at) {}

    ModelEvents(List<EventRule> rules) {
        this.rules = rules;
    }

    long balance() {
        return balance;
    }

    /** Returns what an event gives. */
    long happens(CommandKey key, String event, Instant at) {
        long sum = 0;
        for (EventRule rule : rules) {
            if (rule.event().equals(event) && !isNear(rule, at) && hasRoom(rule, at)) {
                gave.add(new Gave(rule, key, at));
                sum += rule.points().minor();
            }
        }
        points.put(key, sum);
        balance += sum;
        return sum;
    }

    void uses(long some) {
        balance -= some;
    }

    /** Returns what undoing an event takes, or -1 where it was undone before. */
    long undo(CommandKey key) {
        if (!undone.add(key)) {
            return -1;
        }
        long due = points.getOrDefault(key, 0L);
        long taken = Math.min(due, balance);
        balance -= taken;
        if (taken == due) {
            gave.removeIf(each -> each.key().equals(key));
        }
        return taken;
    }

    private boolean isNear(EventRule rule, Instant at) {
        Duration cooldown = rule.cooldown();
        return cooldown != null
                && gave.stream()
                        .filter(each -> each.rule().equals(rule))
                        .anyMatch(each -> Duration.between(each.at(), at).abs().compareTo(cooldown) < 0);
    }

    private boolean hasRoom(EventRule rule, Instant at) {
        return rule.limits().stream()
                .allMatch(limit -> gave.stream()
                                .filter(each -> each.rule().equals(rule))
                                .filter(each -> start(limit.period(), each.at()).equals(start(limit.period(), at)))
                                .count()
                        < limit.most());
    }

    private static LocalDate start(Counter.Period period, Instant at) {
        return period.startOf(at.atZone(ZoneOffset.UTC).toLocalDate());
    }
}
