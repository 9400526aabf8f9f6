package org.loyalty4j;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.history.Agreement;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.DocumentRef;
import org.loyalty4j.history.Due;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryChange;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.Handover;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Link;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.Pipeline;
import org.loyalty4j.history.Renewal;
import org.loyalty4j.history.Stage;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.store.HistoryChanges;
import org.loyalty4j.store.StoreTransaction;

/** Decides what is written into the histories of customers. Used by one thread, within one unit of work. */
final class EntryDesk {

    /** How far ahead of the clock something may have happened. */
    static final Duration DRIFT = Duration.ofMinutes(5);

    private static final int ALL = 10_000;

    /** What a task is to an agreement or a document that it is about. */
    private static final String RENEWAL = "renewal";

    private static final WorkList TASKS = WorkList.all().only(Set.of(HistoryItem.Kind.TASK));

    /** The fields of the fingerprint of a new entry, in their order. */
    private static final List<String> FIELDS = List.of("customer", "kind", "item");

    private final Engine engine;
    private final StoreTransaction tx;
    private final Instant now;
    private final HistoryChanges changes;

    /** What is written in this unit already, by what it was written under. */
    private final Map<Origin, Entry<?>> made = new HashMap<>();

    /** The assignments of customers that are locked, as this unit leaves them; under who stands for all who are one by now. */
    private final Map<CustomerId, Map<EntryId, Entry<?>>> assigned = new HashMap<>();

    /** The customers among these who are not alone. */
    private final Map<CustomerId, Kin> kins = new HashMap<>(0);

    EntryDesk(Engine engine, StoreTransaction tx, Instant now, HistoryChanges changes) {
        this.engine = engine;
        this.tx = tx;
        this.now = now;
        this.changes = changes;
    }

