package org.loyalty4j.jpa;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.store.CounterStore;

/** Answers questions about counters. */
final class JpaCounters implements CounterStore {

    private static final String ALL =
            "select c from CounterRow c join AccountRow a on a.id = c.account where " + Questions.ACCOUNT;

    private final Questions questions;

    JpaCounters(Questions questions) {
        this.questions = questions;
    }

    @Override
    public List<Counter> counters(AccountId account, Set<Counter.Key> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Set<java.time.LocalDate> dates =
                keys.stream().map(Counter.Key::from).collect(java.util.stream.Collectors.toSet());
        return questions
                .list(ALL + " and c.from in (:dates)", CounterRow.class, Questions.of(account, "dates", dates))
                .stream()
                .map(row -> row.counter(account))
                .filter(counter -> keys.contains(counter.key()))
                .toList();
    }

    @Override
    public List<Counter> counters(AccountId account) {
        return questions.list(ALL, CounterRow.class, Questions.of(account)).stream()
                .map(row -> row.counter(account))
                .sorted(Comparator.comparing(Counter::key))
                .toList();
    }
}
