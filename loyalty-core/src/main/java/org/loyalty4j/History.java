package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.CustomerRecord.Operation;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.event.VetoException;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.ContactAnswer;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryChange;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.Handover;
import org.loyalty4j.history.HandoverReport;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Obligation;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.Reliability;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineEntry;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.history.UnknownEntryException;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/**
 * Where it is written and looked up what happened with a customer and what is owed. What is written belongs to the customer:
 * it stays when an employee leaves. Safe for use by many threads.
 */
public final class History {

    /** The most entries that are written at once. */
    public static final int ADDED_MAX = 512;

    /** The most of one kind that are looked at to answer a question about a customer. */
    private static final int LOOKED_AT_MAX = 10_000;

    private final Engine engine;

    History(Engine engine) {
        this.engine = engine;
    }

    /**
     * Writes something into a customer's history. An {@link Assignment} ends the time of who had the role; what has to be
     * renewed becomes a task.
     *
     * @return the entry; for a repeat as it is now
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key, or its number in the other system, stands for another entry
     * @throws InvalidRequestException if it lies ahead and is not planned, a customer agreed to be contacted and the request names
     *     no source, no pipeline that was given to {@link
     *     Loyalty.Builder#pipelines} has the stage, or times of a role would overlap
     */
    @SuppressWarnings("unchecked") // The entry says what was asked, now or before.
    public <I extends HistoryItem> Entry<I> add(NewEntry<I> request) {
        new Violations().required("entry", request).throwIfAny();
        return (Entry<I>) addAll(List.of(request)).get(0).orThrow();
    }

    /**
     * Writes many at once, in one transaction: the quick way for what other systems saw.
     *
     * @param requests at most {@value #ADDED_MAX}, of any customers and kinds
     * @return what came of each, in the order of the requests; one that fails leaves the others as they are
     * @throws InvalidRequestException if they are too many, or one is missing
     */
    public List<Outcome<Entry<?>>> addAll(List<? extends NewEntry<?>> requests) {
        Violations violations = new Violations().required("entries", requests);
        violations.throwIfAny();
        violations.atMost("entries", requests, ADDED_MAX).throwIfAny();
        violations.eachRequired("entries", requests).throwIfAny();
        if (requests.isEmpty()) {
            return List.of();
        }
        return engine.write(tx -> {
            Instant now = engine.now();
            try {
                return written(tx, now, requests);
            } catch (VetoException no) {
                // Nothing of them is written yet, so that each goes on by itself.
                List<Outcome<Entry<?>>> outcomes = new ArrayList<>(requests.size());
                for (NewEntry<?> request : requests) {
                    outcomes.add(alone(tx, now, request));
                }
                return outcomes;
            }
        });
    }

    private List<Outcome<Entry<?>>> written(StoreTransaction tx, Instant now, List<? extends NewEntry<?>> requests) {
        Changes changes = Changes.none();
        List<Outcome<Entry<?>>> outcomes = new EntryDesk(engine, tx, now, changes.history()).add(requests);
        if (!changes.isEmpty()) {
            engine.append(tx, changes);
        }
        return outcomes;
    }

    private Outcome<Entry<?>> alone(StoreTransaction tx, Instant now, NewEntry<?> request) {
        try {
            return written(tx, now, List.of(request)).get(0);
        } catch (VetoException no) {
            return new Outcome.Failed<>(no);
        }
    }

    /**
     * Says anew what an entry says. A task that is done may bring others; what was in force and is not any more needs no
     * renewal.
     *
     * @throws UnknownEntryException if there is no such entry
     * @throws KeyReusedException if its key stands for another request
     * @throws InvalidRequestException as {@link #add} does, or if it is of another kind
     */
    public <I extends HistoryItem> EntryAnswer<I> change(EntryChange<I> request) {
        new Violations().required("change", request).throwIfAny();
        Fingerprint print = Fingerprint.of()
                .value(request.entry().value())
                .end()
                .number(request.revision())
                .end()
                .number(request.item().fingerprint().hashes().get(0))
                .end()
                .make();
        return engine.write(tx -> {
            CustomerId customer = entry(tx, request.entry()).customer();
            tx.lock(Set.of(customer));
            // As it is after the lock was had.
            Entry<?> before = entry(tx, request.entry());
            Optional<CustomerRecord> earlier = tx.customers().find(Operation.ENTRY, request.key());
            if (earlier.isPresent()) {
                Customers.requireSame(earlier.get(), earlier.get().customer(), print);
                return new EntryAnswer.Done<>(same(before), true);
            }
            Instant now = engine.now();
            Changes changes = Changes.none();
            Refusal no = new EntryDesk(engine, tx, now, changes.history()).change(before, request);
            if (no != null) {
                return new EntryAnswer.Refused<>(no);
            }
            changes.customerCommands()
                    .add(new CustomerRecord(
                            Operation.ENTRY,
                            request.key(),
                            customer,
                            request.actor(),
                            request.reason(),
                            request.source(),
                            print,
                            now));
            engine.append(tx, changes);
            Entry<?> after = changes.history().changed().stream()
                    .filter(entry -> entry.id().equals(request.entry()))
                    .findFirst()
                    .orElseThrow();
            return new EntryAnswer.Done<>(same(after), false);
        });
    }