    /** Decides about new entries; those that are refused fail by themselves. */
    List<Outcome<Entry<?>>> add(List<? extends NewEntry<?>> requests) {
        Set<Origin> origins = requests.stream().map(NewEntry::origin).collect(Collectors.toCollection(HashSet::new));
        Map<Origin, Entry<?>> written = new HashMap<>(tx.history().written(origins));
        Set<CustomerId> customers = requests.stream()
                .filter(request -> !written.containsKey(request.origin()))
                .map(NewEntry::customer)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<CustomerId> enrolled =
                customers.isEmpty() ? Set.of() : tx.customers().enrolled(customers);
        Set<CustomerId> bound = requests.stream()
                .filter(request -> request.item() instanceof Assignment && enrolled.contains(request.customer()))
                .map(NewEntry::customer)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!bound.isEmpty()) {
            lock(bound);
            // Another one may have written them before the lock was had.
            origins.removeAll(written.keySet());
            written.putAll(tx.history().written(origins));
        }
        List<Outcome<Entry<?>>> outcomes = new ArrayList<>(requests.size());
        for (NewEntry<?> request : requests) {
            try {
                outcomes.add(new Outcome.Answered<>(add(request, written, enrolled)));
            } catch (InvalidRequestException | UnknownCustomerException | KeyReusedException failure) {
                outcomes.add(new Outcome.Failed<>(failure));
            }
        }
        return outcomes;
    }

    /** Locks customers, with all who are these by now: a role of one is a role of all. */
    private void lock(Set<CustomerId> customers) {
        for (Customer customer : tx.lock(customers).values()) {
            if (customer.isMerged() || customer.absorbed() > 0) {
                Kin kin = Kin.of(tx, customer.id());
                tx.lock(Set.copyOf(kin.ids()));
                kin.ids().forEach(id -> kins.put(id, kin));
            }
        }
    }

    private static Fingerprint print(NewEntry<?> request) {
        return Fingerprint.of()
                .value(request.customer().value())
                .end()
                .text(request.item().kind().name())
                .end()
                .number(request.item().fingerprint().hashes().get(0))
                .end()
                .make();
    }

    private Entry<?> add(NewEntry<?> request, Map<Origin, Entry<?>> written, Set<CustomerId> enrolled) {
        Fingerprint print = print(request);
        Entry<?> known = written.get(request.origin());
        Entry<?> before = known == null ? made.get(request.origin()) : known;
        if (before != null) {
            before.print().firstDifference(print, FIELDS).ifPresent(field -> {
                throw new KeyReusedException(new CommandKey(shown(request.origin())), field);
            });
            return before;
        }
        if (!enrolled.contains(request.customer())) {
            throw new UnknownCustomerException(request.customer());
        }
        HistoryItem item = request.item();
        check(item);
        checkCodes(null, item);
        boolean agreed = item instanceof Consent consent && consent.basis() == Consent.Basis.CONSENT;
        if (agreed) {
            new Violations().required("source", request.source()).throwIfAny();
        }
        if (item instanceof Assignment assignment) {
            item = assigned(request.customer(), assignment, request.actor());
        }
        Entry<?> entry = entry(request, dated(item), print);
        // What refuses comes before anything is written.
        renew(null, entry);
        begin(entry);
        return entry;
    }

    /** A deal is in its stage since that is written, unless something else is said. */
    private HistoryItem dated(HistoryItem item) {
        return item instanceof Stage stage && stage.since() == null ? stage.since(now) : item;
    }

    /** A number of another system may tell of a person. */
    private static String shown(Origin origin) {
        return origin.space().isEmpty() ? origin.id().substring(1) : "a number of " + origin.space();
    }

    /** What somebody was to hear of by now stays to be heard of, whatever is said anew. */
    private @Nullable Instant wakes(Entry<?> before, HistoryItem next) {
        Instant due = before.wakesAt();
        return next.wakesAfter(due == null || due.isAfter(now) ? now : due.minusNanos(1_000));
    }

    private Entry<?> entry(NewEntry<?> request, HistoryItem item, Fingerprint print) {
        return new Entry<>(
                new EntryId(engine.ids().newId(now)),
                request.customer(),
                1,
                item,
                request.origin(),
                print,
                request.actor(),
                request.source(),
                now,
                now,
                request.actor(),
                null,
                item.wakesAfter(now));
    }

    private void begin(Entry<?> entry) {
        changes.added().add(entry);
        made.put(entry.origin(), entry);
        if (entry.item() instanceof Assignment && assigned.containsKey(survivor(entry.customer()))) {
            Objects.requireNonNull(assigned.get(survivor(entry.customer()))).put(entry.id(), entry);
        }
    }

    /** Refuses what cannot have happened yet, and stages that no pipeline has. */
    private void check(HistoryItem item) {
        Violations violations = new Violations();
        boolean past = !(item instanceof Interaction one && one.status() != Interaction.Status.HELD)
                && !(item instanceof Agreement)
                && !(item instanceof Assignment);
        Instant at = item.at();
        violations.check(
                !past || at == null || !at.isAfter(now.plus(DRIFT)),
                "happenedAt",
                Code.TIME_IN_FUTURE,
                "what happens later is planned");
        if (item instanceof Stage stage) {
            Pipeline pipeline = engine.pipelines().get(stage.pipeline());
            violations
                    .check(pipeline != null, "stage.pipeline", Code.NOT_FOUND, "no such pipeline is registered")
                    .check(
                            pipeline == null || pipeline.next().containsKey(stage.stage()),
                            "stage.stage",
                            Code.NOT_FOUND,
                            "the pipeline has no such stage")
                    .check(
                            pipeline == null
                                    || !pipeline.next().containsKey(stage.stage())
                                    || stage.closed() == pipeline.isEnd(stage.stage()),
                            "stage.closed",
                            Code.STAGE_NOT_ALLOWED,
                            "a deal or a case is closed in the stages that lead nowhere, and in no other");
        }
        violations.throwIfAny();
    }

    /** Refuses codes that the shop does not know; one that was said before they were known may be said again. */
    private void checkCodes(@Nullable HistoryItem before, HistoryItem item) {
        boolean same = before instanceof Interaction one
                && item instanceof Interaction next
                && one.channel().equals(next.channel())
                && Objects.equals(one.touchpoint(), next.touchpoint());
        if (item instanceof Interaction interaction && !same) {
            Violations violations = new Violations();
            engine.contactCodes().check(interaction, violations);
            violations.throwIfAny();
        }
    }

    /** One who gets a role ends the time of who had it. */
    private Assignment assigned(CustomerId customer, Assignment next, @Nullable Actor who) {
        Map<EntryId, Entry<?>> known = assigned.computeIfAbsent(survivor(customer), this::assignments);
        List<Entry<?>> others = known.values().stream()
                .filter(entry -> entry.item() instanceof Assignment one
                        && !one.substitute()
                        && one.role().equals(next.role()))
                .toList();
        // Who says no time means now, by whichever clock is ahead.
        Instant latest = others.stream()
                .filter(entry -> entry.recordedAt().isAfter(now))
                .map(Entry::at)
                .reduce(now, (one, other) -> one.isBefore(other) ? other : one);
        Instant from = Objects.requireNonNullElse(next.from(), latest);
        Assignment begun = next.from(from);
        if (begun.substitute()) {
            return begun;
        }
        new Violations()
                .check(
                        others.stream()
                                .allMatch(entry -> !entry.at().isAfter(from)
                                        || (begun.until() != null
                                                && !begun.until().isAfter(entry.at()))),
                        "assignment.from",
                        Code.EMPTY_RANGE,
                        "another one has the role from later on")
                .throwIfAny();
        for (Entry<?> entry : others) {
            Assignment one = (Assignment) entry.item();
            boolean covers = !entry.at().isAfter(from)
                    && (one.until() == null || one.until().isAfter(from));
            if (covers) {
                Entry<Assignment> ended =
                        entry.as(Assignment.class).orElseThrow().next(one.until(from), now, who, null, null);
                supersede(entry, ended);
                known.put(ended.id(), ended);
            }
        }
        return begun;
    }

    private Map<EntryId, Entry<?>> assignments(CustomerId customer) {
        Map<EntryId, Entry<?>> known = new LinkedHashMap<>();
        Kin kin = kins.get(customer);
        for (CustomerId each : kin == null ? List.of(customer) : kin.ids()) {
            tx.history()
                    .latest(each, Set.of(HistoryItem.Kind.ASSIGNMENT), null, null, ALL)
                    .forEach(entry -> known.put(entry.id(), entry));
        }
        return known;
    }

    private CustomerId survivor(CustomerId customer) {
        Kin kin = kins.get(customer);
        return kin == null ? customer : kin.id();
    }

    /** Writes an entry anew; one that this unit has made is written as it is now. */
    private void supersede(Entry<?> before, Entry<?> next) {
        if (changes.added().remove(before)) {
            changes.added().add(first(next));
            made.put(next.origin(), first(next));
            return;
        }
        if (!changes.changed().remove(before)) {
            changes.past().add(before);
        }
        changes.changed().add(next);
    }

    /** Nobody has seen the revision before. */
    private static <I extends HistoryItem> Entry<I> first(Entry<I> entry) {
        return new Entry<>(
                entry.id(),
                entry.customer(),
                1,
                entry.item(),
                entry.origin(),
                entry.print(),
                entry.author(),
                entry.source(),
                entry.recordedAt(),
                entry.changedAt(),
                entry.changedBy(),
                entry.reason(),
                entry.wakesAt());
    }

    /**
     * Says an entry anew.
     *
     * @param before the entry of now, whose customer is locked
     * @param asked the request
     * @return why not, or null
     */
    @Nullable
    Refusal change(Entry<?> before, EntryChange<?> asked) {
        HistoryItem next = asked.item();
        new Violations()
                .check(next.kind() == before.item().kind(), "item", Code.BAD_TYPE, "an entry stays one of its kind")
                .throwIfAny();
        if (before.revision() != asked.revision()) {
            return Refusal.CHANGED_MEANWHILE;
        }
        check(next);
        checkCodes(before.item(), next);
        Refusal no = before.item().refuses(next);
        if (no == null && before.item() instanceof Stage from && next instanceof Stage to) {
            Pipeline pipeline = engine.pipelines().get(to.pipeline());
            boolean leads = pipeline != null
                    && from.pipeline().equals(to.pipeline())
                    && pipeline.leads(from.stage(), to.stage())
                    && to.closed() == pipeline.isEnd(to.stage());
            no = leads ? null : Refusal.STAGE_NOT_ALLOWED;
        }
        if (no != null) {
            return no;
        }
        Entry<?> entry = said(before, next, asked);
        supersede(before, entry);
        renew(before, entry);
        follow(before, entry);
        return null;
    }

    private <I extends HistoryItem> Entry<I> said(Entry<I> before, HistoryItem next, EntryChange<?> asked) {
        @SuppressWarnings("unchecked") // The kinds are the same.
        I item = (I) dated(next);
        return before.next(item, now, asked.actor(), asked.reason(), wakes(before, item));
    }

    /**
     * Gives an entry to another one of the shop's people.
     *
     * @param entry the entry of now, whose customer is locked
     * @return whether it was given
     */
    boolean handOver(Entry<?> entry, Actor to, Handover handover, boolean back) {
        String reason = back ? handover.undone() : handover.reason();
        if (!(entry.item() instanceof Assignment assignment)) {
            HistoryItem next = entry.item().handedTo(to);
            supersede(entry, handed(entry, next, handover, reason));
            return true;
        }
        if (assignment.until() != null && !assignment.until().isAfter(now)) {
            return false;
        }
        Instant effective = back ? null : handover.effective();
        Instant wanted = effective == null || effective.isAfter(now) ? now : effective;
        Instant from = entry.at().isAfter(wanted) ? entry.at() : wanted;
        Assignment next =
                new Assignment(assignment.role(), to, from, assignment.until(), reason, assignment.substitute());
        if (assignment.substitute()) {
            supersede(entry, handed(entry, assignment.until(from), handover, reason));
        }
        Origin origin = Origin.following(entry.id(), reason);
        NewEntry<Assignment> request = new NewEntry<>(origin, entry.customer(), next, handover.actor(), null);
        begin(entry(request, assigned(entry.customer(), next, handover.actor()), print(request)));
        return true;
    }

    private <I extends HistoryItem> Entry<I> handed(
            Entry<I> before, HistoryItem next, Handover handover, String reason) {
        @SuppressWarnings("unchecked") // What is handed over stays what it is.
        I item = (I) next;
        return before.next(item, now, handover.actor(), reason, wakes(before, item));
    }

    /** What is to be renewed is a task of its own, as long as it is in force. */
    private void renew(@Nullable Entry<?> before, Entry<?> entry) {
        Renewal old = before == null ? null : renewal(before.item());
        Renewal renewal = renewal(entry.item());
        if (Objects.equals(old, renewal)) {
            return;
        }
        if (old != null) {
            Origin any = Origin.following(entry.id(), RENEWAL);
            for (Entry<?> task : tx.history().live(TASKS.about(entry.customer()), null, ALL)) {
                if (task.origin().space().equals(any.space())
                        && task.origin().id().startsWith(any.id())
                        && task.item() instanceof Task open) {
                    Entry<Task> known = task.as(Task.class).orElseThrow();
                    supersede(task, known.next(open.cancelled(), now, entry.changedBy(), entry.reason(), null));
                }
            }
        }
        if (renewal != null) {
            follows(
                    entry,
                    Origin.following(entry.id(), RENEWAL + " " + entry.revision()),
                    renewing(entry, renewal, zone(entry.item())));
        }
    }

    private static @Nullable Renewal renewal(HistoryItem item) {
        if (item instanceof Agreement agreement) {
            return agreement.status() == Agreement.Status.ACTIVE ? agreement.renewal() : null;
        }
        return item instanceof DocumentRef document && document.status() == DocumentRef.Status.FINAL
                ? document.renewal()
                : null;
    }

    private static ZoneId zone(HistoryItem item) {
        if (item instanceof Agreement agreement) {
            return agreement.zone();
        }
        return item instanceof DocumentRef document && document.zone() != null ? document.zone() : ZoneOffset.UTC;
    }

    private static Task renewing(Entry<?> entry, Renewal renewal, ZoneId zone) {
        boolean agreement = entry.item() instanceof Agreement;
        Task task = Task.of(agreement ? "Renew the agreement or give it up" : "Renew the document")
                .due(Due.on(renewal.latest(), zone))
                .with(Link.to(entry.id()));
        return renewal.owner() == null ? task : task.by(renewal.owner());
    }

    private void follows(Entry<?> of, Origin origin, Task task) {
        NewEntry<Task> request = new NewEntry<>(origin, of.customer(), task, of.changedBy(), null);
        begin(entry(request, task, print(request)));
    }

    /** What comes after a task that was done. */
    private void follow(Entry<?> before, Entry<?> entry) {
        if (!(before.item() instanceof Task open)
                || !(entry.item() instanceof Task done)
                || !open.isLive()
                || done.status() != Task.Status.DONE) {
            return;
        }
        ZoneId zone = done.due() == null ? ZoneOffset.UTC : done.due().zone();
        LocalDate day = LocalDate.ofInstant(now, zone);
        int number = 0;
        for (Task next : done.following(day, zone, engine.calendar())) {
            follows(entry, Origin.following(entry.id(), "task " + ++number), next);
        }
    }
}
