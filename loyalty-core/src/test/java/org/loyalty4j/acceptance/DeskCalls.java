package org.loyalty4j.acceptance;

import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.loyalty4j.Accounts;
import org.loyalty4j.Loyalty;
import org.loyalty4j.ProgramTrial;
import org.loyalty4j.Programs;
import org.loyalty4j.Retention;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Page;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.ContactPersonChange;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.Merge;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.customer.Unmerge;
import org.loyalty4j.exchange.Field;
import org.loyalty4j.exchange.ImportPlan;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryChange;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.Handover;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Obligation;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.history.UnknownEntryException;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.points.Anchor;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.privacy.Erasure;
import org.loyalty4j.privacy.LegalHoldChange;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.TransferUndo;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.Release;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;

/** One call of each public method, desk by desk. */
final class DeskCalls {

    static final Actor CLERK = new Actor("clerk 7");

    private static final UUID NOBODY = new UUID(0x7123L, 0x8123L);

    private DeskCalls() {}

    private static final Retention KEPT = Retention.unlimited(ZoneOffset.UTC).inactiveFor(Period.ofYears(10));

    private static EveryCall reads(String method, Consumer<EveryCall.Target> call) {
        return new EveryCall(method, EveryCall.Kind.READS, call);
    }

    private static EveryCall writes(String method, Consumer<EveryCall.Target> call) {
        return new EveryCall(method, EveryCall.Kind.WRITES, call);
    }

    private static EveryCall writesForAll(String method, Consumer<EveryCall.Target> call) {
        return new EveryCall(method, EveryCall.Kind.WRITES_FOR_ALL, call);
    }

    static List<EveryCall> all() {
        return Stream.of(
                        loyalty(),
                        customers(),
                        duplicates(),
                        privacy(),
                        history(),
                        events(),
                        till(),
                        accounts(),
                        rewards(),
                        transfers(),
                        guests(),
                        openingBalances(),
                        files(),
                        programs())
                .flatMap(List::stream)
                .toList();
    }

    private static List<EveryCall> loyalty() {
        return List.of(
                reads("Loyalty.audit()", at -> at.loyalty().audit()),
                reads("Loyalty.audit(CustomerId)", at -> at.loyalty().audit(at.customer())),
                reads("Loyalty.audit(Predicate)", at -> at.loyalty().audit(report -> true)),
                reads("Loyalty.saveAnchors(Consumer)", at -> at.loyalty().saveAnchors(anchor -> {})),
                reads("Loyalty.auditSince(Iterator)", at -> {
                    List<Anchor> saved = new ArrayList<>();
                    at.loyalty().saveAnchors(saved::add);
                    at.loyalty().auditSince(saved.iterator());
                }),
                reads("Loyalty.cacheStatistics()", at -> at.loyalty().cacheStatistics()),
                reads("Loyalty.purse(String)", at -> at.loyalty().purse("points")),
                reads("Loyalty.purses()", at -> at.loyalty().purses()),
                writes(
                        "Loyalty.inTransaction(Function)",
                        at -> at.loyalty()
                                .inTransaction(tx -> tx.till().record(at.sale()).orThrow())),
                reads(
                        "Maintenance.debts(CustomerId,int)",
                        at -> at.loyalty().maintenance().debts(null, 10)),
                reads(
                        "Maintenance.notices(LocalDate,LocalDate,ExpiryNotice,int)",
                        at -> at.loyalty()
                                .maintenance()
                                .notices(LocalDate.parse("2026-01-01"), LocalDate.parse("2027-01-01"), null, 10)),
                reads("Maintenance.phones()", at -> at.loyalty().maintenance().phones()),
                reads(
                        "PhoneForms.page(Identifier,int)",
                        at -> at.loyalty().maintenance().phones().page(null, 10)),
                reads(
                        "PhoneForms.run(Predicate)",
                        at -> at.loyalty().maintenance().phones().run(page -> true)),
                writesForAll(
                        "Maintenance.run(Instant)",
                        at -> at.loyalty().maintenance().run(Shop.OPENING.plus(Duration.ofDays(1)))),
                writesForAll(
                        "Maintenance.run(Instant,Predicate)",
                        at -> at.loyalty().maintenance().run(Shop.OPENING.plus(Duration.ofDays(1)), report -> true)));
    }

