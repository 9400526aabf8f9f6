package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.loyalty4j.History;
import org.loyalty4j.Outcome;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.ContactPersonChange;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.history.Agreement;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.ContactAnswer;
import org.loyalty4j.history.DocumentRef;
import org.loyalty4j.history.Due;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryChange;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.Handover;
import org.loyalty4j.history.HandoverReport;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Interaction.Direction;
import org.loyalty4j.history.Link;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Obligation;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.Participant;
import org.loyalty4j.history.Recurrence;
import org.loyalty4j.history.Reliability;
import org.loyalty4j.history.Reminder;
import org.loyalty4j.history.Renewal;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineEntry;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.history.UnknownEntryException;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.StoreException;

/** What a store promises about the histories of customers. */
abstract class RecordPromises extends RetentionPromises {

    private static final Actor IDA = new Actor("ida ☎");
    private static final Actor TOM = new Actor("tom");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Source CRM = new Source("crm");

    private static <I extends HistoryItem> Entry<I> add(Shop shop, CustomerId customer, I item) {
        return shop.loyalty()
                .history()
                .add(NewEntry.of(shop.aKey(), customer, item).by(IDA).from(CRM));
    }

    private static <I extends HistoryItem> Entry<I> change(Shop shop, Entry<I> seen, I item) {
        return shop.loyalty()
                .history()
                .change(EntryChange.of(shop.aKey(), seen, item).by(TOM, "as agreed"))
                .orThrow();
    }

    private static Interaction aCall(Instant at) {
        return Interaction.held("phone", Direction.INBOUND, at)
                .until(at.plusSeconds(90))
                .at("after sales")
                .with(Participant.employee(IDA).as("advisor"))
                .with(Participant.unit("branch 7"))
                .with(Participant.customer(CustomerId.NOBODY).at(Identifier.phone("+49 170 1234567")))
                .about("complaint")
                .about("order")
                .saying("Line one,\n\tline \"two\" – Zürich 🏔")
                .cameTo("promised")
                .next("call back")
                .in("thread <1@x>")
                .with(new Link(Link.Target.PURCHASE, "till-7/1"))
                .with(new Interaction.Media("audio", "s3://calls/1", "said:\nyes"));
    }

    /** One item of each kind, with every part. */
    private static List<HistoryItem> oneOfEach(Instant now) {
        EntryId other = new EntryId(new java.util.UUID(7, 7));
        Renewal renewal = new Renewal(LocalDate.of(2030, 2, 28), Period.ofMonths(3), TOM);
        return List.of(
                aCall(now),
                Task.of("Call back")
                        .saying("more\nof it")
                        .by(IDA)
                        .in("branch 7")
                        .from(LocalDate.of(2030, 1, 1))
                        .due(Due.at(Instant.parse("2030-01-05T09:00:00Z"), BERLIN))
                        .urgent(Task.Priority.HIGH)
                        .reminding(Reminder.daily(LocalTime.of(9, 30), LocalDate.of(2030, 1, 2), BERLIN))
                        .again(Recurrence.afterDue(Period.ofMonths(1))
                                .until(LocalDate.of(2031, 1, 1))
                                .times(5))
                        .escalating(Duration.ofHours(3), TOM)
                        .then(new Task.Next("Ask again", Period.ofDays(3), Recurrence.Basis.COMPLETION, TOM))
                        .with(Link.to(other)),
                Obligation.theirs("pay within 30 days")
                        .from(other)
                        .made(now.minusSeconds(60))
                        .due(Due.on(LocalDate.of(2030, 3, 1), BERLIN))
                        .by(IDA)
                        .in("finance")
                        .replacing(other),
                Agreement.of("frame contract", "Tea for 2030", LocalDate.of(2030, 1, 1), BERLIN)
                        .numbered("A-17")
                        .with(new Agreement.Party("mill", "buyer"))
                        .with(new Agreement.Position("tea", new BigDecimal("12.50"), Money.of("3.20", "EUR")))
                        .with(new Agreement.Position("advice", null, null))
                        .with(new Agreement.Term("payment", "30 days\nnet"))
                        .until(LocalDate.of(2030, 12, 31))
                        .renewing(renewal)
                        .by(IDA)
                        .after(other),
                DocumentRef.of("offer", "Offer 17", "dms://17")
                        .content("ab".repeat(32), 12_345_678_901L, "application/pdf")
                        .after(other, 2)
                        .kept("ten years")
                        .renewing(renewal, BERLIN)
                        .with(Link.to(other)),
                Shop.DEALS
                        .begin("Tea for the mill")
                        .worth(Money.of("1200", "JPY"))
                        .since(now.minusSeconds(5))
                        .by(TOM),
                Assignment.of(Assignment.OWNER, IDA).from(now.minusSeconds(7)).because("new customer"),
                Consent.granted("email", "news", "text 3, 2029-11")
                        .at(Identifier.email("a@example.org"))
                        .given(now.minusSeconds(9))
                        .until(now.plus(Duration.ofDays(900)))
                        .proved("form 9"));
    }