    @SuppressWarnings("unchecked") // An entry stays one of its kind.
    private static <I extends HistoryItem> Entry<I> same(Entry<?> entry) {
        return (Entry<I>) entry;
    }

    private static Entry<?> entry(StoreReader reader, EntryId id) {
        Entry<?> found = reader.history().find(Set.of(id)).get(id);
        if (found == null) {
            throw new UnknownEntryException(id);
        }
        return found;
    }

    /** Returns an entry as it is now. */
    public Optional<Entry<?>> find(EntryId id) {
        new Violations().required("entry", id).throwIfAny();
        return engine.read(
                reader -> Optional.ofNullable(reader.history().find(Set.of(id)).get(id)));
    }

    /**
     * Returns an entry of a kind as it is now.
     *
     * @throws UnknownEntryException if there is none, or it is of another kind
     */
    public <I extends HistoryItem> Entry<I> get(EntryId id, Class<I> type) {
        new Violations().required("type", type).throwIfAny();
        return find(id).flatMap(entry -> entry.as(type)).orElseThrow(() -> new UnknownEntryException(id));
    }

    /** Returns the entry that was written under a key, or under the number of another system. */
    public Optional<Entry<?>> find(Origin origin) {
        new Violations().required("origin", origin).throwIfAny();
        return engine.read(reader ->
                Optional.ofNullable(reader.history().written(Set.of(origin)).get(origin)));
    }

    /**
     * Returns everything that an entry ever said, in its order. For a {@link org.loyalty4j.history.Stage} the times between
     * are those in the stages.
     *
     * @throws UnknownEntryException if there is no such entry
     */
    public List<Entry<?>> revisions(EntryId id) {
        new Violations().required("entry", id).throwIfAny();
        return engine.read(reader -> {
            entry(reader, id);
            return reader.history().revisions(id);
        });
    }

    /**
     * Returns the first of what is to be done, what is due first at first; what is never due stands at the end.
     *
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     */
    public Page<Entry<?>> work(WorkList list, int count) {
        return workAfter(list, null, count);
    }

    /**
     * Returns what is to be done after that of another page.
     *
     * @param cursor what the page before gave as its next
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the cursor is not one of this question
     */
    public Page<Entry<?>> work(WorkList list, String cursor, int count) {
        new Violations().required("list", list).required("cursor", cursor).throwIfAny();
        return workAfter(list, Cursor.work(list, cursor), count);
    }

    private Page<Entry<?>> workAfter(WorkList list, Entry.@Nullable DuePlace after, int count) {
        new Violations().required("list", list).throwIfAny();
        int size = Page.checkedSize(count);
        CustomerId customer = list.customer();
        List<Entry<?>> found = engine.read(reader -> {
            Optional<Customer> whose = customer == null ? Optional.empty() : Kin.survivor(reader, customer);
            return whose.isEmpty()
                    ? reader.history().live(list, after, size + 1)
                    : Kin.of(reader, whose.get()).live(reader, list, after, size + 1);
        });
        boolean more = found.size() > size;
        List<Entry<?>> items = more ? found.subList(0, size) : found;
        return new Page<>(
                items,
                more
                        ? Optional.of(Cursor.of(
                                list, Objects.requireNonNull(items.get(size - 1).duePlace())))
                        : Optional.empty());
    }

    /**
     * A task that its owner is to hear of.
     *
     * @param task the task, by now its new owner's if it was overdue for too long
     * @param reminds whether a reminder came due
     * @param escalated whether it has another owner from now on
     */
    public record Reminded(Entry<Task> task, boolean reminds, boolean escalated) {}