    private static List<EveryCall> events() {
        return List.of(
                reads("Events.after(long,int)", at -> at.loyalty().events().after(0, 5)),
                reads("Events.consumers()", at -> at.loyalty().events().consumers()),
                // All there is, so that a repeat finds nothing more.
                writes(
                        "Events.consume(String,int,Consumer)",
                        at -> at.loyalty().events().consume(at.key(), 500, events -> {})),
                // Nobody is known under the name, so that nothing is written.
                reads("Events.remove(String)", at -> at.loyalty().events().remove(at.key())),
                reads("Events.forget(long,int)", at -> at.loyalty().events().forget(0, 5)));
    }

    private static NewEntry<Task> task(EveryCall.Target at) {
        return NewEntry.of(at.own(), at.customer(), Task.of("Call back").by(CLERK));
    }

    /** A task that is on record already, which the call's own key makes a change of. */
    private static EntryChange<Task> done(EveryCall.Target at) {
        Entry<Task> task = at.loyalty()
                .history()
                .add(NewEntry.of(CommandKey.of("task of " + at.key()), at.customer(), Task.of("Call back")));
        return new EntryChange<>(at.own(), task.id(), 1, Task.of("Call back").done(), null, null, null);
    }

    /** Somebody of this call alone, who has nothing of other customers. */
    private static Actor leaver(EveryCall.Target at) {
        return new Actor(at.key());
    }

    private static Handover leaving(EveryCall.Target at) {
        return Handover.of("leaving", leaver(at), new Actor("clerk 8"));
    }

    private static List<EveryCall> history() {
        return List.of(
                writes("History.add(NewEntry)", at -> at.loyalty().history().add(task(at))),
                writes(
                        "History.addAll(List)",
                        at -> at.loyalty().history().addAll(List.of(task(at))).forEach(outcome -> outcome.orThrow())),
                writes(
                        "History.change(EntryChange)",
                        at -> at.loyalty()
                                .inTransaction(tx ->
                                        tx.history().change(done(at.over(tx))).orThrow())),
                reads("History.find(EntryId)", at -> at.loyalty().history().find(new EntryId(NOBODY))),
                reads("History.find(Origin)", at -> at.loyalty().history().find(Origin.of(at.own()))),
                reads("History.get(EntryId,Class)", at -> {
                    try {
                        at.loyalty().history().get(new EntryId(NOBODY), Task.class);
                    } catch (UnknownEntryException expected) {
                        // Nobody has written it.
                    }
                }),
                reads("History.revisions(EntryId)", at -> {
                    try {
                        at.loyalty().history().revisions(new EntryId(NOBODY));
                    } catch (UnknownEntryException expected) {
                        // Nobody has written it.
                    }
                }),
                reads("History.work(WorkList,int)", at -> at.loyalty().history().work(WorkList.all(), 5)),
                reads("History.work(WorkList,String,int)", at -> {
                    var page = at.loyalty().history().work(WorkList.all(), 1);
                    page.next().ifPresent(next -> at.loyalty().history().work(WorkList.all(), next, 1));
                }),
                // Nobody has to be reminded of anything, so that nothing is written.
                reads("History.remind(int)", at -> at.loyalty().history().remind(5)),
                reads(
                        "History.timeline(TimelineQuery,int)",
                        at -> at.loyalty().history().timeline(TimelineQuery.of(at.customer()), 5)),
                reads("History.timeline(TimelineQuery,String,int)", at -> {
                    var page = at.loyalty().history().timeline(TimelineQuery.of(at.customer()), 1);
                    page.next()
                            .ifPresent(
                                    next -> at.loyalty().history().timeline(TimelineQuery.of(at.customer()), next, 1));
                }),
                reads("History.preview(Handover)", at -> at.loyalty().history().preview(leaving(at))),
                writes(
                        "History.handOver(Handover,Predicate)",
                        at -> at.loyalty().inTransaction(tx -> {
                            tx.history()
                                    .add(NewEntry.of(
                                            at.own(),
                                            at.customer(),
                                            Task.of("Call back").by(leaver(at))));
                            return tx.history().handOver(leaving(at), report -> true);
                        })),
                reads(
                        "History.undo(Handover,Predicate)",
                        at -> at.loyalty().history().undo(leaving(at), report -> true)),
                reads("History.card(CustomerId)", at -> at.loyalty().history().card(at.customer())),
                reads(
                        "History.ownersAt(CustomerId,Instant)",
                        at -> at.loyalty().history().ownersAt(at.customer(), Shop.OPENING)),
                reads(
                        "History.mayContact(CustomerId,String,String,Identifier)",
                        at -> at.loyalty().history().mayContact(at.customer(), "email", "news", null)),
                reads(
                        "History.mayContact(CustomerId,String,String,Identifier,Instant)",
                        at -> at.loyalty().history().mayContact(at.customer(), "email", "news", null, Shop.OPENING)),
                reads(
                        "History.reliability(CustomerId,Side)",
                        at -> at.loyalty().history().reliability(at.customer(), Obligation.Side.OURS)));
    }

