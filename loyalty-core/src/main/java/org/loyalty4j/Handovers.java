package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.Handover;
import org.loyalty4j.history.HandoverReport;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/** Hands over what somebody has, customer by customer, each at once; also back. Used by one thread, once. */
final class Handovers {

    private static final int PAGE = 100;

    /** The most live entries of one customer with one owner. */
    private static final int LIVE_MAX = 10_000;

    private final Engine engine;
    private final Handover handover;
    private final boolean back;
    private final Map<HistoryItem.Kind, Long> entries = new EnumMap<>(HistoryItem.Kind.class);
    private long customers;

    Handovers(Engine engine, Handover handover, boolean back) {
        this.engine = engine;
        this.handover = handover;
        this.back = back;
    }

    /** Says what would be handed over. */
    HandoverReport preview() {
        for (Actor owner : owners()) {
            Set<CustomerId> counted = new HashSet<>();
            walk(owner, page -> {
                for (Entry<?> entry : page) {
                    if (engine.read(reader -> Optional.ofNullable(successor(reader, entry)))
                            .isPresent()) {
                        entries.merge(entry.item().kind(), 1L, Long::sum);
                        // Only the number is told, and a customer's entries need not stand together.
                        customers += counted.add(entry.customer()) ? 1 : 0;
                    }
                }
                return true;
            });
        }
        return report(true);
    }

    HandoverReport run(Predicate<HandoverReport> goOn) {
        for (Actor owner : owners()) {
            if (!walk(owner, page -> run(page, owner, goOn))) {
                return report(false);
            }
        }
        return report(true);
    }

    /** All there is of a customer goes with the first entry that is found. */
    private boolean run(List<Entry<?>> page, Actor owner, Predicate<HandoverReport> goOn) {
        Set<CustomerId> found = new LinkedHashSet<>();
        page.forEach(entry -> found.add(entry.customer()));
        for (CustomerId customer : found) {
            List<Entry<?>> moved = engine.write(tx -> move(tx, customer, owner));
            if (!moved.isEmpty()) {
                customers++;
                moved.forEach(one -> entries.merge(one.item().kind(), 1L, Long::sum));
                if (!goOn.test(report(false))) {
                    return false;
                }
            }
        }
        return true;
    }

    private HandoverReport report(boolean finished) {
        return new HandoverReport(customers, entries, finished);
    }

    private Set<Actor> owners() {
        return back ? handover.successors() : Set.of(handover.from());
    }

    /** Looks at all live entries of an owner, a page at a time; says whether it came to the end. */
    private boolean walk(Actor owner, Predicate<List<Entry<?>>> goOn) {
        WorkList list = WorkList.of(owner).only(EnumSet.allOf(HistoryItem.Kind.class));
        Entry.DuePlace after = null;
        while (true) {
            Entry.DuePlace start = after;
            List<Entry<?>> page = engine.read(reader -> reader.history().live(list, start, PAGE));
            if (!goOn.test(page)) {
                return false;
            }
            if (page.size() < PAGE) {
                return true;
            }
            after = Objects.requireNonNull(page.get(PAGE - 1).duePlace());
        }
    }

    /** Returns to whom an entry goes, or null where it stays. */
    private @Nullable Actor successor(StoreReader reader, Entry<?> entry) {
        if (back) {
            return isHandedOver(reader, entry) ? handover.from() : null;
        }
        Actor to = handover.rule().of(entry.customer());
        new Violations()
                .check(
                        to == null || handover.successors().contains(to),
                        "rule",
                        Code.NOT_FOUND,
                        "the rule names somebody who is none of the successors")
                .throwIfAny();
        return to;
    }

    /** Says whether an entry has its owner by this handover, whatever was said of it since. */
    private boolean isHandedOver(StoreReader reader, Entry<?> entry) {
        if (entry.item() instanceof Assignment assignment) {
            return handover.reason().equals(assignment.cause());
        }
        boolean handed = false;
        for (Entry<?> revision : reader.history().revisions(entry.id())) {
            handed = handover.reason().equals(revision.reason())
                    || (handed && !handover.undone().equals(revision.reason()));
        }
        return handed;
    }

    private List<Entry<?>> move(StoreTransaction tx, CustomerId customer, Actor owner) {
        tx.lock(Set.of(customer));
        WorkList list = new WorkList(customer, owner, null, EnumSet.allOf(HistoryItem.Kind.class), null);
        Instant now = engine.now();
        Changes changes = Changes.none();
        EntryDesk desk = new EntryDesk(engine, tx, now, changes.history());
        List<Entry<?>> moved = new ArrayList<>();
        for (Entry<?> entry : tx.history().live(list, null, LIVE_MAX)) {
            Actor to = successor(tx, entry);
            if (to != null && desk.handOver(entry, to, handover, back)) {
                moved.add(entry);
            }
        }
        if (!changes.isEmpty()) {
            tx.append(changes);
        }
        return moved;
    }
}