    /**
     * Returns tasks whose reminders have come due, and gives those that are overdue for too long to whom they say. Each is told
     * once, to one of all who ask; several reminders that came due meanwhile are told as one. Called by the host's scheduler; it
     * is told within the transaction, so a host that has to be sure calls it within {@link Loyalty#inTransaction}, and writes
     * down there what it is going to send.
     *
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     */
    public List<Reminded> remind(int count) {
        int size = Page.checkedSize(count);
        Instant now = engine.now();
        List<Reminded> told = new ArrayList<>();
        List<Entry<?>> waking = engine.read(reader -> reader.history().waking(now, size));
        if (engine.isJoined()) {
            // What is locked stays locked here, so that all of it is locked at once, in the order that everybody keeps.
            Set<CustomerId> customers = new HashSet<>();
            waking.forEach(entry -> customers.add(entry.customer()));
            engine.write(tx -> tx.lock(customers));
        }
        for (Entry<?> entry : waking) {
            try {
                engine.write(tx -> remind(tx, entry, now)).ifPresent(told::add);
            } catch (StoreBusyException busy) {
                // Those before are told by now; this one is told the next time.
                if (engine.isJoined()) {
                    throw busy;
                }
            }
        }
        return told;
    }

    private static Optional<Reminded> remind(StoreTransaction tx, Entry<?> waking, Instant now) {
        tx.lock(Set.of(waking.customer()));
        Entry<?> found = tx.history().find(Set.of(waking.id())).get(waking.id());
        Entry<Task> task = found == null ? null : found.as(Task.class).orElse(null);
        Instant wakes = task == null ? null : task.wakesAt();
        if (task == null || wakes == null || wakes.isAfter(now)) {
            return Optional.empty();
        }
        Changes changes = Changes.none();
        Instant before = wakes.minusNanos(1_000);
        Actor to = task.item().escalatedBetween(before, now);
        boolean reminds = task.item().remindsBetween(before, now);
        Instant next = task.item().wakesAfter(now);
        Entry<Task> after = task.waking(next);
        if (to != null) {
            changes.history().past().add(task);
            after = task.next(task.item().by(to), now, null, "overdue", next);
        }
        changes.history().changed().add(after);
        tx.append(changes);
        return reminds || to != null ? Optional.of(new Reminded(after, reminds, to != null)) : Optional.empty();
    }

    /**
     * Returns the first of a customer's timeline: what happened last at first, then by when it was written.
     *
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}; fewer where the filter of {@link
     *     Loyalty.Builder#timelineFilter} hides some
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public Page<TimelineEntry> timeline(TimelineQuery query, int count) {
        new Violations().required("query", query).throwIfAny();
        int size = Page.checkedSize(count);
        return engine.read(reader -> new Timelines(engine, reader, query).page(null, size));
    }

    /**
     * Returns what stands in a customer's timeline after another page. What a page costs does not depend on how many were
     * before it.
     *
     * @param cursor what the page before gave as its next
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws InvalidRequestException if the cursor is not one of this question
     */
    public Page<TimelineEntry> timeline(TimelineQuery query, String cursor, int count) {
        new Violations().required("query", query).required("cursor", cursor).throwIfAny();
        int size = Page.checkedSize(count);
        return engine.read(reader -> new Timelines(engine, reader, query).page(cursor, size));
    }

    private static <I extends HistoryItem> List<Entry<I>> all(
            StoreReader reader, Kin kin, HistoryItem.Kind kind, Class<I> type) {
        return kin.latest(reader, Set.of(kind), null, LOOKED_AT_MAX).stream()
                .flatMap(entry -> entry.as(type).stream())
                .toList();
    }

    /**
     * Says who was responsible for a customer at an instant, by roles. Where a substitute stood in, it is the substitute.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public Map<String, Entry<Assignment>> ownersAt(CustomerId customer, Instant at) {
        new Violations().required("customer", customer).required("at", at).throwIfAny();
        return engine.read(reader -> {
            Kin kin = Kin.of(reader, customer);
            return Cards.owners(kin.id(), all(reader, kin, HistoryItem.Kind.ASSIGNMENT, Assignment.class), at);
        });
    }

    /**
     * Returns what a cashier or a manager wants to see of a customer at one look. Each part is of one moment; the points are
     * those of all purses.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public CustomerCard card(CustomerId customer) {
        new Violations().required("customer", customer).throwIfAny();
        return new Cards(engine).card(customer);
    }

    /**
     * Says what a handover would give to others now: what is live of who gives, tasks, planned interactions, promises,
     * agreements, deals and who is responsible. Writes nothing.
     *
     * @throws InvalidRequestException if the rule names somebody who is none of the successors
     */
    public HandoverReport preview(Handover handover) {
        new Violations().required("handover", handover).throwIfAny();
        return new Handovers(engine, handover, false).preview();
    }