    private static List<EveryCall> duplicates() {
        return List.of(
                reads(
                        "Duplicates.of(CustomerId,int)",
                        at -> at.loyalty().duplicates().of(at.customer(), 5)),
                reads(
                        "Duplicates.of(NewCustomer,int)",
                        at -> at.loyalty()
                                .duplicates()
                                .of(NewCustomer.person(at.own()).named(at.name()), 5)),
                reads(
                        "Duplicates.page(CustomerId,int)",
                        at -> at.loyalty().duplicates().page(null, 5)),
                writes(
                        "Duplicates.record(Distinction)",
                        at -> at.loyalty()
                                .inTransaction(tx -> tx.duplicates()
                                        .record(Distinction.of(
                                                at.own(),
                                                tx.customers()
                                                        .enroll(NewCustomer.person(at.own())
                                                                .reference(at.key()))
                                                        .orThrow()
                                                        .id(),
                                                at.customer())))),
                reads(
                        "Duplicates.distinctions(CustomerId)",
                        at -> at.loyalty().duplicates().distinctions(at.customer())),
                writes(
                        "Duplicates.merge(Merge)",
                        at -> at.loyalty()
                                .inTransaction(
                                        tx -> tx.duplicates().merge(Merge.of(at.own(), at.customer(), twin(at, tx))))
                                .orThrow()),
                writes(
                        "Duplicates.unmerge(Unmerge)",
                        at -> at.loyalty()
                                .inTransaction(tx -> {
                                    CustomerId twin = twin(at, tx);
                                    tx.duplicates().merge(Merge.of(at.own(), at.customer(), twin));
                                    return tx.duplicates().unmerge(Unmerge.of(at.own(), twin));
                                })
                                .orThrow()),
                reads(
                        "Duplicates.merges(CustomerId)",
                        at -> at.loyalty().duplicates().merges(at.customer())),
                // All have their keys already.
                reads(
                        "Duplicates.index(CustomerId,int)",
                        at -> at.loyalty().duplicates().index(null, 5)));
    }

    /** Returns somebody who is enrolled once, also when he is the customer by then. */
    private static CustomerId twin(EveryCall.Target at, Loyalty tx) {
        CustomerId id = tx.customers()
                .enroll(NewCustomer.person(at.own()).reference(at.key()))
                .orThrow()
                .id();
        return id.equals(at.customer()) ? tx.duplicates().merges(id).get(0).absorbed() : id;
    }

