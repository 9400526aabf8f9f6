package org.loyalty4j.acceptance;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Source;
import org.loyalty4j.history.Agreement;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.DocumentRef;
import org.loyalty4j.history.Due;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryChange;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Interaction.Direction;
import org.loyalty4j.history.Link;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.Participant;
import org.loyalty4j.history.Pipeline;
import org.loyalty4j.history.Recurrence;
import org.loyalty4j.history.Reminder;
import org.loyalty4j.history.Stage;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.testkit.Shop;

/** Bad requests about the histories of customers. */
final class BadHistory {

    private static final CommandKey KEY = CommandKey.of("new");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final EntryId UNKNOWN = new EntryId(new UUID(0x7123L, 0x8123L));

    private BadHistory() {}

    static void add(Map<String, BadScene.Attempt> all) {
        items(all);
        schedules(all);
        requests(all);
        changes(all);
        questions(all);
    }

    private static Interaction aCall() {
        return Interaction.held("phone", Direction.INBOUND, Shop.day("2026-01-31"));
    }

    /** Asks something of what is written just for it, and takes that back. */
    private static Object undone(BadScene scene, Function<Loyalty, Object> work) {
        List<Object> answers = new ArrayList<>(1);
        try {
            return scene.loyalty().inTransaction(tx -> {
                answers.add(work.apply(tx));
                throw new UnsupportedOperationException("taken back");
            });
        } catch (UnsupportedOperationException takenBack) {
            return answers.get(0);
        }
    }

    private static Object filed(BadScene scene, HistoryItem item) {
        return undone(
                scene, tx -> tx.history().add(NewEntry.of(KEY, scene.anna, item).from(new Source("crm"))));
    }

