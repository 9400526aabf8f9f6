package org.loyalty4j.store;

import java.util.List;
import java.util.Set;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Counter;

/** Answers questions about what accounts have counted in calendar periods. */
public interface CounterStore {

    /** Returns those of some counters in which anything was ever counted, in any order. */
    List<Counter> counters(AccountId account, Set<Counter.Key> keys);

    /** Returns all counters of an account in the order of their keys. */
    List<Counter> counters(AccountId account);
}