    private static List<EveryCall> privacy() {
        return List.of(
                writes(
                        "Privacy.erase(Erasure)",
                        at -> at.loyalty()
                                .privacy()
                                .erase(Erasure.of(at.own(), at.friend(), Erasure.Why.ASKED_FOR, CLERK)
                                        .evenIfOpen())
                                .orThrow()),
                writes(
                        "Privacy.change(LegalHoldChange)",
                        at -> at.loyalty()
                                .privacy()
                                .change(LegalHoldChange.place(at.own(), at.friend(), "file 7", CLERK))),
                reads("Privacy.holds(CustomerId)", at -> at.loyalty().privacy().holds(at.friend())),
                // Nobody is old enough yet.
                reads(
                        "Privacy.retain(Retention,Actor,CustomerId,int)",
                        at -> at.loyalty().privacy().retain(KEPT, CLERK, null, 100)),
                reads(
                        "Privacy.preview(Retention,CustomerId,int)",
                        at -> at.loyalty().privacy().preview(KEPT, null, 100)),
                reads(
                        "Privacy.suppressedSince(Identifier)",
                        at -> at.loyalty().privacy().suppressedSince(Identifier.reference(at.name()))),
                reads(
                        "Privacy.receipt(CustomerId)",
                        at -> at.loyalty().privacy().receipt(at.customer())),
                reads(
                        "Privacy.receipts(CustomerId,int)",
                        at -> at.loyalty().privacy().receipts(null, 5)),
                reads(
                        "Privacy.export(CustomerId,Appendable)",
                        at -> at.loyalty().privacy().export(at.customer(), new StringBuilder())));
    }

    private static List<EveryCall> customers() {
        return List.of(
                writes(
                        "Customers.enroll(NewCustomer)",
                        at -> at.loyalty()
                                .customers()
                                .enroll(NewCustomer.person(at.own()).reference(at.key()))
                                .orThrow()),
                writes(
                        "Customers.leave(Departure)",
                        at -> at.loyalty().customers().leave(Departure.of(at.own(), at.customer()))),
                writes(
                        "Customers.change(ProfileChange)",
                        at -> at.loyalty()
                                .customers()
                                .change(ProfileChange.of(at.own(), at.customer())
                                        .named(at.key())
                                        .with("said", AttributeValue.of(at.key())))),
                writes(
                        "Customers.change(IdentifierChange)",
                        at -> at.loyalty()
                                .customers()
                                .change(IdentifierChange.replace(
                                        at.own(),
                                        at.customer(),
                                        Identifier.reference(at.name()),
                                        Identifier.reference(at.key())))
                                .orThrow()),
                writes(
                        "Customers.change(ContactPersonChange)",
                        at -> at.loyalty()
                                .inTransaction(tx -> tx.customers()
                                        .change(ContactPersonChange.of(
                                                at.own(),
                                                tx.customers()
                                                        .enroll(NewCustomer.organization(at.own())
                                                                .reference(at.key()))
                                                        .orThrow()
                                                        .id(),
                                                at.customer(),
                                                ContactPerson.BUYER)))),
                writes(
                        "Customers.issue(Collection)",
                        at -> at.loyalty()
                                .customers()
                                .issue(List.of(Identifier.card(
                                        "4711" + Integer.toHexString(at.key().hashCode()))))),
                reads(
                        "Customers.issued(Identifier,int)",
                        at -> at.loyalty().customers().issued(null, 9)),
                reads(
                        "Customers.profile(CustomerId)",
                        at -> at.loyalty().customers().profile(at.customer())),
                reads(
                        "Customers.profile(CustomerId,Instant)",
                        at -> at.loyalty().customers().profile(at.customer(), Shop.OPENING)),
                reads(
                        "Customers.attributes(CustomerId)",
                        at -> at.loyalty().customers().attributes(at.customer())),
                reads(
                        "Customers.identifiers(CustomerId)",
                        at -> at.loyalty().customers().identifiers(at.customer())),
                reads(
                        "Customers.look(Identifier)",
                        at -> at.loyalty().customers().look(Identifier.reference(at.name()))),
                reads(
                        "Customers.history(Identifier)",
                        at -> at.loyalty().customers().history(Identifier.reference(at.name()))),
                reads(
                        "Customers.people(CustomerId)",
                        at -> at.loyalty().customers().people(at.customer())),
                reads(
                        "Customers.organizations(CustomerId)",
                        at -> at.loyalty().customers().organizations(at.customer())),
                reads(
                        "Customers.find(Identifier)",
                        at -> at.loyalty().customers().find(Identifier.reference(at.key()))),
                reads(
                        "Customers.find(CustomerId)",
                        at -> at.loyalty().customers().find(at.customer())),
                reads(
                        "Customers.get(CustomerId)",
                        at -> at.loyalty().customers().get(at.customer())),
                reads("Customers.page(int)", at -> at.loyalty().customers().page(1)),
                reads(
                        "Customers.page(String,int)",
                        at -> at.loyalty()
                                .customers()
                                .page(1)
                                .next()
                                .ifPresent(next -> at.loyalty().customers().page(next, 1))));
    }

