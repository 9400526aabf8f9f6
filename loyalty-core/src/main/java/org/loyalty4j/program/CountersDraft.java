package org.loyalty4j.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Counter;

/** The counters of an account while a command is decided. Used by one thread. */
final class CountersDraft {

    private final AccountId account;
    private final Map<Counter.Key, Long> known;
    private final boolean all;
    private final Map<Counter.Key, Long> changed = new LinkedHashMap<>(0);

    private CountersDraft(AccountId account, Map<Counter.Key, Long> known, boolean all) {
        this.account = account;
        this.known = known;
        this.all = all;
    }

    /** Starts with the counters that were brought; nothing is known of others. */
    static CountersDraft of(AccountId account, Map<Counter.Key, Long> brought) {
        return new CountersDraft(account, brought, false);
    }

    /** Starts before anything was counted. */
    static CountersDraft empty(AccountId account) {
        return new CountersDraft(account, Map.of(), true);
    }

    /** Returns how much was counted so far. */
    long amount(Counter.Key key) {
        Long now = changed.get(key);
        now = now == null ? known.get(key) : now;
        if (now == null && !all) {
            throw new IllegalStateException("The counter " + key + " was not brought");
        }
        return now == null ? 0 : now;
    }

    void add(Counter.Key key, long more) {
        if (more != 0) {
            changed.put(key, Math.addExact(amount(key), more));
        }
    }

    /** Returns the counters that were changed, as they are now. */
    List<Counter> changed() {
        List<Counter> counters = new ArrayList<>(changed.size());
        changed.forEach((key, amount) -> counters.add(new Counter(account, key, amount)));
        return counters;
    }

    /** Returns what is known now. */
    Map<Counter.Key, Long> known() {
        Layers<Counter.Key, Long> after = Layers.of(known);
        for (Map.Entry<Counter.Key, Long> entry : changed.entrySet()) {
            after = after.and(entry.getKey(), entry.getValue());
        }
        return after;
    }
}
