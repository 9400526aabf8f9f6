package org.loyalty4j.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.program.LotRules.Activity;
import org.loyalty4j.program.LotRules.Inactivity;
import org.loyalty4j.program.LoyaltyProgram;

/** What one customer of the model did that keeps points, and how the account was after each command. */
final class ModelIdle {

    private final LoyaltyProgram program;
    private final List<Instant> marks = new ArrayList<>();
    private @Nullable Kept past;

    ModelIdle(LoyaltyProgram program) {
        this.program = program;
    }

    /** An account as it was after a command; nobody changes it, so that copies share it. */
    private record Kept(ModelAccount account, @Nullable Kept before) {}

    ModelIdle copy() {
        ModelIdle copy = new ModelIdle(program);
        copy.marks.addAll(marks);
        copy.past = past;
        return copy;
    }

    private @Nullable Instant end(Instant at) {
        Inactivity rule = program.lots().inactivity();
        return rule == null ? null : program.startOf(rule.after().firstDayAfter(program.dateOf(at)));
    }

    /** Returns when all points go if nothing more happens, or null when they do not. */
    @Nullable
    Instant end() {
        return marks.stream().max(Comparator.naturalOrder()).map(this::end).orElse(null);
    }

    /** Notes what the customer did. */
    void did(Activity activity, Instant at, Instant now) {
        Inactivity rule = program.lots().inactivity();
        Instant end = end(at);
        boolean late = marks.isEmpty() && end != null && !end.isAfter(now);
        if (rule != null && rule.activities().contains(activity) && !late) {
            marks.add(at);
        }
    }

    /** Notes that points came where there were none. */
    void begin(Instant at) {
        if (program.lots().inactivity() != null) {
            marks.add(at);
        }
    }

    /** Keeps an account as it is after a command. */
    void keep(ModelAccount account) {
        if (program.lots().inactivity() != null) {
            ModelAccount kept = account.copy();
            kept.idle.past = null;
            past = new Kept(kept, past);
        }
    }

    /** Returns the account as it will be if nothing more happens than was known, or null where that does not matter. */
    @Nullable
    ModelAccount ahead(Instant at, Instant knownAt) {
        Kept known = past;
        while (known != null && known.account().recordedAt.isAfter(knownAt)) {
            known = known.before();
        }
        if (known == null || at.isBefore(known.account().recordedAt)) {
            return null;
        }
        ModelAccount later = known.account().copy();
        later.expire(at);
        return later;
    }
}