    private static List<EveryCall> till() {
        return List.of(
                writes(
                        "Till.record(Purchase)",
                        at -> at.loyalty().till().record(at.sale()).orThrow()),
                writes(
                        "Till.checkout(Checkout)",
                        at -> at.loyalty()
                                .till()
                                .checkout(Checkout.of(at.sale()).returning(at.everything("return " + at.key())))
                                .orThrow()),
                writes(
                        "Till.recordAll(List)",
                        at -> at.loyalty()
                                .till()
                                .recordAll(at.sales())
                                .forEach(sale -> sale.orThrow().orThrow())),
                writes(
                        "Till.recordAllOrNothing(List)",
                        at -> at.loyalty()
                                .till()
                                .recordAllOrNothing(at.sales())
                                .forEach(sale -> sale.orThrow().orThrow())),
                writes(
                        "Till.giveBack(Return)",
                        at -> at.loyalty()
                                .till()
                                .giveBack(at.everything(at.key()))
                                .orThrow()),
                writes(
                        "Till.takeBack(UnknownReturn)",
                        at -> at.loyalty()
                                .till()
                                .takeBack(UnknownReturn.of(at.own(), at.customer(), Shop.euro("7.00")))
                                .orThrow()),
                writes(
                        "Till.voidPurchase(PurchaseVoid)",
                        at -> at.loyalty()
                                .till()
                                .voidPurchase(PurchaseVoid.of(at.own(), at.customer(), at.purchase()))
                                .orThrow()),
                reads("Till.quote(Checkout)", at -> at.loyalty().till().quote(Checkout.of(at.sale()))),
                reads(
                        "Till.quote(Return)",
                        at -> at.loyalty().till().quote(Return.ofAll(at.own(), at.customer(), at.purchase()))),
                reads(
                        "Till.quote(UnknownReturn)",
                        at -> at.loyalty().till().quote(UnknownReturn.of(at.own(), at.customer(), Shop.euro("5.00")))),
                reads(
                        "Till.quote(PurchaseVoid)",
                        at -> at.loyalty().till().quote(PurchaseVoid.of(at.own(), at.customer(), at.purchase()))),
                reads("Till.quote(Purchase)", at -> at.loyalty().till().quote(at.sale())),
                reads("Till.standingAfter(Checkout)", at -> at.loyalty().till().standingAfter(Checkout.of(at.sale()))),
                reads("Till.find(CommandKey)", at -> at.loyalty().till().find(at.purchase())));
    }

