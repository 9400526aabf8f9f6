package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.IdSource;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.event.Event;
import org.loyalty4j.event.EventId;
import org.loyalty4j.history.Entry;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.store.Changes;

/** What is told of changes. Used by one thread, once. */
final class ChangeEvents {

    private final IdSource ids;
    private final List<Event> events = new ArrayList<>(1);

    private ChangeEvents(IdSource ids) {
        this.ids = ids;
    }

    /** Returns what is told of a command. */
    static Event of(CommandRecord command) {
        return new Event(
                new EventId(command.id().value()),
                0,
                Event.Kind.ACCOUNT,
                command.operation().name(),
                command.account().holder(),
                command.account().purse(),
                null,
                command.sequence(),
                command.recordedAt());
    }

    /** Returns what is told of everything but accounts. */
    static List<Event> of(Changes changes, IdSource ids, Instant now) {
        ChangeEvents made = new ChangeEvents(ids);
        made.addPeople(changes);
        made.addWrittenAnew(changes);
        made.addCards(changes);
        made.addGuests(changes);
        made.addForgotten(changes, now);
        changes.history().added().forEach(made::add);
        changes.history().changed().forEach(made::add);
        for (LoyaltyProgram program : changes.programs()) {
            made.add(Event.Kind.PROGRAM, "PUBLISH", null, program.purse().code(), null, program.version(), now);
        }
        return made.events;
    }

    private void add(
            Event.Kind kind,
            String what,
            @Nullable CustomerId customer,
            @Nullable String purse,
            @Nullable Entry<?> entry,
            long number,
            Instant at) {
        events.add(new Event(
                new EventId(ids.newId(at)),
                0,
                kind,
                what,
                customer,
                purse,
                entry == null ? null : entry.id(),
                number,
                at));
    }

    private void add(Event.Kind kind, String what, @Nullable CustomerId customer, Instant at) {
        add(kind, what, customer, null, null, 0, at);
    }

    private void add(Entry<?> entry) {
        add(
                Event.Kind.ENTRY,
                entry.item().kind().name(),
                entry.customer(),
                null,
                entry,
                entry.revision(),
                entry.changedAt());
    }

    private void addPeople(Changes changes) {
        for (CustomerRecord command : changes.customerCommands()) {
            // A request about an entry is told as the entry.
            if (command.operation() != CustomerRecord.Operation.ENTRY) {
                add(Event.Kind.CUSTOMER, command.operation().name(), command.customer(), command.recordedAt());
            }
            Set<CustomerId> others = new LinkedHashSet<>();
            switch (command.operation()) {
                case CONTACT_PERSON ->
                    changes.profiles().contacts().stream()
                            .map(ContactPerson::person)
                            .forEach(others::add);
                case MERGE, UNMERGE ->
                    changes.profiles().merges().stream()
                            .flatMap(merge -> Stream.of(merge.survivor(), merge.absorbed()))
                            .filter(customer -> !customer.equals(command.customer()))
                            .forEach(others::add);
                case ENROLL, LEAVE, PROFILE, IDENTIFIER, DISTINCTION, ERASE, LEGAL_HOLD, ENTRY -> {}
            }
            others.forEach(other -> add(Event.Kind.CUSTOMER, command.operation().name(), other, command.recordedAt()));
        }
    }

    /** Which entries it were, is forgotten, too. */
    private void addForgotten(Changes changes, Instant now) {
        changes.privacy().forgotten().stream()
                .map(Entry::customer)
                .distinct()
                .forEach(customer -> add(Event.Kind.CUSTOMER, "FORGET", customer, now));
    }

    /** A phone that is written in another way was asked for by nobody. */
    private void addWrittenAnew(Changes changes) {
        if (changes.customerCommands().isEmpty()) {
            changes.profiles().identifiers().stream()
                    .flatMap(known -> known.customer().stream())
                    .distinct()
                    .forEach(customer -> add(
                            Event.Kind.CUSTOMER,
                            CustomerRecord.Operation.IDENTIFIER.name(),
                            customer,
                            changes.profiles().identifiers().get(0).from()));
        }
    }

    private void addCards(Changes changes) {
        changes.profiles().identifiers().stream()
                .filter(known -> known.status() == KnownIdentifier.Status.ISSUED)
                .map(KnownIdentifier::from)
                .distinct()
                .forEach(at -> add(Event.Kind.CARD, "ISSUE", null, at));
    }

    private void addGuests(Changes changes) {
        for (RecordedGuest guest : changes.guests()) {
            add(Event.Kind.GUEST, "SALE", null, guest.recordedAt());
        }
        for (RecordedGuest.Step step : changes.guestSteps()) {
            add(Event.Kind.GUEST, step.kind().name(), null, step.recordedAt());
        }
    }
}