    @Test
    void every_kind_of_entry_is_kept_with_all_of_its_parts() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        History history = shop.loyalty().history();
        for (HistoryItem item : oneOfEach(shop.clock().instant())) {
            NewEntry<HistoryItem> request =
                    NewEntry.from(CRM, "№ " + item.kind(), anna, item).by(IDA);

            Entry<HistoryItem> entry = history.add(request);

            assertThat(entry.item()).isEqualTo(item);
            assertThat(history.find(entry.id())).contains(entry);
            assertThat(history.find(request.origin())).contains(entry);
            assertThat(entry.externalId()).contains("№ " + item.kind());
            assertThat(entry.author()).isEqualTo(IDA);
            assertThat(entry.source()).isEqualTo(CRM);
            assertThat(history.revisions(entry.id())).isEqualTo(List.of(entry));
            assertThat(history.add(request)).isEqualTo(entry);
        }
        // The document is to be renewed, the agreement is only talked about.
        assertThat(history.work(WorkList.of(anna), 9).items())
                .extracting(entry -> entry.item().kind().name())
                .containsExactly("TASK", "TASK", "OBLIGATION");
        assertThatThrownBy(() -> history.find(new EntryId(new java.util.UUID(1, 1)))
                        .orElseThrow(() -> new UnknownEntryException(new EntryId(new java.util.UUID(1, 1)))))
                .isInstanceOf(UnknownEntryException.class);
        assertThatThrownBy(() -> history.revisions(new EntryId(new java.util.UUID(1, 1))))
                .isInstanceOf(UnknownEntryException.class);
    }

    @Test
    void what_is_sent_twice_is_written_once_and_a_number_stands_for_one_thing() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        History history = shop.loyalty().history();
        Instant now = shop.clock().instant();
        NewEntry<Interaction> visit = NewEntry.from(CRM, "1", anna, Interaction.held("web", Direction.NONE, now));
        NewEntry<Interaction> other = NewEntry.from(new Source("shop"), "1", anna, visit.item());
        NewEntry<Interaction> keyed = NewEntry.of(CommandKey.of("1"), anna, visit.item());

        List<Outcome<Entry<?>>> outcomes = history.addAll(List.of(
                visit,
                visit,
                other,
                keyed,
                NewEntry.from(CRM, "1", ben, visit.item()),
                NewEntry.from(CRM, "2", new CustomerId(new java.util.UUID(9, 9)), visit.item()),
                NewEntry.from(CRM, "3", anna, Interaction.held("web", Direction.NONE, now.plusSeconds(900)))));

        assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
        assertThat(Set.of(
                        outcomes.get(0).orThrow().id(),
                        outcomes.get(2).orThrow().id(),
                        outcomes.get(3).orThrow().id()))
                .hasSize(3);
        assertThatThrownBy(() -> outcomes.get(4).orThrow())
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("customer"));
        assertThatThrownBy(() -> outcomes.get(5).orThrow()).isInstanceOf(UnknownCustomerException.class);
        assertThatThrownBy(() -> outcomes.get(6).orThrow()).isInstanceOf(InvalidRequestException.class);
        assertThat(history.add(visit)).isEqualTo(outcomes.get(0).orThrow());
        assertThatThrownBy(() ->
                        history.add(NewEntry.from(CRM, "1", anna, visit.item().about("else"))))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("item"));
        assertThat(history.timeline(TimelineQuery.of(anna), 50).items()).hasSize(3);
        assertThat(history.timeline(TimelineQuery.of(ben), 50).items()).isEmpty();
    }

    @Test
    void a_planned_call_that_is_moved_and_held_stays_one_entry_with_its_revisions() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        History history = shop.loyalty().history();
        Instant planned = shop.clock().instant().plus(Duration.ofDays(2));
        Entry<Interaction> call = add(
                shop,
                anna,
                Interaction.planned("phone", Direction.OUTBOUND, planned)
                        .until(planned.plusSeconds(600))
                        .with(Participant.employee(IDA)));
        assertThat(history.work(WorkList.of(IDA), 5).items()).isEqualTo(List.of(call));

        Entry<Interaction> moved = change(shop, call, call.item().movedTo(planned.plus(Duration.ofDays(1))));
        shop.clock().advance(Duration.ofDays(4));
        EntryChange<Interaction> hold = EntryChange.of(
                        shop.aKey(),
                        moved,
                        moved.item().heldAt(shop.clock().instant()).cameTo("ordered"))
                .by(TOM, "she called herself");
        Entry<Interaction> held = history.change(hold).orThrow();

        assertThat(history.revisions(call.id())).isEqualTo(List.of(call, moved, held));
        assertThat(held.revision()).isEqualTo(3);
        assertThat(held.author()).isEqualTo(IDA);
        assertThat(held.changedBy()).isEqualTo(TOM);
        assertThat(held.reason()).isEqualTo("she called herself");
        assertThat(held.recordedAt()).isEqualTo(call.recordedAt());
        assertThat(moved.item().endedAt())
                .isEqualTo(planned.plus(Duration.ofDays(1)).plusSeconds(600));
        assertThat(history.work(WorkList.of(IDA), 5).items()).isEmpty();
        assertThat(history.change(hold)).isEqualTo(new org.loyalty4j.EntryAnswer.Done<>(held, true));
        assertThat(history.change(
                        EntryChange.of(shop.aKey(), moved, moved.item().cancelled())))
                .isEqualTo(new org.loyalty4j.EntryAnswer.Refused<>(Refusal.CHANGED_MEANWHILE));
        assertThat(history.change(EntryChange.of(shop.aKey(), held, held.item().cancelled())))
                .isEqualTo(new org.loyalty4j.EntryAnswer.Refused<>(Refusal.ENTRY_CLOSED));
        assertThatThrownBy(() -> history.change(new EntryChange<>(
                        hold.key(), hold.entry(), 2, held.item().notHeld(), null, null, null)))
                .isInstanceOf(KeyReusedException.class);
        assertThat(history.timeline(TimelineQuery.of(anna), 9).items()).hasSize(1);
    }

    @Test
    void a_task_that_is_done_comes_again_brings_the_next_one_and_is_not_done_twice() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        History history = shop.loyalty().history();
        LocalDate day = LocalDate.ofInstant(shop.clock().instant(), BERLIN).plusDays(3);
        Entry<Task> task = add(
                shop,
                anna,
                Task.of("Water the plants")
                        .by(IDA)
                        .due(Due.on(day, BERLIN))
                        .again(Recurrence.afterDue(Period.ofWeeks(1)).times(1))
                        .then(new Task.Next("Tell the customer", Period.ofDays(1), Recurrence.Basis.COMPLETION, TOM))
                        .then(new Task.Next("Ask whether it helped", Period.ofDays(10), Recurrence.Basis.DUE, null)));

        Entry<Task> done = change(shop, task, task.item().done("all green"));

        assertThat(history.work(WorkList.of(IDA), 9).items()).hasSize(1).allSatisfy(next -> {
            assertThat(next.item().due()).isEqualTo(Due.on(day.plusWeeks(1), BERLIN));
            assertThat(((Task) next.item()).recurrence()).isNull();
        });
        Entry<Task> tell =
                history.work(WorkList.of(TOM), 9).items().get(0).as(Task.class).orElseThrow();
        assertThat(tell.item().title()).isEqualTo("Tell the customer");
        Entry<Task> told = change(shop, tell, tell.item().done());
        Entry<Task> ask =
                history.work(WorkList.of(TOM), 9).items().get(0).as(Task.class).orElseThrow();
        assertThat(ask.item().title()).isEqualTo("Ask whether it helped");
        assertThat(ask.item().due())
                .isEqualTo(tell.item().due() == null ? null : tell.item().due().plus(Period.ofDays(10)));
        assertThat(history.change(EntryChange.of(shop.aKey(), done, done.item().done("again"))))
                .isEqualTo(new org.loyalty4j.EntryAnswer.Refused<>(Refusal.TASK_CLOSED));
        assertThat(history.change(EntryChange.of(shop.aKey(), told, told.item().cancelled())))
                .isEqualTo(new org.loyalty4j.EntryAnswer.Refused<>(Refusal.TASK_CLOSED));
    }

    @Test
    void work_is_listed_by_what_is_due_first_for_somebody_a_unit_a_customer_and_all() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        History history = shop.loyalty().history();
        Random random = new Random(5);
        LocalDate day = LocalDate.of(2031, 1, 1);
        List<Entry<?>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Task task = Task.of("task " + i);
            task = random.nextInt(4) == 0 ? task : task.due(Due.on(day.plusDays(random.nextInt(9)), BERLIN));
            task = random.nextBoolean() ? task.by(IDA) : task.by(TOM);
            task = random.nextBoolean() ? task.in("north") : task;
            Entry<Task> entry = add(shop, random.nextBoolean() ? anna : ben, task);
            all.add(
                    switch (random.nextInt(5)) {
                        case 0 -> change(shop, entry, task.cancelled());
                        // It is shown as it is now, where it stood.
                        case 1 -> change(shop, entry, task.saying("more of it"));
                        default -> entry;
                    });
        }
        all.sort(Comparator.comparing(
                entry -> entry.duePlace() == null ? new Entry.DuePlace(Instant.MAX, entry.id()) : entry.duePlace()));
        for (WorkList list : List.of(
                WorkList.all(),
                WorkList.of(IDA),
                WorkList.of("north"),
                WorkList.of(anna),
                WorkList.of(ben).dueBefore(day.plusDays(4).atStartOfDay(BERLIN).toInstant()),
                new WorkList(anna, TOM, "north", WorkList.TO_DO, null),
                new WorkList(
                        null,
                        IDA,
                        "north",
                        WorkList.TO_DO,
                        day.plusDays(5).atStartOfDay(BERLIN).toInstant()))) {
            List<Entry<?>> expected = new ArrayList<>();
            all.stream().filter(list::includes).forEach(expected::add);
            List<Entry<?>> found = new ArrayList<>();
            Page<Entry<?>> page = history.work(list, 3);
            found.addAll(page.items());
            while (page.next().isPresent()) {
                page = history.work(list, page.next().get(), 3);
                found.addAll(page.items());
            }
            assertThat(found).isEqualTo(expected);
        }
        String cursor = history.work(WorkList.all(), 3).next().orElseThrow();
        assertThatThrownBy(() -> history.work(WorkList.of(IDA), cursor, 3)).isInstanceOf(InvalidRequestException.class);
        assertThat(history.work(WorkList.all().only(EnumSet.of(HistoryItem.Kind.OBLIGATION)), 9)
                        .items())
                .isEmpty();
    }

    @Test
    void a_reminder_is_told_once_a_day_and_who_does_not_act_loses_the_task() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        History history = shop.loyalty().history();
        shop.clock().set(Instant.parse("2030-03-29T12:00:00Z"));
        LocalDate first = LocalDate.of(2030, 3, 30);
        Entry<Task> task = add(
                shop,
                anna,
                Task.of("Call")
                        .by(IDA)
                        .due(Due.on(LocalDate.of(2030, 4, 1), BERLIN))
                        .reminding(Reminder.daily(LocalTime.of(2, 30), first, BERLIN))
                        .escalating(Duration.ofHours(1), TOM));
        List<Instant> told = new ArrayList<>();
        List<Instant> escalated = new ArrayList<>();
        // Over the night of the 31st, on which there is no half past two.
        for (int hour = 0; hour < 96; hour++) {
            shop.clock().advance(Duration.ofHours(1));
            for (History.Reminded reminded : history.remind(9)) {
                if (reminded.reminds()) {
                    told.add(shop.clock().instant());
                }
                if (reminded.escalated()) {
                    escalated.add(shop.clock().instant());
                }
            }
            assertThat(history.remind(9)).isEmpty();
        }

        assertThat(told.stream().map(at -> LocalDate.ofInstant(at, BERLIN)))
                .containsExactly(first, first.plusDays(1), first.plusDays(2), first.plusDays(3));
        assertThat(escalated).containsExactly(Instant.parse("2030-04-01T23:00:00Z"));
        Entry<Task> last = history.get(task.id(), Task.class);
        assertThat(last.item().owner()).isEqualTo(TOM);
        assertThat(last.revision()).isEqualTo(2);
        // Three days without a worker are told as one.
        shop.clock().advance(Duration.ofDays(3));
        assertThat(history.remind(9)).hasSize(1);
        change(shop, history.get(task.id(), Task.class), last.item().done());
        shop.clock().advance(Duration.ofDays(3));
        assertThat(history.remind(9)).isEmpty();
    }

    @Test
    void promises_are_counted_by_side_and_by_whether_they_were_kept_in_time() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Due past = Due.at(shop.clock().instant().minusSeconds(60), BERLIN);
        Due future = Due.at(shop.clock().instant().plus(Duration.ofDays(9)), BERLIN);
        Entry<Obligation> inTime = add(shop, anna, Obligation.ours("send it").due(future));
        Entry<Obligation> late = add(shop, anna, Obligation.ours("send that").due(past));
        Entry<Obligation> broken = add(shop, anna, Obligation.ours("call").due(past));
        Entry<Obligation> waived = add(shop, anna, Obligation.ours("write").due(future));
        add(shop, anna, Obligation.ours("pay back").due(past));
        add(shop, anna, Obligation.ours("pay").due(future));
        Entry<Obligation> theirs = add(shop, anna, Obligation.theirs("pay").due(past));
        Entry<Obligation> kept = change(shop, inTime, inTime.item().kept(null, "receipt 7"));
        change(shop, late, late.item().kept(shop.clock().instant(), null));
        change(shop, broken, broken.item().broken(null, null));
        change(shop, waived, waived.item().waived("never mind"));
        Entry<Obligation> renewed = change(shop, theirs, theirs.item().renegotiated("next month"));
        add(shop, anna, Obligation.theirs("pay").due(future).replacing(renewed.id()));

        Reliability ours = shop.loyalty().history().reliability(anna, Obligation.Side.OURS);
        assertThat(ours).isEqualTo(new Reliability(1, 1, 1, 1, 1, 1));
        assertThat(ours.share()).contains(Ratio.of(1, 4));
        assertThat(shop.loyalty().history().reliability(anna, Obligation.Side.THEIRS))
                .isEqualTo(new Reliability(0, 0, 0, 0, 1, 1));
        assertThat(shop.loyalty()
                        .history()
                        .change(EntryChange.of(shop.aKey(), kept, kept.item().waived(null))))
                .isEqualTo(new org.loyalty4j.EntryAnswer.Refused<>(Refusal.ENTRY_CLOSED));
    }

    @Test
    void an_agreement_in_force_is_not_changed_but_followed_by_a_version_and_its_renewal_is_a_task() {
        Shop shop = shop();
        CustomerId mill = anOrganization(shop, "Mill");
        History history = shop.loyalty().history();
        LocalDate start = LocalDate.of(2030, 1, 1);
        Agreement draft = Agreement.of("supply", "Tea", start, BERLIN)
                .with(new Agreement.Term("price", "3 EUR"))
                .renewing(new Renewal(LocalDate.of(2030, 12, 31), Period.ofMonths(3), IDA));
        Entry<Agreement> first = add(shop, mill, draft);
        assertThat(history.work(WorkList.of(IDA), 9).items()).isEmpty();

        Entry<Agreement> active = change(shop, first, draft.active());

        Entry<?> renewal = history.work(WorkList.of(IDA), 9).items().get(0);
        assertThat(renewal.item().due()).isEqualTo(Due.on(LocalDate.of(2030, 9, 30), BERLIN));
        assertThat(history.change(
                        EntryChange.of(shop.aKey(), active, active.item().with(new Agreement.Term("price", "2 EUR")))))
                .isEqualTo(new org.loyalty4j.EntryAnswer.Refused<>(Refusal.ENTRY_CLOSED));
        Entry<Agreement> second = add(
                shop,
                mill,
                draft.with(new Agreement.Term("place", "at the mill"))
                        .after(active.id())
                        .active());
        change(shop, active, active.item().superseded());
        assertThat(history.get(renewal.id(), Task.class).item().status()).isEqualTo(Task.Status.CANCELLED);
        assertThat(history.work(WorkList.of(IDA), 9).items()).hasSize(1);
        change(shop, second, second.item().renewing(new Renewal(LocalDate.of(2031, 12, 31), Period.ZERO, TOM)));
        assertThat(history.work(WorkList.of(IDA), 9).items()).isEmpty();
        assertThat(history.work(WorkList.of(TOM), 9).items())
                .extracting(entry -> entry.item().due())
                .containsExactly(Due.on(LocalDate.of(2031, 12, 31), BERLIN));
        // One that was seen to, and moved after that, is to be seen to again.
        Entry<Task> seen =
                history.work(WorkList.of(TOM), 9).items().get(0).as(Task.class).orElseThrow();
        change(shop, seen, seen.item().done());
        Entry<Agreement> again = history.get(second.id(), Agreement.class);
        change(shop, again, again.item().renewing(new Renewal(LocalDate.of(2032, 12, 31), Period.ZERO, TOM)));
        assertThat(history.work(WorkList.of(TOM), 9).items())
                .extracting(entry -> entry.item().due())
                .containsExactly(Due.on(LocalDate.of(2032, 12, 31), BERLIN));
    }

    @Test
    void a_deal_goes_only_where_its_pipeline_leads_and_its_times_are_kept() {
        Shop shop = shop();
        CustomerId mill = anOrganization(shop, "Mill");
        History history = shop.loyalty().history();
        var deal = add(shop, mill, Shop.DEALS.begin("Tea"));
        shop.clock().advance(Duration.ofDays(3));
        assertThat(history.change(EntryChange.of(shop.aKey(), deal, Shop.DEALS.move(deal.item(), "won"))))
                .isEqualTo(new org.loyalty4j.EntryAnswer.Refused<>(Refusal.STAGE_NOT_ALLOWED));
        var offered = change(shop, deal, Shop.DEALS.move(deal.item(), "offered"));
        shop.clock().advance(Duration.ofDays(4));
        var won = change(shop, offered, Shop.DEALS.move(offered.item(), "won"));

        List<Entry<?>> revisions = history.revisions(deal.id());
        assertThat(Duration.between(
                        revisions.get(1).changedAt(), revisions.get(2).changedAt()))
                .isEqualTo(Duration.ofDays(4));
        assertThat(won.item().closed()).isTrue();
        assertThat(history.change(EntryChange.of(shop.aKey(), won, won.item().since(won.changedAt()))))
                .isEqualTo(new org.loyalty4j.EntryAnswer.Refused<>(Refusal.ENTRY_CLOSED));
        assertThatThrownBy(() -> add(
                        shop, mill, new org.loyalty4j.history.Stage("no such", "new", false, "x", null, null, null)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void who_is_responsible_is_known_for_every_instant_and_a_substitute_ends_by_itself() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        History history = shop.loyalty().history();
        Instant begun = shop.clock().instant().truncatedTo(ChronoUnit.MICROS);
        Entry<Assignment> ida = add(shop, anna, Assignment.of(Assignment.OWNER, IDA));
        shop.clock().advance(Duration.ofDays(30));
        Instant handed = shop.clock().instant();
        Entry<Assignment> tom =
                add(shop, anna, Assignment.of(Assignment.OWNER, TOM).because("handover"));
        Instant away = handed.plus(Duration.ofDays(3));
        add(shop, anna, Assignment.substitute(Assignment.OWNER, IDA, away, away.plus(Duration.ofDays(2))));
        add(shop, anna, Assignment.of("technician", IDA));

        assertThat(owner(history, anna, begun.minusSeconds(1))).isEmpty();
        assertThat(owner(history, anna, begun)).contains(IDA);
        assertThat(owner(history, anna, handed.minusSeconds(1))).contains(IDA);
        assertThat(owner(history, anna, handed)).contains(TOM);
        assertThat(owner(history, anna, away)).contains(IDA);
        assertThat(owner(history, anna, away.plus(Duration.ofDays(2)))).contains(TOM);
        assertThat(history.ownersAt(anna, away)).containsOnlyKeys(Assignment.OWNER, "technician");
        assertThat(history.get(ida.id(), Assignment.class).item().until()).isEqualTo(handed);
        assertThat(history.get(ida.id(), Assignment.class).author()).isEqualTo(IDA);
        assertThatThrownBy(() ->
                        add(shop, anna, Assignment.of(Assignment.OWNER, IDA).from(begun)))
                .isInstanceOf(InvalidRequestException.class);
        Entry<Assignment> ended = change(shop, tom, tom.item().until(away));
        assertThat(owner(history, anna, away.plus(Duration.ofDays(2)))).isEmpty();
        assertThat(history.change(
                        EntryChange.of(shop.aKey(), ended, ended.item().until(away.plusSeconds(1)))))
                .isEqualTo(new org.loyalty4j.EntryAnswer.Refused<>(Refusal.ENTRY_CLOSED));
    }

    @Test
    void who_leaves_hands_over_all_that_is_open_customer_by_customer_and_it_can_be_undone_S45_S46() {
        Shop shop = shop();
        History history = shop.loyalty().history();
        Actor eve = new Actor("eve");
        List<CustomerId> customers = new ArrayList<>();
        List<Entry<?>> open = new ArrayList<>();
        List<Entry<?>> closed = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            CustomerId customer = shop.aCustomer("Anna " + i);
            customers.add(customer);
            Instant later = shop.clock().instant().plus(Duration.ofDays(i + 1));
            add(shop, customer, Assignment.of(Assignment.OWNER, IDA));
            open.add(add(shop, customer, Task.of("Call").by(IDA).due(Due.at(later, BERLIN))));
            open.add(add(
                    shop,
                    customer,
                    Interaction.planned("phone", Direction.OUTBOUND, later)
                            .with(Participant.employee(IDA).as("advisor"))
                            .with(Participant.employee(eve))));
            open.add(add(shop, customer, Obligation.ours("call").by(IDA)));
            open.add(add(shop, customer, Shop.DEALS.begin("Tea").by(IDA)));
            closed.add(add(shop, customer, Task.of("Write").by(IDA).done("sent")));
            add(shop, customer, Task.of("Pack").by(eve));
        }
        Handover plan = Handover.of(
                        "2026-07",
                        IDA,
                        Set.of(TOM, eve),
                        customer -> customer.equals(customers.get(6))
                                ? null
                                : customers.indexOf(customer) % 2 == 0 ? TOM : eve)
                .by(eve);
        shop.clock().advance(Duration.ofHours(1));
        Instant handed = shop.clock().instant();

        HandoverReport preview = history.preview(plan);

        assertThat(preview.customers()).isEqualTo(6);
        assertThat(preview.all()).isEqualTo(30);
        assertThat(preview.entries()).containsEntry(HistoryItem.Kind.ASSIGNMENT, 6L);
        assertThat(owner(history, customers.get(0), handed)).contains(IDA);
        // Stopped after two customers, and gone on with.
        HandoverReport first = history.handOver(plan, report -> report.customers() < 2);
        assertThat(first.finished()).isFalse();
        assertThat(customers.stream()
                        .filter(customer -> owner(history, customer, handed).equals(Optional.of(IDA))))
                .hasSize(5);
        HandoverReport second = history.handOver(plan, report -> true);
        assertThat(second.finished()).isTrue();
        assertThat(first.all() + second.all()).isEqualTo(preview.all());
        assertThat(history.handOver(plan, report -> true).all()).isZero();
        assertThat(history.work(WorkList.of(IDA), 50).items())
                .extracting(Entry::customer)
                .containsOnly(customers.get(6));
        assertThat(owner(history, customers.get(0), handed.minusSeconds(1))).contains(IDA);
        assertThat(owner(history, customers.get(0), handed)).contains(TOM);
        assertThat(owner(history, customers.get(1), handed)).contains(eve);
        for (Entry<?> entry : open.subList(0, 24)) {
            Entry<?> now = history.find(entry.id()).orElseThrow();
            assertThat(now.author()).isEqualTo(IDA);
            assertThat(now.reason()).isEqualTo("handover 2026-07");
            assertThat(now.item().state()).isEqualTo(entry.item().state());
        }
        assertThat(closed)
                .allSatisfy(entry -> assertThat(history.find(entry.id())).contains(entry));

        Entry<Task> task = history.get(open.get(0).id(), Task.class);
        change(shop, task, task.item().saying("she is away"));
        Entry<Task> done = history.get(open.get(4).id(), Task.class);
        change(shop, done, done.item().done());
        shop.clock().advance(Duration.ofHours(1));
        assertThat(history.undo(plan, report -> true).finished()).isTrue();

        for (int i = 0; i < 7; i++) {
            assertThat(owner(history, customers.get(i), shop.clock().instant())).contains(IDA);
        }
        for (Entry<?> entry : open) {
            Entry<?> now = history.find(entry.id()).orElseThrow();
            assertThat(now.item().owner()).isEqualTo(now.item().isLive() ? IDA : eve);
            assertThat(now.author()).isEqualTo(IDA);
        }
        assertThat(history.work(WorkList.of(eve), 50).items()).hasSize(7);
        assertThat(history.undo(plan, report -> true).all()).isZero();
        assertThatThrownBy(() -> history.preview(Handover.of("other", IDA, Set.of(TOM), customer -> eve)))
                .isInstanceOf(InvalidRequestException.class);
    }

    private static Optional<Actor> owner(History history, CustomerId customer, Instant at) {
        return Optional.ofNullable(history.ownersAt(customer, at).get(Assignment.OWNER))
                .map(entry -> entry.item().employee());
    }

    @Test
    void whether_somebody_may_be_contacted_follows_from_what_was_said_last() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        History history = shop.loyalty().history();
        Identifier mail = Identifier.email("anna@example.org");
        Instant before = shop.clock().instant();
        assertThat(why(history, anna, "email", "news", mail)).isEqualTo(ContactAnswer.Why.NO_GRANT);
        add(shop, anna, Consent.granted("email", "news", "v1"));
        assertThat(why(history, anna, "email", "news", mail)).isEqualTo(ContactAnswer.Why.GRANTED);
        assertThat(why(history, anna, "sms", "news", null)).isEqualTo(ContactAnswer.Why.NO_GRANT);
        shop.clock().advance(Duration.ofDays(1));
        add(shop, anna, Consent.bounced("email", mail));
        assertThat(why(history, anna, "email", "news", mail)).isEqualTo(ContactAnswer.Why.BOUNCED);
        assertThat(why(history, anna, "email", "news", null)).isEqualTo(ContactAnswer.Why.GRANTED);
        shop.clock().advance(Duration.ofDays(1));
        add(shop, anna, Consent.recovered("email", mail));
        assertThat(why(history, anna, "email", "news", mail)).isEqualTo(ContactAnswer.Why.GRANTED);
        shop.clock().advance(Duration.ofDays(1));
        add(shop, anna, Consent.withdrawn("email", Consent.ANY));
        assertThat(why(history, anna, "email", "news", mail)).isEqualTo(ContactAnswer.Why.WITHDRAWN);
        shop.clock().advance(Duration.ofDays(1));
        Instant regranted = shop.clock().instant();
        add(shop, anna, Consent.granted("email", "news", "v2").until(regranted.plus(Duration.ofDays(9))));
        assertThat(why(history, anna, "email", "news", mail)).isEqualTo(ContactAnswer.Why.GRANTED);
        assertThat(why(history, anna, "email", "offers", mail)).isEqualTo(ContactAnswer.Why.WITHDRAWN);
        shop.clock().advance(Duration.ofDays(1));
        add(shop, anna, Consent.withdrawn("email", "news").at(mail));
        add(shop, anna, Consent.granted("email", "news", "v3"));
        // A grant that is about no address does not lift what was said of one.
        assertThat(why(history, anna, "email", "news", mail)).isEqualTo(ContactAnswer.Why.WITHDRAWN);
        assertThat(why(history, anna, "email", "news", null)).isEqualTo(ContactAnswer.Why.GRANTED);
        assertThat(history.mayContact(anna, "email", "news", mail, before.plusSeconds(60))
                        .allowed())
                .isTrue();
        assertThat(history.mayContact(anna, "email", "news", mail, before.minusSeconds(60))
                        .why())
                .isEqualTo(ContactAnswer.Why.NO_GRANT);
        CustomerId ben = shop.aCustomer("Ben");
        add(
                shop,
                ben,
                Consent.granted("email", "news", "v2")
                        .until(shop.clock().instant().plusSeconds(9)));
        shop.clock().advance(Duration.ofSeconds(9));
        assertThat(why(history, ben, "email", "news", null)).isEqualTo(ContactAnswer.Why.GRANT_ENDED);
    }

    private static ContactAnswer.Why why(
            History history,
            CustomerId customer,
            String channel,
            String purpose,
            @org.jspecify.annotations.Nullable Identifier at) {
        return history.mayContact(customer, channel, purpose, at).why();
    }

    static CustomerId anOrganization(Shop shop, String name) {
        return shop.loyalty()
                .customers()
                .enroll(NewCustomer.organization(shop.aKey()).named(name))
                .orThrow()
                .id();
    }

    @Test
    void a_timeline_has_everything_once_and_in_one_order_whatever_the_size_of_its_pages() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        History history = shop.loyalty().history();
        Random random = new Random(11);
        Instant start = shop.clock().instant();
        int entries = 0;
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(3) > 0) {
                shop.clock().advance(Duration.ofHours(random.nextInt(30)));
            }
            switch (random.nextInt(4)) {
                case 0 -> shop.buys(anna, "10.00");
                case 1 ->
                    shop.loyalty()
                            .accounts()
                            .adjust(Adjustment.of(shop.aKey(), anna, Points.of(5), "sorry", IDA))
                            .orThrow();
                case 2 -> {
                    // Many at one instant, and some from before.
                    Instant at = shop.clock().instant().minus(Duration.ofHours(random.nextInt(3)));
                    add(shop, anna, Interaction.held("phone", Direction.INBOUND, at));
                    entries++;
                }
                default -> {
                    add(shop, anna, Task.of("task " + i));
                    entries++;
                }
            }
        }
        TimelineQuery everything = TimelineQuery.of(anna);
        List<TimelineEntry> all = history.timeline(everything, 500).items();

        assertThat(all).doesNotHaveDuplicates();
        assertThat(all.stream().filter(entry -> entry instanceof TimelineEntry.Noted))
                .hasSize(entries);
        assertThat(all.stream().map(TimelineEntry::at)).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(all.stream().map(TimelineEntry::kind))
                .contains(TimelineEntry.Kind.PURCHASE, TimelineEntry.Kind.POSTING, TimelineEntry.Kind.TASK);
        for (int size : List.of(1, 2, 7, 50)) {
            assertThat(pages(history, everything, size)).isEqualTo(all);
        }
        TimelineQuery some = everything
                .only(TimelineEntry.Kind.POSTING, TimelineEntry.Kind.TASK)
                .from(start.plus(Duration.ofDays(3)))
                .until(start.plus(Duration.ofDays(9)));
        List<TimelineEntry> expected = new ArrayList<>(all);
        expected.removeIf(entry -> !some.kinds().contains(entry.kind())
                || entry.at().isBefore(start.plus(Duration.ofDays(3)))
                || !entry.at().isBefore(start.plus(Duration.ofDays(9))));
        for (int size : List.of(1, 3, 50)) {
            assertThat(pages(history, some, size)).isEqualTo(expected);
        }
        String cursor = history.timeline(everything, 1).next().orElseThrow();
        assertThatThrownBy(() -> history.timeline(some, cursor, 1)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> history.timeline(everything, cursor + "x", 1))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> history.timeline(TimelineQuery.of(new CustomerId(new java.util.UUID(3, 3))), 1))
                .isInstanceOf(UnknownCustomerException.class);
    }

    private static List<TimelineEntry> pages(History history, TimelineQuery query, int size) {
        List<TimelineEntry> found = new ArrayList<>();
        Page<TimelineEntry> page = history.timeline(query, size);
        found.addAll(page.items());
        while (page.next().isPresent()) {
            page = history.timeline(query, page.next().get(), size);
            found.addAll(page.items());
        }
        return found;
    }

    @Test
    void the_timeline_of_an_organization_has_what_its_people_did_for_it_while_they_did() {
        Shop shop = shop();
        CustomerId mill = anOrganization(shop, "Mill");
        CustomerId anna = shop.aCustomer("Anna");
        History history = shop.loyalty().history();
        Entry<?> before = add(
                shop,
                anna,
                Interaction.held("phone", Direction.INBOUND, shop.clock().instant()));
        shop.clock().advance(Duration.ofDays(1));
        shop.loyalty().customers().change(ContactPersonChange.of(shop.aKey(), mill, anna, ContactPerson.BUYER));
        Entry<?> during = add(
                shop,
                anna,
                Interaction.held("visit", Direction.INBOUND, shop.clock().instant()));
        Entry<?> own = add(shop, mill, Task.of("Send the offer"));
        add(shop, anna, Consent.granted("email", "news", "v1"));
        shop.buys(anna, "5.00");
        shop.clock().advance(Duration.ofDays(1));
        shop.loyalty().customers().change(ContactPersonChange.end(shop.aKey(), mill, anna));
        Entry<?> after = add(
                shop,
                anna,
                Interaction.held("phone", Direction.INBOUND, shop.clock().instant()));

        for (int size : List.of(1, 50)) {
            assertThat(pages(history, TimelineQuery.of(mill), size))
                    .extracting(entry -> ((TimelineEntry.Noted) entry).entry().id())
                    .containsExactly(own.id(), during.id());
        }
        assertThat(pages(history, TimelineQuery.of(mill).withoutPeople(), 9)).hasSize(1);
        assertThat(pages(history, TimelineQuery.of(anna).only(TimelineEntry.Kind.INTERACTION), 9))
                .extracting(entry -> ((TimelineEntry.Noted) entry).entry().id())
                .isEqualTo(List.of(after.id(), during.id(), before.id()));
    }

    @Test
    void a_card_shows_what_is_open_and_what_was_said_last() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        History history = shop.loyalty().history();
        shop.buys(anna, "10.00");
        for (int i = 0; i < 7; i++) {
            add(
                    shop,
                    anna,
                    Interaction.held("phone", Direction.INBOUND, shop.clock().instant()));
            shop.clock().advance(Duration.ofHours(1));
        }
        Entry<?> task = add(shop, anna, Task.of("Call"));
        Entry<?> deal = add(shop, anna, Shop.DEALS.begin("Tea"));
        Entry<?> agreement = add(shop, anna, Agreement.of("supply", "Tea", LocalDate.of(2030, 1, 1), BERLIN));
        Entry<?> owner = add(shop, anna, Assignment.of(Assignment.OWNER, IDA));
        Entry<?> consent = add(shop, anna, Consent.granted("email", "news", "v1"));

        var card = history.card(anna);

        assertThat(card.profile()).isEqualTo(shop.loyalty().customers().profile(anna));
        assertThat(card.lastContacts()).hasSize(5);
        assertThat(card.open()).isEqualTo(List.of(task));
        assertThat(card.stages()).isEqualTo(List.of(deal));
        assertThat(card.agreements()).isEqualTo(List.of(agreement));
        assertThat(card.owners().get(Assignment.OWNER)).isEqualTo(owner);
        assertThat(card.consents()).isEqualTo(List.of(consent));
        assertThat(card.points()).hasSize(1);
        assertThat(card.points().get(0).balance())
                .isEqualTo(shop.loyalty().accounts().balance(anna));
    }

    @Test
    void what_a_transaction_writes_into_a_history_is_seen_by_it_and_only_when_it_commits_by_others() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Entry<Task> known = add(shop, anna, Task.of("known").by(IDA));

        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    Entry<Task> task = tx.history()
                            .add(NewEntry.of(shop.aKey(), anna, Task.of("new").by(IDA)));
                    tx.history()
                            .change(EntryChange.of(
                                    shop.aKey(), known, known.item().done()))
                            .orThrow();
                    assertThat(tx.history().find(task.id())).contains(task);
                    assertThat(tx.history().revisions(known.id())).hasSize(2);
                    assertThat(tx.history().work(WorkList.of(IDA), 9).items()).isEqualTo(List.of(task));
                    assertThat(tx.history().work(WorkList.of(anna), 9).items()).isEqualTo(List.of(task));
                    assertThat(tx.history().timeline(TimelineQuery.of(anna), 9).items())
                            .hasSize(2);
                    throw new IllegalStateException("the host's own trouble");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(shop.loyalty().history().work(WorkList.of(IDA), 9).items()).isEqualTo(List.of(known));
        assertThat(shop.loyalty().history().revisions(known.id())).isEqualTo(List.of(known));
        assertThat(shop.loyalty().history().timeline(TimelineQuery.of(anna), 9).items())
                .hasSize(1);
    }

    @Test
    void an_entry_that_was_said_anew_meanwhile_or_is_there_already_loses_the_race() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Entry<Task> task = add(shop, anna, Task.of("once"));
        Entry<Task> next = task.next(task.item().done(), task.changedAt().plusSeconds(1), IDA, null, null);
        change(shop, task, task.item().saying("more"));
        Changes again = Changes.none();
        again.history().changed().add(next);
        again.history().past().add(task);
        Changes twice = Changes.none();
        twice.history()
                .added()
                .add(new Entry<>(
                        new EntryId(new java.util.UUID(0x7000, 0x8000_0000_0000_0001L)),
                        anna,
                        1,
                        task.item(),
                        task.origin(),
                        task.print(),
                        null,
                        null,
                        task.recordedAt(),
                        task.recordedAt(),
                        null,
                        null,
                        null));

        assertThatThrownBy(() -> transact(tx -> {
                    tx.lock(Set.of(anna));
                    tx.append(again);
                }))
                .isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> transact(tx -> tx.append(twice))).isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> transact(tx -> tx.append(again))).isInstanceOf(StoreException.class);

        assertThat(shop.loyalty().history().revisions(task.id())).hasSize(2);
    }

    @Test
    void lines_of_many_lines_are_kept_and_shuffled_intake_comes_to_the_same() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        List<NewEntry<Interaction>> seen = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Instant at = shop.clock().instant().minusSeconds(i / 3);
            seen.add(NewEntry.from(
                    CRM,
                    "e" + i,
                    i % 7 == 0 ? ben : anna,
                    Interaction.held("web", Direction.NONE, at).in("t" + i)));
        }
        List<NewEntry<Interaction>> shuffled = new ArrayList<>(seen);
        Collections.shuffle(shuffled, new Random(3));
        History history = shop.loyalty().history();
        assertThat(history.addAll(shuffled.subList(0, 200))).hasSize(200);
        assertThat(history.addAll(shuffled))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Answered.class));
        List<TimelineEntry> all = pages(history, TimelineQuery.of(anna), 100);
        assertThat(all).hasSize((int)
                seen.stream().filter(one -> one.customer().equals(anna)).count());
        assertThat(all.stream().map(TimelineEntry::at)).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(history.find(Origin.of(CRM, "e299"))).isPresent();
        assertThat(codesOf(() -> history.addAll(Collections.nCopies(513, seen.get(0)))))
                .containsExactly(Violation.Code.TOO_MANY_ITEMS);
    }

    private static List<Violation.Code> codesOf(Runnable call) {
        try {
            call.run();
            return List.of();
        } catch (InvalidRequestException invalid) {
            return invalid.violations().stream().map(Violation::code).toList();
        }
    }
}