    private static List<EveryCall> accounts() {
        return List.of(
                writes(
                        "Accounts.give(Bonus)",
                        at -> at.loyalty()
                                .accounts()
                                .give(Bonus.of(at.own(), at.customer(), Points.of(5), "gift"))
                                .orThrow()),
                writes(
                        "Accounts.record(Activity)",
                        at -> at.loyalty()
                                .accounts()
                                .record(Activity.of(at.own(), at.customer(), "visit"))
                                .orThrow()),
                reads(
                        "Accounts.quote(Activity)",
                        at -> at.loyalty().accounts().quote(Activity.of(at.own(), at.customer(), "visit"))),
                writes(
                        "Accounts.undo(ActivityUndo)",
                        at -> at.loyalty().accounts().undo(at.notDone()).orThrow()),
                reads(
                        "Accounts.quote(ActivityUndo)",
                        at -> at.loyalty().accounts().quote(at.notDone())),
                reads(
                        "Accounts.differences(CustomerId,Instant)",
                        at -> at.loyalty().accounts().differences(at.customer(), Instant.EPOCH)),
                writes(
                        "Accounts.trueUp(TrueUp)",
                        at -> at.loyalty().accounts().trueUp(at.inOrder()).orThrow()),
                reads("Accounts.quote(TrueUp)", at -> at.loyalty().accounts().quote(at.inOrder())),
                writes(
                        "Accounts.adjust(Adjustment)",
                        at -> at.loyalty()
                                .accounts()
                                .adjust(Adjustment.of(at.own(), at.customer(), Points.of(5), "mended", CLERK))
                                .orThrow()),
                writes(
                        "Accounts.reinstate(Reinstatement)",
                        at -> at.loyalty().accounts().reinstate(at.lost()).orThrow()),
                writes(
                        "Accounts.extend(Extension)",
                        at -> at.loyalty().accounts().extend(at.moreTime()).orThrow()),
                writes(
                        "Accounts.change(StatusChange)",
                        at -> at.loyalty()
                                .accounts()
                                .change(new StatusChange(
                                        at.own(), at.customer(), RewardAccount.Status.FROZEN, "asked", CLERK))
                                .orThrow()),
                writes(
                        "Accounts.change(PendingChange)",
                        at -> at.loyalty().accounts().change(at.confirmation()).orThrow()),
                writes(
                        "Accounts.give(TierOverride)",
                        at -> at.loyalty().accounts().give(at.gold()).orThrow()),
                writes(
                        "Accounts.revoke(End)",
                        at -> at.loyalty().accounts().revoke(at.favourEnds()).orThrow()),
                reads(
                        "Accounts.quote(Bonus)",
                        at -> at.loyalty().accounts().quote(Bonus.of(at.own(), at.customer(), Points.of(5), "gift"))),
                reads(
                        "Accounts.quote(Adjustment)",
                        at -> at.loyalty()
                                .accounts()
                                .quote(Adjustment.of(at.own(), at.customer(), Points.of(5), "mended", CLERK))),
                reads(
                        "Accounts.quote(Reinstatement)",
                        at -> at.loyalty().accounts().quote(at.lost())),
                reads("Accounts.quote(Extension)", at -> at.loyalty().accounts().quote(at.moreTime())),
                reads(
                        "Accounts.benefits(CustomerId)",
                        at -> at.loyalty().accounts().benefits(at.customer())),
                reads(
                        "Accounts.account(CustomerId)",
                        at -> at.loyalty().accounts().account(at.customer())),
                reads(
                        "Accounts.balance(CustomerId)",
                        at -> at.loyalty().accounts().balance(at.customer())),
                reads(
                        "Accounts.balance(CustomerId,Instant)",
                        at -> at.loyalty().accounts().balance(at.customer(), Shop.OPENING)),
                reads(
                        "Accounts.balance(CustomerId,Instant,Instant)",
                        at -> at.loyalty().accounts().balance(at.customer(), Shop.OPENING, Shop.OPENING)),
                reads(
                        "Accounts.shownBalance(CustomerId)",
                        at -> at.loyalty().accounts().shownBalance(at.customer())),
                reads(
                        "Accounts.expirySchedule(CustomerId)",
                        at -> at.loyalty().accounts().expirySchedule(at.customer())),
                reads(
                        "Accounts.expirySchedule(CustomerId,LocalDate,LocalDate,Bucket)",
                        at -> at.loyalty()
                                .accounts()
                                .expirySchedule(
                                        at.customer(),
                                        LocalDate.of(2026, 1, 1),
                                        LocalDate.of(2026, 12, 31),
                                        Accounts.Bucket.MONTH)),
                reads(
                        "Accounts.statement(CustomerId,int)",
                        at -> at.loyalty().accounts().statement(at.customer(), 1)),
                reads(
                        "Accounts.statement(CustomerId,String,int)",
                        at -> at.loyalty()
                                .accounts()
                                .statement(at.customer(), 1)
                                .next()
                                .ifPresent(next -> at.loyalty().accounts().statement(at.customer(), next, 1))),
                reads(
                        "Accounts.explain(CustomerId,long)",
                        at -> at.loyalty().accounts().explain(at.customer(), 1)),
                reads(
                        "Accounts.receipt(Settled)",
                        at -> at.loyalty().accounts().receipt((Settlement.Settled)
                                at.loyalty().till().quote(at.sale()))),
                reads(
                        "Accounts.standing(CustomerId)",
                        at -> at.loyalty().accounts().standing(at.customer())),
                reads(
                        "Accounts.standing(CustomerId,Instant)",
                        at -> at.loyalty().accounts().standing(at.customer(), Shop.OPENING)),
                reads(
                        "Accounts.tierHistory(CustomerId)",
                        at -> at.loyalty().accounts().tierHistory(at.customer())));
    }

