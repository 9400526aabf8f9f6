package org.loyalty4j.examples;

import java.time.Instant;
import java.time.Month;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.loyalty4j.AuditReport;
import org.loyalty4j.CustomerCard;
import org.loyalty4j.Loyalty;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.ContactAnswer;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.Handover;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Obligation;
import org.loyalty4j.history.Reliability;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineEntry;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.points.Points;

/** What the supplier's year came to, all of it read from the store at its end. Filled once, by one thread. */
final class SupplierFigures {

    /** For which months who may be written to is asked: once before it was taken back, and once after. */
    private static final List<Month> ASKED = List.of(Month.FEBRUARY, Month.JULY);

    private static final int PAGE = 100;

    private final Loyalty loyalty;
    private final SupplierPeople people;
    private final Handover handover;
    private final AuditReport audit;
    private final Map<Month, long[]> months = new EnumMap<>(Month.class);
    private final Map<Interaction.Status, Integer> contacts = new EnumMap<>(Interaction.Status.class);
    private final Map<Task.Status, Integer> tasks = new EnumMap<>(Task.Status.class);
    private final Map<TimelineEntry.Kind, Integer> kinds = new EnumMap<>(TimelineEntry.Kind.class);
    private final Set<CustomerId> handed = new HashSet<>();
    private final List<Reliability> ours = new ArrayList<>();
    private final List<Reliability> theirs = new ArrayList<>();
    private int mails;
    private int inTime;
    private int escalated;
    private int handedOver;
    private int handedBack;

    private SupplierFigures(Loyalty loyalty, SupplierPeople people, AuditReport audit) {
        this.loyalty = loyalty;
        this.people = people;
        this.handover = SupplierAutumn.handover(people);
        this.audit = audit;
    }

    static SupplierFigures read(Loyalty loyalty, SupplierPeople people, AuditReport audit) {
        SupplierFigures figures = new SupplierFigures(loyalty, people, audit);
        for (CustomerId customer : List.of(people.bakery(), people.cafe(), people.hotel())) {
            figures.add(customer);
        }
        return figures;
    }

    private void add(CustomerId customer) {
        ours.add(loyalty.history().reliability(customer, Obligation.Side.OURS));
        theirs.add(loyalty.history().reliability(customer, Obligation.Side.THEIRS));
        new CustomerHistory(loyalty, TimelineQuery.of(customer), PAGE).pages().forEach(page -> page.forEach(this::add));
    }

    private void add(TimelineEntry entry) {
        kinds.merge(entry.kind(), 1, Integer::sum);
        if (entry instanceof TimelineEntry.Booked booked) {
            month(entry.at())[1] += booked.posting().amount();
        } else if (entry instanceof TimelineEntry.Noted noted) {
            noted.entry().as(Interaction.class).ifPresent(this::addContact);
            noted.entry().as(Task.class).ifPresent(this::addTask);
            addHandover(noted.entry());
        }
    }

    private void addContact(Entry<Interaction> contact) {
        contacts.merge(contact.item().status(), 1, Integer::sum);
        if (contact.item().status() == Interaction.Status.HELD) {
            month(contact.at())[0]++;
        }
        if (contact.externalId().isPresent()) {
            mails++;
        }
    }

    private void addTask(Entry<Task> task) {
        tasks.merge(task.item().status(), 1, Integer::sum);
        boolean late = task.item().due() != null && task.item().due().isOver(task.changedAt());
        if (task.item().status() == Task.Status.DONE && !late) {
            inTime++;
        }
        if (said(task, "overdue")) {
            escalated++;
        }
    }

    private void addHandover(Entry<?> entry) {
        boolean assigned =
                entry.item() instanceof Assignment given && handover.reason().equals(given.cause());
        if (assigned || said(entry, handover.reason())) {
            handedOver++;
            handed.add(entry.customer());
        }
        boolean back =
                entry.item() instanceof Assignment given && handover.undone().equals(given.cause());
        if (back || said(entry, handover.undone())) {
            handedBack++;
        }
    }

    private boolean said(Entry<?> entry, String reason) {
        return loyalty.history().revisions(entry.id()).stream()
                .anyMatch(revision -> !(revision.item() instanceof Assignment) && reason.equals(revision.reason()));
    }

    private long[] month(Instant at) {
        return months.computeIfAbsent(
                ZonedDateTime.ofInstant(at, SupplierShop.ZONE).getMonth(), month -> new long[2]);
    }

    SupplierPeople people() {
        return people;
    }

    AuditReport audit() {
        return audit;
    }

    /** Returns the contacts that were held in a month. */
    long contacts(Month month) {
        return months.getOrDefault(month, new long[2])[0];
    }

    /** Returns by how much the points of all customers changed in a month. */
    long points(Month month) {
        return months.getOrDefault(month, new long[2])[1];
    }

    int contacts(Interaction.Status status) {
        return contacts.getOrDefault(status, 0);
    }

    /** Returns how many of the contacts came from the other system. */
    int mails() {
        return mails;
    }

    int tasks(Task.Status status) {
        return tasks.getOrDefault(status, 0);
    }

    /** Returns how many tasks were done in time. */
    int inTime() {
        return inTime;
    }

    /** Returns how many tasks went to somebody else because they were overdue for too long. */
    int escalated() {
        return escalated;
    }

    int number(TimelineEntry.Kind kind) {
        return kinds.getOrDefault(kind, 0);
    }

    /** Returns what Tom handed over. */
    int handedOver() {
        return handedOver;
    }

    /** Returns of how many customers and people he handed something over. */
    int customersHandedOver() {
        return handed.size();
    }

    /** Returns what he was given back. */
    int handedBack() {
        return handedBack;
    }

    /** Adds up how a side kept its promises to the other. */
    int promises(Obligation.Side side, ToIntFunction<Reliability> which) {
        return (side == Obligation.Side.OURS ? ours : theirs)
                .stream().mapToInt(which).sum();
    }

    /** Returns the card of the bakery. */
    CustomerCard card() {
        return loyalty.history().card(people.bakery());
    }

    /** Returns by months whether the bakery could be sent the newsletter. */
    Map<Month, ContactAnswer> newsletter() {
        Map<Month, ContactAnswer> answers = new EnumMap<>(Month.class);
        for (Month month : ASKED) {
            Instant first = SupplierShop.day(month.getValue(), 1);
            answers.put(month, loyalty.history().mayContact(people.bakery(), "email", "newsletter", null, first));
        }
        return answers;
    }

    /** Returns the points that can be used, of all customers. */
    Points left() {
        return Points.of(audit.outstanding().longValueExact());
    }
}