    /**
     * Hands over. Each customer goes at once, in a transaction of its own, and what is handed over is no longer found with who
     * gave it: one that was stopped, or failed half way, goes on when it is asked for again. Memory does not grow with the number
     * of customers. {@link #card} briefs the successor of each.
     *
     * @param goOn is told how far it is after each customer, and says whether to go on
     * @return how far it came
     * @throws InvalidRequestException if the rule names somebody who is none of the successors, or the handover is to be done
     *     later
     */
    public HandoverReport handOver(Handover handover, Predicate<HandoverReport> goOn) {
        new Violations().required("handover", handover).required("goOn", goOn).throwIfAny();
        Instant effective = handover.effective();
        new Violations()
                .check(
                        effective == null || !effective.isAfter(engine.now()),
                        "handover.effective",
                        Code.TIME_IN_FUTURE,
                        "it is done from then on; until then it can be previewed")
                .throwIfAny();
        return new Handovers(engine, handover, false).run(goOn);
    }

    /**
     * Hands back what a handover gave and is still live with a successor, whatever was said of it since. What the successors
     * have done stays done.
     *
     * @param goOn is told how far it is after each customer, and says whether to go on
     * @return how far it came
     */
    public HandoverReport undo(Handover handover, Predicate<HandoverReport> goOn) {
        new Violations().required("handover", handover).required("goOn", goOn).throwIfAny();
        return new Handovers(engine, handover, true).run(goOn);
    }

    /**
     * Says whether a customer may be contacted now.
     *
     * @param contactPoint where, or null for wherever
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public ContactAnswer mayContact(
            CustomerId customer, String channel, String purpose, @Nullable Identifier contactPoint) {
        return mayContact(customer, channel, purpose, contactPoint, engine.now());
    }

    /**
     * Says whether a customer could be contacted at an instant, by what is known today of what was said until then.
     *
     * @param contactPoint where, or null for wherever
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public ContactAnswer mayContact(
            CustomerId customer, String channel, String purpose, @Nullable Identifier contactPoint, Instant at) {
        new Violations()
                .required("customer", customer)
                .required("channel", channel)
                .required("purpose", purpose)
                .required("at", at)
                .throwIfAny();
        return engine.read(reader -> {
            Kin kin = Kin.of(reader, customer);
            ContactAnswer answer = ContactAnswer.decide(
                    all(reader, kin, HistoryItem.Kind.CONSENT, Consent.class), channel, purpose, contactPoint, at);
            return answer.allowed() && isSuppressed(reader, kin.survivor(), contactPoint, answer.because())
                    ? new ContactAnswer(false, ContactAnswer.Why.SUPPRESSED, null)
                    : answer;
        });
    }

    /** Who was erased is contacted only after he agreed anew; where nothing is said of where, none of his points may be. */
    private boolean isSuppressed(
            StoreReader reader, Customer known, @Nullable Identifier contactPoint, @Nullable Entry<Consent> because) {
        if (engine.suppression().isEmpty()) {
            return false;
        }
        Optional<Instant> since = Privacy.suppressedSince(
                engine, reader, contactPoint == null ? known.identifiers() : List.of(contactPoint));
        boolean agreedSince = because != null
                && because.item().basis() == Consent.Basis.CONSENT
                && since.filter(erased -> !because.at().isAfter(erased)).isEmpty();
        return known.isErased() || (since.isPresent() && !agreedSince);
    }

    /**
     * Says how a side keeps its promises to the other.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public Reliability reliability(CustomerId customer, Obligation.Side side) {
        new Violations().required("customer", customer).required("side", side).throwIfAny();
        Instant now = engine.now();
        return engine.read(reader -> Reliability.of(
                all(reader, Kin.of(reader, customer), HistoryItem.Kind.OBLIGATION, Obligation.class), side, now));
    }
}
