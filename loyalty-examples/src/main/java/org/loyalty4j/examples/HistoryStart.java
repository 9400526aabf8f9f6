package org.loyalty4j.examples;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.history.Due;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryChange;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Interaction.Direction;
import org.loyalty4j.history.Link;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Participant;
import org.loyalty4j.history.Reminder;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.store.InMemoryStore;

/** The histories of core's README, which a test compares with this file and runs. */
public final class HistoryStart {

    private static final Instant NOW = Instant.parse("2026-03-09T09:30:00Z");

    private HistoryStart() {}

    /** Prints what there is to do before and after it was done, and how long the timeline is. */
    public static void main(String[] args) {
        var loyalty = Loyalty.over(new InMemoryStore())
                .clock(() -> NOW)
                .program(SupplierShop.program())
                .build();
        CustomerId anna = loyalty.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll-1")).named("Anna"))
                .orThrow()
                .id();
        var ida = new Actor("ida");
        var tom = new Actor("tom");
        var boss = new Actor("clara");
        var zone = ZoneId.of("Europe/Berlin");
        var friday = LocalDate.of(2026, 3, 13);
        Instant begun = NOW.minusSeconds(600);
        Instant nextWeek = NOW.plus(Duration.ofDays(7));

        var history = loyalty.history();
        Entry<Interaction> call = history.add(NewEntry.of(
                        CommandKey.of("call-17"),
                        anna,
                        Interaction.held("phone", Direction.INBOUND, begun)
                                .with(Participant.employee(ida))
                                .about("complaint")
                                .saying("The box was torn")
                                .cameTo("promised"))
                .by(ida));
        Task again = Task.of("Send another box")
                .by(ida)
                .due(Due.on(friday, zone))
                .reminding(Reminder.before(Duration.ofHours(24)))
                .escalating(Duration.ofHours(4), boss)
                .with(Link.to(call.id()));
        Entry<Task> task =
                history.add(NewEntry.of(CommandKey.of("task-9"), anna, again).by(ida));
        System.out.println(
                history.work(WorkList.of(ida).dueBefore(nextWeek), 50).items().size()); // 1 to do
        history.change(EntryChange.of(CommandKey.of("done-9"), task, task.item().done("sent"))
                .by(tom));
        System.out.println(history.work(WorkList.of(ida), 50).items().size()); // 0: Tom has done it
        System.out.println(
                history.timeline(TimelineQuery.of(anna), 50).items().size()); // 2: purchases and points come in, too
        System.out.println(history.card(anna).lastContacts().size()); // 1; the card is all of it at one look
    }
}
