package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.loyalty4j.command.IdSource;
import org.loyalty4j.event.Event;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/** A store that writes events of all changes where that is wanted, and has listeners told of them. */
final class TellingStore implements LoyaltyStore {

    private final LoyaltyStore store;
    private final Listeners listeners;
    private final boolean writing;
    private final IdSource ids;
    private final Supplier<Instant> clock;

    /**
     * Makes one over another store.
     *
     * @param writing whether events are written, too
     */
    TellingStore(LoyaltyStore store, Listeners listeners, boolean writing, IdSource ids, Supplier<Instant> clock) {
        this.store = store;
        this.listeners = listeners;
        this.writing = writing;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        List<Event> told = new ArrayList<>(1);
        List<Event> stays = new ArrayList<>(1);
        boolean hosted = !listeners.isEmpty() && !store.seesWhatAllSee();
        if (hosted) {
            // A host that cannot do so says it before anything is written.
            store.afterCompletion(committed -> tell(committed, stays));
        }
        R answer = store.inTransaction(tx -> {
            // The work may run again after a lost race.
            told.clear();
            return work.apply(new Telling(tx, told));
        });
        stays.addAll(told);
        if (!hosted && !listeners.isEmpty()) {
            store.afterCompletion(committed -> tell(committed, stays));
        }
        return answer;
    }

    private void tell(boolean committed, List<Event> events) {
        if (committed && !events.isEmpty()) {
            listeners.committed(events);
        }
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        return store.reading(work);
    }

    @Override
    public boolean seesWhatAllSee() {
        return store.seesWhatAllSee();
    }

    @Override
    public int commandsAtOnce() {
        return store.commandsAtOnce();
    }

    @Override
    public int unitsAtOnce() {
        return store.unitsAtOnce();
    }

    @Override
    public void requireCompletions() {
        store.requireCompletions();
    }

    @Override
    public void afterCompletion(Consumer<Boolean> then) {
        store.afterCompletion(then);
    }

    private final class Telling extends PassedOn {

        private final List<Event> told;

        Telling(StoreTransaction tx, List<Event> told) {
            super(tx);
            this.told = told;
        }

        @Override
        public void append(Changes changes) {
            List<Event> events = new ArrayList<>(changes.events());
            if (events.isEmpty()) {
                events.addAll(ChangeEvents.of(changes, ids, clock.get()));
            }
            changes.commands().forEach(command -> events.add(ChangeEvents.of(command)));
            changes.events().clear();
            if (writing) {
                changes.events().addAll(events);
            }
            super.append(changes);
            told.addAll(events);
        }
    }
}