    private static List<EveryCall> rewards() {
        return List.of(
                writes(
                        "Rewards.redeem(Redemption)",
                        at -> at.loyalty().rewards().redeem(at.use()).orThrow()),
                writes(
                        "Rewards.undo(Undo)",
                        at -> at.loyalty().rewards().undo(at.undo()).orThrow()),
                writes(
                        "Rewards.hold(HoldRequest)",
                        at -> at.loyalty().rewards().hold(at.hold()).orThrow()),
                writes(
                        "Rewards.capture(Capture)",
                        at -> at.loyalty()
                                .rewards()
                                .capture(Capture.of(at.own(), at.customer(), at.held()))
                                .orThrow()),
                writes(
                        "Rewards.release(Release)",
                        at -> at.loyalty()
                                .rewards()
                                .release(Release.of(at.own(), at.customer(), at.held()))
                                .orThrow()),
                writes(
                        "Rewards.pay(PointsPayment)",
                        at -> at.loyalty().rewards().pay(at.payment())),
                reads(
                        "Rewards.quote(PointsPayment)",
                        at -> at.loyalty().rewards().quote(at.payment())),
                reads("Rewards.quote(HoldRequest)", at -> at.loyalty().rewards().quote(at.hold())),
                reads(
                        "Rewards.hold(CustomerId,CommandKey)",
                        at -> at.loyalty().rewards().hold(at.customer(), at.held())),
                reads(
                        "Rewards.holds(CustomerId,int)",
                        at -> at.loyalty().rewards().holds(at.customer(), 1)),
                reads(
                        "Rewards.quote(Capture)",
                        at -> at.loyalty().rewards().quote(Capture.of(at.own(), at.customer(), at.held()))),
                reads("Rewards.quote(Undo)", at -> at.loyalty().rewards().quote(at.undo())),
                reads("Rewards.quote(Redemption)", at -> at.loyalty().rewards().quote(at.use())),
                reads(
                        "Rewards.offered(Settled)",
                        at -> at.loyalty()
                                .rewards()
                                .offered(at.loyalty().rewards().quote(at.use()).orThrow())),
                reads("Rewards.offered()", at -> at.loyalty().rewards().offered()));
    }

    private static List<EveryCall> transfers() {
        return List.of(
                writes(
                        "Transfers.send(Transfer)",
                        at -> at.loyalty().transfers().send(at.gift()).orThrow()),
                writes(
                        "Transfers.undo(TransferUndo)",
                        at -> at.loyalty()
                                .transfers()
                                .undo(TransferUndo.of(at.own(), at.customer(), at.friend(), at.sent()))
                                .orThrow()),
                reads(
                        "Transfers.quote(TransferUndo)",
                        at -> at.loyalty()
                                .transfers()
                                .quote(TransferUndo.of(at.own(), at.customer(), at.friend(), at.sent()))),
                reads(
                        "Transfers.quote(Transfer)",
                        at -> at.loyalty().transfers().quote(at.gift())));
    }

    private static List<EveryCall> guests() {
        return List.of(
                writes(
                        "Guests.record(GuestPurchase)",
                        at -> at.loyalty().guests().record(at.guestPurchase()).orThrow()),
                writes(
                        "Guests.giveBack(Return)",
                        at -> at.loyalty()
                                .guests()
                                .giveBack(Return.of(at.own(), CustomerId.NOBODY, at.guest(), "1", BigDecimal.ONE))
                                .orThrow()),
                writes(
                        "Guests.claim(Claim)",
                        at -> at.loyalty().guests().claim(at.claim()).orThrow()),
                reads("Guests.quote(Claim)", at -> at.loyalty().guests().quote(at.claim())),
                reads("Guests.find(CommandKey)", at -> at.loyalty().guests().find(at.guest())),
                reads(
                        "Guests.find(Identifier,int)",
                        at -> at.loyalty().guests().find(Identifier.reference(at.name()), 1)));
    }

