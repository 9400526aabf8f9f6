package org.loyalty4j.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.program.LoyaltyProgram;

/** The events of one customer, as naively as can be: all that gave are looked at again for each. Used by one thread. */
final class ModelEvents {

    private final List<Gave> gave = new ArrayList<>();
    private final Map<CommandKey, List<Long>> lots = new HashMap<>();
    private final Set<CommandKey> undone = new HashSet<>();

    private record Gave(EventRule rule, CommandKey key, Instant at) {}

    ModelEvents copy() {
        ModelEvents copy = new ModelEvents();
        copy.gave.addAll(gave);
        copy.lots.putAll(lots);
        copy.undone.addAll(undone);
        return copy;
    }

    /** Says whether a rule gives for an event, as far as time and those before it go. */
    boolean hasPlace(LoyaltyProgram program, EventRule rule, Instant at) {
        return !isNear(rule, at) && hasRoom(program, rule, at);
    }

    /** Notes that a rule gave. */
    void gave(EventRule rule, CommandKey key, Instant at) {
        gave.add(new Gave(rule, key, at));
    }

    /** Notes an event, and the numbers of the batches that it gave. */
    void happened(CommandKey key, List<Long> batches) {
        lots.put(key, List.copyOf(batches));
    }

    /** Returns the batches that an event gave, or null where there is no such event. */
    @Nullable
    List<Long> lots(CommandKey key) {
        return lots.get(key);
    }

    boolean isUndone(CommandKey key) {
        return undone.contains(key);
    }

    /** Notes that an event was undone; where points of it were missing, it goes on counting. */
    void undo(CommandKey key, boolean missing) {
        undone.add(key);
        if (!missing) {
            gave.removeIf(each -> each.key().equals(key));
        }
    }

    private boolean isNear(EventRule rule, Instant at) {
        Duration cooldown = rule.cooldown();
        return cooldown != null
                && gave.stream()
                        .filter(each -> each.rule().equals(rule))
                        .anyMatch(each -> Duration.between(each.at(), at).abs().compareTo(cooldown) < 0);
    }

    private boolean hasRoom(LoyaltyProgram program, EventRule rule, Instant at) {
        LocalDate date = program.dateOf(at);
        return rule.limits().stream()
                .allMatch(limit -> gave.stream()
                                .filter(each -> each.rule().equals(rule))
                                .filter(each -> ModelLimits.within(limit.period(), program.dateOf(each.at()), date))
                                .count()
                        < limit.most());
    }
}
