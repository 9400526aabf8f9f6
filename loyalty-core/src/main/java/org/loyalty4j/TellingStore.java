package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.IdSource;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.event.Event;
import org.loyalty4j.event.EventId;
import org.loyalty4j.history.Entry;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.RecordedGuest;
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
        R answer = store.inTransaction(tx -> {
            // The work may run again after a lost race.
            told.clear();
            return work.apply(new Telling(tx, told));
        });
        if (!told.isEmpty() && !listeners.isEmpty()) {
            store.afterCompletion(committed -> {
                if (committed) {
                    listeners.committed(told);
                }
            });
        }
        return answer;
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
            List<Event> events = new ArrayList<>(1);
            addPeople(changes, events);
            addEntries(changes, events);
            addPrograms(changes, events);
            // What becomes of accounts was told command by command, when it was decided.
            listeners.decidingEvents(List.copyOf(events));
            changes.commands().forEach(command -> events.add(Listeners.event(command)));
            if (writing) {
                changes.events().addAll(events);
            }
            super.append(changes);
            told.addAll(events);
        }

        private Event event(Event.Kind kind, String what, @Nullable CustomerId customer, Instant at, Subject subject) {
            return new Event(
                    new EventId(ids.newId(at)),
                    0,
                    kind,
                    what,
                    customer,
                    subject.purse,
                    subject.entry == null ? null : subject.entry.id(),
                    subject.number,
                    at);
        }

        private void addPeople(Changes changes, List<Event> to) {
            for (CustomerRecord command : changes.customerCommands()) {
                // A request about an entry is told as the entry.
                if (command.operation() != CustomerRecord.Operation.ENTRY) {
                    to.add(event(
                            Event.Kind.CUSTOMER,
                            command.operation().name(),
                            command.customer(),
                            command.recordedAt(),
                            Subject.NONE));
                }
            }
            changes.profiles().identifiers().stream()
                    .filter(known -> known.status() == KnownIdentifier.Status.ISSUED)
                    .map(KnownIdentifier::from)
                    .distinct()
                    .forEach(at -> to.add(event(Event.Kind.CARD, "ISSUE", null, at, Subject.NONE)));
            for (RecordedGuest guest : changes.guests()) {
                to.add(event(Event.Kind.GUEST, "SALE", null, guest.recordedAt(), Subject.NONE));
            }
            for (RecordedGuest.Step step : changes.guestSteps()) {
                to.add(event(Event.Kind.GUEST, step.kind().name(), null, step.recordedAt(), Subject.NONE));
            }
        }

        private void addEntries(Changes changes, List<Event> to) {
            for (List<Entry<?>> entries :
                    List.of(changes.history().added(), changes.history().changed())) {
                for (Entry<?> entry : entries) {
                    to.add(event(
                            Event.Kind.ENTRY,
                            entry.item().kind().name(),
                            entry.customer(),
                            entry.changedAt(),
                            new Subject(null, entry, entry.revision())));
                }
            }
        }

        private void addPrograms(Changes changes, List<Event> to) {
            for (LoyaltyProgram program : changes.programs()) {
                to.add(event(
                        Event.Kind.PROGRAM,
                        "PUBLISH",
                        null,
                        clock.get(),
                        new Subject(program.purse().code(), null, program.version())));
            }
        }
    }

    /** What of a customer, or of the shop, an event is about. */
    private record Subject(@Nullable String purse, @Nullable Entry<?> entry, long number) {
        static final Subject NONE = new Subject(null, null, 0);
    }
}