    private static List<EveryCall> openingBalances() {
        return List.of(
                writes(
                        "OpeningBalances.load(Iterator)",
                        at -> at.loyalty()
                                .openingBalances()
                                .load(at.openingBalances().iterator())),
                writes(
                        "OpeningBalances.load(Iterator,Predicate)",
                        at -> at.loyalty()
                                .openingBalances()
                                .load(at.openingBalances().iterator(), report -> true)));
    }

    private static Reader customersFile(EveryCall.Target at) {
        // The key of a test may hold a comma.
        return new StringReader(
                "key,name,born\n\"" + at.key() + "\",Carla,1996-02-29\n\"" + at.key() + " too\",Dora,\n");
    }

    private static ImportPlan customersPlan() {
        return ImportPlan.customers("file")
                .column("key", Field.KEY)
                .column("name", Field.NAME)
                .attribute("born", Attribute.BIRTH_DATE, ImportPlan.Type.DATE);
    }

    private static List<EveryCall> files() {
        return List.of(
                writes(
                        "Imports.run(ImportPlan,Reader)",
                        at -> at.loyalty().imports().run(customersPlan(), customersFile(at))),
                writes(
                        "Imports.run(ImportPlan,Reader,Predicate)",
                        at -> at.loyalty()
                                .imports()
                                .run(
                                        ImportPlan.balances("points")
                                                .column("key", Field.KEY)
                                                .column("customer", Field.CUSTOMER_ID)
                                                .column("points", Field.POINTS)
                                                .column("earned", Field.EARNED)
                                                .mode(ImportPlan.Mode.STOP),
                                        new StringReader("key,customer,points,earned\n\""
                                                + at.key() + "\","
                                                + at.customer().value()
                                                + ",5,2025-06-01T00:00:00Z\n"),
                                        report -> true)),
                reads(
                        "Exports.write(Kind,Writer)",
                        at -> at.loyalty().exports().write(ImportPlan.Kind.CUSTOMERS, new StringWriter())),
                reads(
                        "Exports.write(Kind,Writer,Predicate)",
                        at -> at.loyalty()
                                .exports()
                                .write(ImportPlan.Kind.BALANCES, new StringWriter(), report -> true)),
                reads("Exports.goOn(Kind,Writer,String,Predicate)", at -> {
                    Page<Customer> page = at.loyalty().customers().page(1);
                    at.loyalty()
                            .exports()
                            .goOn(
                                    ImportPlan.Kind.INTERACTIONS,
                                    new StringWriter(),
                                    page.next().orElseThrow(),
                                    report -> true);
                }));
    }

    private static List<EveryCall> programs() {
        return List.of(
                writesForAll(
                        "Programs.publish(LoyaltyProgram)",
                        at -> at.loyalty()
                                .programs()
                                .publish(Shop.onePointPerEuro().nextVersion(Shop.OPENING.plus(Duration.ofDays(9))))),
                reads("Programs.history()", at -> at.loyalty().programs().history()),
                writesForAll(
                        "Programs.reckonTiers(Predicate)",
                        at -> at.loyalty().programs().reckonTiers(progress -> true)),
                writesForAll(
                        "Programs.reckonTiers(Reckoned,Predicate)",
                        at -> at.loyalty()
                                .programs()
                                .reckonTiers(new Programs.Reckoned(1, null, false, 0, 0), progress -> true)),
                reads(
                        "Programs.tryOut(LoyaltyProgram,Instant)",
                        at -> at.loyalty().programs().tryOut(Shop.onePointPerEuro(), Shop.OPENING)),
                reads(
                        "Programs.tryOut(ProgramTrial,Consumer,Predicate)",
                        at -> at.loyalty()
                                .programs()
                                .tryOut(
                                        ProgramTrial.of(Shop.onePointPerEuro(), Shop.OPENING),
                                        customer -> {},
                                        progress -> true)));
    }
}