    private static void items(Map<String, BadScene.Attempt> all) {
        all.put(
                "an interaction without any part",
                scene -> new Interaction(
                        BadRequests.missing(),
                        BadRequests.missing(),
                        BadRequests.missing(),
                        null,
                        BadRequests.missing(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of()));
        all.put("a call that ends before it begins", scene -> aCall().until(Shop.day("2026-01-30")));
        all.put("a call of 10,001 characters", scene -> aCall().saying("g".repeat(10_001)));
        all.put("a call of a million characters", scene -> aCall().saying("g".repeat(1_000_000)));
        all.put("a call of several lines", scene -> aCall().saying("Geheim\r\nline\ttwo"));
        all.put("a call with a NUL", scene -> aCall().saying("Geheim\0"));
        all.put(
                "a call in the year 1",
                scene -> Interaction.held("phone", Direction.NONE, Instant.EPOCH.minusSeconds(62_000_000_000L)));
        all.put(
                "a call by a channel of 61 characters",
                scene -> Interaction.held("c".repeat(61), Direction.NONE, Instant.EPOCH));
        all.put("a call with 51 links", scene -> {
            Interaction call = aCall();
            for (int i = 0; i < 51; i++) {
                call = call.with(new Link(Link.Target.PRODUCT, "tea " + i));
            }
            return call;
        });
        all.put(
                "a call with no customer as one",
                scene -> new Participant(Participant.Side.CUSTOMER, "Geheim", null, null));
        all.put("a link to nothing", scene -> new Link(Link.Target.PRODUCT, " "));
        all.put(
                "a document with half a hash",
                scene -> DocumentRef.of("offer", "Geheim", "dms://1").content("abc", 1, "text/plain"));
        all.put(
                "a document of less than nothing",
                scene -> DocumentRef.of("offer", "Geheim", "dms://1").content("ab".repeat(32), -1, "text/plain"));
        all.put(
                "an agreement that ends before it begins",
                scene -> Agreement.of("supply", "Geheim", DAY, ZONE).until(DAY.minusDays(1)));
        all.put("a position of no quantity", scene -> new Agreement.Position("tea", BigDecimal.ZERO, null));
        all.put(
                "a position of 1E+1000000000",
                scene -> new Agreement.Position("tea", new BigDecimal("1E+1000000000"), null));
        all.put(
                "a position of 1E-1000000000",
                scene -> new Agreement.Position("tea", new BigDecimal("1E-1000000000"), null));
        all.put(
                "an assignment that ends before it begins",
                scene -> Assignment.substitute(
                        "owner", new Actor("Geheim"), Shop.day("2026-02-02"), Shop.day("2026-02-01")));
        all.put("an assignment of nobody", scene -> Assignment.of("owner", BadRequests.missing()));
        all.put(
                "a consent without its wording",
                scene -> new Consent(
                        Consent.Event.GRANTED, "email", "news", null, null, null, Consent.Basis.CONSENT, null, null));
        all.put(
                "a withdrawal with a legal basis",
                scene -> new Consent(
                        Consent.Event.WITHDRAWN,
                        "email",
                        "news",
                        null,
                        null,
                        null,
                        Consent.Basis.CONTRACT,
                        null,
                        null));
        all.put(
                "a bounce of no address",
                scene -> new Consent(Consent.Event.BOUNCED, "email", "*", null, null, null, null, null, null));
        all.put(
                "a pipeline that leads nowhere it knows",
                scene -> new Pipeline("p", "new", Map.of("new", Set.of("won"))));
        all.put("a pipeline without its first stage", scene -> new Pipeline("p", "new", Map.of("old", Set.of())));
    }

    private static void schedules(Map<String, BadScene.Attempt> all) {
        all.put(
                "a task due before it starts",
                scene -> Task.of("Geheim").from(DAY).due(Due.on(DAY.minusDays(1), ZONE)));
        all.put("a task that comes again at once", scene -> Recurrence.afterDue(Period.ZERO));
        all.put("a task that comes again before", scene -> Recurrence.afterDue(Period.ofDays(-1)));
        all.put("a task that comes again after 11 years", scene -> Recurrence.afterDue(Period.ofYears(11)));
        all.put(
                "a task that comes again no times",
                scene -> Recurrence.afterDue(Period.ofDays(1)).times(0));
        all.put(
                "a task that comes again and is never due",
                scene -> Task.of("Geheim").again(Recurrence.afterCompletion(Period.ofDays(1))));
        all.put(
                "a task that escalates and is never due",
                scene -> Task.of("Geheim").escalating(Duration.ofDays(1), new Actor("boss")));
        all.put(
                "a task that escalates before",
                scene -> Task.of("Geheim").due(Due.on(DAY, ZONE)).escalating(Duration.ofDays(-1), new Actor("boss")));
        all.put("a reminder of nothing", scene -> new Reminder(null, null, null, null, null));
        all.put("a reminder of two things", scene -> new Reminder(Instant.EPOCH, Duration.ofDays(1), null, null, null));
        all.put("a daily reminder without a zone", scene -> new Reminder(null, null, LocalTime.NOON, DAY, null));
        all.put("a reminder 4,000 days before", scene -> Reminder.before(Duration.ofDays(4_000)));
        all.put("a task due on LocalDate.MAX", scene -> Due.on(LocalDate.MAX, ZONE));
        all.put("a task due at Instant.MIN", scene -> Due.at(Instant.MIN, ZONE));
        all.put("a task due on a day and at a moment", scene -> new Due(DAY, Instant.EPOCH, ZONE));
    }

    private static void requests(Map<String, BadScene.Attempt> all) {
        all.put(
                "an entry without any part",
                scene -> new NewEntry<>(
                        BadRequests.missing(), BadRequests.missing(), BadRequests.<Task>missing(), null, null));
        all.put("an entry under a number of 256 characters", scene -> Origin.of(new Source("crm"), "g".repeat(256)));
        all.put(
                "an entry of nobody",
                scene -> scene.loyalty().history().add(NewEntry.of(KEY, scene.nobody, Task.of("Geheim"))));
        all.put(
                "a call that was held tomorrow",
                scene -> filed(scene, Interaction.held("phone", Direction.NONE, Shop.day("2026-02-03"))));
        all.put(
                "a call that is planned for tomorrow",
                scene -> filed(scene, Interaction.planned("phone", Direction.NONE, Shop.day("2026-02-03"))));
        all.put(
                "a deal of no pipeline",
                scene -> filed(scene, new Stage("Geheim", "new", false, "Geheim", null, null, null)));
        all.put(
                "a deal in no stage of its pipeline",
                scene -> filed(scene, new Stage("deals", "Geheim", false, "Geheim", null, null, null)));
        all.put(
                "a deal that begins in the middle",
                scene -> filed(scene, new Stage("deals", "offered", false, "Geheim", null, null, null)));
        all.put(
                "a consent of no source",
                scene -> scene.loyalty()
                        .history()
                        .add(NewEntry.of(KEY, scene.anna, Consent.granted("email", "news", "v1"))));
        all.put(
                "513 entries at once",
                scene -> scene.loyalty()
                        .history()
                        .addAll(Collections.nCopies(513, NewEntry.of(KEY, scene.anna, Task.of("Geheim")))));
        all.put(
                "an entry that is missing among others",
                scene -> scene.loyalty()
                        .history()
                        .addAll(Collections.singletonList(BadRequests.<NewEntry<Task>>missing())));
    }

    private static void changes(Map<String, BadScene.Attempt> all) {
        all.put(
                "a change of an unknown entry",
                scene -> scene.loyalty()
                        .history()
                        .change(new EntryChange<>(KEY, UNKNOWN, 1, Task.of("Geheim"), null, null, null)));
        all.put(
                "a change of revision 0",
                scene -> new EntryChange<>(KEY, UNKNOWN, 0, Task.of("Geheim"), null, null, null));
        all.put(
                "a task that becomes a call",
                scene -> undone(scene, tx -> {
                    EntryId task = tx.history()
                            .add(NewEntry.of(KEY, scene.anna, Task.of("Geheim")))
                            .id();
                    return tx.history().change(new EntryChange<HistoryItem>(KEY, task, 1, aCall(), null, null, null));
                }));
        all.put(
                "complete a closed task",
                scene -> undone(scene, tx -> {
                    Entry<Task> task = tx.history()
                            .add(NewEntry.of(KEY, scene.anna, Task.of("Geheim").done()));
                    return tx.history()
                            .change(EntryChange.of(KEY, task, task.item().done("again")));
                }));
        all.put(
                "an agreement in force with another term",
                scene -> undone(scene, tx -> {
                    Entry<Agreement> agreement = tx.history()
                            .add(NewEntry.of(
                                    KEY,
                                    scene.anna,
                                    Agreement.of("supply", "Geheim", DAY, ZONE).active()));
                    return tx.history()
                            .change(EntryChange.of(
                                    KEY, agreement, agreement.item().with(new Agreement.Term("price", "Geheim"))));
                }));
        all.put(
                "a change of what was said of contacts",
                scene -> undone(scene, tx -> {
                    Entry<Consent> consent =
                            tx.history().add(NewEntry.of(KEY, scene.anna, Consent.withdrawn("email", "news")));
                    return tx.history().change(EntryChange.of(KEY, consent, Consent.withdrawn("email", "*")));
                }));
        all.put(
                "a deal moved past its pipeline",
                scene -> undone(scene, tx -> {
                    Entry<Stage> deal = tx.history().add(NewEntry.of(KEY, scene.anna, Shop.DEALS.begin("Geheim")));
                    return tx.history().change(EntryChange.of(KEY, deal, Shop.DEALS.move(deal.item(), "won")));
                }));
    }

    private static void questions(Map<String, BadScene.Attempt> all) {
        all.put("a timeline of nobody", scene -> scene.loyalty().history().timeline(TimelineQuery.of(scene.nobody), 5));
        all.put(
                "a timeline that ends before it begins",
                scene -> TimelineQuery.of(scene.anna)
                        .from(Shop.day("2026-02-01"))
                        .until(Shop.day("2026-01-01")));
        all.put("a timeline of 501", scene -> scene.loyalty().history().timeline(TimelineQuery.of(scene.anna), 501));
        all.put(
                "a timeline from an edited cursor",
                scene -> scene.loyalty()
                        .history()
                        .timeline(TimelineQuery.of(scene.anna), "tR2VoZWlt.0123456789abcdef", 5));
        all.put(
                "a work list from an edited cursor",
                scene -> scene.loyalty()
                        .history()
                        .work(WorkList.all(), "w2026-01-01T00:00:00Z_00000000-0000-0000-0000-000000000000.1", 5));
        all.put("a work list of no kind", scene -> WorkList.all().only(Set.of()));
        all.put("a card of nobody", scene -> scene.loyalty().history().card(scene.nobody));
        all.put("an unknown entry of a kind", scene -> scene.loyalty().history().get(UNKNOWN, Task.class));
        all.put("reminders for 0", scene -> scene.loyalty().history().remind(0));
    }
}
